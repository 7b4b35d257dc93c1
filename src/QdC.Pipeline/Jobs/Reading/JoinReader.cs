using QdC.Pipeline.Jobs.Yaml;

namespace QdC.Pipeline.Jobs.Reading;

/// <summary>Reads the joins of an extract, and which of their columns it takes.</summary>
internal static class JoinReader
{
    /// <summary>Gives the extract with its joins.</summary>
    /// <param name="node">The extract's node.</param>
    /// <param name="extract">What is read of it so far, columns and key included.</param>
    /// <param name="form">Reads how a join's file is written, by its name and node.</param>
    public static ExtractDefinition Read(YamlMap node, ExtractDefinition extract, Func<string, YamlMap, IFileForm?> form)
    {
        var joins = (node.Map("join")?.Entries ?? []).Where(e => e.Value is YamlMap).Select(e => Join(e.Key, (YamlMap)e.Value, extract, form)).ToList();
        var names = Uses(extract, joins);
        return joins.Count == 0 ? extract : extract with { Joins = [.. joins.Select(join => join with { Columns = Taken(join, names) })] };
    }

    /// <summary>Every list of aliases that may name joined columns: of fields, of the key, and of what later joins are looked up by.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Uses(ExtractDefinition extract, IReadOnlyList<JoinDefinition> joins) =>
        [.. extract.Columns.Values.Select(c => c.From), .. extract.Key, .. joins.SelectMany(j => j.By)];

    private static JoinDefinition Join(YamlScalar name, YamlMap node, ExtractDefinition extract, Func<string, YamlMap, IFileForm?> form)
    {
        var own = form(name.Text, node) ?? extract.Form;
        var key = SystemReader.KeyColumns(node.Entry("key")?.Value);
        return new()
        {
            Name = name.Text,
            File = node.Text("file") ?? "",
            Csv = own as CsvDialect,
            Xlsx = own as XlsxLayout,
            Fixed = own as FixedLayout,
            Xml = own as XmlLayout,
            Key = key,
            By = node.Has("by") ? SystemReader.KeyColumns(node.Entry("by")?.Value) : key,
            Only = node.Map("only")?.Entries.ToDictionary(e => e.Key.Text, e => node.Map("only")!.Texts(e.Key.Text)) ?? [],
            LastHolds = node.Text("repeated") == "last",
            Origin = name.Place.Origin,
        };
    }

    private static List<JoinedColumn> Taken(JoinDefinition join, IReadOnlyList<IReadOnlyList<string>> uses)
    {
        var columns = new List<JoinedColumn>();
        foreach (var aliases in uses)
        {
            var names = aliases.Select(join.ColumnOf).OfType<string>().ToList();
            if (names.Count == 0)
            {
                continue;
            }
            // A column is known by its first name, whatever other names a second mapping gives it.
            var taken = new JoinedColumn(names, IsNeeded: names.Count == aliases.Count);
            var at = columns.FindIndex(c => c.Names[0] == names[0]);
            if (at < 0)
            {
                columns.Add(taken);
            }
            else
            {
                columns[at] = new([.. columns[at].Names.Union(names)], columns[at].IsNeeded || taken.IsNeeded);
            }
        }
        return columns;
    }
}
