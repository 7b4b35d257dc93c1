namespace QdC.Metrics;

/// <summary>Names of sheets, which a workbook limits.</summary>
public static class SheetNames
{
    /// <summary>The longest name a sheet may have, in characters.</summary>
    public const int Longest = 31;

    private const string Between = " · ";

    /// <summary>A name with something after it, the name cut where both would be too long.</summary>
    public static string Fit(string name, string after)
    {
        var tail = after.Length > Longest - Between.Length - 1 ? after[..(Longest - Between.Length - 1)] : after;
        var room = Longest - tail.Length - Between.Length;
        return (name.Length > room ? name[..room].TrimEnd() : name) + Between + tail;
    }
}
