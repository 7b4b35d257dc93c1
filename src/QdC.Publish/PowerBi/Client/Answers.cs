using System.Text.Json;
using System.Text.Json.Serialization;

namespace QdC.Publish.PowerBi.Client;

// What the services answer. Words that the services may add to (states, roles, kinds) stay texts: a new one is carried on as it is.

/// <summary>A workspace.</summary>
/// <param name="Id">Its id.</param>
/// <param name="DisplayName">Its name.</param>
/// <param name="CapacityId">The capacity it runs on; null on shared capacity.</param>
/// <param name="Type">What it is, such as <c>Workspace</c> or <c>Personal</c>.</param>
public sealed record Workspace(Guid Id, string DisplayName, Guid? CapacityId, string? Type);

/// <summary>A user, a group or a service principal.</summary>
/// <param name="Id">Its object id.</param>
/// <param name="Type"><see cref="Group"/>, or another of the service's words.</param>
public sealed record Principal(Guid Id, string Type)
{
    /// <summary>A group of people.</summary>
    public const string Group = "Group";
}

/// <summary>A role that a principal has in a workspace.</summary>
/// <param name="Id">The assignment's id.</param>
/// <param name="Principal">Who.</param>
/// <param name="Role"><see cref="Viewer"/>, or another of the service's words.</param>
public sealed record RoleAssignment(Guid Id, Principal Principal, string Role)
{
    /// <summary>May look, and neither build nor change.</summary>
    public const string Viewer = "Viewer";
}

/// <summary>What is published into a workspace.</summary>
public enum ItemKind
{
    /// <summary>A semantic model.</summary>
    SemanticModel,

    /// <summary>A report.</summary>
    Report,
}

/// <summary>An item of a workspace.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">What it is; the names of <see cref="ItemKind"/> are two of many.</param>
/// <param name="DisplayName">Its name.</param>
public sealed record Item(Guid Id, string Type, string DisplayName)
{
    /// <summary>True for an item of this kind.</summary>
    public bool Is(ItemKind kind) => Type == kind.ToString();
}

/// <summary>What became of a request to make or change an item: done at once, or an operation to be asked about.</summary>
/// <param name="Operation">The operation; null when it is done.</param>
/// <param name="Item">The item, when it was made at once.</param>
/// <param name="After">When to ask.</param>
public sealed record Accepted(Guid? Operation, Item? Item, TimeSpan After);

/// <summary>How far an operation has come.</summary>
/// <param name="Status">One of the constants, or a word they did not know.</param>
/// <param name="HasResult">True when there is a result to ask for.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="After">When to ask again.</param>
public sealed record OperationState(string Status, bool HasResult, ServiceError? Error, TimeSpan After)
{
    /// <summary>Ended well.</summary>
    public const string Succeeded = "Succeeded";

    /// <summary>Ended otherwise.</summary>
    public const string Failed = "Failed";
}

/// <summary>Where a connection leads.</summary>
/// <param name="Type">The kind of source: <see cref="Sql"/>, or another.</param>
/// <param name="Path">For SQL <c>server;database</c>.</param>
public sealed record ConnectionPlace(string Type, string? Path)
{
    /// <summary>SQL Server, Azure SQL and the like.</summary>
    public const string Sql = "SQL";
}

/// <summary>A connection: credentials for one place, kept by the service.</summary>
/// <param name="Id">Its id; null for a source that is bound to none.</param>
/// <param name="DisplayName">Its name.</param>
/// <param name="ConnectivityType"><see cref="Cloud"/>, or another of the service's words.</param>
/// <param name="ConnectionDetails">Where it leads.</param>
public sealed record Connection(Guid? Id, string? DisplayName, string ConnectivityType, ConnectionPlace ConnectionDetails)
{
    /// <summary>A cloud connection that can be shared.</summary>
    public const string Cloud = "ShareableCloud";

    /// <summary>A source that is bound to nothing.</summary>
    public const string None = "None";
}

/// <summary>A connection that is to be made. Its secret is sent and nowhere else seen.</summary>
/// <param name="Name">Its name, unique in the tenant.</param>
/// <param name="Server">The server, as the model names it.</param>
/// <param name="Database">The database.</param>
/// <param name="Login">Who reads.</param>
public sealed record NewConnection(string Name, string Server, string Database, DatabaseLogin Login);

/// <summary>The principal that a connection reads a database as.</summary>
/// <param name="User">A SQL login's name, or a service principal's client id.</param>
/// <param name="Tenant">The tenant of a service principal; null for a SQL login.</param>
/// <param name="Secret">Its password or secret.</param>
public sealed record DatabaseLogin(string User, Guid? Tenant, string Secret)
{
    /// <summary>The user only.</summary>
    public override string ToString() => User;
}

/// <summary>A semantic model as Power BI sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ConfiguredBy">Its owner.</param>
/// <param name="IsRefreshable">True when it holds data that can be refreshed.</param>
/// <param name="IsEffectiveIdentityRequired">True where roles decide what is seen, so that a service principal may not ask it.</param>
public sealed record Dataset(Guid Id, string? ConfiguredBy, bool IsRefreshable, bool IsEffectiveIdentityRequired);

