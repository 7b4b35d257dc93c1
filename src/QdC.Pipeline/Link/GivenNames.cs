using System.Collections.Frozen;

namespace QdC.Pipeline.Link;

/// <summary>Given names that are one name in Catalan and in Spanish, or its short form: <c>given-names.csv</c>.</summary>
internal static class GivenNames
{
    private static readonly FrozenDictionary<string, string> Canonical = Read();

    /// <summary>A normalised given name with each part in its one form.</summary>
    public static string OneForm(string name) => string.Join(' ', name.Split(' ').Select(part => Canonical.GetValueOrDefault(part, part)));

    private static FrozenDictionary<string, string> Read()
    {
        using var resource = typeof(GivenNames).Assembly.GetManifestResourceStream("given-names.csv")!;
        using var reader = new StreamReader(resource);
        var forms = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var names = line.Split(',').Select(NameForm.Name).ToList();
                names.ForEach(name => forms.TryAdd(name, names[0]));
            }
        }
        return forms.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
