using QdC.Warehouse;

namespace QdC.Pipeline.Validate;

/// <summary>The reason of a decision, in words of whoever decides. It is kept for ever, where no erasure looks for a person, so it may not say who somebody is.</summary>
public static class ReasonText
{
    /// <summary>The reason as it is kept.</summary>
    /// <exception cref="ReasonTellsWho">It holds something shaped like an identifier.</exception>
    public static string Of(string reason) => IdentifierShapes.LooksLikeIdentifier(reason) ? throw new ReasonTellsWho() : reason.Trim();
}

/// <summary>A reason holds what looks like a person's identifier.</summary>
public sealed class ReasonTellsWho()
    : TerminalException(new Problem(
        "A reason is kept for ever and may not say who somebody is: this one holds what looks like an identifier, a telephone or an address",
        NextStep: "Say it without; name the record by its number in the council's system."));
