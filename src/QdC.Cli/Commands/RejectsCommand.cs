using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Query;
using QdC.Pipeline.Validate;
using QdC.Warehouse;
using Spectre.Console;

namespace QdC.Cli.Commands;

/// <summary><c>qdc rejects</c>: what was refused or is asked about: listed, grouped, exported, justified.</summary>
internal sealed class RejectsCommand : QdcCommand
{
    private readonly Argument<string[]> _areas = Shared.Areas();
    private readonly Option<string?> _rule = new("--rule") { Description = "Of this rule only", HelpName = "RULE" };
    private readonly Option<string> _state = new("--state") { Description = "open, corrected, justified or all", HelpName = "STATE", DefaultValueFactory = _ => "open" };
    private readonly Option<string?> _extract = new("--extract") { Description = "Of this extract only, as EXTRACT or SYSTEM/EXTRACT", HelpName = "EXTRACT" };
    private readonly Option<string?> _severity = new("--severity") { Description = "error (the row was left out) or query (the row is in)", HelpName = "SEVERITY" };
    private readonly Option<bool> _group = new("--group") { Description = "Count them by extract and rule" };
    private readonly Option<string?> _export = new("--export") { Description = "Write them to a .csv or, for one area, to an .xlsx that the council fills in and sends back", HelpName = "FILE" };
    private readonly Option<int?> _limit = new("--limit") { Description = "Findings listed of each area [default: 20; all with --json or --export]", HelpName = "N" };
    private readonly Option<string> _language = Shared.Language();

    public RejectsCommand()
        : base(
            "rejects",
            "What was refused (errors) or is asked about (queries): list, group, export, justify. Values are masked.",
            "qdc rejects --group",
            "qdc rejects tarragona --severity error --lang en",
            "qdc rejects tarragona --export incidencies.xlsx",
            "qdc rejects justify tarragona 37 --reason \"born abroad, date unknown\""
        )
    {
        Arguments.Add(_areas);
        foreach (var option in new Option[] { _rule, _state, _extract, _severity, _group, _export, _limit, _language })
        {
            Options.Add(option);
        }
        Subcommands.Add(new JustifyCommand());
        Does(Show);
    }

    private int Show(CommandContext context, ParseResult parsed)
    {
        var areas = context.Areas(parsed.GetValue(_areas));
        var filter = Filter(parsed);
        var text = new FindingText(context.Workspace.Jobs.CodeLists, parsed.GetValue(_language)!);
        if (parsed.GetValue(_export) is { } file)
        {
            var written = RejectExport.Write(context, areas, filter, text, parsed.GetValue(_language)!, file);
            return context.Give(new { File = Path.GetFullPath(file), Findings = written }, console => console.Line($"✓ {written} findings in {file}", "green"));
        }
        return parsed.GetValue(_group) ? Group(context, areas, filter, text) : List(context, areas, filter, text, parsed.GetValue(_limit));
    }

    private FindingFilter Filter(ParseResult parsed)
    {
        if (parsed.GetValue(_rule) is { } rule)
        {
            UnknownName.Find("rule", rule, RuleCatalogue.All);
        }
        var state = parsed.GetValue(_state);
        var extract = parsed.GetValue(_extract)?.Split('/', 2);
        return new FindingFilter
        {
            Rule = parsed.GetValue(_rule),
            State = state == "all" ? null : Shared.Word<FindingState>("state", state),
            Severity = Shared.Word<Severity>("severity", parsed.GetValue(_severity)),
            System = extract is [var system, _] ? system : null,
            Extract = extract?[^1],
        };
    }

    private static int List(CommandContext context, IReadOnlyList<AreaFile> areas, FindingFilter filter, FindingText text, int? limit)
    {
        const int Few = 20;
        var most = limit ?? (context.Json ? (int?)null : Few);
        var found = areas
            .Select(a =>
            {
                using var log = context.OpenLog(a.Area);
                var all = log?.FindingGroups(filter).Sum(g => g.Count) ?? 0;
                return (a.Area, All: all, Findings: log?.Findings(filter with { Limit = most }) ?? []);
            })
            .ToList();
        return context.Give(
            found.SelectMany(f => f.Findings.Select(r => Document(f.Area, r, text))),
            console =>
            {
                foreach (var (area, all, findings) in found)
                {
                    console.MarkupLineInterpolated($"[bold]{area}[/] {(all == 0 ? "none" : all == findings.Count ? $"{all}" : $"{findings.Count} of {all}")}");
                    foreach (var finding in findings)
                    {
                        Write(console, finding, text);
                    }
                }
                if (found.Exists(f => f.All > f.Findings.Count))
                {
                    console.Line("More with --limit N; counted by rule with --group; all of them with --export FILE.xlsx.", "dim");
                }
            }
        );
    }

