namespace QdC.Metrics;

/// <summary>A way to break a figure down: a small table of the star with a key and a code.</summary>
/// <param name="Name">Its name in metrics and queries, for example <c>sex</c>.</param>
/// <param name="Table">The dimension's table in schema <c>star</c>.</param>
/// <param name="Key">The key column, in the dimension and in the facts.</param>
/// <param name="Names">Its name by language: ca, es, en.</param>
/// <param name="Sensitive">True when some members may be counted for a whole area and year only.</param>
public sealed record Dimension(
    string Name,
    string Table,
    string Key,
    IReadOnlyDictionary<string, string> Names,
    bool Sensitive
)
{
    /// <summary>True when its members have an order of their own, as ages do; others are shown by how much they count.</summary>
    public bool IsOrdered { get; init; }
}

/// <summary>How a fact reaches a dimension: by a key column, or by the age its birth year gives.</summary>
/// <param name="Column">The fact's column.</param>
/// <param name="IsAgeOfBirthYear">True when the key is the band of the age reached in the period's year.</param>
public sealed record DimensionPath(string Column, bool IsAgeOfBirthYear);

/// <summary>A fact of the star as metrics see it.</summary>
/// <param name="Name">Its name in measures.</param>
/// <param name="Table">Its table in schema <c>star</c>.</param>
/// <param name="Date">The column that places a row in time; null for yearly reference facts.</param>
/// <param name="Year">The year column of a yearly reference fact; else null.</param>
/// <param name="Last">The column whose greatest value decides which row's attributes a person has in a period; null when each row speaks for itself.</param>
/// <param name="Dimensions">Its way to each dimension.</param>
/// <param name="Fields">The contract field a dimension comes from, as <c>subject.field</c>.</param>
/// <param name="Names">Its table's name by language; null of a fact that reads, by another way, a table another fact names.</param>
public sealed record Fact(
    string Name,
    string Table,
    string? Date,
    string? Year,
    string? Last,
    IReadOnlyDictionary<string, DimensionPath> Dimensions,
    IReadOnlyDictionary<string, string> Fields,
    IReadOnlyDictionary<string, string>? Names = null
)
{
    /// <summary>The contract field that says when a row was written down, as <c>subject.field</c>, and the column of its name; null where none does.</summary>
    public string? Registered { get; init; }
}

/// <summary>How a measure aggregates.</summary>
public enum Aggregate
{
    /// <summary>Number of rows.</summary>
    Rows,

    /// <summary>Sum of a column.</summary>
    Sum,

    /// <summary>Number of distinct values of a column.</summary>
    Distinct,

    /// <summary>A percentile of a column's values, PERCENTILE.INC; its count is how many values there are.</summary>
    Percentile,
}

/// <summary>Which rows a period takes.</summary>
public enum TimeRule
{
    /// <summary>Rows dated in the period.</summary>
    InPeriod,

    /// <summary>Rows of the period's last month that data reach.</summary>
    AtEnd,

    /// <summary>The mean over the period's months that data reach of the rows dated in each.</summary>
    MonthMean,

    /// <summary>Rows of the period's year or, without data, of the nearest earlier one.</summary>
    Year,
}

/// <summary>Something counted, once: a fact, an aggregate, a filter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Fact">The fact.</param>
/// <param name="Aggregate">The aggregate.</param>
/// <param name="Column">The aggregated column; empty for rows. Of a fact that has <see cref="Fact.Last"/> several, with commas, that stand for one thing together.</param>
/// <param name="Time">Which rows a period takes.</param>
/// <param name="Where">The values allowed, by column of the fact or, written <c>dimension.column</c>, of a dimension.</param>
/// <param name="KeepLast">The same, applied after a person's attributes in the period are known.</param>
/// <param name="NewFor">The column that holds the previous time a person was counted; null when newness does not matter.</param>
/// <param name="Within">A day that must not lie before the period, of a fact that has <see cref="Fact.Last"/>; null when none must.</param>
public sealed record Measure(
    string Name,
    Fact Fact,
    Aggregate Aggregate,
    string Column,
    TimeRule Time,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Where,
    IReadOnlyDictionary<string, IReadOnlyList<string>> KeepLast,
    string? NewFor,
    string? Within = null
)
{
    /// <summary>The share of values that lie at or below a <see cref="Aggregate.Percentile"/>: 0.5 is the median.</summary>
    public decimal At { get; init; }

    /// <summary>The persons behind it; null when it counts persons, or cases and families, which are judged like persons.</summary>
    public PersonsBehind? Persons { get; init; }

    /// <summary>True when no user of the services is behind it: inhabitants, staff, budgets. It is never withheld.</summary>
    public bool IsPublic { get; init; }

    /// <summary>The dimension whose member decides whether a person is kept by <see cref="KeepLast"/>; null when none does.</summary>
    public string? KeptBy { get; init; }
}

