using System.Text.RegularExpressions;
using QdC.Metrics;
using QdC.Pipeline.Jobs.Grammar;
using QdC.Pipeline.Jobs.Yaml;

namespace QdC.Pipeline.Jobs.Reading;

/// <summary>Checks the joins of an extract: that each can be looked up, is of the same delivery, and is used.</summary>
internal sealed partial class JoinCheck(ExtractDefinition extract, Problems problems)
{
    /// <summary>Notes every problem of the extract's joins.</summary>
    public void Check(YamlMap node)
    {
        if (extract.Joins.Count == 0)
            return;
        if (node.Scalar("corrections") is { } corrections)
            problems.Error(
                corrections.Place,
                "\"corrections\" has no meaning beside \"join\"",
                next: "A file of corrections comes alone, so it would empty every joined field."
            );
        foreach (var entry in node.Map("join")!.Entries)
            if (entry.Value is YamlMap join)
                Check(entry.Key, join);
        Names(node.Entry("key")?.Value);
        foreach (var column in node.Map("columns")?.Entries ?? [])
            Names(column.Value is YamlMap map ? map.Entry("from")?.Value : column.Value);
    }

    [GeneratedRegex(@"^([a-z][a-z0-9_]*)\.\S", RegexOptions.NonBacktracking)]
    private static partial Regex Joined();

    private void Check(YamlScalar name, YamlMap node)
    {
        var at = extract.Joins.ToList().FindIndex(j => j.Name == name.Text);
        var join = extract.Joins[at];
        if (node.Scalar("file") is { } file && FilePattern.HasDate(file.Text) != FilePattern.HasDate(extract.File))
            problems.Error(
                file.Place,
                FilePattern.HasDate(file.Text) ? "the joined file has a date in its pattern and the extract's has none:" : "the extract's files have a date in their names and the joined one has none:",
                file.Text,
                next: "Both belong to one delivery, so both patterns need {date:FORM}, or neither."
            );
        if (join.Key.Count > 0 && join.By.Count != join.Key.Count)
            problems.Error(
                (node.Entry("by") ?? node.Entry("key") ?? new YamlEntry(name, node)).Key.Place,
                $"\"by\" names {join.By.Count} columns and \"key\" {join.Key.Count}"
            );
        Names(node.Entry("by")?.Value, extract.Joins.Take(at));
        if (join.Columns.Count == 0)
            problems.Warning(name.Place, "nothing is taken from the join:", name.Text, $"Its columns are called {name.Text}.COLUMN.");
    }

    private void Names(YamlNode? node, IEnumerable<JoinDefinition>? known = null)
    {
        var joins = (known ?? extract.Joins).Select(j => j.Name).ToList();
        foreach (var name in Scalars(node))
            if (Joined().Match(name.Text) is { Success: true } match && match.Groups[1].Value is var prefix && !joins.Contains(prefix))
            {
                if (extract.Joins.Any(j => j.Name == prefix))
                    problems.Error(name.Place, "this join is looked up later:", prefix, next: "Put it above the one that needs it.");
                else if (NearestName.Of(prefix, joins) is not null)
                    problems.Unknown(name.Place, "join", prefix, joins);
            }
    }

    private static IEnumerable<YamlScalar> Scalars(YamlNode? node) =>
        node switch
        {
            YamlScalar one => [one],
            YamlList list => list.Items.SelectMany(Scalars),
            _ => [],
        };
}
