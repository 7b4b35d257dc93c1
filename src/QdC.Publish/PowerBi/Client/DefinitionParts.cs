using System.Security.Cryptography;
using System.Text;

namespace QdC.Publish.PowerBi.Client;

/// <summary>
/// An item's definition as the services take it: its files by path, relative to the item's folder, with <c>/</c> between folders. Two with the
/// same files are equal, whatever order they were given in.
/// </summary>
public sealed class DefinitionParts
{
    private readonly SortedDictionary<string, byte[]> _parts = new(StringComparer.Ordinal);

    /// <summary>The definition of these files.</summary>
    /// <exception cref="ArgumentException">A path the services would not find: absolute, with a back-slash, or climbing.</exception>
    public DefinitionParts(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        foreach (var (path, content) in files)
        {
            if (path.Length == 0 || path[0] == '/' || path.Contains('\\', StringComparison.Ordinal) || path.Split('/').Any(p => p is "" or "." or ".."))
            {
                throw new ArgumentException($"'{path}' is no path of a definition's part: relative, with / between folders.");
            }
            _parts.Add(path, content);
        }
    }

    /// <summary>The definition of these texts, as UTF-8 without a mark.</summary>
    public static DefinitionParts Of(IEnumerable<KeyValuePair<string, string>> texts) =>
        new(texts.Select(t => KeyValuePair.Create(t.Key, new UTF8Encoding(false).GetBytes(t.Value))));

    /// <summary>Its paths in order.</summary>
    public IReadOnlyCollection<string> Paths => _parts.Keys;

    /// <summary>A part as text.</summary>
    public string Text(string path) => Encoding.UTF8.GetString(_parts[path]);

    /// <summary>True when there is such a part.</summary>
    public bool Has(string path) => _parts.ContainsKey(path);

    /// <summary>The same definition with one part replaced or added.</summary>
    public DefinitionParts With(string path, string text) =>
        new(_parts.Where(p => p.Key != path).Append(KeyValuePair.Create(path, new UTF8Encoding(false).GetBytes(text))));

    /// <summary>SHA-256 over paths and contents, in hexadecimal.</summary>
    public string Hash
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var (path, content) in _parts)
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{path}\0{content.Length}\0"));
                hash.AppendData(content);
            }
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    /// <summary>As it is sent.</summary>
    internal SentDefinition ToSent(string? format) => new([.. _parts.Select(p => new SentPart(p.Key, Convert.ToBase64String(p.Value)))], format);
}
