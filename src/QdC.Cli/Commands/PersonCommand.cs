using System.CommandLine;
using System.Globalization;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline.Check;
using QdC.Pipeline.Link;
using QdC.Pipeline.Query;
using QdC.Warehouse;
using Spectre.Console;

namespace QdC.Cli.Commands;

/// <summary><c>qdc person</c>: which records were joined, which wait for a decision, and why.</summary>
internal sealed class PersonCommand : QdcCommand
{
    private readonly Argument<string> _area = Shared.Area();
    private readonly Option<string?> _explain = new("--explain") { Description = "Why the records of a person were joined: a pair of the queue, or a record as SYSTEM:NUMBER", HelpName = "PAIR|SYSTEM:NUMBER" };
    private readonly Option<bool> _decisions = new("--decisions") { Description = "List what was decided, by whom and why" };
    private readonly Option<int> _limit = new("--limit") { Description = "Pairs shown", HelpName = "N", DefaultValueFactory = _ => 20 };
    private readonly Option<string> _language = Shared.Language();

    public PersonCommand()
        : base(
            "person",
            "Which source records may be one person: the queue of pairs that somebody has to compare in the source system. How each field agrees is shown, never its value.",
            "qdc person tarragona",
            "qdc person tarragona --explain hestia:100017",
            "qdc person tarragona --decisions",
            "qdc person decide tarragona 3fa2b1c9 --same --reason \"same family, compared in Hèstia\""
        )
    {
        Arguments.Add(_area);
        foreach (var option in new Option[] { _explain, _decisions, _limit, _language })
        {
            Options.Add(option);
        }
        Subcommands.Add(new DecideCommand());
        Does(Show);
    }

    private int Show(CommandContext context, ParseResult parsed)
    {
        var area = context.Workspace.Area(parsed.GetValue(_area)!).Area;
        if (parsed.GetValue(_decisions))
        {
            using var log = context.OpenLog(area);
            return Decisions(context, log?.Decisions(DecisionKind.LinkPersons) ?? []);
        }
        using var open = OpenVersion.Of(context, area);
        var words = LinkWords.In(parsed.GetValue(_language)!);
        return parsed.GetValue(_explain) is { } reference ? Explain(context, open, reference, words) : Queue(context, area, open.Review.Queue(), parsed.GetValue(_limit), words);
    }

    private static int Queue(CommandContext context, string area, IReadOnlyList<PersonPair> queue, int limit, LinkWords words) =>
        context.Give(
            queue,
            console =>
            {
                console.MarkupLineInterpolated($"[bold]{area}[/] {(queue.Count == 0 ? "no pair waits for a decision" : $"{queue.Count} pairs wait for a decision")}");
                foreach (var pair in queue.Take(limit))
                {
                    Write(console, pair, words);
                }
                if (queue.Count > 0)
                {
                    console.Line($"Compare the two records in the council's system, then `qdc person decide {area} PAIR --same` or `--different`, with --reason.{(queue.Count > limit ? " More with --limit N." : "")}", "dim");
                }
            }
        );

    private static int Explain(CommandContext context, OpenVersion open, string reference, LinkWords words)
    {
        var record = reference.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
            ? PersonReview.RecordOf(open.Keys(), reference[..colon], reference[(colon + 1)..])
            : open.Review.Records(reference)?.A;
        var explained = record is { } found ? open.Review.Explain(found) : null;
        if (explained is null)
        {
            throw new UsageWrong("The version holds no such pair or record", null, "a pair of the queue, or SYSTEM:NUMBER with the council's own number of the record");
        }
        return context.Give(
            explained,
            console =>
            {
                console.Line($"person {explained.PersonKey}: {explained.Records.Count} {(explained.Records.Count == 1 ? "record" : "records")}");
                foreach (var place in explained.Records)
                {
                    console.Line($"  {Text(place)}");
                }
                foreach (var pair in explained.Pairs)
                {
                    Write(console, pair, words);
                }
            }
        );
    }

    private static int Decisions(CommandContext context, IReadOnlyList<Decision> decisions) =>
        context.Give(
            decisions.Select(d => new { d.DecisionId, Decision = d.Detail ?? "taken back", d.Reason, d.By, d.At }),
            console =>
            {
                if (decisions.Count == 0)
                {
                    console.Line("Nothing was decided yet.");
                    return;
                }
                var table = Terminal.Table(("no", true), ("decision", false), ("by", false), ("at", false), ("why", false));
                foreach (var d in decisions)
                {
                    table.AddRow(new Text($"{d.DecisionId}"), new Text(d.Detail ?? "taken back"), new Text(d.By), new Text(d.At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)), new Text(d.Reason));
                }
                console.Write(table);
            }
        );

    private static void Write(IAnsiConsole console, PersonPair pair, LinkWords words)
    {
        console.MarkupLineInterpolated($"  [bold]{pair.Id}[/] {words.Outcome(pair.Outcome)} [dim]{words.Rule(pair.Rule)}, {LinkWords.Weight(pair.Weight)}[/]");
        console.Line($"    {Text(pair.A)}");
        console.Line($"    {Text(pair.B)}");
        console.Line($"    {words.Agreement(pair)}", "dim");
    }

    private static string Text(PersonPlace place) =>
        place.System.Length == 0
            ? "a record that no delivery of persons holds"
            : $"{place.System} {place.RecordNo ?? "(record number cannot be looked up)"}  {place.File}{(place.Sheet is null ? "" : $" [{place.Sheet}]")}{(place.Line is > 0 ? $":{place.Line}" : "")}";
}

