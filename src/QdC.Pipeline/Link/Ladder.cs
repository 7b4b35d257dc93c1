namespace QdC.Pipeline.Link;

/// <summary>What the rules on national identifiers say about a pair, before any probability.</summary>
internal enum Rung
{
    /// <summary>Nothing: the model decides.</summary>
    None,

    /// <summary>Equal valid document, a given name that agrees, and a birth date or surname that agrees.</summary>
    M1,

    /// <summary>Equal CIP and birth date.</summary>
    M2,

    /// <summary>Equal NASS and birth date.</summary>
    M3,

    /// <summary>Equal names, birth date, sex and municipality, and no identifier against it.</summary>
    M4,

    /// <summary>An equal identifier, and neither agreement enough for a rule nor a contradiction: the model decides, and what it does not join is looked at.</summary>
    Doubt,

    /// <summary>An equal identifier on two who seem to be two persons: never joined without a decision.</summary>
    Conflict,

    /// <summary>Two valid documents: never joined without a decision, and looked at where all else agrees.</summary>
    TwoDocuments,

    /// <summary>A person decided.</summary>
    Decided,
}

/// <summary>The deterministic rules, read off a pattern of agreement.</summary>
internal static class Ladder
{
    /// <summary>Set in a pattern whose documents are equal and valid.</summary>
    public const long ValidDocument = 1L << (Slots.Bits * Slots.Count);

    private const int DocumentsContradict = 2;
    private const int GivenNamesSimilar = 5;
    private const int SurnamesSwapped = 2;
    private const int SurnameIsGivenName = 3;

    /// <summary>The rung of a pattern.</summary>
    public static Rung Of(long pattern)
    {
        var given = Slots.Level(pattern, Slot.Given);
        var surname = Slots.Level(pattern, Slot.Surname1);
        var birth = Slots.Level(pattern, Slot.Birth) == Comparison.Equal;
        var document = (pattern & ValidDocument) != 0;
        var cip = Slots.Level(pattern, Slot.Cip) == Comparison.Equal;
        var nass = Slots.Level(pattern, Slot.Nass) == Comparison.Equal;
        if (Slots.Level(pattern, Slot.Document) == DocumentsContradict)
        {
            return Rung.TwoDocuments;
        }
        if (document || cip || nass)
        {
            // A child is often registered with a parent's number and bears the name as well, a twin with the other's: the surname or the date alone proves nothing.
            var surnames = surname is Comparison.Equal or SurnamesSwapped or SurnameIsGivenName || Slots.Level(pattern, Slot.Surname2) == Comparison.Equal;
            var named = given < GivenNamesSimilar && Slots.Level(pattern, Slot.Sex) != Different(Slot.Sex);
            return given == Different(Slot.Given) || Slots.Level(pattern, Slot.Birth) == Different(Slot.Birth) ? Rung.Conflict
                : document && named && (birth || surnames) ? Rung.M1
                : cip && named && birth ? Rung.M2
                : nass && named && birth ? Rung.M3
                : Rung.Doubt;
        }
        return given == Comparison.Equal && surname == Comparison.Equal && Slots.Level(pattern, Slot.Surname2) == Comparison.Equal && birth
            && Slots.Level(pattern, Slot.Sex) == Comparison.Equal && Slots.Level(pattern, Slot.Municipality) == Comparison.Equal
            && NotAgainst(pattern, Slot.Cip) && NotAgainst(pattern, Slot.Nass) && NotAgainst(pattern, Slot.Document)
            ? Rung.M4
            : Rung.None;
    }

    private static bool NotAgainst(long pattern, Slot slot) => Slots.Level(pattern, slot) < Different(slot);

    private static int Different(Slot slot) => Comparison.All[(int)slot].Different;
}
