namespace QdC.Pipeline.Diff;

/// <summary>Why two versions differ.</summary>
public enum DiffCause
{
    /// <summary>New data of days that the first version did not reach.</summary>
    New,

    /// <summary>It came after the first version, and speaks of days that the first version reached already.</summary>
    Late,

    /// <summary>A correction changed it.</summary>
    Corrected,

    /// <summary>A newer delivery says otherwise about a record that was known.</summary>
    Restated,

    /// <summary>The same delivery, read with another mapping, contract or code list.</summary>
    Mapping,

    /// <summary>A source record stands for another person.</summary>
    Relinked,

    /// <summary>The record is gone though the delivery that told of it is still there.</summary>
    Erased,

    /// <summary>A delivery of the first version is not in the second: held after a rollback, or refused.</summary>
    Withdrawn,

    /// <summary>No record differs that feeds the figure: the SQL, the metrics or the area's settings do.</summary>
    Definition,
}

/// <summary>How a record differs between two versions.</summary>
public enum RowChange
{
    /// <summary>Live in the second version, unknown to the first.</summary>
    Added,

    /// <summary>Live in both, with other values.</summary>
    Changed,

    /// <summary>Live in the first version, absent from a later delivery in the second.</summary>
    Retired,

    /// <summary>Absent in the first version, live again in the second.</summary>
    Returned,

    /// <summary>Known to the first version, not known at all to the second.</summary>
    Gone,

    /// <summary>The latest values are the same; what was known of earlier days is not.</summary>
    History,

    /// <summary>It stands for another person.</summary>
    Relinked,
}

/// <summary>A delivery that only one of the versions holds, or that the second read otherwise.</summary>
/// <param name="DeliveryId">Its number in the ledger.</param>
/// <param name="System">The source system.</param>
/// <param name="Extract">The extract.</param>
/// <param name="FileName">Its file; null when the ledger does not know it.</param>
/// <param name="EffectiveDate">The day it speaks of.</param>
/// <param name="Cause">New, late, corrected, mapping or withdrawn.</param>
public sealed record DeliveryDifference(long DeliveryId, string System, string Extract, string? FileName, DateOnly EffectiveDate, DiffCause Cause);

/// <summary>A record that differs, named so that a steward can find it. It never carries a value.</summary>
/// <param name="DeliveryId">The delivery it stands in.</param>
/// <param name="FileName">That delivery's file.</param>
/// <param name="Sheet">Its sheet, for workbooks.</param>
/// <param name="Line">Its line.</param>
/// <param name="RecordNo">The council's own record number, masked where it looks like an identifier; null when it cannot be read any more.</param>
/// <param name="Pseudonym">The first eight digits of its pseudonym.</param>
/// <param name="Fields">The fields that differ.</param>
/// <param name="MissingFrom">For a retired record, the file that no longer has it.</param>
public sealed record RowExample(
    long? DeliveryId,
    string? FileName,
    string? Sheet,
    int? Line,
    string? RecordNo,
    string Pseudonym,
    IReadOnlyList<string> Fields,
    string? MissingFrom
);

/// <summary>Records of one subject that differ in one way for one cause.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Change">How they differ.</param>
/// <param name="Cause">Why.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Fields">In how many of them each field differs, most first.</param>
/// <param name="Examples">Some of them.</param>
public sealed record RowGroup(
    string Subject,
    RowChange Change,
    DiffCause Cause,
    long Count,
    IReadOnlyList<FieldCount> Fields,
    IReadOnlyList<RowExample> Examples
);

/// <summary>In how many records a field differs.</summary>
/// <param name="Field">The field.</param>
/// <param name="Count">The records.</param>
public sealed record FieldCount(string Field, long Count);

/// <summary>A fact or bridge of the star in both versions, surrogate keys replaced by what they stand for.</summary>
/// <param name="Table">The table.</param>
/// <param name="Before">Rows in the first version.</param>
/// <param name="After">Rows in the second.</param>
/// <param name="OnlyBefore">Rows that stand so in the first only.</param>
/// <param name="OnlyAfter">Rows that stand so in the second only.</param>
public sealed record StarTableDifference(string Table, long Before, long After, long OnlyBefore, long OnlyAfter);

/// <summary>A figure in one version.</summary>
/// <param name="Numerator">What was counted.</param>
/// <param name="Denominator">What it was divided by.</param>
/// <param name="Value">The figure; null when it is not available.</param>
/// <param name="Status">ok, provisional or not_available.</param>
public sealed record FigureState(decimal? Numerator, decimal? Denominator, double? Value, string Status);

