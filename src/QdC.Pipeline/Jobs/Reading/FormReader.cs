using QdC.Pipeline.Jobs.Grammar;
using QdC.Pipeline.Jobs.Yaml;

namespace QdC.Pipeline.Jobs.Reading;

/// <summary>Reads how a file is written: <c>csv</c>, <c>xlsx</c>, <c>fixed</c> or <c>xml</c>.</summary>
internal static class FormReader
{
    /// <summary>The form that an extract or a join declares; null when it declares none.</summary>
    /// <param name="node">The extract's or the join's node.</param>
    /// <param name="separatorOf">What a mapping splits the values of a column by; null where it does not.</param>
    public static IFileForm? Read(YamlMap node, Func<string, string?> separatorOf) =>
        node switch
        {
            _ when node.Map("xlsx") is { } xlsx => Xlsx(xlsx),
            _ when node.Map("csv") is { } csv => Csv(csv),
            _ when node.Map("fixed") is { } lines => Fixed(lines),
            _ when node.Map("xml") is { } xml => Xml(xml, separatorOf),
            _ => null,
        };

    /// <summary>Reads a CSV dialect.</summary>
    public static CsvDialect Csv(YamlMap node)
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

    private static FixedLayout Fixed(YamlMap node)
    {
        var usual = new FixedLayout();
        var columns = new List<FixedColumn>();
        foreach (var entry in node.Map("columns")?.Entries ?? [])
        {
            var next = columns.Count == 0 ? 1 : columns[^1].End + 1;
            var own = entry.Value as YamlMap;
            columns.Add(new(
                entry.Key.Text,
                own?.Whole("start") ?? next,
                (own is null ? node.Map("columns")!.Whole(entry.Key.Text) : own.Whole("width")) ?? 1,
                own?.Whole("decimals") ?? 0));
        }
        return new()
        {
            Columns = columns,
            Encoding = node.Text("encoding") ?? usual.Encoding,
            Length = node.Whole("length"),
            PadsShortLines = node.Text("short_lines") == "pad",
            Dates = node.Has("dates") ? node.Texts("dates") : usual.Dates,
            Decimal = Character(node, "decimal") ?? usual.Decimal,
            Thousands = Character(node, "thousands") ?? usual.Thousands,
            SkipLines = node.Whole("skip_lines") ?? usual.SkipLines,
            Footer = node.Text("footer"),
            FooterRequired = node.Flag("footer_required") ?? usual.FooterRequired,
        };
    }

    private static XmlLayout Xml(YamlMap node, Func<string, string?> separatorOf)
    {
        var namespaces = node.Map("namespaces")?.Entries.Where(e => e.Value is YamlScalar).ToDictionary(e => e.Key.Text, e => ((YamlScalar)e.Value).Text) ?? [];
        var rows = XmlPathForm.Read(node.Text("rows") ?? "", namespaces);
        var usual = new XmlLayout { Rows = rows };
        return new()
        {
            Rows = rows,
            Columns =
            [
                .. (node.Map("columns")?.Entries ?? [])
                    .Where(e => e.Value is YamlScalar)
                    .Select(e => new XmlColumn(e.Key.Text, XmlPathForm.Read(((YamlScalar)e.Value).Text, namespaces), separatorOf(e.Key.Text))),
            ],
            Dates = node.Has("dates") ? node.Texts("dates") : usual.Dates,
            Decimal = Character(node, "decimal") ?? usual.Decimal,
            Thousands = Character(node, "thousands") ?? usual.Thousands,
        };
    }

    private static char? Character(YamlMap node, string key) => node.Text(key) is { Length: > 0 } text ? text[0] : null;
}
