namespace QdC.Metrics;

/// <summary>
/// What things are called in the semantic model: tables as their dimension or fact is called in Catalan, columns as in the views of schema
/// <c>bi</c> (hidden), what readers see (a dimension's label, days and months) by a name of its own.
/// </summary>
/// <remarks>
/// The views tell no day and nobody apart: a fact has its month, persons and families go by a number of the model's own, and what a
/// condition asks of a dimension with sensitive members stands in the fact, since in the dimension those members are one.
/// </remarks>
public sealed class DaxNames(MetricsFile file)
{
    /// <summary>The language of names in the model; the others are its translations.</summary>
    public const string Language = "ca";

    /// <summary>The table of days.</summary>
    public const string Dates = "Calendari";

    /// <summary>The day, key of <see cref="Dates"/>: column date of the view.</summary>
    public const string Day = "Dia";

    /// <summary>The first day of the day's month: column month_start of the view.</summary>
    public const string Month = "Mes";

    /// <summary>The table that says, a row a metric, which days the area's data reach.</summary>
    public const string Supply = "Disponibilitat";

    /// <summary>Of <see cref="Supply"/>, the last day that the data of a metric reach: column data_as_of of the view.</summary>
    public const string Reach = "Dades fins al";

    /// <summary>Of <see cref="Supply"/>, the first day that they reach: column covered_from.</summary>
    public const string Covered = "Dades des del";

    /// <summary>Of <see cref="Supply"/>, the first day that a period may end on: column available_from.</summary>
    public const string Available = "Disponible des del";

    /// <summary>The calculation group that moves figures in time: <see cref="DaxTime.Ways"/>.</summary>
    public const string Time = "Temps";

    /// <summary>The calculation group that compares them with the period before: <see cref="DaxTime.Comparisons"/>.</summary>
    public const string Comparison = "Comparació";

    /// <summary>The table a fact is read from; facts of one table share it.</summary>
    public string Table(Fact fact) => (First(fact).Names ?? throw new InvalidOperationException($"no fact names the table {fact.Table}"))[Language];

    /// <summary>The column of a fact that numbers what several columns tell apart together.</summary>
    public const string Items = "item_number";

    /// <summary>The table of a dimension.</summary>
    public string Table(string dimension) => file.Dimensions[dimension].Names[Language];

    /// <summary>The column of a fact's table that reaches a dimension: the key, which for ages the warehouse gives by the row's own year.</summary>
    public string KeyColumn(Fact fact, string dimension) => fact.Dimensions[dimension] is { IsAgeOfBirthYear: true } ? file.Dimensions[dimension].Key : fact.Dimensions[dimension].Column;

    /// <summary>The column by which a distinct count tells things apart.</summary>
    public static string Counted(Measure measure) => measure.Column.Contains(',', StringComparison.Ordinal) ? Items : Column(measure.Fact, measure.Column);

    /// <summary>A column of the star as the view has it.</summary>
    public static string Column(Fact fact, string column) =>
        column == fact.Date ? "month" : column switch { "person_key" => "person_number", "family_id" => "family_number", "user_month" => "user_month_number", _ => column };

    /// <summary>The table and column a condition asks of.</summary>
    public (string Table, string Column) Condition(Fact fact, string name) =>
        name.Split('.') is [var dimension, var attribute]
            ? file.Dimensions[dimension].Sensitive && attribute != "code" ? (Table(fact), $"{dimension}_{attribute}") : (Table(dimension), attribute)
            : (Table(fact), Column(fact, name));

    /// <summary>True when a fact reaches the dimension by the column by which its table does so by default.</summary>
    public bool IsActive(Fact fact, string dimension) =>
        KeyColumn(file.Facts.Values.First(f => f.Table == fact.Table && f.Dimensions.ContainsKey(dimension)), dimension) == KeyColumn(fact, dimension);

    /// <summary>The name of a hidden measure.</summary>
    public static string Base(string measure) => $"Base {measure.Replace('_', ' ')}";

    private Fact First(Fact fact) => file.Facts.Values.First(f => f.Table == fact.Table && f.Names is not null);
}
