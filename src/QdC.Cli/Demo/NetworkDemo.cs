using System.Globalization;
using QdC.Cli.App;
using QdC.Cli.Commands;
using QdC.Cli.Running;
using QdC.Cli.Showing;
using QdC.Pipeline.Link;
using QdC.Pipeline.Network;
using QdC.Pipeline.Query;
using QdC.Samples.Truth;
using QdC.Warehouse;
using Spectre.Console;

namespace QdC.Cli.Demo;

/// <summary>An area of the demo at the end of it.</summary>
/// <param name="Simulated">What was simulated.</param>
/// <param name="Run">The report of its first run.</param>
/// <param name="Loaded">Records that its deliveries were loaded with, by the ledger: read, rejected, told twice.</param>
/// <param name="Decisions">How many decisions on who is who the linking needed to be as the people are.</param>
/// <param name="Figures">Figures compared with the truth.</param>
/// <param name="Differences">Those that differ, each in words.</param>
internal sealed record DemoArea(SimulatedArea Simulated, RunReport Run, (long Rows, long Rejected, long Duplicates) Loaded, int Decisions, int Figures, IReadOnlyList<string> Differences)
{
    /// <summary>True when what was read, rejected and told twice is what the simulation wrote.</summary>
    public bool RowsAreTrue => Loaded == (Simulated.Rows, Simulated.Rejected, Simulated.Duplicates);

    /// <summary>True when rows and figures are those that were simulated.</summary>
    public bool IsTrue => RowsAreTrue && Figures > 0 && Differences.Count == 0;
}

/// <summary>What each part of the demo took, in seconds.</summary>
internal sealed record DemoSeconds(double Generate, double Load, double Decide, double Compare);

/// <summary>The whole network: all areas simulated at their real size, loaded, compared figure by figure with what is true, and put side by side.</summary>
internal sealed class NetworkDemo(CommandContext given, double scale)
{
    private const int Wide = 140;
    private static readonly string[] Compared = ["people_attended", "coverage", "urgent_aid", "spend_per_inhabitant"];

    /// <summary>The columns; a narrow terminal leaves some out.</summary>
    private static readonly (string Header, bool Always, Func<DemoArea, Text> Cell)[] Columns =
    [
        ("area", true, a => new Text(a.Simulated.Area)),
        ("inhabitants", false, a => Number(a.Simulated.Inhabitants)),
        ("read", true, a => Number(a.Loaded.Rows)),
        ("loaded", true, a => Number(a.Loaded.Rows - a.Loaded.Rejected - a.Loaded.Duplicates)),
        ("rejected", true, a => Number(a.Loaded.Rejected)),
        ("duplicate", true, a => Number(a.Loaded.Duplicates)),
        ("as simulated", false, a => Judged(a.RowsAreTrue, a.RowsAreTrue ? "yes" : "NO")),
        ("open", false, a => Number(a.Run.Open)),
        ("people", true, a => Number(a.Run.People)),
        ("decided", false, a => Number(a.Decisions)),
        ("figures", true, a => Number(a.Figures)),
        ("differ", true, a => Judged(a.IsTrue, FormattableString.Invariant($"{a.Differences.Count:#,0}"))),
        ("seconds", true, a => new Text(FormattableString.Invariant($"{a.Run.Seconds:0.0}"))),
    ];

    /// <summary>Tells it.</summary>
    public async Task<int> Tell(IReadOnlyList<string> names, CancellationToken cancel)
    {
        var deliveries = Path.Combine(given.Home.Root, "deliveries");
        var clock = given.Clock.GetTimestamp();
        double Lap()
        {
            var (from, now) = (clock, given.Clock.GetTimestamp());
            clock = now;
            return Math.Round(given.Clock.GetElapsedTime(from, now).TotalSeconds, 1);
        }

        Mark(deliveries);
        var context = given.On(DemoJobs.Write(given.JobsFolder, given.Workspace.Jobs, given.Home.Root, deliveries, SimulatedAreas.Span.From));
        var simulated = SimulatedAreas.Write(names, scale, deliveries, area => Say($"{area.Area}: {area.Rows:#,0} records of {area.Inhabitants:#,0} inhabitants simulated"));
        var areas = names.Select(context.Workspace.Area).ToList();
        var keys = KeysCreateCommand.Create(context, names).Where(k => k.File is not null).ToList();
        var generated = Lap();

        var loads = await LiveRuns.Run(context, areas, new RunOrder(Cause: "qdc demo --all"), cancel);
        var loaded = Lap();

        var decisions = await Settle(context, simulated, cancel);
        var network = NetworkRun.After(context, cancel);
        var settled = Lap();

        var told = new DemoArea[names.Count];
        Parallel.For(0, names.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel }, i => told[i] = Compare(context, simulated[i], loads[i], decisions[names[i]], deliveries));
        var seconds = new DemoSeconds(generated, loaded, settled, Lap());

