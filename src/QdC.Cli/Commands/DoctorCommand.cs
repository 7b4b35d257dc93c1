using QdC.Cli.App;
using QdC.Cli.Doctor;
using QdC.Cli.Showing;
using Spectre.Console;

namespace QdC.Cli.Commands;

/// <summary><c>qdc doctor</c>: is this installation sound?</summary>
internal sealed class DoctorCommand : QdcCommand
{
    public DoctorCommand()
        : base("doctor", "Say whether this installation is sound: program, home, keys, sources, versions, ledger, landed files. Changes nothing.", "qdc doctor", "qdc doctor --home /srv/qdc --json") =>
        Does((context, _) => Examine(context));

    private static int Examine(CommandContext context)
    {
        var findings = MachineExamination.Of(context).Concat(AreaExamination.OfAll(context)).ToList();
        var failed = findings.Count(f => f.State == Soundness.Fail);
        return context.Give(
            new { Sound = failed == 0, Findings = findings },
            console =>
            {
                string? about = null;
                foreach (var finding in findings)
                {
                    if (finding.About != about)
                    {
                        console.MarkupLineInterpolated($"[bold]{finding.About}[/]");
                        about = finding.About;
                    }
                    var (sign, color) = finding.State switch { Soundness.Ok => ("✓", "green"), Soundness.Warn => ("!", "yellow"), _ => ("✗", "red") };
                    console.MarkupLineInterpolated($"  [{color}]{sign}[/] {finding.What}");
                    if (finding.Next is { } next)
                    {
                        console.MarkupLineInterpolated($"    [dim]next[/] {next}");
                    }
                }
                var warned = findings.Count(f => f.State == Soundness.Warn);
                console.Line(failed > 0 ? $"{failed} to repair, {warned} to look at" : warned > 0 ? $"Sound; {warned} to look at" : "Sound");
            },
            failed > 0 ? ExitCode.Failed : ExitCode.Done
        );
    }
}
