using QdC.Samples.Faults;

namespace QdC.Samples.Truth;

/// <summary>What is known to be true of an area's deliveries: what a warehouse must report of them.</summary>
public sealed record AreaTruth
{
    private readonly Lazy<IReadOnlyList<KpiRow>> _asRecorded;
    private readonly Lazy<IReadOnlyList<KpiRow>> _asPeople;

    /// <summary>Tells a truth whose figures are counted when first asked for.</summary>
    internal AreaTruth(Func<IReadOnlyList<KpiRow>> asRecorded, Func<IReadOnlyList<KpiRow>> asPeople) =>
        (_asRecorded, _asPeople) = (new(asRecorded), new(asPeople));

    /// <summary>The area's name.</summary>
    public required string Area { get; init; }

    /// <summary>The seed it was simulated with.</summary>
    public required long Seed { get; init; }

    /// <summary>The share of inhabitants simulated.</summary>
    public required double Scale { get; init; }

    /// <summary>The factor on the base rates of faults.</summary>
    public required double FaultRate { get; init; }

    /// <summary>What became of the rows, by delivery and <c>system/extract</c>.</summary>
    public required IReadOnlyList<DeliveryTruth> Deliveries { get; init; }

    /// <summary>Findings of the set rules that are open at the end, by rule.</summary>
    public required IReadOnlyDictionary<string, int> OpenSetFindings { get; init; }

    /// <summary>Every planted fault.</summary>
    public required IReadOnlyList<FaultTruth> Faults { get; init; }

    /// <summary>Who each source record of a person is in truth, by the system that delivers it and its number there.</summary>
    public required IReadOnlyDictionary<(string System, string Number), string> Persons { get; init; }

    /// <summary>Sums and counts over what remains.</summary>
    public required IReadOnlyDictionary<string, decimal> Sums { get; init; }

    /// <summary>The figures where a person is one source record.</summary>
    public IReadOnlyList<KpiRow> AsRecorded => _asRecorded.Value;

    /// <summary>The figures where a person is a human being, all of them.</summary>
    public IReadOnlyList<KpiRow> AsPeople => _asPeople.Value;

    /// <summary>Every figure of what is recorded, in one way of counting people.</summary>
    internal static List<KpiRow> Figures(RecordedModel model, PeopleView view)
    {
        var sheet = new KpiSheet(model.DataAsOf);
        var log = new AttendanceLog(model);
        var people = new PeopleKpis(model, log, view);
        people.Write(sheet);
        new CaseKpis(model).Write(sheet, view);
        new WorkKpis(model, log).Write(sheet, view, people.Attended);
        new StaffKpis(model, log).Write(sheet, view, people);
        new DiaryKpis(model).Write(sheet);
        new DecisionKpis(model).Write(sheet);
        new AidKpis(model, AidNames.Urgent, type => type.StartsWith("2.3.", StringComparison.Ordinal)).Write(sheet, view);
        new AidKpis(model, AidNames.Energy, EnergyKpis.IsUtilities).Write(sheet, view);
        new EnergyKpis(model).Write(sheet);
        var homeCare = new HomeCareKpis(model, log, view);
        homeCare.Write(sheet);
        new CostKpis(model, log).Write(sheet, view, people.Attended, homeCare.HoursIn);
        new ProblemKpis(model, view).Write(sheet);
        new DemandKpis(model).Write(sheet);
        return sheet.Rows;
    }
}

/// <summary>A delivery.</summary>
/// <param name="Date">Its effective date.</param>
/// <param name="Extracts">What became of its rows, by <c>system/extract</c>.</param>
public sealed record DeliveryTruth(DateOnly Date, IReadOnlyDictionary<string, ExtractTruth> Extracts);

/// <summary>What became of the rows of an extract in a delivery.</summary>
/// <param name="Rows">Records in the file.</param>
/// <param name="Rejected">Records that do not load.</param>
/// <param name="Duplicates">Surplus records of a key.</param>
/// <param name="Findings">Findings of the row rules, by rule.</param>
public sealed record ExtractTruth(int Rows, int Rejected, int Duplicates, IReadOnlyDictionary<string, int> Findings);

/// <summary>A planted fault.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="System">The system whose row it is.</param>
/// <param name="Delivery">Effective date of the delivery it stands in.</param>
/// <param name="Row">Number of the record in the extract, from 1; 0 when the record was left out.</param>
public sealed record FaultTruth(FaultKind Kind, string System, DateOnly Delivery, int Row);
