using QdC.Metrics;
using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Diff;

/// <summary>Which records feed which figure, by what the metric needs.</summary>
internal static class FigureFeeds
{
    /// <summary>The fields that place a figure in a breakdown and change nothing else.</summary>
    private static readonly Dictionary<string, string[]> PlacedBy = new()
    {
        ["municipality"] = ["person.municipality"],
        ["sex"] = ["person.sex"],
        ["age_band"] = ["person.birth_date"],
        ["age_group"] = ["person.birth_date"],
        ["team"] = ["case.team", "staff.team", "activity.team", "appointment.team"],
        ["service"] = ["service.type", "cost_line.service_type"],
        ["funder"] = ["payment.funder", "service.funder", "cost_line.funder"],
        ["home_care_kind"] = ["service.sad_kind"],
        ["case_type"] = ["case.type"],
        ["cost_type"] = ["cost_line.cost_type"],
        ["programme_line"] = ["cost_line.contract_programme_line"],
        ["problem_type"] = ["problem.type"],
        ["demand"] = ["demand.demand_code"],
    };

    /// <summary>
    /// Rows (metric, breakdown, subject, ignored fields, months) for the table <c>feed</c>: a change of ignored fields alone does not
    /// reach the figure; months is how long after its own days a record counts still.
    /// </summary>
    public static IEnumerable<(string Metric, string Breakdown, string Subject, IReadOnlyList<string> Ignored, int Months)> Of(MetricsFile metrics, Contract contract, int newPersonYears)
    {
        foreach (var metric in metrics.Metrics.Values)
        {
            foreach (var breakdown in metric.Breakdowns.Prepend("total"))
            {
                var wanted = metric.Fields.Concat(PlacedBy.GetValueOrDefault(breakdown) ?? []).ToHashSet();
                foreach (var subject in Subjects(metric, breakdown, contract))
                {
                    var ignored = subject.Stored.Where(f => Places(subject, f) && !wanted.Contains($"{subject.Name}.{f.Name}")).Select(f => f.StoredName);
                    yield return (metric.Name, breakdown, subject.Name, [.. ignored], Months(metric, newPersonYears));
                }
            }
        }
    }

    /// <summary>The subjects that metrics count people by: they are reached by a new link too.</summary>
    public static bool CountsPeople(Metric metric) =>
        metric.Fields.Any(n => n.StartsWith("person.", StringComparison.Ordinal) || n.EndsWith(".person", StringComparison.Ordinal) || n.EndsWith(".persons", StringComparison.Ordinal));

    private static IEnumerable<Subject> Subjects(Metric metric, string breakdown, Contract contract)
    {
        var names = metric.Subjects;
        if (breakdown is "municipality" or "sex" or "age_band" or "age_group" || CountsPeople(metric))
        {
            names = names.Append("person");
        }
        return names.Distinct().Select(n => contract.Subjects.GetValueOrDefault(n)).OfType<Subject>();
    }

    private static bool Places(Subject subject, ContractField field) =>
        field.Type == FieldType.Label
        || field.Name is "registered_at" or "updated_at" or "nationality" or "doc_type"
        || PlacedBy.Values.Any(fields => fields.Contains($"{subject.Name}.{field.Name}"));

    private static int Months(Metric metric, int newPersonYears) =>
        metric.LookBackYears is not null ? 12 * newPersonYears
        : metric.Numerator.Time == TimeRule.AtEnd && (metric.Subjects.Contains("activity") || metric.Subjects.Contains("cost_line")) ? 12
        : 0;
}