/// <summary>A figure that differs.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="PeriodKind">month, quarter, year or rolling12.</param>
/// <param name="PeriodStart">First day.</param>
/// <param name="PeriodEnd">Last day.</param>
/// <param name="Breakdown">The dimension it is broken down by, or total.</param>
/// <param name="Member">The member, or all.</param>
/// <param name="Label">The member's name.</param>
/// <param name="Before">It in the first version; null when it was not there.</param>
/// <param name="After">It in the second; null when it is not there any more.</param>
/// <param name="Difference">Value after less value before; null when one is missing.</param>
/// <param name="Causes">Those of the records that feed it.</param>
public sealed record FigureDifference(
    string Metric,
    string PeriodKind,
    DateOnly PeriodStart,
    DateOnly PeriodEnd,
    string Breakdown,
    string Member,
    string Label,
    FigureState? Before,
    FigureState? After,
    double? Difference,
    IReadOnlyList<DiffCause> Causes
);

/// <summary>Figures of one metric that differ for the same causes.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Causes">Their causes.</param>
/// <param name="Changed">Figures that both versions have and that differ.</param>
/// <param name="Appeared">Figures that only the second has.</param>
/// <param name="Vanished">Figures that only the first has.</param>
public sealed record FigureGroup(string Metric, IReadOnlyList<DiffCause> Causes, long Changed, long Appeared, long Vanished);

/// <summary>What differs between two published versions of an area, and why.</summary>
public sealed record VersionComparison
{
    /// <summary>The area.</summary>
    public required string Area { get; init; }

    /// <summary>The first version.</summary>
    public required int Before { get; init; }

    /// <summary>The second version.</summary>
    public required int After { get; init; }

    /// <summary>The latest day any delivery of the first version speaks of.</summary>
    public DateOnly? DataBefore { get; init; }

    /// <summary>The latest day any delivery of the second version speaks of.</summary>
    public DateOnly? DataAfter { get; init; }

    /// <summary>True when the SQL, the metrics or the area's settings differ.</summary>
    public bool DefinitionDiffers { get; init; }

    /// <summary>Deliveries that one version holds and the other does not, or that were read otherwise.</summary>
    public IReadOnlyList<DeliveryDifference> Deliveries { get; init; } = [];

    /// <summary>Records that differ, grouped.</summary>
    public IReadOnlyList<RowGroup> Rows { get; init; } = [];

    /// <summary>Corrections of closed periods that only the second version knows.</summary>
    public long Corrections { get; init; }

    /// <summary>Their euros in all.</summary>
    public decimal CorrectedEuros { get; init; }

    /// <summary>True where they count on the day they were told, false where they change the closed periods.</summary>
    public bool CorrectionsPosted { get; init; }

    /// <summary>Facts and bridges of the star that differ.</summary>
    public IReadOnlyList<StarTableDifference> Star { get; init; } = [];

    /// <summary>All figures that differ, in every cut and period, whatever was asked for.</summary>
    public long FiguresInAll { get; init; }

    /// <summary>Figures of sensitive members that differ in cuts in which nobody may see them: they are counted by whole year only.</summary>
    public long Sensitive { get; init; }

    /// <summary>The figures asked for that differ, grouped by metric and causes.</summary>
    public IReadOnlyList<FigureGroup> FigureGroups { get; init; } = [];

    /// <summary>The figures asked for that differ: first those that both versions have.</summary>
    public IReadOnlyList<FigureDifference> Figures { get; init; } = [];

    /// <summary>True when nothing differs.</summary>
    public bool IsSame => Rows.Count == 0 && Star.Count == 0 && FiguresInAll == 0 && Sensitive == 0;
}

/// <summary>Which figures are wanted, and how much of everything.</summary>
public sealed record DiffRequest
{
    /// <summary>Of this metric only. Default: all.</summary>
    public string? Metric { get; init; }

    /// <summary>A kind of period (month, quarter, year, rolling12), a year (2024) or a month (2025-01). Default: months and years.</summary>
    public string? Period { get; init; }

    /// <summary>Broken down by this dimension. Default: totals.</summary>
    public string? By { get; init; }

    /// <summary>Example records of each group. Default: 3.</summary>
    public int Examples { get; init; } = 3;

    /// <summary>Figures listed at most; null for all. Default: all.</summary>
    public int? Figures { get; init; }

    /// <summary>Language of labels. Default: ca.</summary>
    public string Language { get; init; } = "ca";
}