/// <summary>What a refresh is to do. Null fields are not sent; anything but <see cref="NotifyOption"/> makes it an enhanced one.</summary>
/// <param name="NotifyOption">Who is told; for a standard refresh only.</param>
/// <param name="Type">What is read.</param>
/// <param name="CommitMode">All tables at once, or each by itself.</param>
/// <param name="MaxParallelism">Tables read at once.</param>
/// <param name="RetryCount">Further tries of the service.</param>
/// <param name="Timeout">Of a try, as hh:mm:ss.</param>
/// <param name="ApplyRefreshPolicy">Whether a table's policy decides what is read.</param>
public sealed record RefreshRequest(
    string? NotifyOption = null,
    string? Type = null,
    string? CommitMode = null,
    int? MaxParallelism = null,
    int? RetryCount = null,
    string? Timeout = null,
    bool? ApplyRefreshPolicy = null)
{
    /// <summary>On shared capacity, where nothing can be said but that nobody is to be told.</summary>
    public static RefreshRequest Standard { get; } = new(NotifyOption: "NoNotification");

    /// <summary>On a capacity of its own: everything, at once or not at all, and no policy.</summary>
    public static RefreshRequest Full { get; } = new(Type: "Full", CommitMode: "Transactional", MaxParallelism: 4, RetryCount: 1, Timeout: "01:00:00", ApplyRefreshPolicy: false);

    /// <summary>Empties the model.</summary>
    public static RefreshRequest Clear { get; } = new(Type: "ClearValues", CommitMode: "Transactional", ApplyRefreshPolicy: false);
}

/// <summary>A refresh in a model's history.</summary>
/// <param name="RequestId">Its id.</param>
/// <param name="RefreshType">Who asked for it, as the service says it.</param>
/// <param name="StartTime">When it started.</param>
/// <param name="EndTime">When it ended; null while it runs.</param>
/// <param name="Status">One of <see cref="RefreshStatus"/>, or a word it does not know.</param>
/// <param name="ServiceExceptionJson">Why it failed, as JSON in a text.</param>
public sealed record Refresh(string? RequestId, string? RefreshType, DateTimeOffset? StartTime, DateTimeOffset? EndTime, string? Status, string? ServiceExceptionJson)
{
    /// <summary>True while it runs: a state that nobody knows and that has no end counts as running.</summary>
    public bool IsRunning => EndTime is null && Status is not (RefreshStatus.Completed or RefreshStatus.Failed or RefreshStatus.Disabled or RefreshStatus.Cancelled);

    /// <summary>The error's code; its words may quote data, so they are left where they are.</summary>
    public string? ErrorCode => ServiceError.CodeOf(ServiceExceptionJson);
}

/// <summary>How an enhanced refresh goes.</summary>
/// <param name="Status">One of <see cref="RefreshStatus"/>, or a word it does not know.</param>
/// <param name="ExtendedStatus">The same, finer.</param>
/// <param name="Messages">What the engine says; only codes are ever told.</param>
/// <param name="Objects">Tables and how each went.</param>
public sealed record RefreshDetail(string? Status, string? ExtendedStatus, IReadOnlyList<RefreshMessage>? Messages, IReadOnlyList<RefreshedObject>? Objects)
{
    /// <summary>True when it has ended, however.</summary>
    public bool HasEnded =>
        (ExtendedStatus ?? Status) is RefreshStatus.Completed or RefreshStatus.Failed or RefreshStatus.Disabled or RefreshStatus.Cancelled or RefreshStatus.TimedOut;

    /// <summary>True when it has ended well.</summary>
    public bool IsCompleted => (ExtendedStatus ?? Status) == RefreshStatus.Completed;
}

/// <summary>A message of the engine.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Type">Error, Warning …</param>
public sealed record RefreshMessage(string? Code, string? Type);

/// <summary>A table's part in a refresh.</summary>
/// <param name="Table">The table.</param>
/// <param name="Status">How it went.</param>
public sealed record RefreshedObject(string? Table, string? Status);

/// <summary>States of refreshes that decide something.</summary>
internal static class RefreshStatus
{
    /// <summary>Running, or not known.</summary>
    public const string Unknown = "Unknown";

    /// <summary>Ended well.</summary>
    public const string Completed = "Completed";

    /// <summary>Ended with an error; the data before stay.</summary>
    public const string Failed = "Failed";

    /// <summary>Never ran.</summary>
    public const string Disabled = "Disabled";

    /// <summary>Stopped by somebody.</summary>
    public const string Cancelled = "Cancelled";

    /// <summary>Took too long.</summary>
    public const string TimedOut = "TimedOut";
}

/// <summary>A row of a query's answer.</summary>
/// <param name="Columns">Values by column, as the service names them: <c>Table[Column]</c> or <c>[Name]</c>.</param>
public sealed record QueryRow(IReadOnlyDictionary<string, JsonElement> Columns)
{
    /// <summary>A column that the query named; JSON null where it has no value.</summary>
    public JsonElement this[string name] => Columns.TryGetValue($"[{name}]", out var value) ? value : default;
}

/// <summary>A page of a list.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Value, string? ContinuationToken);

/// <summary>The parts of an item's definition as they are sent.</summary>
internal sealed record SentDefinition(IReadOnlyList<SentPart> Parts, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Format);

/// <summary>A part as it is sent.</summary>
internal sealed record SentPart(string Path, string Payload, string PayloadType = "InlineBase64");
