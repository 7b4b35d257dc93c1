using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Lineage;

/// <summary>From the columns of the councils' files to the fields of the contract, as the system files say.</summary>
internal sealed class SourceLineage(JobSet jobs, LineageBuild build)
{
    /// <summary>Adds the columns of some systems.</summary>
    public void Add(IReadOnlyList<SystemFile> systems)
    {
        foreach (var system in systems)
        {
            foreach (var extract in system.Extracts)
            {
                var subject = jobs.Contract.Subjects[extract.Subject];
                foreach (var (name, mapping) in extract.Columns)
                {
                    Add(system, extract, subject, subject.Field(name)!, mapping);
                }
                foreach (var key in subject.Key.Where(k => !extract.Columns.ContainsKey(k)))
                {
                    extract.Key.SelectMany(k => k).ToList().ForEach(column => Step(system, extract, column, $"{subject.Name}.{key}", null));
                }
            }
        }
    }

    private void Add(SystemFile system, ExtractDefinition extract, Subject subject, ContractField field, ColumnMapping mapping)
    {
        var name = $"{subject.Name}.{field.Name}";
        foreach (var column in mapping.From)
        {
            Step(system, extract, column, name, mapping.CodeList ?? field.List);
        }
        foreach (var other in mapping.OnlyWhen.Keys)
        {
            build.Step($"{subject.Name}.{other}", name);
        }
        if (mapping.Default.Count > 0)
        {
            build.Note(name, LineageNote.Constant, $"{system.Name}: {string.Join(", ", mapping.Default.Select(d => d.From is { } from ? $"{d.Value} ({from:yyyy-MM-dd})" : d.Value))}");
        }
        switch (mapping.Derive)
        {
            case Derivation.FirstSeen:
                build.Note(name, LineageNote.Derived, system.Name);
                extract.Key.SelectMany(k => k).ToList().ForEach(column => Step(system, extract, column, name, null));
                break;
            case Derivation.StateChange change:
                build.Note(name, LineageNote.Derived, system.Name);
                build.Step($"{subject.Name}.{change.Field}", name);
                break;
            case Derivation.Join join:
                build.Note(name, LineageNote.Derived, system.Name);
                var other = system.Extracts.FirstOrDefault(e => e.Name == join.Extract)?.Subject ?? join.Extract;
                build.Step($"{other}.{join.Field}", name);
                break;
        }
    }

    private void Step(SystemFile system, ExtractDefinition extract, string column, string field, string? codeList)
    {
        var join = extract.Joins.FirstOrDefault(j => j.ColumnOf(column) is not null);
        var (file, own) = join is null ? (Stem(extract.File), column) : (Stem(join.File), join.ColumnOf(column)!);
        var name = $"{system.Name}:{(file.Length > 0 ? file : extract.Name)}.{own}";
        build.Add(LineageKind.Source, name, alsoCalled: $"{system.Name}:{extract.Name}.{column}");
        build.Step(name, field, codeList);
    }

    /// <summary>What is always the same of a file's name: <c>expedients</c> of <c>expedients_{date:yyyyMMdd}*.csv</c>.</summary>
    private static string Stem(string pattern) => pattern[..(pattern.IndexOfAny(['{', '*', '?', '.']) is >= 0 and var end ? end : pattern.Length)].TrimEnd('_', '-', ' ');
}
