using QdC.Pipeline.Jobs.Grammar;
using QdC.Pipeline.Jobs.Yaml;

namespace QdC.Pipeline.Jobs.Reading;

/// <summary>Checks forms that name their columns themselves (<c>fixed</c>, <c>xml</c>): places and paths, and that every column a mapping takes is declared.</summary>
internal sealed class FormCheck(ExtractDefinition extract, Problems problems)
{
    /// <summary>Notes every problem of the extract's form and of its joins' forms.</summary>
    public void Check(YamlMap node)
    {
        Form(node, extract.Form);
        foreach (var join in extract.Joins)
            if (node.Map("join")?.Map(join.Name) is { } joined)
            {
                Form(joined, join.Form);
                Declared(joined.Entry("key")?.Value, join.Form, name => name);
            }
        if (node.Map("keys") is { } keys && extract.Keys is { } list)
        {
            Form(keys, list.Form);
            Declared(keys.Entry("key")?.Value, list.Form, name => name);
        }
        Declared(node.Entry("key")?.Value, extract.Form, Own);
        foreach (var column in node.Map("columns")?.Entries ?? [])
        {
            var from = column.Value is YamlMap map ? map.Entry("from")?.Value : column.Value;
            Declared(from, extract.Form, Own);
            foreach (var join in extract.Joins)
                Declared(from, join.Form, join.ColumnOf);
        }
    }

    private string? Own(string name) => extract.Joins.Any(join => join.ColumnOf(name) is not null) ? null : name;

    private void Form(YamlMap node, IFileForm? form)
    {
        if (node.Map("fixed") is { } lines && form is FixedLayout layout)
            Fixed(lines, layout);
        if (node.Map("xml") is { } xml && form is XmlLayout elements)
            Xml(xml, elements);
    }

    private void Fixed(YamlMap node, FixedLayout layout)
    {
        Twice(node);
        if (layout.Columns.Count > 0 && layout.Length is { } length && layout.Columns.Max(c => c.End) is var end && length < end)
            problems.Error(node.Scalar("length")!.Place, $"a column ends at {end}, behind the end of the record:", node.Text("length"));
        foreach (var (column, at) in layout.Columns.Select((c, i) => (c, i)))
            if (layout.Columns.Take(at).FirstOrDefault(before => before.Start <= column.End && column.Start <= before.End) is { } other)
                problems.Warning(
                    node.Map("columns")!.Entry(column.Name)!.Key.Place,
                    $"the column shares characters with {other.Name} ({other.Start} to {other.End}):",
                    $"{column.Name} ({column.Start} to {column.End})",
                    "Correct start or width, unless one is meant to be a part of the other.");
    }

    private void Xml(YamlMap node, XmlLayout layout)
    {
        Twice(node);
        var known = node.Map("namespaces")?.Entries.Select(e => e.Key.Text).ToList() ?? [];
        foreach (var path in (node.Map("columns")?.Entries.Select(e => e.Value) ?? []).OfType<YamlScalar>().Append(node.Scalar("rows")).OfType<YamlScalar>())
            foreach (var prefix in XmlPathForm.Prefixes(path.Text).Except(known))
                problems.Unknown(path.Place, "prefix", prefix, known);
        foreach (var column in layout.Columns.Where(c => c.Path.Up > 0 && (layout.Rows.Anywhere || c.Path.Up >= layout.Rows.Steps.Count)))
            problems.Error(
                ((YamlScalar)node.Map("columns")!.Entry(column.Name)!.Value).Place,
                layout.Rows.Anywhere ? "a column above the row needs rows whose path is whole:" : "the column is above the root:",
                column.Path.Text,
                allowed: layout.Rows.Anywhere ? "rows: /names/from/the/root" : $"at most {layout.Rows.Steps.Count - 1} times ../");
    }

    private void Twice(YamlMap node)
    {
        foreach (var twice in (node.Map("columns")?.Entries ?? []).GroupBy(e => TextFold.Header(e.Key.Text)).Where(g => g.Count() > 1))
            problems.Error(twice.Last().Key.Place, "two columns have the same name, apart from case, accents and punctuation:", twice.Last().Key.Text);
    }

    /// <summary>Of the names a mapping knows a column by, one at least must be a column of the form.</summary>
    private void Declared(YamlNode? node, IFileForm? form, Func<string, string?> own)
    {
        if (Columns(form) is not { } columns)
            return;
        var names = columns.Select(c => TextFold.Header(c)).ToHashSet();
        foreach (var aliases in Aliases(node))
            if (aliases.Count > 0 && aliases.TrueForAll(a => own(a.Text) is { } name && !names.Contains(TextFold.Header(name))))
                problems.Unknown(aliases[0].Place, $"column of \"{(form is FixedLayout ? "fixed" : "xml")}\"", own(aliases[0].Text)!, columns);
    }

    private static IEnumerable<List<YamlScalar>> Aliases(YamlNode? node) =>
        node switch
        {
            YamlScalar one => [[one]],
            YamlList { Items: var items } when items.Any(i => i is YamlList) => items.SelectMany(Aliases),
            YamlList list => [[.. list.Items.OfType<YamlScalar>()]],
            _ => [],
        };

    private static List<string>? Columns(IFileForm? form) =>
        form switch
        {
            FixedLayout lines => [.. lines.Columns.Select(c => c.Name)],
            XmlLayout xml => [.. xml.Columns.Select(c => c.Name)],
            _ => null,
        };
}
