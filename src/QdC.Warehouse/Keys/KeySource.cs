using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace QdC.Warehouse;

/// <summary>Where the master key of an area is looked for: an environment variable first, then a file that only its owner can read.</summary>
internal sealed class KeySource(AreaCode area, Func<string, string?> environment)
{
    public const int KeyBytes = 32;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Such as <c>QDC_KEY_LA_NOGUERA</c>.</summary>
    public string Variable { get; } = "QDC_KEY_" + area.Value.ToUpperInvariant().Replace('-', '_');

    /// <summary>Such as <c>~/.config/qdc/keys/la-noguera.key</c>; <c>QDC_KEYS</c> names another folder.</summary>
    public string File { get; } = Path.Combine(Folder(environment), area.Value + ".key");

    /// <summary>The key with the place it came from; null when it is in neither.</summary>
    public (byte[] Key, string Origin)? Find()
    {
        if (environment(Variable) is { Length: > 0 } text)
        {
            return (Decode(text, Variable), Variable);
        }

        if (!System.IO.File.Exists(File))
        {
            return null;
        }

        if (!OperatingSystem.IsWindows() && (System.IO.File.GetUnixFileMode(File) & Others) != 0)
        {
            throw new KeyUnusable(File, "The key file can be read by others than its owner", $"Close it with `chmod 600 {File}`; if others may have read it, change the key.");
        }

        return (Decode(System.IO.File.ReadAllText(File), File), File);
    }

    /// <summary>Writes a new key; never over one that is there.</summary>
    public void Write(ReadOnlySpan<byte> key)
    {
        QdcHome.Ensure(Path.GetDirectoryName(File)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(File, options);
        file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(key) + "\n"));
        file.Flush(flushToDisk: true);
    }

    private static string Folder(Func<string, string?> environment) => environment("QDC_KEYS") is { Length: > 0 } folder
        ? Path.GetFullPath(folder)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config", "qdc", "keys");

    private static byte[] Decode(string text, string origin)
    {
        var trimmed = text.Trim();
        var key = trimmed.Length == 2 * KeyBytes && trimmed.All(char.IsAsciiHexDigit) ? Convert.FromHexString(trimmed)
            : Base64.IsValid(trimmed) ? Convert.FromBase64String(trimmed)
            : [];
        return key.Length == KeyBytes
            ? key
            : throw new KeyUnusable(origin, "The master key is not 256 bits as base64 (44 characters) or hex (64 characters)", "Put the key back as it was given out.");
    }
}
