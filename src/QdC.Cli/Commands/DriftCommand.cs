using System.CommandLine;
using System.Globalization;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline.Drifts;
using QdC.Pipeline.Validate;
using QdC.Warehouse;
using Spectre.Console;

namespace QdC.Cli.Commands;

/// <summary><c>qdc drift</c>: what changed in what a council delivers, and what a person accepts of it.</summary>
internal sealed class DriftCommand : QdcCommand
{
    private readonly Argument<string> _area = Shared.Area();
    private readonly Argument<long?> _event = new("EVENT") { Description = "One change, with its columns before and after and the edit to make [default: all that are open or told]", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _all = new("--all") { Description = "Those accepted or passed too" };

    public DriftCommand()
        : base(
            "drift",
            "Say what changed in what a council delivers: columns that came, went, were renamed or hold other values, new codes, another delimiter, encoding, header line or sheet, volume, columns of a server that is asked. What does no harm is taken and told; what would lose something stops its extract alone until a person accepts it.",
            "qdc drift tarragona",
            "qdc drift tarragona 3",
            "qdc drift accept tarragona 3 --why \"the council renamed the column in its new version\""
        )
    {
        Arguments.Add(_area);
        Arguments.Add(_event);
        Options.Add(_all);
        Subcommands.Add(new DriftAcceptCommand());
        Does(Show);
    }

    private int Show(CommandContext context, ParseResult parsed)
    {
        var area = context.Workspace.Area(parsed.GetValue(_area)!).Area;
        var desk = new DriftDesk(context.Home, context.Workspace.Jobs, context.Clock);
        if (parsed.GetValue(_event) is { } one)
        {
            var found = desk.Diff(area, one);
            return context.Give(Document(found), console => Write(console, area, found), Code([found.Event]));
        }
        var events = desk.List(area, parsed.GetValue(_all));
        var cases = events.Select(e => desk.Diff(area, e.DriftId)).ToList();
        return context.Give(cases.Select(Document), console => Write(console, area, cases), Code(events));
    }

    private static int Code(IReadOnlyList<DriftEvent> events) => events.Any(e => e.State == DriftState.Open) ? ExitCode.Findings : ExitCode.Done;

    private static object Document(DriftCase found) =>
        new
        {
            Event = found.Event.DriftId,
            found.Event.State,
            found.Event.System,
            found.Event.Extract,
            found.Event.Note.Kind,
            found.Event.Note.Subject,
            Destructive = found.Event.Note.IsDestructive,
            found.Event.Note.Before,
            found.Event.Note.After,
            found.What,
            found.File,
            found.Event.EffectiveDate,
            found.Event.RaisedAt,
            found.Event.By,
            found.Event.Why,
            found.Event.DecidedAt,
            found.Columns,
            found.Edit,
        };

    private static void Write(IAnsiConsole console, string area, IReadOnlyList<DriftCase> cases)
    {
        if (cases.Count == 0)
        {
            console.Line($"✓ {area}: nothing changed in what is delivered that waits or was not seen", "green");
            return;
        }
        var table = Terminal.Table(("event", true), ("state", false), ("since", false), ("extract", false), ("what changed", false));
        foreach (var found in cases)
        {
            table.AddRow(
                new Text($"{found.Event.DriftId}"),
                new Markup($"[{Color(found.Event.State)}]{Word(found.Event.State)}[/]"),
                new Text(found.Event.EffectiveDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                new Text($"{found.Event.System}/{found.Event.Extract}"),
                new Text(found.What));
        }
        console.Write(table);
        if (cases.FirstOrDefault(c => c.Event.State == DriftState.Open) is { } open)
        {
            console.Line($"An open change stops its extract; yesterday's data stay. See it with `qdc drift {area} {open.Event.DriftId}`, accept it with `qdc drift accept {area} {open.Event.DriftId} --why …`.", "dim");
        }
    }

    private static void Write(IAnsiConsole console, string area, DriftCase found)
    {
        var drift = found.Event;
        console.MarkupLineInterpolated($"[bold]{area} {drift.DriftId}[/] {drift.System}/{drift.Extract} {found.File ?? "as its server answers it"} of {drift.EffectiveDate:yyyy-MM-dd} [{Color(drift.State)}]{Word(drift.State)}[/]");
        console.Line(found.What);
        if (drift.By is not null)
        {
            console.Line($"accepted on {drift.DecidedAt:yyyy-MM-dd} by {drift.By}: {drift.Why}", "dim");
        }
        if (found.Columns.Count > 0)
        {
            var table = Terminal.Table(("", false), ("before", false), ("after", false), ("field", false), ("values before", false), ("values after", false));
            foreach (var column in found.Columns)
            {
                var (sign, color) = column.Change switch { "same" => (" ", "dim"), "new" => ("+", "green"), "missing" => ("-", "red"), _ => ("~", "yellow") };
                string?[] cells = [sign, column.Before, column.After, column.Field, column.TypeBefore, column.TypeAfter];
                table.AddRow(cells.Select(c => new Markup($"[{color}]{Markup.Escape(c ?? "–")}[/]")));
            }
            console.Write(table);
        }
        if (found.Edit is not null)
        {
            console.Line("The edit that says it for good:", "dim");
            console.Line($"  {found.Edit}");
        }
        if (drift.State == DriftState.Open)
        {
            console.Line($"Accept it with `qdc drift accept {area} {drift.DriftId} --why …`, or correct the file or the mapping; then `qdc run {area}`.", "dim");
        }
    }

    private static string Word(DriftState state) => state switch { DriftState.Open => "stops", DriftState.Told => "taken", DriftState.Accepted => "accepted", _ => "passed" };

    private static string Color(DriftState state) => state switch { DriftState.Open => "red", DriftState.Told => "yellow", DriftState.Accepted => "green", _ => "default" };
}

/// <summary><c>qdc drift accept</c>: accept a change, with the reason.</summary>
internal sealed class DriftAcceptCommand : QdcCommand
{
    private readonly Argument<string> _area = Shared.Area();
    private readonly Argument<long> _event = new("EVENT") { Description = "The change's number" };
    private readonly Option<string?> _by = new("--by") { Description = "Who accepts it [default: who runs the command]", HelpName = "NAME" };
    private readonly Option<string> _why = Shared.Reason(name: "--why");
    private readonly Option<string?> _as = new("--as") { Description = "For a missing column, the column it became", HelpName = "COLUMN" };

    public DriftAcceptCommand()
        : base(
            "accept",
            "Accept a change: the next run applies what it held, and later deliveries are read accordingly until the declarative files say the same. It is kept in the area's log and in the audit log.",
            "qdc drift accept tarragona 3 --why \"the council renamed the column in its new version\"",
            "qdc drift accept tarragona 4 --by anna --why \"seen with the council\" --as DataAlta"
        )
    {
        Arguments.Add(_area);
        Arguments.Add(_event);
        Options.Add(_by);
        Options.Add(_why);
        Options.Add(_as);
        Does(Accept);
    }

    private int Accept(CommandContext context, ParseResult parsed)
    {
        var area = context.Workspace.Area(parsed.GetValue(_area)!).Area;
        var desk = new DriftDesk(context.Home, context.Workspace.Jobs, context.Clock);
        var number = parsed.GetValue(_event);
        var why = Shared.Required(parsed, _why);
        var accepted = desk.Accept(area, number, parsed.GetValue(_by) ?? context.User, why, parsed.GetValue(_as));
        var edit = desk.Diff(area, number).Edit;
        return context.Give(
            new { Area = area, Event = accepted.DriftId, accepted.State, accepted.By, accepted.Why, Edit = edit },
            console =>
            {
                console.Line($"✓ {area} {accepted.DriftId}: accepted; `qdc run {area}` applies it", "green");
                if (edit is not null)
                {
                    console.Line($"  It acts until the declarative files say it: {edit}", "dim");
                }
            }
        );
    }
}