/// <summary>Which way a figure should go.</summary>
public enum Direction
{
    /// <summary>It says how much there is; more is neither good nor bad.</summary>
    Neutral,

    /// <summary>More is better.</summary>
    Higher,

    /// <summary>Less is better.</summary>
    Lower,
}

/// <summary>What a figure is held against: a standard that binds, or a published level.</summary>
/// <param name="Value">The figure, in the metric's own unit.</param>
/// <param name="Year">The year a published level was measured for, which is compared with whole years only; null of a standard, which holds for every period.</param>
/// <param name="Source">Who set or measured it: a name of <see cref="MetricsFile.Sources"/>.</param>
public sealed record Target(decimal Value, int? Year, string Source)
{
    /// <summary>True when figures of that kind of period are compared with it.</summary>
    public bool HoldsFor(string periodKind) => Year is null || periodKind is "year" or "rolling12";
}

/// <summary>What readers see of a metric in one language.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it says, in a sentence.</param>
public sealed record MetricText(string Name, string Description);

/// <summary>A figure: a count, a ratio or a difference of measures, with everything a reader or a generator needs.</summary>
public sealed record Metric
{
    /// <summary>Its name in queries and in the mart.</summary>
    public required string Name { get; init; }

    /// <summary>The number of the KPI it belongs to, of the 25 whose truth the samples know; null of a figure of somebody's own, which is told as untested against truth.</summary>
    public int? Kpi { get; init; }

    /// <summary>Unit: people, cases, euros, percent …</summary>
    public required string Unit { get; init; }

    /// <summary>Excel and DAX number format.</summary>
    public required string Format { get; init; }

    /// <summary>The folder it stands in: a name of <see cref="MetricsFile.Folders"/>.</summary>
    public required string Folder { get; init; }

    /// <summary>Which way it should go.</summary>
    public Direction Direction { get; init; }

    /// <summary>What it is held against; null when there is neither standard nor published level.</summary>
    public Target? Target { get; init; }

    /// <summary>Who defined what it says: a name of <see cref="MetricsFile.Sources"/>.</summary>
    public required string Source { get; init; }

    /// <summary>What the value is multiplied by, 100 for percentages.</summary>
    public decimal Factor { get; init; } = 1;

    /// <summary>What is counted; a percentile is a figure of its own, told beside the number of values.</summary>
    public required Measure Numerator { get; init; }

    /// <summary>Another numerator for single breakdowns.</summary>
    public IReadOnlyDictionary<string, Measure> NumeratorBy { get; init; } = new Dictionary<string, Measure>();

    /// <summary>What it is divided by or, of a difference, what is taken off; null for counts and sums.</summary>
    public Measure? Denominator { get; init; }

    /// <summary>Another denominator for single breakdowns.</summary>
    public IReadOnlyDictionary<string, Measure> DenominatorBy { get; init; } = new Dictionary<string, Measure>();

    /// <summary>Breakdowns that the denominator is not broken down by: each member is divided by the whole.</summary>
    public IReadOnlyList<string> DenominatorWhole { get; init; } = [];

    /// <summary>True when a member stands only where the numerator counts something, not where the denominator alone does.</summary>
    public bool MembersOfNumerator { get; init; }

    /// <summary>True when the value is the numerator though a denominator is given along.</summary>
    public bool ValueIsNumerator { get; init; }

    /// <summary>True when the figure is derived of two counts: the numerator less the denominator.</summary>
    public bool IsDifference { get; init; }

    /// <summary>The area parameter that says how many years data must reach back; null when none.</summary>
    public string? LookBackYears { get; init; }

    /// <summary>The subject before whose first delivery the metric is not available; null when none.</summary>
    public string? DatedFromFirstDelivery { get; init; }

    /// <summary>Breakdowns stored in the mart.</summary>
    public required IReadOnlyList<string> Breakdowns { get; init; }

    /// <summary>What it cannot do without.</summary>
    public required IReadOnlyList<Need> Needs { get; init; }

    /// <summary>The contract fields it reads, by its needs: those that can stand in for each other too.</summary>
    public IEnumerable<string> Fields => Needs.SelectMany(n => n.AnyOf).Distinct();

    /// <summary>Its texts by language: ca, es, en.</summary>
    public required IReadOnlyDictionary<string, MetricText> Texts { get; init; }

    /// <summary>Where it stands, for messages: <c>path:line</c>.</summary>
    public string Origin { get; init; } = "";

