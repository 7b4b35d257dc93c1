using QdC.Samples.Extracts;

namespace QdC.Samples.Truth;

/// <summary>What the rules over all records find open at the end: one finding per row and reference, case or person concerned.</summary>
internal static class SetRules
{
    /// <summary>Open findings by rule.</summary>
    public static SortedDictionary<string, int> OpenFindings(RecordedModel model) =>
        new(StringComparer.Ordinal)
        {
            ["orphan"] = Orphans(model),
            ["after_death"] = AfterDeath(model),
            ["one_principal"] = OnePrincipal(model),
            ["case_overlap"] = CaseOverlap(model),
            ["activity_after_close"] = AfterClosing(model),
        };

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
}
