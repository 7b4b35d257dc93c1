using QdC.Cli.App;
using QdC.Portal.Operations;
using QdC.Warehouse;

namespace QdC.Cli.Doctor;

/// <summary>Looks at the program, the home and the declarative files.</summary>
internal static class MachineExamination
{
    private const string About = "installation";
    private const double EnoughGigabytes = 5;
    private const double LeastGigabytes = 0.5;

    /// <summary>Everything that is not about one area.</summary>
    public static IEnumerable<Examined> Of(CommandContext context) =>
        [
            new(About, Soundness.Ok, $".NET {Environment.Version}, {Environment.ProcessorCount} cores"),
            Examined.Try(About, "DuckDB", Engine),
            Examined.Try(About, "home", () => Home(context.Home.Root)),
            Examined.Try(About, "disk", () => Disk(context)),
            Examined.Try(About, "scheduler", () => Scheduler(context)),
            Examined.Try(About, "declarative files", () => Jobs(context)),
        ];

    private static Examined Engine()
    {
        using var session = DuckDbSession.Open(":memory:", new DuckDbSettings { MemoryLimit = "256MB", Threads = 1 });
        return new(About, Soundness.Ok, $"DuckDB {session.Scalar<string>("SELECT version()")}");
    }

    private static Examined Home(string root)
    {
        if (!Directory.Exists(root))
        {
            return new(About, Soundness.Warn, $"home {root} is not there yet", "The first `qdc run` makes it.");
        }
        var probe = Path.Combine(root, $".qdc-doctor-{Environment.ProcessId}");
        using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose)) { }
        return new(About, Soundness.Ok, $"home {root} can be written");
    }

    private static Examined Disk(CommandContext context)
    {
        var folder = new DirectoryInfo(context.Home.Root);
        while (!folder.Exists && folder.Parent is { } parent)
        {
            folder = parent;
        }
        var free = new DriveInfo(folder.FullName).AvailableFreeSpace / 1e9;
        var state = free < LeastGigabytes ? Soundness.Fail : free < EnoughGigabytes ? Soundness.Warn : Soundness.Ok;
        return new(About, state, FormattableString.Invariant($"{free:0.0} GB free on the home's disk"), state == Soundness.Ok ? null : "A run needs about three times the largest version of an area: make room.");
    }

    private static Examined Scheduler(CommandContext context) =>
        Heartbeat.LastOf(context.Home) is not { } last ? new(About, Soundness.Ok, "no scheduler has run here; `qdc serve` is one")
        : context.Clock.GetUtcNow() - last is var silent && silent <= Heartbeat.Longest ? new(About, Soundness.Ok, "the scheduler lives")
        : new(About, Soundness.Warn, FormattableString.Invariant($"the scheduler gave its last sign of life {silent.TotalMinutes:0} minutes ago, at {last:u}"), "Start it with `qdc serve`, or look at the service that runs it.");

    private static Examined Jobs(CommandContext context)
    {
        var read = Workspace.Read(context.JobsFolder);
        return read.Errors.Count == 0
            ? new(About, Soundness.Ok, $"declarative files in {context.JobsFolder}: {read.Jobs!.Areas.Count} areas, {read.Metrics!.Metrics.Count} metrics")
            : new(About, Soundness.Fail, $"declarative files in {context.JobsFolder}: {read.Errors.Count} problems, the first {read.Errors[0].Place} {read.Errors[0].What}", read.Errors[0].Next ?? "See them all with `qdc check`.");
    }
}
