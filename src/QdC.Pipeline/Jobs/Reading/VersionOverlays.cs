using QdC.Pipeline.Jobs.Grammar;
using QdC.Pipeline.Jobs.Yaml;

namespace QdC.Pipeline.Jobs.Reading;

/// <summary>
/// Versions of a system that came later: each holds only what differs from the one before, from an effective date on. What a version
/// repeats, or two of one date, is a mistake: a reader would look for the difference.
/// </summary>
internal sealed class VersionOverlays(Problems problems)
{
    private static readonly string[] Forms = ["csv", "xlsx", "fixed", "xml"];
    private readonly List<(DateOnly From, YamlMap Extracts)> _versions = [];

    /// <summary>All versions; what those with a date differ in is kept for <see cref="Of"/>.</summary>
    /// <param name="file">The system's file.</param>
    public IReadOnlyList<SystemVersion> Read(YamlMap file)
    {
        var items = file.Entry("versions")?.Value is YamlList list ? list.Items : file.Entry("versions") is { } one ? [one.Value] : [];
        foreach (var version in items.OfType<YamlMap>())
        {
            if (TimeForms.ParseDate(version.Text("from")) is not { } from || version.Map("extracts") is not { } extracts)
                continue;
            if (_versions.Count > 0 && _versions[^1].From >= from)
                problems.Error(version.Scalar("from")!.Place, _versions[^1].From == from ? "two versions hold from the same date" : "versions stand in the order of their dates", version.Text("from"));
            else
                _versions.Add((from, extracts));
            foreach (var extract in extracts.Entries.Where(e => file.Map("extracts")?.Has(e.Key.Text) != true))
                problems.Unknown(extract.Key.Place, "extract", extract.Key.Text, file.Map("extracts")?.Entries.Select(e => e.Key.Text) ?? []);
        }
        return [.. items.Select(Version).OfType<SystemVersion>()];
    }

    private SystemVersion? Version(YamlNode item)
    {
        if (item is not YamlMap map)
            return item is YamlScalar name ? new(name.Text, null, null, name.Place.Origin) : null;
        if (map.Flag("assumed") == true && map.Text("question") is null)
            problems.Error(map.Entry("assumed")!.Key.Place, "an assumed version needs a \"question\"", next: "Write what to ask of it.");
        return map.Text("version") is { } told ? new(told, TimeForms.ParseDate(map.Text("from")), map.Text("question"), map.Place.Origin) : null;
    }

    /// <summary>What an extract becomes, version by version: the whole of it, with where that stands.</summary>
    /// <param name="name">The extract.</param>
    /// <param name="first">What it is in the first version.</param>
    public IEnumerable<(DateOnly From, YamlScalar Name, YamlMap Node)> Of(string name, YamlMap first)
    {
        var before = first;
        foreach (var (from, extracts) in _versions)
        {
            if (extracts.Entry(name) is { Value: YamlMap difference } entry)
            {
                before = Over(before, difference);
                yield return (from, entry.Key, before);
            }
        }
    }

    private YamlMap Over(YamlMap before, YamlMap difference)
    {
        if (difference.Map("xlsx")?.Entry("effective_date") is { } date)
            problems.Error(date.Key.Place, "a later version cannot say where the effective date stands", next: "The version is chosen by that date: name files by {date:FORM}, or leave the cell where it was.");
        var entries = before.Entries.Where(e => !difference.Has(e.Key.Text) && !(Forms.Contains(e.Key.Text) && Forms.Any(difference.Has))).ToList();
        foreach (var entry in difference.Entries)
        {
            if (entry.Value is YamlMap more && (entry.Key.Text == "columns" || Forms.Contains(entry.Key.Text)) && before.Map(entry.Key.Text) is { } old)
                entries.Add(entry with { Value = Inside(old, more) });
            else
            {
                Told(entry, before);
                entries.Add(entry);
            }
        }
        return new(difference.Place, entries);
    }

    private YamlMap Inside(YamlMap old, YamlMap more)
    {
        foreach (var entry in more.Entries)
            Told(entry, old);
        return new(more.Place, [.. old.Entries.Where(e => !more.Has(e.Key.Text)), .. more.Entries]);
    }

    private void Told(YamlEntry entry, YamlMap before)
    {
        if (before.Entry(entry.Key.Text) is { } same && Same(same.Value, entry.Value))
            problems.Error(entry.Key.Place, "this holds already:", entry.Key.Text, next: "A later version says only what differs from the one before.");
    }

    private static bool Same(YamlNode a, YamlNode b) =>
        (a, b) switch
        {
            (YamlScalar x, YamlScalar y) => x.Text == y.Text,
            (YamlList x, YamlList y) => x.Items.Count == y.Items.Count && x.Items.Zip(y.Items).All(p => Same(p.First, p.Second)),
            (YamlMap x, YamlMap y) => x.Entries.Count == y.Entries.Count && x.Entries.All(e => y.Entry(e.Key.Text) is { } other && Same(e.Value, other.Value)),
            _ => false,
        };
}
