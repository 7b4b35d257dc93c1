namespace QdC.Warehouse;

/// <summary>What a person decided, kept for ever.</summary>
/// <param name="DecisionId">Its number in the area.</param>
/// <param name="Kind">One of <see cref="DecisionKind"/>.</param>
/// <param name="Subject">What it is about: a content hash, a test, a finding, a version.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who.</param>
/// <param name="At">UTC.</param>
/// <param name="Until">Last day it holds; null is for ever.</param>
/// <param name="Detail">Further facts as JSON.</param>
public sealed record Decision(long DecisionId, string Kind, string Subject, string Reason, string By, DateTimeOffset At, DateOnly? Until, string? Detail);

/// <summary>The kinds of decision.</summary>
public static class DecisionKind
{
    /// <summary>A delivery's volume is right; subject is its content hash.</summary>
    public const string AcceptVolume = "accept_volume";

    /// <summary>A change in what is delivered is right; subject is its number, detail what it is and how it is read from then on.</summary>
    public const string AcceptDrift = "accept_drift";

    /// <summary>A version may be published over a named stop test.</summary>
    public const string AcceptTest = "accept_test";

    /// <summary>A finding has its reason; subject is the finding's number.</summary>
    public const string Justify = "justify";

    /// <summary>An older version was published again; subject is its number.</summary>
    public const string RolledBack = "rolled_back";

    /// <summary>Two source records are one person, or two; subject is both pseudonyms, detail <c>same</c> or <c>different</c>, none when it was taken back.</summary>
    public const string LinkPersons = "link_persons";

    /// <summary>A version is kept under a name.</summary>
    public const string Hold = "hold";
}

/// <summary>A version kept for ever under a name.</summary>
public sealed record Hold(string Name, int Version, string By, string Reason, DateTimeOffset At);
