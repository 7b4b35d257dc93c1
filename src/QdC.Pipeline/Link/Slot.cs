namespace QdC.Pipeline.Link;

/// <summary>What is compared of two records; an identifier counts by its kind. The number is its place in a pattern of agreement.</summary>
internal enum Slot
{
    Given,
    Surname1,
    Surname2,
    Birth,
    Sex,
    Document,
    Cip,
    Nass,
    Phone,
    Street,
    Postcode,
    Municipality,
}

/// <summary>Facts about slots.</summary>
internal static class Slots
{
    /// <summary>How many there are.</summary>
    public const int Count = 12;

    /// <summary>Bits of one slot in a pattern.</summary>
    public const int Bits = 3;

    /// <summary>All of them, in the order of a pattern.</summary>
    public static IReadOnlyList<Slot> All { get; } = Enum.GetValues<Slot>();

    /// <summary>The slot's column in tables and models.</summary>
    public static string Name(this Slot slot) => slot switch
    {
        Slot.Given => "given_name",
        Slot.Birth => "birth_date",
        _ => slot.ToString().ToLowerInvariant(),
    };

    /// <summary>The level of one slot in a pattern; 0 where it says nothing.</summary>
    public static int Level(long pattern, Slot slot) => (int)(pattern >> (Bits * (int)slot)) & ((1 << Bits) - 1);
}
