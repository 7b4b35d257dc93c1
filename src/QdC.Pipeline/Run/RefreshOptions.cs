using QdC.Pipeline.Check;
using QdC.Pipeline.Plan;
using QdC.Pipeline.Test;
using QdC.Warehouse;

namespace QdC.Pipeline.Run;

/// <summary>What is asked of a refresh beyond the usual.</summary>
public sealed record RefreshOptions
{
    /// <summary>Who or what asked for it, for the ledger. Default: <c>qdc run</c>.</summary>
    public string Cause { get; init; } = "qdc run";

    /// <summary>Applies every landed delivery again.</summary>
    public bool Reload { get; init; }

    /// <summary>Applies landed deliveries again from this effective date on; null for none.</summary>
    public DateOnly? ReloadFrom { get; init; }

    /// <summary>The effective date of deliveries that nothing else dates.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>How long to wait for another run of the same area. Default: not at all.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.Zero;

    /// <summary>Versions kept. Default: 7.</summary>
    public int Keep { get; init; } = 7;
}

/// <summary>How far a refresh has come.</summary>
/// <param name="Area">The area.</param>
/// <param name="Step">The step's name, as in the ledger.</param>
/// <param name="Detail">What it is about: an extract and file, a table.</param>
/// <param name="Rows">Rows it dealt with; null where none are counted.</param>
public sealed record RefreshProgress(string Area, string Step, string? Detail = null, long? Rows = null)
{
    private static readonly Dictionary<string, double> Ends = new()
    {
        ["extract"] = 15,
        ["stage"] = 60,
        ["load"] = 60,
        ["check"] = 65,
        ["link"] = 70,
        ["3-link"] = 70,
        ["4-dimensions"] = 75,
        ["5-facts"] = 85,
        ["6-marts"] = 93,
        ["test"] = 98,
        ["publish"] = 100,
        ["retention"] = 100,
    };

    /// <summary>About how far a run is when a step ends, in hundredths; a step that says nothing of it gives 0.</summary>
    public static double EndOf(string? step) => Ends.GetValueOrDefault(step ?? "");
}

/// <summary>A problem with one delivery or extract that did not stop the rest.</summary>
/// <param name="System">The source system.</param>
/// <param name="Extract">The extract.</param>
/// <param name="FileName">The file; null when the whole extract is meant.</param>
/// <param name="Message">What, where, received, allowed, what to do next.</param>
/// <param name="IsFailure">True when data could not be read; false when a person must decide or a date is missing.</param>
public sealed record ExtractProblem(string System, string Extract, string? FileName, string Message, bool IsFailure)
{
    /// <summary>The system, the extract where there is one, and the file unless the message begins with it.</summary>
    public string Where =>
        (Extract.Length == 0 ? System : $"{System}/{Extract}")
        + (FileName is null || Message.StartsWith(FileName, StringComparison.Ordinal) ? "" : $" {FileName}");
}

/// <summary>Rows of one extract in a refresh. Read = loaded + unchanged + rejected + duplicate.</summary>
/// <param name="System">The source system.</param>
/// <param name="Extract">The extract.</param>
/// <param name="Read">Records read.</param>
/// <param name="Loaded">Rows appended to the observations.</param>
/// <param name="Unchanged">Rows that said what was known.</param>
/// <param name="Rejected">Rows rejected.</param>
/// <param name="Duplicate">Surplus rows of a key.</param>
/// <param name="Absent">Keys found absent.</param>
public sealed record ExtractCounts(
    string System,
    string Extract,
    long Read,
    long Loaded,
    long Unchanged,
    long Rejected,
    long Duplicate,
    long Absent
);

/// <summary>What came of a refresh.</summary>
public sealed record RefreshOutcome
{
    /// <summary>The area.</summary>
    public required string Area { get; init; }

    /// <summary>The run's number in the area's ledger.</summary>
    public required long RunId { get; init; }

    /// <summary>The version published; null when nothing was.</summary>
    public int? Version { get; init; }

    /// <summary>The plan that was carried out.</summary>
    public required RefreshPlan Plan { get; init; }

    /// <summary>Rows by extract.</summary>
    public IReadOnlyList<ExtractCounts> Extracts { get; init; } = [];

    /// <summary>What did not work or waits.</summary>
    public IReadOnlyList<ExtractProblem> Problems { get; init; } = [];

    /// <summary>What changed in what the council delivers and did no harm.</summary>
    public IReadOnlyList<DriftEvent> Told { get; init; } = [];

    /// <summary>The data tests.</summary>
    public IReadOnlyList<DataTestResult> Tests { get; init; } = [];

    /// <summary>Queries and errors open after the run.</summary>
    public long OpenFindings { get; init; }

    /// <summary>People in the star.</summary>
    public long People { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Took { get; init; }
}
