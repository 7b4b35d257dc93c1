using QdC.Pipeline.Jobs.Grammar;
using QdC.Pipeline.Jobs.Yaml;

namespace QdC.Pipeline.Jobs.Reading;

/// <summary>Reads <c>systems/&lt;system&gt;.yaml</c>.</summary>
internal sealed class SystemReader(Known<Subject> subjects, Known<CodeList> lists, Problems problems)
{
    /// <summary>Reads every system.</summary>
    public Known<SystemFile> Read(IReadOnlyList<JobText> files)
    {
        var nodes = files.Select(file => (File: file, Node: YamlReader.Read(file.Path, file.Text, problems) is { } read ? Reasons.Fill(read, problems) : null)).ToList();
        var known = new Known<YamlMap>(
            "system",
            nodes.Where(n => n.Node is not null).ToDictionary(n => n.File.Stem, n => n.Node!),
            nodes.Where(n => n.Node is null).Select(n => n.File.Stem).ToHashSet()
        );
        return new(
            known.Kind,
            nodes.Where(n => n.Node is not null).ToDictionary(n => n.File.Stem, n => System(n.File, Inheritance.Fill(n.Node!, known, problems))),
            known.Broken
        );
    }

    private SystemFile System(JobText file, YamlMap node)
    {
        new ShapeCheck(problems).Check(node, SystemGrammar.File, "file");
        FileNames.Check(node, "system", file, problems);
        var versions = new VersionOverlays(problems);
        var extracts = node.Map("extracts")?.Entries.Where(e => e.Value is YamlMap).ToList() ?? [];
        var system = new SystemFile
        {
            Name = file.Stem,
            Versions = versions.Read(node),
            Like = node.Text("like"),
            Manifest = node.Text("manifest"),
            Archives = node.Text("archives"),
            EffectiveDate = node.Map("effective_date") is { } date
                ? new(date.Text("file") ?? "", date.Texts("column"), date.Map("csv") is { } csv ? FormReader.Csv(csv) : new())
                : null,
            IsDatedByRun = node.Text("effective_date") == SystemGrammar.AsOf,
            Extracts = [.. extracts.Select(e => Extract(file.Stem, e.Key, (YamlMap)e.Value))],
        };
        for (var i = 0; i < extracts.Count; i++)
            new ExtractCheck(system, system.Extracts[i], subjects, lists, problems).Check(
                extracts[i].Key,
                (YamlMap)extracts[i].Value
            );
        return system with { Extracts = [.. system.Extracts.Select((extract, i) => extract with { Later = [.. Later(system, versions, extract, (YamlMap)extracts[i].Value)] })] };
    }

    private IEnumerable<DatedExtract> Later(SystemFile system, VersionOverlays versions, ExtractDefinition first, YamlMap node)
    {
        foreach (var (from, name, whole) in versions.Of(first.Name, node))
        {
            var extract = Extract(system.Name, name, whole);
            new ExtractCheck(system, extract, subjects, lists, problems).Check(name, whole);
            yield return new(from, extract);
        }
    }

    private static ExtractDefinition Extract(string system, YamlScalar name, YamlMap node)
    {
        var columns = Columns(node.Map("columns"));
        var form = FormReader.Read(node, SeparatorOf(columns, name => name));
        var extract = new ExtractDefinition
        {
            Name = name.Text,
            System = system,
            Subject = node.Text("subject") ?? name.Text,
            File = node.Text("file") ?? "",
            Corrections = node.Text("corrections"),
            Csv = form as CsvDialect,
            Xlsx = form as XlsxLayout,
            Fixed = form as FixedLayout,
            Xml = form as XmlLayout,
            Complete = node.Map("complete") is { } complete ? new(complete.Text("by")) : null,
            AdmissionRowsShare = (double?)node.Map("admission")?.Number("rows_share") ?? 0.3,
            Key = KeyColumns(node.Entry("key")?.Value),
            Assumed = node.Flag("assumed") ?? false,
            Question = node.Text("question"),
            Columns = columns,
            Origin = name.Place.Origin,
        };
        if (node.Map("keys") is { } keys)
        {
            extract = extract with
            {
                Keys = new() { File = keys.Text("file") ?? "", Form = FormReader.Read(keys, _ => null) ?? form, Key = keys.Has("key") ? KeyColumns(keys.Entry("key")?.Value) : extract.Key },
            };
        }
        return JoinReader.Read(node, extract, (name, joined) => FormReader.Read(joined, SeparatorOf(columns, column => $"{name}.{column}")));
    }

    /// <summary>What the values of a column are split by, by the mapping that takes it.</summary>
    private static Func<string, string?> SeparatorOf(Dictionary<string, ColumnMapping> columns, Func<string, string> called) =>
        name => TextFold.Header(called(name)) is var folded ? columns.Values.FirstOrDefault(m => m.Split is not null && m.From.Any(f => TextFold.Header(f) == folded))?.Split : null;

    private static Dictionary<string, ColumnMapping> Columns(YamlMap? node) =>
        node?.Entries.ToDictionary(e => e.Key.Text, MappingReader.Read) ?? [];

    /// <summary>Columns that make a key: a name, a list of names, or lists of aliases in it.</summary>
    internal static IReadOnlyList<IReadOnlyList<string>> KeyColumns(YamlNode? node) =>
        node switch
        {
            YamlScalar one => [[one.Text]],
            YamlList list =>
            [
                .. list.Items.Select(item =>
                    item is YamlList aliases
                        ? (IReadOnlyList<string>)[.. aliases.Items.OfType<YamlScalar>().Select(a => a.Text)]
                        : [.. new[] { item }.OfType<YamlScalar>().Select(a => a.Text)]
                ),
            ],
            _ => [],
        };
}
