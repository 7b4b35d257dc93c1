namespace QdC.Pipeline.Link;

/// <summary>How one slot of two records <c>a</c> and <c>b</c> is compared: its levels from equal to different, each with its condition.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Levels">Name and condition in SQL, best first; the last has none: it is what is left.</param>
/// <param name="Silent">When the comparison says nothing, besides a missing value.</param>
internal sealed record Comparison(Slot Slot, IReadOnlyList<(string Name, string Sql)> Levels, string? Silent = null)
{
    /// <summary>The comparisons of all slots, in their order.</summary>
    public static IReadOnlyList<Comparison> All { get; } =
    [
        new(
            Slot.Given,
            [
                ("equal", "a.given_name = b.given_name"),
                ("one name in Catalan and Spanish", "a.one_form = b.one_form"),
                ("close", Close("given_name")),
                ("one within the other", "list_has_all(string_split(a.one_form, ' '), string_split(b.one_form, ' ')) OR list_has_all(string_split(b.one_form, ' '), string_split(a.one_form, ' ')) OR (least(length(a.given_name), length(b.given_name)) = 1 AND a.given_name[1] = b.given_name[1])"),
                ("similar", Similar("given_name")),
                ("different", ""),
            ],
            Crossed),
        new(
            Slot.Surname1,
            [
                ("equal", "a.surname1 = b.surname1"),
                ("swapped with the second", SwappedSurnames),
                ("swapped with the given name", Crossed),
                ("close", Close("surname1")),
                ("a part in common", Part("surname1")),
                ("similar", Similar("surname1")),
                ("different", ""),
            ]),
        new(
            Slot.Surname2,
            [
                ("equal", "a.surname2 = b.surname2"),
                ("close", Close("surname2")),
                ("a part in common", Part("surname2")),
                ("similar", Similar("surname2")),
                ("different", ""),
            ],
            SwappedSurnames),
        new(
            Slot.Birth,
            [
                ("equal", "a.birth_date = b.birth_date"),
                ("day and month swapped", "a.birth_date[1:4] = b.birth_date[1:4] AND a.birth_date[5:6] = b.birth_date[7:8] AND a.birth_date[7:8] = b.birth_date[5:6]"),
                ("one keystroke apart", Keystroke("birth_date")),
                ("same year, one on 1 January", "a.birth_date[1:4] = b.birth_date[1:4] AND (a.birth_date[5:8] = '0101' OR b.birth_date[5:8] = '0101')"),
                ("two of day, month and year", "(a.birth_date[1:4] = b.birth_date[1:4])::INTEGER + (a.birth_date[5:6] = b.birth_date[5:6])::INTEGER + (a.birth_date[7:8] = b.birth_date[7:8])::INTEGER = 2"),
                ("different", ""),
            ]),
        new(Slot.Sex, [("equal", "a.sex = b.sex"), ("different", "")]),
        new(
            Slot.Document,
            [
                ("equal", "a.document = b.document"),
                ("both valid, different", "a.document_kind > 1 AND b.document_kind > 1"),
                ("one keystroke apart", Keystroke("document")),
                ("two keystrokes apart", "levenshtein(a.document, b.document) <= 2"),
                ("different", ""),
            ],
            "a.document_kind > 1 AND b.document_kind > 1 AND a.document_kind <> b.document_kind"), // somebody with a NIE who got a DNI
        new(Slot.Cip, [("equal", "a.cip = b.cip"), ("one keystroke apart", Keystroke("cip")), ("different", "")]),
        new(Slot.Nass, [("equal", "a.nass = b.nass"), ("one keystroke apart", Keystroke("nass")), ("different", "")]),
        new(Slot.Phone, [("equal", "a.phone = b.phone"), ("one keystroke apart", Keystroke("phone")), ("different", "")]),
        new(
            Slot.Street,
            [
                ("equal", "a.street = b.street"),
                ("close", Close("street")),
                ("a word in common", Part("street")),
                ("similar", Similar("street")),
                ("different", ""),
            ]),
        new(Slot.Postcode, [("equal", "a.postcode = b.postcode"), ("one keystroke apart", Keystroke("postcode")), ("different", "")]),
        new(Slot.Municipality, [("equal", "a.municipality = b.municipality"), ("close", Close("municipality")), ("different", "")]),
    ];

    private const string SwappedSurnames =
        "coalesce(a.surname1 <> b.surname1 AND (a.surname1 = b.surname2 OR b.surname1 = a.surname2) AND (a.surname1 = b.surname2 OR b.surname2 IS NULL) AND (b.surname1 = a.surname2 OR a.surname2 IS NULL), false)";

    private const string Crossed =
        "coalesce(a.given_name <> b.given_name AND (a.given_name = b.surname1 OR a.surname1 = b.given_name) AND jaro_winkler_similarity(a.given_name, b.surname1) > 0.8 AND jaro_winkler_similarity(a.surname1, b.given_name) > 0.8, false)";

    // In longer texts one edit leaves the similarity above what counts as close.
    private const int ShortText = 8;

    /// <summary>The level that means that both values are the same.</summary>
    public const int Equal = 1;

    /// <summary>The last level: nothing alike.</summary>
    public int Different => Levels.Count;

    /// <summary>The level in SQL; 0 where the comparison says nothing.</summary>
    public string Sql
    {
        get
        {
            var column = Slot.Name();
            var silent = $"a.{column} IS NULL OR b.{column} IS NULL" + (Silent is null ? "" : $" OR {Silent}");
            // equality is asked first: it settles most pairs, and a silent case never has it
            var equal = $"WHEN {Levels[0].Sql} THEN 1 WHEN {silent} THEN 0";
            return $"CASE {equal} {string.Join(' ', Levels.Skip(1).SkipLast(1).Select((l, i) => $"WHEN {l.Sql} THEN {i + 2}"))} ELSE {Levels.Count} END";
        }
    }

    private static string Close(string column) =>
        $"jaro_winkler_similarity(a.{column}, b.{column}) >= 0.92 OR (strlen(a.{column}) <= {ShortText} AND {Keystroke(column)}) OR ((contains(a.{column}, ' ') OR contains(b.{column}, ' ')) AND replace(a.{column}, ' ', '') = replace(b.{column}, ' ', ''))";

    private static string Similar(string column) => $"jaro_winkler_similarity(a.{column}, b.{column}) >= 0.8";

    private static string Part(string column) =>
        $"((contains(a.{column}, ' ') OR contains(b.{column}, ' ')) AND list_has_any(string_split(a.{column}, ' '), string_split(b.{column}, ' ')))";

    /// <summary>One letter more, less, other or two swapped. What is quick to see is asked first: the swap of two letters is two plain edits.</summary>
    private static string Keystroke(string column) =>
        $"(abs(strlen(a.{column}) - strlen(b.{column})) <= 1 AND levenshtein(a.{column}, b.{column}) <= 2 AND damerau_levenshtein(a.{column}, b.{column}) <= 1)";
}
