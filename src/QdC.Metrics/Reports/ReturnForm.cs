namespace QdC.Metrics;

/// <summary>The columns of a return that a planner types in, by which its template is written and it is read back.</summary>
public static class ReturnForm
{
    /// <summary>The figure: a metric, or a variable of the RUDEL's form; filters may follow it, as <c>people_attended sex=D</c>.</summary>
    public static (string Ca, string Es, string En) Variable { get; } = ("Variable", "Variable", "Variable");

    /// <summary>What it is, for whoever types; not read back.</summary>
    public static (string Ca, string Es, string En) Label { get; } = ("Què és", "Qué es", "What it is");

    /// <summary>Its unit, for whoever types; not read back.</summary>
    public static (string Ca, string Es, string En) Unit { get; } = ("Unitat", "Unidad", "Unit");

    /// <summary>The year it was returned for.</summary>
    public static (string Ca, string Es, string En) Year { get; } = ("Any", "Año", "Year");

    /// <summary>The number that was returned; a line without one is not read.</summary>
    public static (string Ca, string Es, string En) Figure { get; } = ("Xifra declarada", "Cifra declarada", "Figure returned");

    /// <summary>Where the number stands, in words.</summary>
    public static (string Ca, string Es, string En) From { get; } = ("D'on surt", "De dónde sale", "Where from");

    /// <summary>The columns in order.</summary>
    public static IReadOnlyList<(string Ca, string Es, string En)> Columns { get; } = [Variable, Label, Unit, Year, Figure, From];

    /// <summary>The word in a language.</summary>
    public static string In(this (string Ca, string Es, string En) word, string language) => language switch { "ca" => word.Ca, "es" => word.Es, _ => word.En };

    /// <summary>True when a header is that column's, in any language.</summary>
    public static bool Is(this (string Ca, string Es, string En) word, string header) =>
        new[] { word.Ca, word.Es, word.En }.Any(w => string.Equals(w, header.Trim(), StringComparison.OrdinalIgnoreCase));
}

/// <summary>A line of the template: a figure that may have been returned.</summary>
/// <param name="Variable">What is read back.</param>
/// <param name="Label">What it is.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Format">The number's format, as a spreadsheet writes it.</param>
public sealed record ReturnLine(string Variable, string Label, string Unit, string Format);
