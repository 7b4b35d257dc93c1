using QdC.Cli.App;
using QdC.Pipeline.Drifts;
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
    public static IEnumerable<PullResult> Pull(CommandContext context, AreaFile area, DateOnly? day)
    {
        var watch = new PullWatch(context.Home, context.Workspace.Jobs, area.Area, context.Clock);
        var retry = RetryPolicy.Reads(pause => Task.Delay(pause, context.Clock).GetAwaiter().GetResult(), Environment.ProcessId);
        var today = day ?? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(context.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(area.TimeZone)).DateTime);
        return
        [
            .. area.Sources.Where(s => s.Server is not null).SelectMany(source => Each(() => retry.Do(() => Ask(watch, source, today)), source)),
            .. area.Sources.Where(s => s.Http is not null).SelectMany(source => Fetch(context, watch, source, today, retry)),
            .. area.Sources.Where(s => s.Sftp is not null).SelectMany(source => Each(() => [Take(context, source, retry)], source)),
        ];
    }

    /// <summary>Asks a service over HTTP: each page is tried again by itself, and each extract is of a moment of its own.</summary>
    private static IEnumerable<PullResult> Fetch(CommandContext context, PullWatch watch, SourceFile source, DateOnly day, RetryPolicy retry)
    {
        var (subjects, pull) = (context.Workspace.Jobs.Contract.Subjects, new HttpPull(retry));
        return watch.ExtractsOf(source.System, day).Where(e => source.Http!.Extracts.ContainsKey(e.Name)).SelectMany(extract =>
            Each(() => [Watched(watch, source, extract, day, accepted => pull.Pull(source, extract, subjects[extract.Subject], day, accepted))], source, extract.Name));
    }

    /// <summary>Pulls an extract, and keeps what its columns have that the last answer had not.</summary>
    private static PullResult Watched(PullWatch watch, SourceFile source, ExtractDefinition extract, DateOnly day, Func<IReadOnlyList<DriftEvent>, PulledFile> pull)
    {
        try
        {
            return new PullResult(source.System, extract.Name, watch.Taken(pull(watch.Accepted(extract)), day), null);
        }
        catch (SourceDrifted e)
        {
            return new PullResult(source.System, extract.Name, null, watch.Stopped(e, day));
        }
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

    private static List<PullResult> Ask(PullWatch watch, SourceFile source, DateOnly day)
    {
        var extracts = watch.ExtractsOf(source.System, day).Where(e => source.Server!.Extracts.ContainsKey(e.Name)).ToList();
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
                return Watched(watch, source, extract, day, accepted => SourcePull.Pull(source, extract, day, Question, accepted));
            }
            catch (TerminalException e)
            {
                return new PullResult(source.System, extract.Name, null, e);
            }
        })));
        return results;
    }
}
