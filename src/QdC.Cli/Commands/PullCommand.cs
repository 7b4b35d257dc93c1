using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Running;
using QdC.Cli.Showing;
using QdC.Pipeline.Drifts;
using QdC.Pipeline.Extract;
using QdC.Pipeline.Extract.Sftp;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Validate;

namespace QdC.Cli.Commands;

/// <summary><c>qdc pull</c>: sources that are servers are asked for their extracts.</summary>
internal sealed class PullCommand : QdcCommand
{
    private readonly Argument<string[]> _areas = Shared.Areas();
    private readonly Option<DateOnly?> _day = Shared.Date("--as-of", "The day the answers show [default: today]");

    public PullCommand()
        : base(
            "pull",
            "Ask the servers of areas' sources (SQL Server, HTTP, SFTP) for their extracts, and put the answers into the sources' folders, where runs find them; `qdc run` does so by itself. All extracts of a source are read of one moment where its database allows; services over HTTP are asked page by page; of SFTP servers files are taken that are whole. One source's failure leaves the others, and so does an extract whose columns are not what they were, until a person accepts that with `qdc drift accept`.",
            "qdc pull reus",
            "qdc pull reus --as-of 2025-03-31"
        )
    {
        Arguments.Add(_areas);
        Options.Add(_day);
        Does(Pull);
    }

    private int Pull(CommandContext context, ParseResult parsed)
    {
        var (done, code) = (new List<object>(), ExitCode.Done);
        foreach (var area in context.Workspace.Select(parsed.GetValue(_areas)))
        {
            foreach (var pulled in SourcePulls.Pull(context, area, parsed.GetValue(_day)))
            {
                if (pulled.File is { } file)
                {
                    done.Add(new { area.Area, file.System, file.Extract, file.File, file.Rows, file.Changed, file.Gone, file.LeftOut, Drift = file.Drift.Select(DriftText.Short), Error = (Facts?)null });
                    if (!context.Json)
                    {
                        context.Out.Line($"✓ {area.Area} {Told(file)}", "green");
                    }
                    continue;
                }
                if (pulled.Taken is { } taken)
                {
                    Tell(context, area, pulled.System, taken, done);
                    continue;
                }
                code = ExitCode.Worst(code, Failure.CodeOf(pulled.Failure!));
                done.Add(new { area.Area, pulled.System, pulled.Extract, Error = Facts.Of(pulled.Failure!) });
                if (!context.Json)
                {
                    context.Error.Line($"{area.Area} {pulled.System}{(pulled.Extract is null ? "" : "/" + pulled.Extract)}");
                    Facts.Of(pulled.Failure!).Write(context.Error);
                }
            }
        }
        return context.Give(done, console =>
        {
            if (done.Count == 0)
            {
                console.Line("None of these areas has a source that is a server.");
            }
        }, code);
    }

    private static void Tell(CommandContext context, AreaFile area, string system, TakenFiles taken, List<object> done)
    {
        done.AddRange(taken.Files.Select(f => new { area.Area, System = system, File = Masking.FileName(f.Name), f.Bytes, Error = (Facts?)null }));
        done.AddRange(taken.Left.Select(f => new { area.Area, System = system, Left = f.Name, f.Why }));
        if (context.Json)
        {
            return;
        }
        foreach (var (name, bytes) in taken.Files)
        {
            context.Out.Line($"✓ {area.Area} {system}: {Masking.FileName(name)}, {bytes} bytes", "green");
        }
        foreach (var (name, why) in taken.Left)
        {
            context.Out.Line($"… {area.Area} {system}: {name} is left for the next time: {why}");
        }
        if (taken is { Files: [], Left: [] })
        {
            context.Out.Line($"✓ {area.Area} {system}: nothing new", "green");
        }
    }

    private static string Told(PulledFile file) =>
        $"{file.System}/{file.Extract}: {file.Rows} rows in {file.File}"
        + (file.Changed is { } changed ? $", of which {changed} were asked for" : "")
        + (file.Gone is > 0 and var gone ? $"; {gone} that were there are gone" : "")
        + (file.LeftOut.Count == 0 ? "" : $"; not written, because no mapping names them: {string.Join(", ", file.LeftOut)}")
        + (file.Drift.Count == 0 ? "" : $"; since the last pull: {string.Join(", ", file.Drift.Select(DriftText.Short))}");
}
