using QdC.Warehouse;

namespace QdC.Pipeline.Validate;

/// <summary>The reason of a decision, in words of whoever decides, and the names that are given to what is kept. They are kept for ever, where no erasure looks for a person, so they may not say who somebody is.</summary>
public static class ReasonText
{
    /// <summary>The reason as it is kept.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="where">Where it stands; null where it was given by itself.</param>
    /// <exception cref="ReasonTellsWho">It holds something shaped like an identifier.</exception>
    public static string Of(string reason, string? where = null) =>
        Kept(reason, "A reason", "Say it without; name the record by its number in the council's system.", where);

    /// <summary>The name of a held version as it is kept.</summary>
    /// <exception cref="ReasonTellsWho">It holds something shaped like an identifier.</exception>
    public static string OfHold(string name) => Kept(name, "The name of a held version", "Name it after what was handed in, such as memoria-2024.");

    /// <summary>The reference of an order to erase a person as it is kept.</summary>
    /// <param name="order">The reference.</param>
    /// <param name="record">The number of the person's record, which would say who was erased.</param>
    /// <exception cref="ReasonTellsWho">It is that number, or holds something shaped like an identifier.</exception>
    public static string OfOrder(string order, string record) =>
        Kept(order.Trim() == record.Trim() ? throw Tells("An order's reference", Number) : order, "An order's reference", Number);

    private const string Number = "Give the number under which the controller keeps the order.";

    private static string Kept(string text, string what, string next, string? where = null) =>
        IdentifierShapes.LooksLikeIdentifier(text) ? throw Tells(what, next, where) : text.Trim();

    private static ReasonTellsWho Tells(string what, string next, string? where = null) => new(what, next, where);
}

/// <summary>What is kept for ever holds what looks like a person's identifier.</summary>
/// <param name="what">What it is: a reason, a name.</param>
/// <param name="next">What to say instead.</param>
/// <param name="where">Where it stands; null where it was given by itself.</param>
public sealed class ReasonTellsWho(string what, string next, string? where = null)
    : TerminalException(new Problem(
        $"{what} is kept for ever and may not say who somebody is: this one holds what looks like an identifier, a telephone or an address",
        Where: where,
        NextStep: next));
