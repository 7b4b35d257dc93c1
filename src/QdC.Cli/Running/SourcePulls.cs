using QdC.Cli.App;
using QdC.Pipeline.Extract;
using QdC.Pipeline.Extract.Http;
using QdC.Pipeline.Extract.Sftp;
using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Cli.Running;

/// <summary>What came of asking a source's server: a file, or why there is none.</summary>
/// <param name="System">The system.</param>
/// <param name="Extract">The extract; null when the server was not reached.</param>
/// <param name="File">The file.</param>
/// <param name="Failure">Why there is none.</param>
internal sealed record PullResult(string System, string? Extract, PulledFile? File, QdcException? Failure)
{
    /// <summary>What was taken from an SFTP server, and what was left there.</summary>
    public TakenFiles? Taken { get; init; }
}

/// <summary>Asks the servers of an area's sources for their extracts.</summary>
internal static class SourcePulls
{
    /// <summary>Asks them all. One source's failure leaves the others, one extract's those that are read of the same moment.</summary>
    /// <param name="context">The files.</param>
    /// <param name="area">The area.</param>
    /// <param name="day">The day the answers show; null for today.</param>
    /// <param name="acceptDrift">Extracts, as system/extract, whose columns are taken as they are.</param>
    public static IEnumerable<PullResult> Pull(CommandContext context, AreaFile area, DateOnly? day, IReadOnlyCollection<string> acceptDrift)
    {
        var retry = RetryPolicy.Reads(pause => Task.Delay(pause, context.Clock).GetAwaiter().GetResult(), Environment.ProcessId);
        var today = day ?? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(context.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(area.TimeZone)).DateTime);
        return
        [
            .. area.Sources.Where(s => s.Server is not null).SelectMany(source => Each(() => retry.Do(() => Ask(context, source, today, acceptDrift)), source)),
            .. area.Sources.Where(s => s.Http is not null).SelectMany(source => Fetch(context, source, today, acceptDrift, retry)),
            .. area.Sources.Where(s => s.Sftp is not null).SelectMany(source => Each(() => [Take(context, source, retry)], source)),
        ];
    }

    /// <summary>Asks a service over HTTP: each page is tried again by itself, and each extract is of a moment of its own.</summary>
    private static IEnumerable<PullResult> Fetch(CommandContext context, SourceFile source, DateOnly day, IReadOnlyCollection<string> acceptDrift, RetryPolicy retry)
    {
        var (jobs, pull) = (context.Workspace.Jobs, new HttpPull(retry));
        return jobs.Systems[source.System].Extracts.Where(e => source.Http!.Extracts.ContainsKey(e.Name)).SelectMany(extract =>
            Each(() => [new PullResult(source.System, extract.Name, pull.Pull(source, extract, jobs.Contract.Subjects[extract.Subject], day, acceptDrift.Contains($"{source.System}/{extract.Name}")), null)], source, extract.Name));
    }

    private static PullResult Take(CommandContext context, SourceFile source, RetryPolicy retry) =>
        new(source.System, null, null, null) { Taken = new SftpPull(retry, context.Clock).Pull(source, context.Workspace.Jobs.Systems[source.System]) };

    private static List<PullResult> Each(Func<List<PullResult>> ask, SourceFile source, string? extract = null)
    {
        try
        {
            return ask();
        }
        catch (QdcException e)
        {
            return [new PullResult(source.System, extract, null, e)];
        }
    }

    private static List<PullResult> Ask(CommandContext context, SourceFile source, DateOnly day, IReadOnlyCollection<string> acceptDrift)
    {
        var extracts = context.Workspace.Jobs.Systems[source.System].Extracts.Where(e => source.Server!.Extracts.ContainsKey(e.Name));
        using var server = SqlClientServer.Open(ServerConnection.From(source.Server!.Connection, readOnly: true));
        void Question(string query, Action<System.Data.Common.DbDataReader> rows) =>
            server.Read(query, r =>
            {
                rows(r);
                return 0;
            });
        var results = new List<PullResult>();
        server.InSnapshot(() => results.AddRange(extracts.Select(extract =>
        {
            try
            {
                return new PullResult(source.System, extract.Name, SourcePull.Pull(source, extract, day, Question, acceptDrift.Contains($"{source.System}/{extract.Name}")), null);
            }
            catch (TerminalException e)
            {
                return new PullResult(source.System, extract.Name, null, e);
            }
        })));
        return results;
    }
}
