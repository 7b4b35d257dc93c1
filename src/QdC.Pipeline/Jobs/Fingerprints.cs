using System.Security.Cryptography;
using System.Text.Json;

namespace QdC.Pipeline.Jobs;

/// <summary>
/// What decides the conformed rows of an extract, as one hash: when it changes, the same bytes would conform to other rows.
/// File patterns, labels, descriptions, questions and line numbers do not count.
/// </summary>
internal static class Fingerprints
{
    /// <summary>SHA-256 in small hexadecimal letters.</summary>
    public static string Of(JobSet jobs, AreaFile area, ExtractDefinition extract, DateOnly effective)
    {
        var subject = jobs.Contract.Subjects[extract.Subject];
        var deciding = new
        {
            extract.Name,
            extract.System,
            area.Sources.FirstOrDefault(s => s.System == extract.System)?.RefersTo,
            Key = extract.Xlsx is null && KeyHoldsDay(subject, extract) ? new { extract.Key, Days = "yyyy-MM-dd" } : (object)extract.Key,
            extract.Csv,
            Xlsx = (object?)extract.Xlsx ?? (object?)extract.Fixed ?? extract.Xml,
            extract.Complete,
            Joins = extract.Joins.Select(join => join with { File = "", Origin = "" }),
            Subject = new
            {
                subject.Name,
                subject.Kind,
                subject.Key,
                Fields = subject.Fields.Select(field => field with { Description = null }),
            },
            Columns = extract.Columns.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => Column(c.Key, c.Value)),
            Codes = CodeListsOf(subject, extract).Select(list => Codes(jobs.CodeLists, list, extract.System, effective)),
        };
        // What an extract without lists of keys is known by stays as it was: nothing is read again for their sake.
        byte[] list = extract.Keys is { } keys ? JsonSerializer.SerializeToUtf8Bytes(new { keys.Key, Form = (object?)keys.Form }) : [];
        return Convert.ToHexStringLower(SHA256.HashData([.. JsonSerializer.SerializeToUtf8Bytes(deciding), .. list]));
    }

    /// <summary>True when a column of the key is a day; texts once kept it as it was written, and those deliveries are read again.</summary>
    private static bool KeyHoldsDay(Subject subject, ExtractDefinition extract)
    {
        var key = extract.Key.SelectMany(names => names).Select(name => TextFold.Header(name)).ToHashSet();
        return extract.Columns.Any(c => subject.Field(c.Key)?.Type is FieldType.Date or FieldType.Month && c.Value.From.Any(name => key.Contains(TextFold.Header(name))));
    }

    private static object Column(string field, ColumnMapping mapping) =>
        new
        {
            field,
            mapping.From,
            mapping.NullIf,
            mapping.CodeList,
            mapping.Split,
            OnlyWhen = mapping.OnlyWhen.OrderBy(o => o.Key, StringComparer.Ordinal),
            mapping.TrueIf,
            mapping.FalseIf,
            mapping.IfFilled,
            mapping.IfEmpty,
            Unavailable = mapping.Unavailable is not null,
            mapping.Default,
            Derive = mapping.Derive?.ToString(),
        };

    private static IEnumerable<string> CodeListsOf(Subject subject, ExtractDefinition extract) =>
        subject
            .Fields.Where(field => extract.Columns.ContainsKey(field.Name))
            .Select(field => extract.Columns[field.Name].CodeList ?? field.List)
            .OfType<string>()
            .Distinct()
            .Order(StringComparer.Ordinal);

    private static object Codes(CodeListSet lists, string list, string system, DateOnly effective) =>
        new
        {
            list,
            Codes = lists.Lists[list].Entries.Select(entry => entry.Code),
            Mapping = lists.Mappings.GetValueOrDefault((list, system))?.Where(m => m.ValidFrom is null || m.ValidFrom <= effective),
        };
}
