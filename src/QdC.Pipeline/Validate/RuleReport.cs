using QdC.Metrics;
using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Validate;

/// <summary>A rule that can never speak in an area, because no source gives what it looks at.</summary>
/// <param name="Rule">The rule's code.</param>
/// <param name="Field">The field it lacks, <c>subject.field</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="Origin">Where that is said, <c>path:line</c>.</param>
public sealed record UnavailableRule(string Rule, string Field, Words Reason, string Origin);

/// <summary>Says which rules on rows can never speak in an area: an identifier of one country is no fault of another's data.</summary>
internal static class RuleReport
{
    /// <summary>The rules, in the order of the catalogue.</summary>
    /// <param name="jobs">The declarative files.</param>
    /// <param name="area">The area.</param>
    /// <param name="missing">What no source of the area gives.</param>
    public static IReadOnlyList<UnavailableRule> Unavailable(JobSet jobs, AreaFile area, IReadOnlyList<MissingField> missing)
    {
        var extracts = area.Sources.SelectMany(s => jobs.Systems[s.System].Extracts).Select(e => (Extract: e, Subject: jobs.Contract.Subjects[e.Subject])).ToList();
        return
        [
            .. RuleCatalogue.FieldRules.Select(rule => Silent(rule, extracts, missing)).OfType<UnavailableRule>(),
            .. RuleCatalogue.RowRules.Select(rule => Silent(rule, extracts, missing)).OfType<UnavailableRule>(),
        ];
    }

    private static UnavailableRule? Silent(FieldRule rule, List<(ExtractDefinition Extract, Subject Subject)> extracts, IReadOnlyList<MissingField> missing)
    {
        var looksAt = (
            from pair in extracts
            from plan in pair.Subject.Fields.Select((f, i) => PlanOf(pair.Extract, pair.Subject, f, i))
            where rule.AppliesTo(plan)
            select (pair.Extract, pair.Subject, plan.Field)).ToList();
        var why = looksAt.Select(at => Missing(missing, at.Subject, at.Field.Name) ?? Silenced(rule, at.Extract, at.Subject)).ToList();
        return why.Count > 0 && why.TrueForAll(w => w is not null) ? new(rule.Code, why[0]!.Name, why[0]!.Reason, why[0]!.Origin) : null;
    }

    private static UnavailableRule? Silent(RowRule rule, List<(ExtractDefinition Extract, Subject Subject)> extracts, IReadOnlyList<MissingField> missing)
    {
        MissingField? lacks = null;
        foreach (var subject in extracts.Select(e => e.Subject).Distinct())
        {
            int Checks(Func<string, bool> isThere) =>
                rule.Bind(subject, name => isThere(name) ? subject.Fields.ToList().FindIndex(f => f.Name == name) : -1).Count();
            if (Checks(name => Missing(missing, subject, name) is null) > 0)
            {
                return null;
            }
            var all = Checks(_ => true);
            lacks ??= missing.FirstOrDefault(m => m.Subject == subject.Name && m.Field is not null && Checks(name => name != m.Field) < all);
        }
        return lacks is null ? null : new(rule.Code, lacks.Name, lacks.Reason, lacks.Origin);
    }

    private static MissingField? Missing(IReadOnlyList<MissingField> missing, Subject subject, string field) =>
        missing.FirstOrDefault(m => m.Subject == subject.Name && m.Field == field);

    private static MissingField? Silenced(FieldRule rule, ExtractDefinition extract, Subject subject) =>
        rule.SilencedBy(extract) is { } field
            ? new(subject.Name, field, $"it is always {string.Join(" or ", extract.Columns[field].Default.Select(d => d.Value))}", extract.Columns[field].Origin)
            : null;

    private static FieldPlan PlanOf(ExtractDefinition extract, Subject subject, ContractField field, int index) =>
        new()
        {
            Field = field,
            Index = index,
            Mapping = extract.Columns.GetValueOrDefault(field.Name),
            IsKeyPart = subject.Key.Contains(field.Name),
            Dates = DateForms.Iso,
            Numbers = NumberForm.Invariant,
        };
}
