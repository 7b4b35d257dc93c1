using System.Globalization;

namespace QdC.Samples.Extracts;

/// <summary>A row of an extract as the source knows it: one text per field, in canonical form unless the source wrote nonsense.</summary>
internal sealed class Row(string[] cells)
{
    /// <summary>The cells, in the order of the extract's fields; empty text for nothing.</summary>
    public string[] Cells { get; } = cells;

    /// <summary>The person the row is about, for columns that no mapping names.</summary>
    public World.SourcePerson? About { get; init; }

    /// <summary>What the row tells of in the simulated world, where a fault needs to know it.</summary>
    public object? Source { get; init; }

    /// <summary>True when the line cannot be read as a record.</summary>
    public bool Malformed { get; set; }

    /// <summary>True when the source left the row out.</summary>
    public bool Removed { get; set; }

    /// <summary>An older row of the same key that the source wrote just before this one.</summary>
    public Row? Surplus { get; set; }

    /// <summary>A copy with its own cells.</summary>
    public Row Copy() => new([.. Cells]) { About = About, Source = Source };
}

/// <summary>Canonical texts of values, each day's text made once.</summary>
internal static class CellText
{
    private static readonly string[] Days = new string[60_000];
    private static readonly int FirstDay = new DateOnly(1900, 1, 1).DayNumber;

    public static string Of(DateOnly? day)
    {
        if (day is not { } value)
            return "";
        var index = value.DayNumber - FirstDay;
        return Days[index] ??= value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    public static string Of(decimal? amount) => amount?.ToString("0.00##", CultureInfo.InvariantCulture) ?? "";

    public static string Of(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    public static string Of(bool value) => value ? "true" : "false";

    public static bool TryDay(string text, out DateOnly day)
    {
        day = default;
        return text.Length == 10
            && text[4] == '-'
            && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }
}
