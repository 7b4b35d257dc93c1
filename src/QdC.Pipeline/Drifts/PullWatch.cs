using QdC.Pipeline.Extract;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Drifts;

/// <summary>What pulls find changed at the servers of an area's sources: kept in the area's log, told or decided as changes of files are, and asked for accordingly.</summary>
public sealed class PullWatch
{
    private readonly QdcHome _home;
    private readonly string _area;
    private readonly TimeProvider _clock;
    private readonly JobSet _jobs;
    private readonly List<DriftEvent> _accepted;

    /// <summary>Reads what was accepted so far.</summary>
    /// <param name="home">Where the stores are.</param>
    /// <param name="jobs">The declarative files.</param>
    /// <param name="area">The area.</param>
    /// <param name="clock">The clock.</param>
    public PullWatch(QdcHome home, JobSet jobs, string area, TimeProvider clock)
    {
        (_home, _area, _clock) = (home, area, clock);
        using var log = AreaLog.OpenRead(home, AreaCode.Parse(area), clock);
        _jobs = AcceptedDrift.With(jobs, log);
        _accepted = [.. (log?.Drifts() ?? []).Where(d => d is { State: DriftState.Accepted, DeliveryId: null })];
    }

    /// <summary>The extracts of a system as they are read on a day.</summary>
    public IEnumerable<ExtractDefinition> ExtractsOf(string system, DateOnly day) => _jobs.Systems[system].Extracts.Select(e => e.At(day));

    /// <summary>What was accepted of an extract.</summary>
    public IReadOnlyList<DriftEvent> Accepted(ExtractDefinition extract) => [.. _accepted.Where(d => d.System == extract.System && d.Extract == extract.Name)];

    /// <summary>Keeps what an answer that was taken has new, and lets pass what stopped the extract before.</summary>
    public PulledFile Taken(PulledFile file, DateOnly day)
    {
        var unnamed = file.LeftOut.Select(Masking.ColumnName).ToHashSet();
        var told = file.Drift.Where(n => n.Kind == DriftKinds.ColumnNew && unnamed.Contains(n.Subject)).ToList();
        using var read = AreaLog.OpenRead(_home, AreaCode.Parse(_area), _clock);
        if (told.Count > 0 || read?.Drifts().Any(d => d is { State: DriftState.Open, DeliveryId: null } && d.System == file.System && d.Extract == file.Extract) == true)
        {
            using var log = AreaLog.Open(_home, AreaCode.Parse(_area), _clock);
            told.ForEach(note => log.RaisePulled(file.System, file.Extract, day, note, file.Shapes!.Value.Before, file.Shapes.Value.After));
            log.PassPulled(file.System, file.Extract);
        }

        return file;
    }

    /// <summary>Keeps what stopped an extract; gives back the failure with the numbers to decide on.</summary>
    public SourceDrifted Stopped(SourceDrifted drifted, DateOnly day)
    {
        using var log = AreaLog.Open(_home, AreaCode.Parse(_area), _clock);
        return drifted.In(_area, [.. drifted.Notes.Select(note => log.RaisePulled(drifted.System, drifted.Extract, day, note, drifted.Shapes.Before, drifted.Shapes.After).DriftId)]);
    }
}
