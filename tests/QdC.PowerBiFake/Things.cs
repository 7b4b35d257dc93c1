namespace QdC.PowerBiFake;

/// <summary>A workspace.</summary>
public sealed class Workspace
{
    public Guid Id { get; } = Guid.NewGuid();

    public required string Name { get; set; }

    public string Description { get; init; } = "";

    public Guid? Capacity { get; set; }

    public DateTimeOffset MadeAt { get; init; }

    public List<Role> Roles { get; } = [];

    public List<Item> Items { get; } = [];
}

/// <summary>A role in a workspace.</summary>
public sealed record Role(Guid Id, Guid Principal, string PrincipalType, string Name);

/// <summary>A semantic model or a report.</summary>
public sealed class Item
{
    public const string Model = "SemanticModel";
    public const string Report = "Report";

    public Guid Id { get; } = Guid.NewGuid();

    public required string Kind { get; init; }

    public required string Name { get; set; }

    public string Description { get; set; } = "";

    public Dictionary<string, string> Parts { get; set; } = [];

    /// <summary>How often a definition was put in place.</summary>
    public int Deploys { get; set; }

    public string ConfiguredBy { get; set; } = TokenRoutes.Application;

    /// <summary>The connection its source is bound to; lost with every deploy and take-over.</summary>
    public Guid? Bound { get; set; }

    public int Binds { get; set; }

    public List<Refresh> Refreshes { get; } = [];

    /// <summary>What the model holds.</summary>
    public Dictionary<string, TableData> Data { get; set; } = [];

    public ModelText Text => new(Parts);
}

/// <summary>A connection.</summary>
public sealed class Connection
{
    public Guid Id { get; } = Guid.NewGuid();

    public required string Name { get; init; }

    public required string Path { get; init; }

    public required string User { get; init; }

    public string CredentialType { get; init; } = "Basic";
}

/// <summary>A long-running operation; what it does is done when it ends.</summary>
public sealed class Operation
{
    public Guid Id { get; } = Guid.NewGuid();

    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>Does it and gives back the item that is its result, or null.</summary>
    public required Func<Item?> Do { get; init; }

    public bool Done { get; set; }

    public Item? Result { get; set; }

    public (string Code, string Words)? Error { get; set; }
}

/// <summary>A refresh.</summary>
public sealed class Refresh
{
    public Guid Id { get; } = Guid.NewGuid();

    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset EndsAt { get; init; }

    public required bool Enhanced { get; init; }

    public string Type { get; init; } = "Full";

    public string? FailsWith { get; init; }

    public bool Done { get; set; }

    public string? Error { get; set; }
}

/// <summary>What a model's table holds.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Areas">The areas they are of.</param>
/// <param name="Sums">Sums by the model's column.</param>
public sealed record TableData(long Rows, List<string> Areas, Dictionary<string, decimal> Sums);
