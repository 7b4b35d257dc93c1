namespace QdC.Pipeline.Jobs;

/// <summary>
/// A file that lists the keys of every record there is, delivered beside files of changes: what it does not name is gone, as a whole
/// delivery would say by <see cref="ExtractDefinition.Complete"/>. It says nothing else of any record.
/// </summary>
public sealed record KeyList
{
    /// <summary>The mode of such a delivery in the ledger.</summary>
    public const string Mode = "keys";

    /// <summary>Glob of its files.</summary>
    public required string File { get; init; }

    /// <summary>How they are written, as of <see cref="ExtractDefinition.Csv"/> and those beside it.</summary>
    public required IFileForm? Form { get; init; }

    /// <summary>Its columns that make the key, each with its aliases, in the order of the extract's.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Key { get; init; }

    /// <summary>The definition by which a list of an extract's keys is read: of its columns only those of the key count.</summary>
    /// <param name="extract">An extract that has such lists.</param>
    public static ExtractDefinition Reading(ExtractDefinition extract)
    {
        var list = extract.Keys!;
        var names = extract.Key.Zip(list.Key, (own, its) => own.Select(n => (Own: TextFold.Header(n), Its: its))).SelectMany(n => n).DistinctBy(n => n.Own).ToDictionary(n => n.Own, n => n.Its);
        var nothing = new ColumnMapping { Unavailable = "a list of keys holds nothing else" };
        return extract with
        {
            File = list.File,
            Csv = list.Form as CsvDialect,
            Xlsx = list.Form as XlsxLayout,
            Fixed = list.Form as FixedLayout,
            Xml = list.Form as XmlLayout,
            Key = list.Key,
            Joins = [],
            Columns = extract.Columns.ToDictionary(
                c => c.Key,
                c => c.Value.From.Select(f => names.GetValueOrDefault(TextFold.Header(f))).FirstOrDefault(n => n is not null) is { } its ? c.Value with { From = its } : nothing),
        };
    }
}