        var worked = Array.TrueForAll(told, a => a.IsTrue) && network.ExitCode == ExitCode.Done && loads.All(r => r.ExitCode is ExitCode.Done or ExitCode.Findings);
        return context.Give(
            new { Home = context.Home.Root, Jobs = context.JobsFolder, Keys = keys, Seconds = seconds, Areas = told.Select(a => new { a.Simulated.Area, a.Simulated.Inhabitants, a.Simulated.Rows, a.Simulated.Bytes, a.RowsAreTrue, a.Decisions, a.Figures, a.Differences, a.Run }), Network = network.Outcome },
            console =>
            {
                Write(console, told);
                RunSummary.Problems(console, loads);
                Write(console, context, names, network);
                Write(console, context, told, seconds);
            },
            worked ? ExitCode.Done : ExitCode.Failed
        );
    }

    /// <summary>
    /// Decides and refreshes until everybody is who they are, and says how many decisions each area took. One round settles nearly all: where a record that
    /// stood with two persons is told apart, it may turn out to stand with a third.
    /// </summary>
    private static async Task<Dictionary<string, int>> Settle(CommandContext context, IReadOnlyList<SimulatedArea> simulated, CancellationToken cancel)
    {
        const int Rounds = 4;
        var taken = simulated.ToDictionary(a => a.Area, _ => 0);
        var open = simulated;
        for (var round = 0; round < Rounds && open.Count > 0; round++)
        {
            var decided = open.Select(area => (area, Count: Decide(context, area))).Where(d => d.Count > 0).ToList();
            decided.ForEach(d => taken[d.area.Area] += d.Count);
            open = [.. decided.Select(d => d.area)];
            if (open.Count > 0)
            {
                await LiveRuns.Run(context, [.. open.Select(a => context.Workspace.Area(a.Area))], new RunOrder(Cause: "qdc demo --all, decisions"), cancel);
            }
        }
        return taken;
    }

    /// <summary>What a steward would decide who knows everybody: the linking is as good as its evidence, the comparison needs it to be right.</summary>
    private static int Decide(CommandContext context, SimulatedArea simulated)
    {
        var store = context.Store(simulated.Area);
        if (store.Current is null)
        {
            return 0;
        }
        using var version = store.OpenCurrent();
        using var log = store.OpenLog();
        using var keys = AreaKeys.Open(log);
        return DecisionFile.Take(TrueLinks.Decisions(simulated.Area, simulated.Persons, version.Session, keys), log, keys, "qdc demo --all");
    }

    private static DemoArea Compare(CommandContext context, SimulatedArea simulated, RunReport run, int decisions, string deliveries)
    {
        var store = context.Store(simulated.Area);
        using var log = store.OpenLog();
        var loads = log.Runs().SelectMany(r => log.Steps(r.RunId)).Where(s => s.Step is { Step: "load", DeliveryId: not null }).Select(s => s.Step.Balance).ToList();
        long Sum(string what) => (long)loads.Sum(balance => balance[what]);
        var loaded = (Sum("records"), Sum("rejected"), Sum("duplicate"));
        if (store.Current is null)
        {
            return new DemoArea(simulated, run, loaded, decisions, 0, []);
        }
        var truth = TruthJson.ReadFigures(SimulatedAreas.TruthOf(deliveries, simulated.Area), "as_people");
        using var version = store.OpenCurrent();
        return new DemoArea(simulated, run, loaded, decisions, truth.Count, FigureComparison.Of(truth, version.Session));
    }

    /// <summary>One home holds one simulation: deliveries of another would be taken for corrections of it.</summary>
    private void Mark(string deliveries)
    {
        var (file, mark) = (Path.Combine(deliveries, "simulation"), FormattableString.Invariant($"scale {scale}"));
        if (File.Exists(file) && File.ReadAllText(file) is var other && other != mark)
        {
            throw new UsageWrong("the home holds another simulation", other, mark, $"Name another with --home, or remove {given.Home.Root}.");
        }
        Directory.CreateDirectory(deliveries);
        File.WriteAllText(file, mark);
    }

    private void Say(string line)
    {
        if (!given.Json)
        {
            given.Error.Line(line);
        }
    }

    private static void Write(IAnsiConsole console, IReadOnlyList<DemoArea> areas)
    {
        var columns = console.Profile.Width >= Wide ? Columns : [.. Columns.Where(c => c.Always)];
        var table = Terminal.Table([.. columns.Select((c, i) => (c.Header, i > 0))]);
        foreach (var area in areas)
        {
            table.AddRow(columns.Select(c => c.Cell(area)));
        }
        console.Write(table);
        foreach (var area in areas.Where(a => a.Differences.Count > 0))
        {
            console.Line($"✗ {area.Simulated.Area}: {area.Differences.Count:#,0} figures differ from the truth, the first {area.Differences[0]}", "red");
        }
    }

    /// <summary>The areas side by side, as each may be seen by the others, and all together.</summary>
    private static void Write(IAnsiConsole console, CommandContext context, IReadOnlyList<string> names, NetworkRun network)
    {
        network.Write(console);
        if (network.Outcome is null)
        {
            return;
        }
        var query = new PublishedQuery(context.Home, context.Workspace.Metrics, context.Clock);
        var text = FigureText.In("ca");
        var metrics = Compared.Select(m => context.Workspace.Metrics.Metrics[m]).ToList();
        var table = Terminal.Table([($"any {SimulatedAreas.Span.To.Year}", false), .. metrics.Select(m => (m.Texts["ca"].Name, true))]);
        foreach (var area in names.Where(a => context.Store(a).Current is not null).Append(NetworkRefresh.Name))
        {
            table.AddRow([
                new Text(area),
                .. metrics.Select(m => query.Ask(new PublishedRequest(area, m.Name, [], "year", SimulatedAreas.Span.To.Year, null, "ca")).Figures is [var figure, ..]
                    ? new Text(figure.Status == "suppressed" ? FigureText.Suppressed : text.Value(m, figure.Value))
                    : new Text("–")),
            ]);
        }
        console.Write(table);
        console.Line($"{FigureText.Suppressed}: {text.Word("suppressed")}", "dim");
    }

    private static void Write(IAnsiConsole console, CommandContext context, IReadOnlyList<DemoArea> areas, DemoSeconds seconds)
    {
        var (rows, figures) = (areas.Sum(a => a.Simulated.Rows), areas.Sum(a => (long)a.Figures));
        console.WriteLine();
        console.Line(
            FormattableString.Invariant($"{areas.Count} areas, {areas.Sum(a => a.Simulated.Inhabitants):#,0} inhabitants, {rows:#,0} records ({areas.Sum(a => a.Simulated.Bytes) / 1e6:0} MB): simulated in {seconds.Generate:0} s, loaded in {seconds.Load:0} s ({rows / Math.Max(1, seconds.Load):#,0} records a second), decided and refreshed again in {seconds.Decide:0} s, {figures:#,0} figures compared in {seconds.Compare:0} s."));
        console.Line(
            areas.All(a => a.IsTrue) ? "Every record is accounted for and every figure is the one that was simulated." : "Not everything is as it was simulated: see above.",
            areas.All(a => a.IsTrue) ? "green" : "red");
        console.Line($"Go on with it by adding --home {context.Home.Root} --jobs {context.JobsFolder} to any command, for example `qdc report comparacio`.", "dim");
    }

    private static Text Judged(bool good, string what) => new(what, new Style(good ? Color.Green : Color.Red));

    private static Text Number(long n) => new(n.ToString("#,0", CultureInfo.InvariantCulture));
}
