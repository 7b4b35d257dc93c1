using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Network;
using QdC.Pipeline.Query;
using QdC.Publish.Detail;
using QdC.Warehouse;
using Spectre.Console;

namespace QdC.Cli.Commands;

/// <summary><c>qdc query</c>: a figure, as the dashboards compute it.</summary>
internal sealed class QueryCommand : QdcCommand
{
    private const string Registration = "registration";
    private readonly Argument<string?> _metric = new("METRIC") { Description = "The metric, for example people_attended", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string[]> _by = new("--by") { Description = "Dimensions to break it down by", HelpName = "DIM,…", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> _where = new("--where") { Description = "Members to keep", HelpName = "DIM=MEMBER", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> _area = new("--area") { Description = "Areas [default: all that have a version and do not run on request only]", HelpName = "AREA", AllowMultipleArgumentsPerToken = true };
    private readonly Option<int?> _year = new("--year") { Description = "The year whose periods are wanted [default: the last complete period]", HelpName = "Y" };
    private readonly Option<string?> _period = new("--period") { Description = "month, quarter, year, rolling12 or ytd, the year to date [default: month; year with --year]", HelpName = "KIND" };
    private readonly Option<string> _countedBy = new("--counted-by")
    {
        Description = "action, the day something was done, or registration, the day it was written down",
        HelpName = "DAY",
        DefaultValueFactory = _ => "action",
    };
    private readonly Option<string?> _asOf = new("--as-of") { Description = "A version held by name [default: the current one]", HelpName = "NAME" };
    private readonly Option<string> _audience = Shared.Audience("what is seen outside an area, with small counts suppressed");
    private readonly Option<string?> _export = new("--export") { Description = "Write the rows behind the figure, up to a million, instead of showing it; for internal use, and logged", HelpName = "FILE.xlsx|.csv" };
    private readonly Option<bool> _list = new("--list") { Description = "List the metrics and how they can be cut" };
    private readonly Option<bool> _previous = new("--previous") { Description = "Tell the period before too, and what changed" };
    private readonly Option<string> _language = Shared.Language();

    public QueryCommand()
        : base(
            "query",
            "A figure, as the dashboards compute it: from the published version, with its status and the date of its data.",
            "qdc query people_attended",
            "qdc query coverage --by sex,age_group --area tarragona --year 2024",
            "qdc query urgent_aid --where funder=own --period quarter --year 2024 --json",
            "qdc query urgent_aid --period ytd --area tarragona",
            "qdc query spend --by service --year 2024 --previous --area tarragona",
            "qdc query demands --area tarragona --year 2024 --counted-by registration",
            "qdc query urgent_aid --area tarragona --year 2024 --export ajuts.xlsx",
            "qdc query coverage --by sex --year 2024 --audience public",
            "qdc query coverage --year 2024 --area network",
            "qdc query --list"
        )
    {
        Arguments.Add(_metric);
        foreach (var option in new Option[] { _by, _where, _area, _year, _period, _countedBy, _previous, _asOf, _audience, _export, _list, _language })
        {
            Options.Add(option);
        }
        _countedBy.AcceptOnlyFromAmong("action", Registration);
        Does(Ask);
    }

    private int Ask(CommandContext context, ParseResult parsed)
    {
        var language = parsed.GetValue(_language)!;
        if (parsed.GetValue(_list) || parsed.GetValue(_metric) is not { } name)
        {
            return List(context, language);
        }
        var workspace = context.Workspace;
        var areas = Shared.Parts(parsed.GetValue(_area));
        if (Shared.IsPublic(parsed, _audience) || areas.Contains(NetworkRefresh.Name))
        {
            return Published(context, parsed, name, areas);
        }
        if (parsed.GetValue(_export) is { } file)
        {
            return Export(context, parsed, name, areas, file);
        }
        var query = new FigureQuery(context.Home, workspace.Jobs, workspace.Metrics, context.Clock);
        var (served, without) = context.Served(areas);
        var answers = served.Select(area => query.Ask(Request(parsed, area, name))).ToList();
        return Give(context, answers, without, language);
    }

    private FigureRequest Request(ParseResult parsed, AreaFile area, string metric) =>
        new()
        {
            Area = area,
            Metric = metric,
            By = Shared.Parts(parsed.GetValue(_by)),
            Where = [.. Shared.Parts(parsed.GetValue(_where)).Select(Shared.Filter)],
            Year = parsed.GetValue(_year),
            Period = parsed.GetValue(_period),
            AsOf = parsed.GetValue(_asOf),
            ByRegistration = parsed.GetValue(_countedBy) == Registration,
            WithPrevious = parsed.GetValue(_previous),
            Language = parsed.GetValue(_language)!,
        };

    /// <summary>The rows behind a figure. They are noted in the area's log before they are put in their place.</summary>
    private int Export(CommandContext context, ParseResult parsed, string name, IReadOnlyList<string> areas, string file)
    {
        var area = areas is [var only] ? context.Workspace.Area(only) : throw new UsageWrong("Rows are exported of one area", $"{areas.Count} areas", next: "Name it: --area AREA.");
        if (parsed.GetValue(_by) is { Length: > 0 } by)
        {
            throw new UsageWrong("Rows tell every member they have", $"--by {string.Join(' ', by)}", next: "Leave --by out; --where keeps members.");
        }
        var path = OutputFile.Path(file, ".xlsx", ".csv");
        var (version, count) = (0, 0L);
        var workspace = context.Workspace;
        OutputFile.Save(path, stream =>
        {
            (version, count) = new DetailQuery(context.Home, workspace.Jobs, workspace.Metrics, context.Clock).Export(
                Request(parsed, area, name),
                detail =>
                {
                    if (OutputFile.Ending(path) == ".csv")
                    {
                        DetailCsv.Write(detail, stream);
                    }
                    else
                    {
                        DetailWorkbook.Write(detail, stream);
                    }
                }
            );
            using var log = AreaLog.Open(context.Home, AreaCode.Parse(area.Area), context.Clock);
            log.NoteExport(context.User, $"query {name}", version, count);
        });
        return context.Give(
            new { File = path, area.Area, Metric = name, Version = version, Rows = count },
            console => console.Line($"✓ {count} rows behind {name}, version {version}, in {file}; for internal use only, and logged", "green")
        );
    }

    /// <summary>What is seen outside an area: published tables, whole. The network is never seen otherwise.</summary>
    private int Published(CommandContext context, ParseResult parsed, string name, IReadOnlyList<string> areas)
    {
        if (parsed.GetValue(_export) is not null)
        {
            throw new UsageWrong("rows are for the area only", "--export", next: "Leave --audience public out, and name one area.");
        }
        if (parsed.GetValue(_countedBy) == Registration)
        {
            throw new UsageWrong("published figures are counted by action", "--counted-by registration");
        }
        if (parsed.GetValue(_where) is { Length: > 0 } where)
        {
            throw new UsageWrong("published figures have no filters", string.Join(' ', where), "--by, --year and --period");
        }
        var query = new PublishedQuery(context.Home, context.Workspace.Metrics, context.Clock);
        var language = parsed.GetValue(_language)!;
        var year = parsed.GetValue(_year);
        var withNetwork = areas.Contains(NetworkRefresh.Name);
        var (served, without) = withNetwork ? ([], []) : context.Served(areas);
        var asked = withNetwork ? areas.Select(a => a == NetworkRefresh.Name ? a : context.Workspace.Area(a).Area) : served.Select(a => a.Area);
        var answers = asked
            .Select(area => query.Ask(new PublishedRequest(area, name, Shared.Parts(parsed.GetValue(_by)), parsed.GetValue(_period) ?? (year is null ? "month" : "year"), year, parsed.GetValue(_asOf), language)))
            .ToList();
        return Give(context, answers, without, language);
    }

    private static int Give(CommandContext context, IReadOnlyList<FigureAnswer> answers, IReadOnlyList<AreaFile> without, string language)
    {
        var code = context.Give(
            answers.Select(a => new { a.Area, a.Version, Metric = a.Metric.Name, a.Metric.Texts[language].Name, a.Metric.Unit, a.FromMart, a.Figures }),
            console => FigureTable.Write(console, answers, context.Workspace.Metrics, language)
        );
        if (without.Count > 0)
        {
            context.Error.Line($"no version yet, and so no figure: {string.Join(", ", without.Select(a => a.Area))}; `qdc run AREA` publishes one");
        }
        return code;
    }

    private static int List(CommandContext context, string language)
    {
        var metrics = context.Workspace.Metrics.Metrics.Values.ToList();
        return context.Give(
            metrics.Select(m => new { Metric = m.Name, m.Kpi, m.Texts[language].Name, m.Texts[language].Description, m.Unit, Breakdowns = m.Breakdowns }),
            console =>
            {
                var table = Terminal.Table(("metric", false), ("kpi", true), ("name", false), ("unit", false), ("by", false));
                foreach (var metric in metrics)
                {
                    table.AddRow(
                        new Text(metric.Name),
                        new Text($"{metric.Kpi}"),
                        new Text(metric.Texts[language].Name),
                        new Text(FigureText.In(language).Unit(metric)),
                        new Text(string.Join(", ", metric.Breakdowns), new Style(decoration: Decoration.Dim))
                    );
                }
                console.Write(table);
            }
        );
    }
}