/// <summary><c>qdc person decide</c>: two records are one person, or two.</summary>
internal sealed class DecideCommand : QdcCommand
{
    private readonly Argument<string> _area = Shared.Area();
    private readonly Argument<string[]> _pairs = new("PAIR") { Description = "Pairs of the queue", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _same = new("--same") { Description = "They are one person" };
    private readonly Option<bool> _different = new("--different") { Description = "They are two" };
    private readonly Option<bool> _takeBack = new("--take-back") { Description = "Let the evidence decide again" };
    private readonly Option<string?> _file = new("--file") { Description = "Take the decisions of a CSV file: area,system_a,record_a,system_b,record_b,decision,reason", HelpName = "FILE" };
    private readonly Option<string> _reason = Shared.Reason(required: false);

    public DecideCommand()
        : base(
            "decide",
            "Say of pairs that they are one person or two. It binds every run from the next on, until it is taken back.",
            "qdc person decide tarragona 3fa2b1c9 --same --reason \"same family, compared in Hèstia\"",
            "qdc person decide tarragona 3fa2b1c9 --take-back --reason \"mistaken for the brother\"",
            "qdc person decide tarragona --file decisions.csv"
        )
    {
        Arguments.Add(_area);
        Arguments.Add(_pairs);
        foreach (var option in new Option[] { _same, _different, _takeBack, _file, _reason })
        {
            Options.Add(option);
        }
        Does(Decide);
    }

    private int Decide(CommandContext context, ParseResult parsed)
    {
        var area = context.Workspace.Area(parsed.GetValue(_area)!).Area;
        var (same, different, back) = (parsed.GetValue(_same), parsed.GetValue(_different), parsed.GetValue(_takeBack));
        var pairs = parsed.GetValue(_pairs) ?? [];
        if (parsed.GetValue(_file) is { } file)
        {
            return FromFile(context, area, file);
        }
        if (pairs.Length == 0 || new[] { same, different, back }.Count(x => x) != 1)
        {
            throw new UsageWrong("A decision is on pairs and says one thing of them", null, "PAIR… with one of --same, --different, --take-back; or --file FILE");
        }
        var reason = Shared.Required(parsed, _reason);
        using var open = OpenVersion.Of(context, area);
        using var log = context.Store(area).OpenLog();
        foreach (var (id, records) in pairs.Select(id => (id, open.Review.Records(id))).ToList())
        {
            var (a, b) = records ?? throw new UnknownName("pair", id, [.. open.Review.Queue().Select(p => p.Id)], area);
            if (back)
            {
                PersonDecisions.TakeBack(log, a, b, reason, context.User);
            }
            else
            {
                PersonDecisions.Take(log, PersonDecisions.Pair(a, b, same), reason, context.User);
            }
        }
        return context.Give(
            new { Area = area, Pairs = pairs, Decision = back ? "taken back" : same ? "same" : "different", Reason = reason },
            console => console.Line($"✓ {area}: {string.Join(", ", pairs)} {(back ? "is for the evidence to decide" : same ? "one person" : "two persons")}, from the next `qdc run {area}` on", "green")
        );
    }

    private static int FromFile(CommandContext context, string area, string file)
    {
        if (!File.Exists(file))
        {
            throw new UsageWrong("There is no such file", file);
        }
        using var log = context.Store(area).OpenLog();
        using var keys = AreaKeys.Open(log);
        var taken = DecisionFile.Take(DecisionFile.Read(file), log, keys, context.User);
        return context.Give(new { Area = area, File = file, Taken = taken }, console => console.Line($"✓ {area}: {taken} decisions taken, from the next `qdc run {area}` on", "green"));
    }
}

/// <summary>The current version of an area with its ledger, to look at its links.</summary>
internal sealed class OpenVersion : IDisposable
{
    private readonly AreaVersion _version;
    private readonly AreaLog _log;
    private readonly AreaKeys _keys;

    private OpenVersion(CommandContext context, string area)
    {
        _log = context.Store(area).OpenLog();
        _keys = AreaKeys.Open(_log);
        _version = context.Store(area).OpenCurrent();
        Review = new PersonReview(_version.Session, _log, new RecordNumbers(context.Workspace.Jobs, new Landing(context.Home, _keys, context.Clock)));
    }

    /// <summary>Its links.</summary>
    public PersonReview Review { get; }

    /// <summary>Opens the version that is served.</summary>
    public static OpenVersion Of(CommandContext context, string area) =>
        context.Store(area).Current is null ? throw new UsageWrong("The area has no version here", area, next: $"Start with `qdc run {area}`.") : new OpenVersion(context, area);

    /// <summary>The area's keys.</summary>
    public AreaKeys Keys() => _keys;

    /// <inheritdoc/>
    public void Dispose()
    {
        _version.Dispose();
        _keys.Dispose();
        _log.Dispose();
    }
}
