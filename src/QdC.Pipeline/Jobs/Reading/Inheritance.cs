using QdC.Pipeline.Jobs.Grammar;
using QdC.Pipeline.Jobs.Yaml;

namespace QdC.Pipeline.Jobs.Reading;

/// <summary>
/// A system that is like another delivers the same things in other files: each of its extracts takes from the other's extract of
/// that name what says what the rows mean, and says itself how its files are written.
/// </summary>
internal static class Inheritance
{
    private static readonly HashSet<string> Inherited = [.. SystemGrammar.Extract.Keys.Where(k => k.Inherited).Select(k => k.Name)];

    /// <summary>The file with what its extracts inherit; the file itself when it is like no other.</summary>
    public static YamlMap Fill(YamlMap file, Known<YamlMap> systems, Problems problems)
    {
        if (file.Scalar("like") is not { } like || systems.Find(like, problems) is not { } other)
            return file;
        if (other.Has("like"))
            problems.Error(like.Place, "this system is itself like another:", like.Text, other.Text("like"));
        return new(file.Place, [.. file.Entries.Select(e => e is { Key.Text: "extracts", Value: YamlMap extracts } ? e with { Value = Extracts(extracts, other, like, problems) } : e)]);
    }

    private static YamlMap Extracts(YamlMap extracts, YamlMap other, YamlScalar like, Problems problems) =>
        new(
            extracts.Place,
            [
                .. extracts.Entries.Select(extract =>
                {
                    if (extract.Value is not YamlMap own)
                        return extract;
                    if (other.Map("extracts")?.Map(extract.Key.Text) is { } meant)
                        return extract with { Value = new YamlMap(own.Place, [.. own.Entries, .. meant.Entries.Where(e => Inherited.Contains(e.Key.Text) && !own.Has(e.Key.Text))]) };
                    problems.Unknown(extract.Key.Place, $"extract of {like.Text}", extract.Key.Text, other.Map("extracts")?.Entries.Select(e => e.Key.Text) ?? []);
                    return extract;
                }),
            ]
        );
}
