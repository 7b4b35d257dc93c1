namespace QdC.Pipeline.Jobs.Processing;

/// <summary>How far a field tells who somebody is, in the order a record of processing lists them.</summary>
public enum ProcessedMark
{
    /// <summary>Identifies by itself.</summary>
    Direct,

    /// <summary>Identifies in combination.</summary>
    Quasi,

    /// <summary>The record number of a person or of a professional.</summary>
    RecordNumber,

    /// <summary>Says nothing by itself, of somebody who stands under a pseudonym.</summary>
    Linked,
}

/// <summary>What is left of a field's value in the warehouse.</summary>
public enum ProcessedForm
{
    /// <summary>Nothing: it stays in landed files and identities, both encrypted.</summary>
    Nothing,

    /// <summary>A keyed pseudonym.</summary>
    Pseudonym,

    /// <summary>The year of a date.</summary>
    Year,

    /// <summary>A code of a common list.</summary>
    Code,

    /// <summary>The value.</summary>
    Value,
}

/// <summary>One field of one subject, as an area processes it.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Field">The field.</param>
/// <param name="Mark">How far it tells who somebody is.</param>
/// <param name="Form">What is left of it in the warehouse.</param>
/// <param name="StoredAs">Its name there; null where nothing is left.</param>
/// <param name="Sources">The columns it comes from, as <c>system: column</c>; none where no source of the area gives it.</param>
/// <param name="Description">What it means, in English.</param>
public sealed record ProcessedField(string Subject, string Field, ProcessedMark Mark, ProcessedForm Form, string? StoredAs, IReadOnlyList<string> Sources, string? Description);

/// <summary>
/// What an area does with personal data, for its record of processing activities (GDPR article 30): read from the contract, the systems'
/// mappings and the area's file, so that it says what the program does.
/// </summary>
/// <param name="Area">The area.</param>
/// <param name="Fields">Every field that tells something of a person, those that tell most first.</param>
public sealed record ProcessingRecord(AreaFile Area, IReadOnlyList<ProcessedField> Fields)
{
    /// <summary>The record of an area.</summary>
    public static ProcessingRecord Of(JobSet jobs, AreaFile area)
    {
        var personal = Personal(jobs.Contract);
        var extracts = area.Sources.SelectMany(source => jobs.Systems[source.System].Extracts).ToLookup(extract => extract.Subject);
        var fields =
            from subject in jobs.Contract.Subjects.Values
            from field in subject.Fields
            let mark = Mark(subject, field, personal)
            where mark is not null
            let form = Form(field)
            orderby mark, subject.Name == Person ? 0 : 1
            select new ProcessedField(
                subject.Name,
                field.Name,
                mark.Value,
                form,
                form == ProcessedForm.Nothing ? null : field.Type == FieldType.Key ? "source_key" : field.StoredName,
                [.. extracts[subject.Name].SelectMany(extract => Columns(extract, subject, field)).Distinct()],
                field.Description
            );
        return new ProcessingRecord(area, [.. fields]);
    }

    private const string Person = "person";

    /// <summary>The subjects whose records are about people: persons, what points to one, and what points to that.</summary>
    private static HashSet<string> Personal(Contract contract)
    {
        HashSet<string> personal = [Person, Contract.Professional];
        while (contract.Subjects.Values.Count(s => s.Fields.Any(f => f.To is not null && personal.Contains(f.To)) && personal.Add(s.Name)) > 0) { }
        return personal;
    }

    /// <summary>Null for a field that tells nothing of a person.</summary>
    private static ProcessedMark? Mark(Subject subject, ContractField field, HashSet<string> personal) =>
        field switch
        {
            { Personal: Jobs.Personal.Direct } => ProcessedMark.Direct,
            { Personal: Jobs.Personal.Quasi } => ProcessedMark.Quasi,
            { Type: FieldType.Key } when subject.Name == Person => ProcessedMark.RecordNumber,
            { To: Person or Contract.Professional } => ProcessedMark.RecordNumber,
            _ when personal.Contains(subject.Name) => ProcessedMark.Linked,
            _ => null,
        };

    private static ProcessedForm Form(ContractField field) =>
        field switch
        {
            { Type: FieldType.Key or FieldType.Ref or FieldType.Refs } => ProcessedForm.Pseudonym,
            { StoredType: null } => ProcessedForm.Nothing,
            { Type: FieldType.Identifier } => ProcessedForm.Pseudonym,
            { Reduce: "year" } => ProcessedForm.Year,
            { Type: FieldType.Code } => ProcessedForm.Code,
            _ => ProcessedForm.Value,
        };

    private static IEnumerable<string> Columns(ExtractDefinition extract, Subject subject, ContractField field) =>
        field.Type == FieldType.Key || (subject.Key.Count == extract.Key.Count && subject.Key.Contains(field.Name) && !extract.Columns.ContainsKey(field.Name))
            ? extract.Key.Select(column => $"{extract.System}: {column[0]}")
            : extract.Columns.GetValueOrDefault(field.Name) switch
            {
                { Unavailable: not null } or null => [],
                { From: [var column, ..] } => [$"{extract.System}: {column}"],
                _ => [$"{extract.System}"],
            };
}
