using QdC.Samples.Extracts;

namespace QdC.Samples.Truth;

/// <summary>What the rules over all records find open at the end: one finding per row and reference, case or person concerned.</summary>
internal static class SetRules
{
    /// <summary>Open findings by rule.</summary>
    public static SortedDictionary<string, int> OpenFindings(RecordedModel model)
    {
        var open = new SortedDictionary<string, int>(StringComparer.Ordinal)
        {
            ["orphan"] = Orphans(model),
            ["after_death"] = AfterDeath(model),
            ["one_principal"] = OnePrincipal(model),
            ["case_overlap"] = CaseOverlap(model),
            ["activity_after_close"] = AfterClosing(model),
            ["plan_overlap"] = PlanOverlap(model),
            ["hours_without_home_care"] = HoursWithoutHomeCare(model),
            ["home_care_kind_missing"] = HomeCareKindMissing(model),
            ["over_budget"] = OverBudget(model),
        };
        if (!model.Lacks("problem"))
        {
            open["problem_overlap"] = ProblemOverlap(model);
            open["problem_after_close"] = OfCases(model, "problem", (row, file) => row.Day("from") > file.Day("closed_on"));
        }
        if (!model.Lacks("plan"))
        {
            open["plan_before_open"] = OfCases(model, "plan", (row, file) => row.Day("agreed_on") < file.Day("opened_on"));
            open["plan_after_close"] = OfCases(model, "plan", (row, file) => row.Day("agreed_on") > file.Day("closed_on"));
            open["plan_expired"] = OfCases(
                model,
                "plan",
                (row, file) => file["state"] == "open" && row.Day("closed_on") is null && row.Day("expires_on") < model.DataAsOf
            );
        }
        return open;
    }

    /// <summary>References whose record no delivery holds any more, once per row and field.</summary>
    private static int Orphans(RecordedModel model)
    {
        var live = new[] { "person", "case", "service" }.ToDictionary(
            name => name,
            name => model.Live(name).Select(row => row.Key).ToHashSet()
        );
        var count = 0;
        foreach (var shape in Shapes.All)
        {
            var references = shape.Fields.Where(field => field.Kind is FieldKind.Ref or FieldKind.Refs && live.ContainsKey(field.Target)).ToArray();
            foreach (var row in model.Live(shape.Name))
                count += references.Count(field => row.List(field.Name).Any(target => !live[field.Target].Contains(target)));
        }
        return count;
    }

    private static int AfterDeath(RecordedModel model)
    {
        var deaths = model.Live("person").Where(row => row.Day("death_date") is not null).ToDictionary(row => row.Key, row => row.Day("death_date")!.Value);
        var contacts = model.Live("activity").Where(row => row["origin"] == "manual").Count(row => Late(row.List("persons"), row.Day("done_on")));
        var meetings = model.Live("appointment").Where(row => row["state"] == "realised").Count(row => Late(row.List("persons"), row.Day("date")));
        var services = model
            .Live("service")
            .Count(row => model.PersonsOfService.TryGetValue(row.Key, out var persons) && Late(persons.Beneficiaries.Concat(persons.Titulars), row.Day("from")));
        return contacts + meetings + services;

        bool Late(IEnumerable<string> persons, DateOnly? day) =>
            persons.Any(person => deaths.TryGetValue(person, out var death) && day > death);
    }

    private static int OnePrincipal(RecordedModel model) =>
        model.Live("case").Count(row => row["state"] == "open" && model.PrincipalsOfCase[row.Key].Count(link => link.To is null) != 1);

    private static int CaseOverlap(RecordedModel model) =>
        model
            .Live("case")
            .Where(row => row["state"] == "open" && row["type"] is not null)
            .SelectMany(row => model.PrincipalsOfCase[row.Key].Where(link => link.To is null).Select(link => (link.Person, Type: row["type"], row.Key)))
            .Distinct()
            .GroupBy(principal => (principal.Person, principal.Type))
            .Count(group => group.Count() > 1);

    private static int AfterClosing(RecordedModel model)
    {
        var closed = model.Live("case").Where(row => row.Day("closed_on") is not null).ToDictionary(row => row.Key, row => row.Day("closed_on")!.Value);
        return closed.Sum(pair => model.ManualByCase[pair.Key].Count(day => day > pair.Value));
    }

    /// <summary>Rows of a case that the latest deliveries hold, for which something is true of row and case.</summary>
    private static int OfCases(RecordedModel model, string extract, Func<LiveRow, LiveRow, bool> offends)
    {
        var cases = model.Live("case").ToDictionary(row => row.Key);
        return model.Live(extract).Count(row => row["case"] is { } file && cases.TryGetValue(file, out var found) && offends(row, found));
    }

    /// <summary>Problems that begin while the same problem of the same person runs.</summary>
    private static int ProblemOverlap(RecordedModel model)
    {
        var count = 0;
        foreach (var same in model.Live("problem").Where(row => row["type"] is not null).GroupBy(row => (row["person"], row["type"], row["problem"])))
        {
            var runsUntil = DateOnly.MinValue;
            foreach (var (from, to) in same.Select(row => (From: row.Day("from")!.Value, To: row.Day("to") ?? DateOnly.MaxValue)).Where(span => span.To >= span.From).OrderBy(span => span.From))
            {
                count += from <= runsUntil ? 1 : 0;
                runsUntil = to > runsUntil ? to : runsUntil;
            }
        }
        return count;
    }

    private static int PlanOverlap(RecordedModel model) =>
        model
            .Live("home_care_plan")
            .GroupBy(row => row["service"])
            .Sum(plans => plans.Count(plan => plan.Day("to") is { } to && plans.Select(other => other.Day("from")).Where(from => from > plan.Day("from")).Min() <= to));

    private static int HoursWithoutHomeCare(RecordedModel model)
    {
        var services = model.Live("service").ToDictionary(row => row.Key);
        return Given(model).Count(row => services.TryGetValue(row["service"]!, out var service) && ((service["type"] ?? "1.1.2.1") != "1.1.2.1" || (service["status"] ?? "granted") != "granted"));
    }

    private static int HomeCareKindMissing(RecordedModel model)
    {
        var giving = Given(model).Select(row => row["service"]!).ToHashSet();
        return model.Live("service").Count(row => row["type"] == "1.1.2.1" && row["sad_kind"] == "none" && giving.Contains(row.Key));
    }

    private static IEnumerable<LiveRow> Given(RecordedModel model) => model.Live("home_care_delivery").Where(row => row.Number("hours_delivered") > 0);

    private static int OverBudget(RecordedModel model) =>
        model
            .Live("cost_line")
            .Where(row => row["service_type"] is not null && row["cost_type"] is not null && row["funder"] is not null)
            .GroupBy(row => (row.Number("budget_year") ?? row.Day("month")!.Value.Year, row["service_type"], row["cost_type"], row["funder"]))
            .Count(year => year.Any(row => row.Number("budgeted") is not null) && year.Sum(row => row.Number("executed")) > year.Sum(row => row.Number("budgeted") ?? 0));
}
