namespace QdC.Metrics;

/// <summary>What the signs of figures mean, the same wherever they stand.</summary>
public static class FigureMarks
{
    /// <summary>A figure that is 0, where others are not there.</summary>
    public static readonly Words Zero = ("ningú, o res, en aquest període", "nadie, o nada, en este periodo", "nobody, or nothing, in this period");

    /// <summary>A figure that is not there.</summary>
    public static readonly Words NotAvailable = ("no disponible", "no disponible", "not available");

    /// <summary>A provisional figure.</summary>
    public static readonly Words Provisional = (
        "provisional, perquè el període no s'ha acabat o les dades no hi arriben",
        "provisional, porque el periodo no ha acabado o los datos no llegan",
        "provisional, for the period is not over or data do not reach its end");

    /// <summary>A figure that is withheld.</summary>
    public static readonly Words Suppressed = (
        "no es publica, perquè no es pugui reconèixer ningú; pot ser qualsevol xifra, també zero",
        "no se publica, para que no se pueda reconocer a nadie; puede ser cualquier cifra, también cero",
        "not published, so that nobody can be recognised; it may be any figure, zero included");

    /// <summary>The sign of a figure that is withheld; it tells nothing of how large it is.</summary>
    public const string SuppressedSign = "c";

    /// <summary>The sign of a figure that is not available.</summary>
    public const string NotAvailableSign = "–";

    /// <summary>The sign of a provisional figure, behind it.</summary>
    public const string ProvisionalSign = "p";

    /// <summary>
    /// What tells apart figures that are 0, not available, withheld and provisional, each as <c>sign: meaning</c>; of numbers only there is
    /// nothing to say.
    /// </summary>
    /// <param name="figures">The figures that stand together, each with why it is not available, where somebody says.</param>
    /// <param name="language">ca, es or en.</param>
    public static IReadOnlyList<string> Signs(IEnumerable<(double? Value, FigureMark Mark, string? Reason)> figures, string language)
    {
        var (marks, reasons, hasZero) = (new HashSet<FigureMark>(), new List<string>(), false);
        foreach (var (value, mark, reason) in figures)
        {
            marks.Add(mark);
            hasZero |= value == 0;
            if (reason is not null && !reasons.Contains(reason))
            {
                reasons.Add(reason);
            }
        }
        (bool IsThere, string Told)[] signs =
        [
            (hasZero && (marks.Contains(FigureMark.NotAvailable) || marks.Contains(FigureMark.Suppressed)), $"0: {Zero[language]}"),
            (marks.Contains(FigureMark.NotAvailable), $"{NotAvailableSign}: {NotAvailable[language]}{(reasons.Count > 0 ? $": {string.Join("; ", reasons)}" : "")}"),
            (marks.Contains(FigureMark.Suppressed), $"{SuppressedSign}: {Suppressed[language]}"),
            (marks.Contains(FigureMark.Provisional), $"{ProvisionalSign}: {Provisional[language]}"),
        ];
        return [.. signs.Where(s => s.IsThere).Select(s => s.Told)];
    }
}
