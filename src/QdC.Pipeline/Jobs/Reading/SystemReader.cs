using QdC.Pipeline.Jobs.Grammar;
using QdC.Pipeline.Jobs.Yaml;

namespace QdC.Pipeline.Jobs.Reading;

/// <summary>Reads <c>systems/&lt;system&gt;.yaml</c>.</summary>
internal sealed class SystemReader(Known<Subject> subjects, Known<CodeList> lists, Problems problems)
{
    /// <summary>Reads every system.</summary>
    public Known<SystemFile> Read(IReadOnlyList<JobText> files)
    {
        var nodes = files.Select(file => (File: file, Node: YamlReader.Read(file.Path, file.Text, problems))).ToList();
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
        var extracts = node.Map("extracts")?.Entries.Where(e => e.Value is YamlMap).ToList() ?? [];
        var system = new SystemFile
        {
            Name = file.Stem,
            Versions = node.Texts("versions"),
            Like = node.Text("like"),
            Manifest = node.Text("manifest"),
            EffectiveDate = node.Map("effective_date") is { } date
                ? new(date.Text("file") ?? "", date.Texts("column"), date.Map("csv") is { } csv ? Csv(csv) : new())
                : null,
            Extracts = [.. extracts.Select(e => Extract(file.Stem, e.Key, (YamlMap)e.Value))],
        };
        for (var i = 0; i < extracts.Count; i++)
            new ExtractCheck(system, system.Extracts[i], subjects, lists, problems).Check(
                extracts[i].Key,
                (YamlMap)extracts[i].Value
            );
        return system;
    }

    private static ExtractDefinition Extract(string system, YamlScalar name, YamlMap node)
    {
        var extract = new ExtractDefinition
        {
            Name = name.Text,
            System = system,
            Subject = node.Text("subject") ?? name.Text,
            File = node.Text("file") ?? "",
            Corrections = node.Text("corrections"),
            Csv = node.Map("csv") is { } csv ? Csv(csv) : null,
            Xlsx = node.Map("xlsx") is { } xlsx ? Xlsx(xlsx) : null,
            Complete = node.Map("complete") is { } complete ? new(complete.Text("by")) : null,
            AdmissionRowsShare = (double?)node.Map("admission")?.Number("rows_share") ?? 0.3,
            Key = KeyColumns(node.Entry("key")?.Value),
            Assumed = node.Flag("assumed") ?? false,
            Question = node.Text("question"),
            Columns = Columns(node.Map("columns")),
            Origin = name.Place.Origin,
        };
        return JoinReader.Read(node, extract, joined => (joined.Map("csv") is { } csv ? Csv(csv) : null, joined.Map("xlsx") is { } xlsx ? Xlsx(xlsx) : null));
    }

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

    private static CsvDialect Csv(YamlMap node)
    {
        var usual = new CsvDialect();
        return new()
        {
            Delimiter = Character(node, "delimiter") ?? usual.Delimiter,
            Encoding = node.Text("encoding") ?? usual.Encoding,
            Quote = Character(node, "quote") ?? usual.Quote,
            Dates = node.Has("dates") ? node.Texts("dates") : usual.Dates,
            Decimal = Character(node, "decimal") ?? usual.Decimal,
            Thousands = Character(node, "thousands") ?? usual.Thousands,
            SkipLines = node.Whole("skip_lines") ?? usual.SkipLines,
            Footer = node.Text("footer"),
            FooterRequired = node.Flag("footer_required") ?? usual.FooterRequired,
        };
    }

    private static XlsxLayout Xlsx(YamlMap node)
    {
        var usual = new XlsxLayout();
        var dateCell = node.Map("effective_date");
        return new()
        {
            Sheets = node.Has("sheets") ? node.Texts("sheets") : usual.Sheets,
            TitleRows = node.Whole("title_rows"),
            Dates = node.Has("dates") ? node.Texts("dates") : usual.Dates,
            Decimal = Character(node, "decimal") ?? usual.Decimal,
            Thousands = Character(node, "thousands") ?? usual.Thousands,
            EffectiveDateSheet = dateCell is null ? null : dateCell.Text("sheet") ?? "*",
            EffectiveDateCell = dateCell?.Text("cell"),
            Footer = node.Text("footer"),
        };
    }

    private static char? Character(YamlMap node, string key) => node.Text(key) is { Length: > 0 } text ? text[0] : null;
}
