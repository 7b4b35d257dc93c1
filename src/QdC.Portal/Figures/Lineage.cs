using QdC.Metrics;
using QdC.Pipeline.Jobs;

namespace QdC.Portal.Figures;

/// <summary>Where a figure's data come from: a field of the contract and the council's column that fills it.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Field">The field.</param>
/// <param name="System">The source system.</param>
/// <param name="File">The pattern of its file's name.</param>
/// <param name="Column">The column; empty where there is none.</param>
/// <param name="Missing">Why there is none; null where it is derived.</param>
public sealed record FieldSource(string Subject, string Field, string System, string File, string Column, Words? Missing);

/// <summary>From a figure back to the council's columns.</summary>
public static class Lineage
{
    /// <summary>What fills each field that a figure needs, in an area.</summary>
    public static IReadOnlyList<FieldSource> Of(JobSet jobs, AreaFile area, Metric metric) =>
        [
            .. from need in metric.Fields.Select(f => f.Split('.'))
               where need.Length == 2
               from source in area.Sources
               from extract in jobs.Systems[source.System].Extracts
               where extract.Subject == need[0] && extract.Columns.ContainsKey(need[1])
               let mapping = extract.Columns[need[1]]
               select new FieldSource(need[0], need[1], extract.System.Length > 0 ? extract.System : source.System, extract.File, string.Join(" | ", mapping.From), mapping.Unavailable),
        ];
}