    /// <summary>True when the value is a percentile: it has no numerator, and its denominator is the number of values.</summary>
    public bool IsPercentile => Numerator.Aggregate == Aggregate.Percentile;

    /// <summary>True when a denominator is told beside the figure: of a difference there is none.</summary>
    public bool IsDivided => Denominator is not null && !IsDifference;

    /// <summary>True when it says how much there is, not how much of something: 0 where nothing was counted.</summary>
    public bool IsAmount => Form is "none" or "along" or "difference";

    /// <summary>The numerator that goes with the breakdowns of a cut.</summary>
    public Measure NumeratorFor(IReadOnlyCollection<string> breakdowns) => For(breakdowns, NumeratorBy) ?? Numerator;

    /// <summary>The denominator that goes with the breakdowns of a cut, null for counts.</summary>
    public Measure? DenominatorFor(IReadOnlyCollection<string> breakdowns) => For(Dividing(breakdowns), DenominatorBy) ?? Denominator;

    /// <summary>Those of the breakdowns that the denominator is broken down by too.</summary>
    public List<string> Dividing(IEnumerable<string> breakdowns) => [.. breakdowns.Where(b => !DenominatorWhole.Contains(b))];

    private static Measure? For(IReadOnlyCollection<string> breakdowns, IReadOnlyDictionary<string, Measure> own) =>
        breakdowns.Count == 1 ? own.GetValueOrDefault(breakdowns.First()) : null;

    /// <summary>The measures whose numbers a figure shows beside its value; of a percentile only how many values it is taken of, of a difference none.</summary>
    public (Measure? Numerator, Measure? Denominator) Shown(IReadOnlyCollection<string> breakdowns) =>
        IsDifference ? (null, null) : IsPercentile ? (null, NumeratorFor(breakdowns)) : (NumeratorFor(breakdowns), DenominatorFor(breakdowns));

    /// <summary>
    /// What its value is: <c>none</c>, the numerator alone; <c>along</c>, the numerator with a denominator told beside it; <c>share</c>, their ratio;
    /// <c>difference</c>, the numerator less the denominator; <c>percentile</c>.
    /// </summary>
    public string Form => IsPercentile ? "percentile" : Denominator is null ? "none" : IsDifference ? "difference" : ValueIsNumerator ? "along" : "share";

    /// <summary>True when it may be broken down by a dimension.</summary>
    public bool CanCut(string dimension) => Breakdowns.Contains(dimension);

    /// <summary>True when the members of a cut add up to the whole: each thing counted belongs to one member. Rows and amounts always do, persons where their last row places them.</summary>
    public bool AddsUp(IReadOnlyList<string> by)
    {
        Measure[] measures = IsDifference ? [NumeratorFor(by), DenominatorFor(by)!] : [NumeratorFor(by)];
        return IsAmount
            && measures.All(m => (m.Aggregate is Aggregate.Sum or Aggregate.Rows || (m.Aggregate == Aggregate.Distinct && m.Fact.Last is not null)) && by.All(m.Fact.Dimensions.ContainsKey));
    }

    /// <summary>The subjects it reads, by its needs.</summary>
    public IEnumerable<string> Subjects => Fields.Select(f => f[..f.IndexOf('.')]).Distinct();
}

/// <summary>The whole of <c>powerbi/metrics.yaml</c>.</summary>
/// <param name="Dimensions">Dimensions by name.</param>
/// <param name="Measures">Measures by name.</param>
/// <param name="Metrics">Metrics by name, in file order.</param>
public sealed record MetricsFile(
    IReadOnlyDictionary<string, Dimension> Dimensions,
    IReadOnlyDictionary<string, Measure> Measures,
    IReadOnlyDictionary<string, Metric> Metrics
)
{
    /// <summary>Facts by name, in file order.</summary>
    public IReadOnlyDictionary<string, Fact> Facts { get; init; } = new Dictionary<string, Fact>();

    /// <summary>The names of folders by language: ca, es, en.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Folders { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>Who defined figures and set standards, by the short name that metrics give.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; init; } = new Dictionary<string, string>();

    /// <summary>What may be seen outside an area, in file order.</summary>
    public IReadOnlyList<PublishedTable> Published { get; init; } = [];

    /// <summary>What a reader of published tables knows of their numbers beside what the definitions say.</summary>
    public IReadOnlyList<KnownRelation> Known { get; init; } = [];
}

/// <summary>Something wrong in <c>metrics.yaml</c>.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Message">What was received, what is allowed.</param>
public sealed record MetricsProblem(string Path, int Line, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}:{Line} {Message}";
}
