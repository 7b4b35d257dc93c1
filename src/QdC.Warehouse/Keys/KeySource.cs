using System.Buffers.Text;
using System.Text;

namespace QdC.Warehouse;

/// <summary>
/// Where the master keys of an area are looked for: an environment variable first, then files that only their owner can read. There is one
/// key, and beside it those that a rotation came from or goes to; the area's log says which of them its data need.
/// </summary>
internal sealed class KeySource(AreaCode area, Func<string, string?> environment)
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly string _folder = Folder(environment);

    /// <summary>Such as <c>QDC_KEY_LA_NOGUERA</c>; it may hold several keys, with spaces between.</summary>
    public string Variable { get; } = "QDC_KEY_" + area.Value.ToUpperInvariant().Replace('-', '_');

    /// <summary>Such as <c>~/.config/qdc/keys/la-noguera.key</c>; <c>QDC_KEYS</c> names another folder.</summary>
    public string File => Path.Combine(_folder, area.Value + ".key");

    /// <summary>The file of a key that a rotation made, which names it: <c>la-noguera.0123456789abcdef.key</c>.</summary>
    public string FileOf(MasterKey key) => Path.Combine(_folder, $"{area.Value}.{key.Fingerprint}.key");

    /// <summary>Every key that is there, those of the environment first.</summary>
    public IReadOnlyList<MasterKey> Find()
    {
        var keys = new List<MasterKey>();
        foreach (var text in (environment(Variable) ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            keys.Add(new MasterKey(area, Decode(text, Variable), Variable));
        }
        foreach (var file in Files())
        {
            keys.Add(new MasterKey(area, Read(file), file));
        }
        return [.. keys.DistinctBy(k => k.Fingerprint)];
    }

    /// <summary>Writes a key to a new file; never over one that is there.</summary>
    public void Write(string file, MasterKey key)
    {
        QdcHome.Ensure(_folder);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(file, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(key.ToBase64() + "\n"));
            stream.Flush(flushToDisk: true);
        }
        Durable.FlushFolder(_folder);
    }

    /// <summary>Overwrites a key's file and removes it.</summary>
    public static void Erase(string file)
    {
        using (var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.None))
        {
            stream.Write(new byte[stream.Length]);
            stream.Flush(flushToDisk: true);
        }
        System.IO.File.Delete(file);
        Durable.FlushFolder(Path.GetDirectoryName(file)!);
    }

    private IEnumerable<string> Files()
    {
        if (System.IO.File.Exists(File))
        {
            yield return File;
        }
        if (!Directory.Exists(_folder))
        {
            yield break;
        }
        foreach (var file in Directory.EnumerateFiles(_folder, area.Value + ".*.key").Order(StringComparer.Ordinal))
        {
            var print = Path.GetFileName(file)[(area.Value.Length + 1)..^".key".Length];
            if (print.Length == 16 && print.All(char.IsAsciiHexDigitLower))
            {
                yield return file;
            }
        }
    }

    private static byte[] Read(string file)
    {
        if (!OperatingSystem.IsWindows() && (System.IO.File.GetUnixFileMode(file) & Others) != 0)
        {
            throw new KeyUnusable(file, "The key file can be read by others than its owner", $"Close it with `chmod 600 {file}`; if others may have read it, change the key with `qdc keys rotate`.");
        }

        return Decode(System.IO.File.ReadAllText(file).Trim(), file);
    }

    private static string Folder(Func<string, string?> environment) => environment("QDC_KEYS") is { Length: > 0 } folder
        ? Path.GetFullPath(folder)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config", "qdc", "keys");

    private static byte[] Decode(string text, string origin)
    {
        var key = text.Length == 2 * MasterKey.Bytes && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text)
            : Base64.IsValid(text) ? Convert.FromBase64String(text)
            : [];
        return key.Length == MasterKey.Bytes
            ? key
            : throw new KeyUnusable(origin, "The master key is not 256 bits as base64 (44 characters) or hex (64 characters)", "Put the key back as it was given out.");
    }
}
