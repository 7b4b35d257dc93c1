using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Drifts;

/// <summary>Reads deliveries as persons accepted it: each accepted change acts from its own day on, until the declarative files say the same.</summary>
internal static class AcceptedDrift
{
    /// <summary>The declarative files with the changes accepted for an area.</summary>
    /// <param name="jobs">The declarative files.</param>
    /// <param name="log">The area's log; null before its first run.</param>
    public static JobSet With(JobSet jobs, AreaLog? log)
    {
        var accepted = (log?.Drifts() ?? []).Where(d => d.State == DriftState.Accepted && d.Note.Effect is not null).OrderBy(d => d.EffectiveDate).ThenBy(d => d.DriftId).ToList();
        if (accepted.Count == 0)
        {
            return jobs;
        }

        var systems = jobs.Systems.ToDictionary();
        foreach (var drift in accepted.Where(d => systems.ContainsKey(d.System)))
        {
            var system = systems[drift.System];
            systems[drift.System] = system with
            {
                Extracts = [.. system.Extracts.Select(e => e.Name == drift.Extract ? e.Changed(drift.EffectiveDate, DriftEffect.FromJson(drift.Note.Effect)!.On) : e)],
            };
        }

        return jobs with { Systems = systems };
    }
}
