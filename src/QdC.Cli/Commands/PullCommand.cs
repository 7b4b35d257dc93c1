using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline.Extract;
using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Cli.Commands;

/// <summary><c>qdc pull</c>: sources that are SQL Servers are asked for their extracts.</summary>
internal sealed class PullCommand : QdcCommand
{
    private readonly Argument<string[]> _areas = Shared.Areas();
    private readonly Option<DateOnly?> _day = Shared.Date("--as-of", "The day the answers show [default: today]");

    public PullCommand()
        : base(
            "pull",
            "Ask the SQL Servers of areas' sources for their extracts, and put the answers into the sources' folders, where `qdc run` finds them. All extracts of a source are read of one moment where its database allows. One source's failure leaves the others.",
            "qdc pull reus"
        )
    {
        Arguments.Add(_areas);
        Options.Add(_day);
        Does(Pull);
    }

    private int Pull(CommandContext context, ParseResult parsed)
    {
        var day = parsed.GetValue(_day) ?? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(context.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid")).DateTime);
        var (done, code) = (new List<object>(), ExitCode.Done);
        var retry = RetryPolicy.Reads(pause => Task.Delay(pause, context.Clock).GetAwaiter().GetResult(), Environment.ProcessId);
        foreach (var (area, source) in context.Workspace.Select(parsed.GetValue(_areas)).SelectMany(a => a.Sources.Where(s => s.Server is not null).Select(s => (a, s))))
        {
            try
            {
                var files = retry.Do(() => Ask(context, source, day));
                done.AddRange(files.Select(f => new { area.Area, f.System, f.Extract, f.File, f.Rows, f.LeftOut, Error = (Facts?)null }));
                if (!context.Json)
                {
                    files.ForEach(f => context.Out.Line($"✓ {area.Area} {f.System}/{f.Extract}: {f.Rows} rows in {f.File}{(f.LeftOut.Count == 0 ? "" : $"; not written, because no mapping names them: {string.Join(", ", f.LeftOut)}")}", "green"));
                }
            }
            catch (QdcException e)
            {
                code = ExitCode.Worst(code, Failure.CodeOf(e));
                done.Add(new { area.Area, source.System, Error = Facts.Of(e) });
                if (!context.Json)
                {
                    context.Error.Line($"{area.Area} {source.System}");
                    Facts.Of(e).Write(context.Error);
                }
            }
        }
        return context.Give(done, console =>
        {
            if (done.Count == 0)
            {
                console.Line("None of these areas has a source that is a SQL Server.");
            }
        }, code);
    }

    private static List<PulledFile> Ask(CommandContext context, SourceFile source, DateOnly day)
    {
        var extracts = context.Workspace.Jobs.Systems[source.System].Extracts.Where(e => source.Server!.Extracts.ContainsKey(e.Name));
        using var server = SqlClientServer.Open(ServerConnection.From(source.Server!.Connection, readOnly: true));
        var files = new List<PulledFile>();
        server.InSnapshot(() => files.AddRange(extracts.Select(e => SourcePull.Pull(source, e, day, server.Read))));
        return files;
    }
}