    private static void Write(IAnsiConsole console, RecordedFinding recorded, FindingText text)
    {
        var f = recorded.Finding;
        var error = f.Severity == Severity.Error;
        var mark = $"  [{(error ? "red" : "yellow")}]{(error ? "✗" : "?")}[/] [dim]{recorded.FindingId,4}[/]";
        var place = $"{f.System}/{f.Extract} {f.File}{(f.Sheet is null ? "" : $" [{f.Sheet}]")}{(f.Line is { } line ? $":{line}" : "")}";
        var facts = new[] { (f.Column ?? f.Field) is { } column ? $"column {column}" : null, f.RecordNo is { } no ? $"record {no}" : null, f.Masked is { } masked ? $"received {masked}" : null, text.Allowed(f) is { } allowed ? $"allowed {allowed}" : null, recorded.Reason is { } reason ? $"reason {reason}" : null };
        console.Hanging(mark, $"{Markup.Escape(text.Sentence(f))} [dim]{Markup.Escape(f.Rule)}\n{Markup.Escape($"{place}  {string.Join(" · ", facts.Where(x => x is not null))}")}[/]");
    }

    private static int Group(CommandContext context, IReadOnlyList<AreaFile> areas, FindingFilter filter, FindingText text)
    {
        var groups = areas
            .SelectMany(a =>
            {
                using var log = context.OpenLog(a.Area);
                return (log?.FindingGroups(filter) ?? []).Select(g => (a.Area, Group: g)).ToList();
            })
            .ToList();
        return context.Give(
            groups.Select(g => new { g.Area, g.Group.System, g.Group.Extract, g.Group.Severity, g.Group.Rule, g.Group.State, g.Group.Count, Sentence = text.RuleSentence(g.Group.Rule) }),
            console =>
            {
                if (groups.Count == 0)
                {
                    console.Line("None.");
                    return;
                }
                // What was asked for is not told in every line: one area, one state.
                var (isOfMany, hasStates) = (areas.Count > 1, filter.State is null);
                (string, bool)[] columns = [.. isOfMany ? new[] { ("area", false) } : [], ("extract", false), ("severity", false), ("rule", false), .. hasStates ? new[] { ("state", false) } : [], ("count", true), ("what is wrong", false)];
                var table = Terminal.Table(columns);
                foreach (var (area, g) in groups)
                {
                    table.AddRow([
                        .. isOfMany ? new[] { new Text(area) } : [],
                        new Text($"{g.System}/{g.Extract}"),
                        new Markup(g.Severity == Severity.Error ? "[red]error[/]" : "query"),
                        new Text(g.Rule),
                        .. hasStates ? new[] { new Text(g.State.ToString().ToLowerInvariant()) } : [],
                        new Text($"{g.Count}"),
                        new Text(text.RuleSentence(g.Rule), new Style(decoration: Decoration.Dim)),
                    ]);
                }
                console.Write(table);
            }
        );
    }

    private static object Document(string area, RecordedFinding r, FindingText text) =>
        new
        {
            Area = area,
            r.FindingId,
            r.State,
            r.Finding.Severity,
            r.Finding.Rule,
            Sentence = text.Sentence(r.Finding),
            r.Finding.System,
            r.Finding.Extract,
            r.Finding.File,
            r.Finding.Sheet,
            r.Finding.Line,
            r.Finding.Column,
            r.Finding.Field,
            r.Finding.RecordNo,
            Received = r.Finding.Masked,
            Allowed = text.Allowed(r.Finding),
            r.Reason,
            r.ReasonBy,
            r.FirstSeen,
            r.LastSeen,
        };
}

/// <summary><c>qdc rejects justify</c>: a fault that is none gets its reason.</summary>
internal sealed class JustifyCommand : QdcCommand
{
    private readonly Argument<string> _area = Shared.Area();
    private readonly Argument<long[]> _ids = new("ID") { Description = "Findings, by their numbers", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _reason = Shared.Reason();

    public JustifyCommand()
        : base("justify", "Give findings their reason: the value is right as it is.", "qdc rejects justify tarragona 37 --reason \"born abroad, date unknown\"")
    {
        Arguments.Add(_area);
        Arguments.Add(_ids);
        Options.Add(_reason);
        Does((context, parsed) =>
        {
            var reason = Shared.Required(parsed, _reason);
            var area = context.Workspace.Area(parsed.GetValue(_area)!).Area;
            var ids = parsed.GetValue(_ids)!;
            using var log = context.OpenLog(area) is null ? throw new UsageWrong("The area has no ledger here", area, next: $"Start with `qdc run {area}`.") : context.Store(area).OpenLog();
            foreach (var id in ids)
            {
                log.Justify(id, reason, context.User);
            }
            return context.Give(new { Area = area, Justified = ids, Reason = reason }, console => console.Line($"✓ {area}: {string.Join(", ", ids)} justified", "green"));
        });
    }
}
