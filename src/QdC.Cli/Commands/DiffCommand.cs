using System.CommandLine;
using System.Globalization;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline.Check;
using QdC.Pipeline.Diff;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Query;
using QdC.Warehouse;

namespace QdC.Cli.Commands;

/// <summary><c>qdc diff</c>: what differs between two published versions, and why.</summary>
internal sealed class DiffCommand : QdcCommand
{
    private const int FewFigures = 30;
    private readonly Argument<string> _area = Shared.Area();
    private readonly Argument<string?> _before = new("V1") { Description = "A version: its number, or the name it is held under [default: the one before V2]", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string?> _after = new("V2") { Description = "The version to compare it with [default: the current one]", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _metric = new("--metric") { Description = "Figures of this metric only", HelpName = "METRIC" };
    private readonly Option<string?> _period = new("--period") { Description = "month, quarter, year or rolling12; or a year such as 2024, a month such as 2025-01 [default: months and years]", HelpName = "PERIOD" };
    private readonly Option<string?> _by = new("--by") { Description = "Figures broken down by this dimension [default: totals]", HelpName = "DIM" };
    private readonly Option<int> _rows = new("--rows") { Description = "Example records of each group", HelpName = "N", DefaultValueFactory = _ => 3 };
    private readonly Option<int?> _limit = new("--limit") { Description = $"Figures listed [default: {FewFigures}; all with --json]", HelpName = "N" };
    private readonly Option<string> _language = Shared.Language();

    public DiffCommand()
        : base(
            "diff",
            "What differs between two published versions of an area, and why: deliveries, records, star and figures. "
                + "Each difference has its cause: new, late, corrected, restated, mapping, relinked, erased, withdrawn or definition. "
                + "Records are named by file, line and record number; no value of theirs is shown. Exit code 2 when something differs.",
            "qdc diff tarragona 41 42",
            "qdc diff tarragona --metric people_attended --period 2024",
            "qdc diff tarragona memoria-2024 42 --by municipality --period year --json"
        )
    {
        Arguments.Add(_area);
        Arguments.Add(_before);
        Arguments.Add(_after);
        foreach (var option in new Option[] { _metric, _period, _by, _rows, _limit, _language })
        {
            Options.Add(option);
        }
        Does(Compare);
    }

    private int Compare(CommandContext context, ParseResult parsed)
    {
        var area = context.Workspace.Area(parsed.GetValue(_area)!);
        var store = context.Store(area.Area);
        var after = parsed.GetValue(_after) is { } second ? Version(store, second) : store.Current ?? throw new VersionMissing(store.Area, (int?)null, []);
        var before = parsed.GetValue(_before) is { } first ? Version(store, first) : Previous(store, after);
        var language = parsed.GetValue(_language)!;
        var request = new DiffRequest
        {
            Metric = parsed.GetValue(_metric),
            Period = parsed.GetValue(_period),
            By = parsed.GetValue(_by),
            Examples = Math.Max(0, parsed.GetValue(_rows)),
            Figures = parsed.GetValue(_limit) ?? (context.Json ? null : FewFigures),
            Language = language,
        };
        var comparison = WithNumbers(context, area, numbers =>
            new VersionDiff(context.Home, context.Workspace.Jobs, context.Workspace.Metrics, context.Clock) { Numbers = numbers }.Compare(area, before, after, request));
        return context.Give(
            comparison,
            console => DiffText.Write(console, comparison, context.Workspace.Metrics, request, language),
            comparison.IsSame ? ExitCode.Done : ExitCode.Findings
        );
    }

    private static int Version(AreaStore store, string given)
    {
        if (int.TryParse(given, CultureInfo.InvariantCulture, out var number) && store.Versions.Contains(number))
        {
            return number;
        }
        return store.Holds.FirstOrDefault(h => h.Name == given)?.Version
            ?? throw new UnknownName("version", given, [.. store.Versions.Select(v => v.ToString(CultureInfo.InvariantCulture)), .. store.Holds.Select(h => h.Name)], store.Area.Value);
    }

    private static int Previous(AreaStore store, int version) =>
        store.Versions.Where(v => v < version).ToList() is { Count: > 0 } older
            ? older[^1]
            : throw new UsageWrong("There is no version before it to compare with", $"{store.Area} version {version}", next: $"Run `qdc run {store.Area}` when there is something new.");

    /// <summary>Record numbers stand only in the landed bytes, which need the area's key; without it records go by their pseudonyms.</summary>
    private static VersionComparison WithNumbers(CommandContext context, AreaFile area, Func<RecordNumbers?, VersionComparison> compare)
    {
        var code = AreaCode.Parse(area.Area);
        if (!AreaKeys.Exist(code))
        {
            return compare(null);
        }
        try
        {
            using var log = AreaLog.Open(context.Home, code, context.Clock);
            using var keys = AreaKeys.Open(log);
            return compare(new RecordNumbers(context.Workspace.Jobs, new Landing(context.Home, keys, context.Clock)));
        }
        catch (KeyWrong)
        {
            return compare(null);
        }
    }
}
