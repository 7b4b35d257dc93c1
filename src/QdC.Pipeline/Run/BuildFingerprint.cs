using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using QdC.Metrics;
using QdC.Pipeline.Disclosure;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Link;
using QdC.Pipeline.Star;

namespace QdC.Pipeline.Run;

/// <summary>Hash of what, beside the observations, decides star and marts: SQL, metrics, code lists, the area's settings and derivations, what persons are linked by.</summary>
internal static class BuildFingerprint
{
    /// <summary>SHA-256, lower-case hex.</summary>
    public static string Of(JobSet jobs, AreaFile area, MetricsFile metrics, LinkBasis links)
    {
        var text = new StringBuilder();
        foreach (var model in SqlModels.All)
        {
            text.Append(model.Folder).Append(model.Name).Append(model.Text);
        }
        foreach (var statement in CurrentState.Statements(jobs, area))
        {
            text.Append(statement);
        }
        text.Append(JsonSerializer.Serialize(metrics.Metrics.Values)).Append(JsonSerializer.Serialize(metrics.Published)).Append(JsonSerializer.Serialize(metrics.Known)).Append(PublishedMart.Edition);
        foreach (var list in jobs.CodeLists.Lists.Values)
        {
            text.Append(list.Name);
            foreach (var entry in list.Entries)
            {
                text.Append(entry.Key).Append(entry.Code).AppendJoin('|', entry.Labels.Values).AppendJoin('|', entry.Attributes.Values);
                foreach (var later in entry.Later)
                {
                    text.Append(later.From.DayNumber).AppendJoin('|', later.Values);
                }
            }
        }
        text.Append(JsonSerializer.Serialize(MetricSupplies.Unavailable(jobs, area, metrics))); // the marts say why a figure is not there
        text.Append(links.Fingerprint);
        text.Append(JsonSerializer.Serialize(new { area.Number, area.Municipalities, area.HistoryFrom, area.ServiceOpenMonths, area.NewPersonYears, area.SmallestCount }));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
