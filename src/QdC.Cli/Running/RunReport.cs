using QdC.Cli.App;
using QdC.Pipeline.Drifts;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Run;
using QdC.Warehouse;

namespace QdC.Cli.Running;

/// <summary>A problem of a run, whole or composed to one sentence.</summary>
/// <param name="Kind">failure, decision, told, test or the type of an exception.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Where">Where.</param>
/// <param name="Received">What was found.</param>
/// <param name="Allowed">What would have been right.</param>
/// <param name="Next">What to do now.</param>
internal sealed record RunProblem(string Kind, string What, string? Where = null, string? Received = null, string? Allowed = null, string? Next = null);

/// <summary>What came of one area's run: what a child process hands to its parent, what <c>--json</c> prints, what the summary shows.</summary>
internal sealed record RunReport
{
    public required string Area { get; init; }

    /// <summary>published, unchanged, failed, lost, stopped or awaiting.</summary>
    public required string Outcome { get; init; }

    public long? RunId { get; init; }

    public int? Version { get; init; }

    public long Read { get; init; }

    public long Loaded { get; init; }

    public long Unchanged { get; init; }

    public long Rejected { get; init; }

    public long Duplicate { get; init; }

    public long Absent { get; init; }

    /// <summary>Findings that wait for the council.</summary>
    public long Open { get; init; }

    public long People { get; init; }

    public double Seconds { get; init; }

    public IReadOnlyList<ExtractCounts> Extracts { get; init; } = [];

    public IReadOnlyList<RunProblem> Problems { get; init; } = [];

    public int ExitCode { get; init; }

    /// <summary>True for a failure that may pass by itself.</summary>
    public bool IsTransient { get; init; }

    /// <summary>The report of a run that came to its end.</summary>
    public static RunReport Of(RefreshOutcome outcome, int? served)
    {
        var problems = outcome
            .Problems.Select(p => new RunProblem(p.IsFailure ? "failure" : "decision", p.Message, p.Where))
            .Concat(outcome.Told.Select(d => new RunProblem("told", DriftText.Of(d.Note), $"{d.System}/{d.Extract}", Next: $"{(d.Note.Kind == DriftKinds.ColumnUnmatched ? "The field stays empty: correct its mapping, or say there why it is `unavailable`" : "Nothing is lost by it")}; see `qdc drift {outcome.Area}`.")))
            .Concat(
                outcome
                    .Tests.Where(t => !t.Passed)
                    .Select(t => new RunProblem("test", t.Sentence, t.Name, t.Found, Next: "A warning: the version was published."))
            )
            .ToList();
        var report = new RunReport
        {
            Area = outcome.Area,
            RunId = outcome.RunId,
            Outcome = outcome.Version is null ? "unchanged" : "published",
            Version = outcome.Version ?? served,
            Read = outcome.Extracts.Sum(e => e.Read),
            Loaded = outcome.Extracts.Sum(e => e.Loaded),
            Unchanged = outcome.Extracts.Sum(e => e.Unchanged),
            Rejected = outcome.Extracts.Sum(e => e.Rejected),
            Duplicate = outcome.Extracts.Sum(e => e.Duplicate),
            Absent = outcome.Extracts.Sum(e => e.Absent),
            Open = outcome.OpenFindings,
            People = outcome.People,
            Seconds = Math.Round(outcome.Took.TotalSeconds, 2),
            Extracts = outcome.Extracts,
            Problems = problems,
        };
        return report with
        {
            ExitCode =
                problems.Exists(p => p.Kind == "failure") ? App.ExitCode.Failed
                : report.Rejected > 0 || problems.Exists(p => p.Kind == "decision") ? App.ExitCode.Findings
                : App.ExitCode.Done,
        };
    }

    /// <summary>The report of a run that failed.</summary>
    public static RunReport Of(string area, Exception e, TimeSpan took, int? served, CancellationToken cancel)
    {
        var facts = Facts.Of(e, cancel);
        return new RunReport
        {
            Area = area,
            Outcome = facts.Kind == "Stopped" ? "stopped" : "failed",
            Version = served,
            Seconds = Math.Round(took.TotalSeconds, 2),
            Problems = [new RunProblem(facts.Kind, facts.What, facts.Where, facts.Received, facts.Allowed, facts.Next)],
            ExitCode = Failure.CodeOf(e),
            IsTransient = facts.IsTransient,
        };
    }

    /// <summary>The same report, with why what was published did not reach the warehouse; null when it did.</summary>
    public RunReport With(QdcException? notSent) =>
        notSent is null
            ? this
            : this with
            {
                Problems = [.. Problems, NotSentProblem(notSent)],
                ExitCode = App.ExitCode.Worst(ExitCode, Failure.CodeOf(notSent)),
            };

    /// <summary>The same report, with why a source's server was not read. What was there already is; where nothing of it was new, the run has failed, for nobody knows what is.</summary>
    public RunReport With(PullResult notPulled) =>
        notPulled.Failure is not { Problem: var p } why
            ? this
            : this with
            {
                Outcome = Outcome == "unchanged" ? "failed" : Outcome,
                IsTransient = IsTransient || why is TransientException,
                Problems = [.. Problems, new RunProblem("pull", $"{p.What}{(p.Where is null ? "" : $" ({p.Where})")}", $"{notPulled.System}{(notPulled.Extract is null ? "" : "/" + notPulled.Extract)}", p.Received, p.Allowed, p.NextStep)],
                ExitCode = App.ExitCode.Worst(ExitCode, Failure.CodeOf(why)),
            };

    /// <summary>The report on what all areas publish together, which did not reach the warehouse.</summary>
    public static RunReport NotSent(string area, int? served, QdcException why) => new RunReport { Area = area, Outcome = "unchanged", Version = served }.With(why);

    private static RunProblem NotSentProblem(QdcException e) =>
        new("warehouse", $"What is published did not reach the warehouse; it is served here. {e.Problem.What}", e.Problem.Where, e.Problem.Received, e.Problem.Allowed, e.Problem.NextStep ?? "It is sent with the next run, or by `qdc warehouse sync`.");

    /// <summary>What <see cref="Outcome"/> says of an area that was not run because its council delivers nothing yet.</summary>
    public const string NothingDelivered = "awaiting";

    /// <summary>The report on an area whose folders are not there yet.</summary>
    public static RunReport Awaiting(AreaFile area) =>
        new()
        {
            Area = area.Area,
            Outcome = NothingDelivered,
            Problems = [new RunProblem(NothingDelivered, "its council delivers nothing yet", area.Area, Allowed: $"files in {area.Sources[0].Folder}")],
        };

    /// <summary>The report on a process that ended without one.</summary>
    public static RunReport Lost(string area, int exitCode, TimeSpan took) =>
        new()
        {
            Area = area,
            Outcome = "lost",
            Seconds = Math.Round(took.TotalSeconds, 2),
            Problems =
            [
                new RunProblem(
                    "lost",
                    "The area's process ended before it could report; what was served before is served still",
                    area,
                    exitCode > 128 ? $"signal {exitCode - 128}" : $"exit code {exitCode}",
                    Next: $"Run it again with `qdc run {area}`; if it ends again, look at the machine's memory and at `qdc doctor`."
                ),
            ],
            ExitCode = App.ExitCode.Failed,
        };
}
