using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline.Validate;

namespace QdC.Cli.Commands;

/// <summary><c>qdc hold</c>: keep a version for ever under a name.</summary>
internal sealed class HoldCommand : QdcCommand
{
    private readonly Argument<string> _area = Shared.Area();
    private readonly Argument<int> _version = new("VERSION") { Description = "The version's number" };
    private readonly Option<string> _as = new("--as") { Description = "The name to keep it under", HelpName = "NAME", Required = true };
    private readonly Option<string> _reason = Shared.Reason();

    public HoldCommand()
        : base(
            "hold",
            "Keep a version for ever under a name, so that figures handed in stay reproducible. Read it with `qdc query … --as-of NAME`.",
            "qdc hold tarragona 12 --as memoria-2024 --reason \"handed in to the Generalitat\""
        )
    {
        Arguments.Add(_area);
        Arguments.Add(_version);
        Options.Add(_as);
        Options.Add(_reason);
        Does(Hold);
    }

    private int Hold(CommandContext context, ParseResult parsed)
    {
        var (area, version, name) = (context.Workspace.Area(parsed.GetValue(_area)!).Area, parsed.GetValue(_version), parsed.GetValue(_as)!);
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new UsageWrong("A held version needs a name");
        }
        name = ReasonText.OfHold(name);
        var reason = Shared.Required(parsed, _reason);
        context.Store(area).Hold(version, name, context.User, reason);
        return context.Give(
            new { Area = area, Version = version, Name = name, Reason = reason },
            console => console.Line($"✓ {area}: version {version} is kept as {name}; read it with `qdc query METRIC --area {area} --as-of {name}`", "green")
        );
    }
}
