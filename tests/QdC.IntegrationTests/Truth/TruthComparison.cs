using QdC.Pipeline.Check;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Truth;

/// <summary>Compares a refreshed area with its truth and lists every difference in words.</summary>
internal static class TruthComparison
{
    private const double Tolerance = 1e-9;

    /// <summary>Figures that differ, are missing, or that the truth does not know. Years to date are no part of the truth: they are compared with years and with generated queries.</summary>
    /// <param name="figures">The figures that must be served.</param>
    /// <param name="version">What is served.</param>
    /// <param name="among">Which of the served figures must be known to the truth.</param>
    public static List<string> Figures(IEnumerable<TrueFigure> figures, DuckDbSession version, Func<TrueFigure, bool> among)
    {
        var served = version
            .Query(
                "SELECT metric, period_kind, period_start, breakdown, member, numerator, denominator, value, status FROM mart.kpi WHERE period_kind <> 'ytd'",
                r => new TrueFigure(
                    r.GetString(0),
                    r.GetString(1),
                    r.GetFieldValue<DateOnly>(2),
                    r.GetString(3),
                    r.GetString(4),
                    r.IsDBNull(5) ? null : r.GetDecimal(5),
                    r.IsDBNull(6) ? null : r.GetDecimal(6),
                    r.IsDBNull(7) ? null : r.GetDouble(7),
                    r.GetString(8)
                )
            )
            .Where(among)
            .ToDictionary(f => f.Name);
        var expected = figures.ToDictionary(f => f.Name);
        var differences = new List<string>();
        foreach (var name in expected.Keys.Union(served.Keys))
        {
            var (right, found) = (expected.GetValueOrDefault(name), served.GetValueOrDefault(name));
            if (right is null || found is null || !Same(right, found))
            {
                differences.Add($"{name}: expected {Show(right)}, served {Show(found)}");
            }
        }
        return differences;
    }

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

    private static bool Same(TrueFigure a, TrueFigure b) =>
        a.Status == b.Status && Same((double?)a.Numerator, (double?)b.Numerator) && Same((double?)a.Denominator, (double?)b.Denominator) && Same(a.Value, b.Value);

    private static bool Same(double? a, double? b) =>
        a is null || b is null ? a is null && b is null : Math.Abs(a.Value - b.Value) <= Tolerance * Math.Max(1, Math.Abs(a.Value));

    private static string Show(TrueFigure? f) => f is null ? "nothing" : $"{f.Numerator:0.######} / {f.Denominator:0.######} = {f.Value:0.######} {f.Status}";
}
