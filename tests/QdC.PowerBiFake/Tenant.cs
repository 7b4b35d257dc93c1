using System.Text.Json.Nodes;

namespace QdC.PowerBiFake;

/// <summary>All that the services know. Whoever reads or changes it holds <see cref="Gate"/>.</summary>
public sealed class Tenant(TimeProvider clock)
{
    /// <summary>Held while anything here is read or changed.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The services' clock.</summary>
    public TimeProvider Clock { get; } = clock;

    /// <summary>How the services behave.</summary>
    public Habits Habits { get; set; } = new();

    /// <summary>What is to go wrong, in the order it is looked for.</summary>
    public List<Mishap> Plan { get; } = [];

    public Dictionary<Guid, Workspace> Workspaces { get; } = [];

    public Dictionary<Guid, Connection> Connections { get; } = [];

    public Dictionary<Guid, Operation> Operations { get; } = [];

    /// <summary>Names that a deleted item keeps for some time, by workspace, kind and name.</summary>
    public Dictionary<(Guid Workspace, string Kind, string Name), DateTimeOffset> Reserved { get; } = [];

    /// <summary>Tokens that are good: whose, for which service, until when.</summary>
    public Dictionary<string, (string Service, DateTimeOffset Until)> Tokens { get; } = [];

    /// <summary>What the SQL Server behind the connections holds: area, view, rows and sums by column.</summary>
    public Dictionary<string, Dictionary<string, ViewData>> Warehouse { get; set; } = [];

    /// <summary>Which areas a SQL principal sees; <c>*</c> is every area.</summary>
    public Dictionary<string, List<string>> Principals { get; set; } = [];

    /// <summary>Every call with its answer.</summary>
    public List<JsonObject> Exchanges { get; } = [];

    /// <summary>What no client should have done: a ninth refresh, a call while it was asked to wait.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>Calls that hang, so that their client can be killed.</summary>
    public int Hanging { get; set; }

    /// <summary>Calls that came while no call was taken; those under way when that began are no offence.</summary>
    public int Hasty { get; set; }

    /// <summary>No call is taken before this moment.</summary>
    public DateTimeOffset ThrottledUntil { get; set; }

    public Queue<DateTimeOffset> LastCalls { get; } = new();

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>The workspace, or the answer that there is none.</summary>
    public Workspace Find(Guid id) => Workspaces.TryGetValue(id, out var found) ? found : throw new Refusal(404, "EntityNotFound");

    /// <summary>An item of a kind, or the answer that there is none.</summary>
    public Item Find(Guid workspace, Guid id, string? kind = null) =>
        Find(workspace).Items.Find(i => i.Id == id && (kind is null || i.Kind == kind)) ?? throw new Refusal(404, kind is null ? "EntityNotFound" : "ItemNotFound");

    /// <summary>A model as Power BI sees it: not at once after it was made.</summary>
    public Item Model(Guid workspace, Guid id)
    {
        var model = Workspaces.TryGetValue(workspace, out var w) ? w.Items.Find(i => i.Id == id && i.Kind == Item.Model) : null;
        return model is not null && Now >= w!.MadeAt + TimeSpan.FromSeconds(Habits.VisibleAfterSeconds) ? model : throw new Refusal(404, "PowerBIEntityNotFound");
    }
}

/// <summary>How the services behave.</summary>
public sealed record Habits
{
    public double OperationSeconds { get; init; } = 30;

    public double RefreshSeconds { get; init; } = 90;

    /// <summary>How long Power BI does not know a workspace that Fabric has made.</summary>
    public double VisibleAfterSeconds { get; init; }

    public double ReservedSeconds { get; init; } = 240;

    /// <summary>Calls a minute; more are answered with 429.</summary>
    public int CallsAMinute { get; init; } = int.MaxValue;

    public int RetryAfterSeconds { get; init; } = 30;

    public string ClientSecret { get; init; } = "the-secret";

    public double TokenSeconds { get; init; } = 1e7;
}

/// <summary>Something that goes wrong.</summary>
public sealed record Mishap
{
    /// <summary>Verb and path, as a regular expression.</summary>
    public required string Match { get; init; }

    /// <summary>Only calls on workspaces whose names have this, or that say it in their bodies.</summary>
    public string? Of { get; init; }

    /// <summary>Calls that match and are left alone.</summary>
    public int Skip { get; set; }

    /// <summary>How often it happens.</summary>
    public int Times { get; set; } = 1;

    /// <summary>The status answered instead; 0 leaves the call as it is.</summary>
    public int Status { get; init; }

    public string Code { get; init; } = "";

    public int? RetryAfter { get; init; }

    /// <summary>The whole body answered, where no usual error is wanted.</summary>
    public string? Body { get; init; }

    /// <summary>The call never ends.</summary>
    public bool Hang { get; init; }

    /// <summary>The call is done, and the connection breaks before it is answered.</summary>
    public bool Lost { get; init; }

    /// <summary>The operation or refresh that the call asks for is accepted, and fails with this code.</summary>
    public string? FailsLater { get; init; }

    /// <summary>The refresh is accepted and never runs.</summary>
    public bool Dropped { get; init; }
}

/// <summary>What a view holds of an area.</summary>
public sealed record ViewData(long Rows, Dictionary<string, decimal> Sums);

/// <summary>A call is refused.</summary>
public sealed class Refusal(int status, string code, string message = "Refused.") : Exception
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public string Words { get; } = message;
}
