using QdC.Metrics;
using QdC.Pipeline.Validate;

namespace QdC.Pipeline.Jobs;

/// <summary>A contract field that no source of an area gives, or a whole subject.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Field">The field; null when no source delivers the subject at all.</param>
/// <param name="Reason">Why, as the system file says it or in our words, without the name.</param>
/// <param name="Origin">Where that is said, <c>path:line</c>.</param>
public sealed record MissingField(string Subject, string? Field, Words Reason, string Origin)
{
    /// <summary>What readers call it.</summary>
    public Words Called => Words.Of(language => ContractWords.In(language).Called(Subject, Field));

    /// <summary>The name metrics use: <c>subject.field</c>, or the subject.</summary>
    public string Name => Field is null ? Subject : $"{Subject}.{Field}";
}

/// <summary>A need that no source of an area meets.</summary>
/// <param name="AnyOf">The field that is missing or, of several of which one would do, all of them.</param>
public sealed record UnmetNeed(IReadOnlyList<MissingField> AnyOf)
{
    /// <summary>Its name as metrics say it.</summary>
    public string Name => string.Join(" or ", AnyOf.Select(f => f.Name).Distinct());

    /// <summary>Why, of each field.</summary>
    public Words Reason => Each(f => f.Reason, new(", i a més ", ", y además ", ", and "));

    /// <summary>What readers are told: what is missing, and why.</summary>
    public Words Sentence => Words.Of(language => $"{Each(f => f.Called, new(" o ", " o ", " or "))[language]}: {Reason[language]}");

    /// <summary>Where that is said first, <c>path:line</c>.</summary>
    public string Origin => AnyOf[0].Origin;

    private Words Each(Func<MissingField, Words> of, Words between) => Words.Of(language => string.Join(between[language], AnyOf.Select(f => of(f)[language]).Distinct()));
}

/// <summary>A metric an area cannot have, with what it lacks.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Lacks">What it needs and no source gives.</param>
public sealed record UnavailableMetric(string Metric, IReadOnlyList<UnmetNeed> Lacks);

/// <summary>What an area's sources cannot give, and what follows from it.</summary>
/// <param name="Area">The area's short name.</param>
/// <param name="Missing">Fields and subjects no source gives, in contract order.</param>
/// <param name="Unavailable">Metrics that are therefore not available.</param>
/// <param name="Rules">Rules that therefore never speak.</param>
public sealed record AreaReport(
    string Area,
    IReadOnlyList<MissingField> Missing,
    IReadOnlyList<UnavailableMetric> Unavailable,
    IReadOnlyList<UnavailableRule> Rules
);

/// <summary>Compares what areas' sources give with what the contract knows and metrics need.</summary>
public static class JobCheck
{
    private static readonly Words NoSource = new("cap origen de l'àrea ho dona", "ningún origen del área lo da", "no source of the area gives it");

    /// <summary>One report for each area, by name.</summary>
    /// <param name="jobs">The declarative files.</param>
    /// <param name="needs">By metric, what it needs: <c>subject.field</c>, a <c>subject</c> as such, or several of which one suffices.</param>
    public static IReadOnlyList<AreaReport> Report(JobSet jobs, IReadOnlyDictionary<string, IReadOnlyList<Need>> needs) =>
        [
            .. jobs
                .Areas.Values.OrderBy(area => area.Area, StringComparer.Ordinal)
                .Select(area =>
                {
                    var missing = Missing(jobs, area);
                    return new AreaReport(area.Area, missing, Unavailable(jobs.Contract, missing, needs), RuleReport.Unavailable(jobs, area, missing));
                }),
        ];

    /// <summary>The fields and subjects no source of an area gives.</summary>
    public static IReadOnlyList<MissingField> Missing(JobSet jobs, AreaFile area)
    {
        var extracts = area
            .Sources.Select(source => jobs.Systems[source.System])
            .SelectMany(system => system.Extracts)
            .ToLookup(extract => extract.Subject);
        return
        [
            .. jobs.Contract.Subjects.Values.SelectMany(subject =>
                extracts.Contains(subject.Name)
                    ? subject.Fields.Select(field => Missing(subject, field, [.. extracts[subject.Name]])).OfType<MissingField>()
                    : [new(subject.Name, null, NoSource, area.Path)]
            ),
        ];
    }

    /// <summary>Null when at least one extract gives the field.</summary>
    private static MissingField? Missing(Subject subject, ContractField field, IReadOnlyList<ExtractDefinition> extracts)
    {
        if (field.Type == FieldType.Key)
            return null;
        var mappings = extracts.Select(e => (Extract: e, Mapping: e.Columns.GetValueOrDefault(field.Name))).ToList();
        if (mappings.Any(m => m.Mapping is { Unavailable: null }))
            return null;
        var (extract, mapping) = mappings.OrderBy(m => m.Mapping is null).First();
        return mapping is null
            ? new(subject.Name, field.Name, new($"la descripció de {extract.System} no diu d'on surt", $"la descripción de {extract.System} no dice de dónde sale", $"{extract.System} does not say how {extract.Name} gives it"), extract.Origin)
            : new(subject.Name, field.Name, mapping.Unavailable!, mapping.Origin);
    }

    private static List<UnavailableMetric> Unavailable(
        Contract contract,
        IReadOnlyList<MissingField> missing,
        IReadOnlyDictionary<string, IReadOnlyList<Need>> needs
    ) =>
        [
            .. needs
                .Select(need => new UnavailableMetric(need.Key, [.. need.Value.Select(n => Unmet(contract, missing, n)).OfType<UnmetNeed>().DistinctBy(n => n.Name)]))
                .Where(metric => metric.Lacks.Count > 0),
        ];

    /// <summary>Null when a source gives the field or, of several, one of them. A name the contract has not is said even then: it is a mistake.</summary>
    private static UnmetNeed? Unmet(Contract contract, IReadOnlyList<MissingField> missing, Need need)
    {
        var unknown = need.AnyOf.Select(name => Unknown(contract, name)).OfType<MissingField>().ToList();
        var lacking = need.AnyOf.Select(name => Lacking(missing, name)).OfType<MissingField>().ToList();
        return unknown.Count > 0 ? new(unknown) : lacking.Count == need.AnyOf.Count ? new(lacking) : null;
    }

    private static MissingField? Unknown(Contract contract, string name)
    {
        var parts = name.Split('.');
        var subject = contract.Subjects.GetValueOrDefault(parts[0]);
        if (subject is not null && parts.Length <= 2 && (parts.Length == 1 || subject.Field(parts[1]) is not null))
            return null;
        var known = contract.Subjects.Values.SelectMany(s => s.Fields.Select(f => $"{s.Name}.{f.Name}").Append(s.Name));
        var nearest = NearestName.Of(name, known) is { } near ? $"; did it mean {near}?" : "";
        return new(parts[0], parts.ElementAtOrDefault(1), $"the contract has no {name}{nearest}", "");
    }

    private static MissingField? Lacking(IReadOnlyList<MissingField> missing, string name) =>
        missing.FirstOrDefault(m => m.Name == name || (m.Field is null && name.StartsWith($"{m.Subject}.", StringComparison.Ordinal)));
}
