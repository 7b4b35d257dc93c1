using QdC.Pipeline.Jobs.Yaml;

namespace QdC.Pipeline.Jobs.Reading;

/// <summary>
/// Why a system cannot give fields, told once under <c>reasons</c> and named by its columns. Each name is put in place by its words before
/// anything else is read, so a later version, or a system that is like this one, takes the words with the column.
/// </summary>
internal static class Reasons
{
    /// <summary>The file with the words of each reason where its columns name it.</summary>
    public static YamlMap Fill(YamlMap file, Problems problems)
    {
        var told = file.Map("reasons")?.Entries ?? [];
        var known = new Known<YamlNode>("reason", told.ToDictionary(e => e.Key.Text, e => e.Value), new HashSet<string>());
        var named = new HashSet<string>();

        YamlNode Filled(YamlNode node) =>
            node switch
            {
                YamlMap map => map with { Entries = [.. map.Entries.Select(e => e with { Value = e.Key.Text == "unavailable" ? Words(e.Value) : Filled(e.Value) })] },
                YamlList list => list with { Items = [.. list.Items.Select(Filled)] },
                _ => node,
            };

        YamlNode Words(YamlNode why)
        {
            if (why is not YamlMap { Entries: [{ Key.Text: "reason", Value: YamlScalar name }] })
            {
                return why;
            }
            named.Add(name.Text);
            return known.Find(name, problems) ?? why;
        }

        var filled = (YamlMap)Filled(file);
        foreach (var unused in told.Where(e => !named.Contains(e.Key.Text)))
        {
            problems.Warning(unused.Key.Place, "no column names this reason:", unused.Key.Text, "A column names it with unavailable: { reason: NAME }.");
        }
        return filled;
    }
}
