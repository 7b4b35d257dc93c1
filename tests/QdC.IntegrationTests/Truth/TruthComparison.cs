using QdC.Pipeline.Check;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Truth;

/// <summary>Compares a refreshed area with its truth and lists every difference in words.</summary>
internal static class TruthComparison
{
    /// <summary>Rejects, queries and duplicates that differ, by delivery and rule.</summary>
    public static List<string> Findings(TruthFile truth, AreaLog log)
    {
        var differences = new List<string>();
        var counts = log.FindingCounts().Where(c => c.DeliveryId is not null).ToLookup(c => c.DeliveryId!.Value);
        var steps = log.Runs().SelectMany(r => log.Steps(r.RunId)).Where(s => s.Step.Step == "load").ToLookup(s => s.Step.DeliveryId!.Value, s => s.Step.Balance);
        var deliveries = log.Deliveries().ToDictionary(d => $"{d.EffectiveDate:yyyy-MM-dd} {d.System}/{d.Extract}");
        foreach (var extract in truth.Extracts)
        {
            var name = $"{extract.Date} {extract.Name}";
            if (!deliveries.TryGetValue(name, out var delivery) || !steps.Contains(delivery.DeliveryId))
            {
                differences.Add($"{name}: never loaded");
                continue;
            }
            var balance = steps[delivery.DeliveryId].Last();
            Differ(differences, $"{name} rows", extract.Rows, (long)balance["records"]);
            Differ(differences, $"{name} rejected", extract.Rejected, (long)balance["rejected"]);
            Differ(differences, $"{name} duplicates", extract.Duplicates, (long)balance["duplicate"]);
            var found = counts[delivery.DeliveryId].GroupBy(c => c.Rule).ToDictionary(g => g.Key, g => g.Sum(c => c.Count));
            foreach (var rule in extract.Findings.Keys.Union(found.Keys))
            {
                Differ(differences, $"{name} {rule}", extract.Findings.GetValueOrDefault(rule), found.GetValueOrDefault(rule));
            }
        }
        var open = log.FindingGroups(new FindingFilter { State = FindingState.Open }).GroupBy(g => g.Rule).ToDictionary(g => g.Key, g => g.Sum(x => x.Count));
        foreach (var rule in SetChecks.Rules)
        {
            Differ(differences, $"open {rule}", truth.OpenSetFindings.GetValueOrDefault(rule), open.GetValueOrDefault(rule));
        }
        return differences;
    }

    /// <summary>Sums that differ.</summary>
    public static List<string> Sums(TruthFile truth, DuckDbSession version)
    {
        var differences = new List<string>();
        void Compare(string name, string sql)
        {
            var (expected, found) = (truth.Sums[name], version.Scalar<decimal>(sql));
            if (expected != found)
            {
                differences.Add($"{name}: expected {expected}, served {found}");
            }
        }
        Compare("payments", "SELECT count(*) FROM star.fact_payment");
        Compare("payment_amount", "SELECT sum(amount) FROM star.fact_payment");
        Compare("services", "SELECT count(*) FROM star.fact_service WHERE NOT is_inferred");
        Compare("services_told_twice", "SELECT count(*) FROM link.service_duplicate");
        Compare("granted_amount", "SELECT sum(granted_amount) FROM star.fact_service");
        Compare("manual_activities", "SELECT count(*) FROM star.fact_activity WHERE NOT automatic");
        Compare("automatic_activities", "SELECT count(*) FROM star.fact_activity WHERE automatic");
        Compare("absence_days", "SELECT sum(days) FROM star.fact_absence");
        Compare("appointments", "SELECT count(*) FROM star.fact_appointment");
        return differences;
    }

    /// <summary>Services that stand twice and are not accounted for as such in the ledger.</summary>
    public static List<string> Duplicates(TruthFile truth, AreaLog log)
    {
        var differences = new List<string>();
        var balance = log.Runs().SelectMany(run => log.Steps(run.RunId)).Last(step => step.Step is { Step: "star", Extract: "fact_service" }).Step.Balance;
        Differ(differences, "services in the star", (long)truth.Sums["services"], (long)balance["rows"]);
        Differ(differences, "services told twice", (long)truth.Sums["services_told_twice"], (long)balance["duplicate"]);
        Differ(differences, "services observed", (long)(truth.Sums["services"] + truth.Sums["services_told_twice"]), (long)balance["observed"]);
        return differences;
    }

    private static void Differ(List<string> differences, string name, long expected, long found)
    {
        if (expected != found)
        {
            differences.Add($"{name}: expected {expected}, found {found}");
        }
    }
}
