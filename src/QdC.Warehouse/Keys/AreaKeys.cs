using System.Security.Cryptography;
using System.Text;

namespace QdC.Warehouse;

/// <summary>The keys of an area: one 256-bit master key, and a subkey for each use, derived with HKDF-SHA-256.</summary>
public sealed class AreaKeys : IDisposable
{
    private const int FingerprintBytes = 8;

    private AreaKeys(AreaCode area, byte[] master, string origin)
    {
        Area = area;
        Origin = origin;
        Pseudonym = new Secret(Derive(area, master, "pseudonym"));
        Vault = new Secret(Derive(area, master, "vault"));
        Landing = new Secret(Derive(area, master, "landing"));
        FindingHash = new Secret(Derive(area, master, "finding"));
        Fingerprint = Convert.ToHexStringLower(Derive(area, master, "fingerprint").AsSpan(0, FingerprintBytes));
        CryptographicOperations.ZeroMemory(master);
    }

    /// <summary>The area.</summary>
    public AreaCode Area { get; }

    /// <summary>The environment variable or file that the master key came from.</summary>
    public string Origin { get; }

    /// <summary>Names the key without telling it: 16 hex characters.</summary>
    public string Fingerprint { get; }

    /// <summary>Makes pseudonyms of keys and identifiers.</summary>
    public Secret Pseudonym { get; }

    /// <summary>Encrypts identities.</summary>
    public Secret Vault { get; }

    /// <summary>Encrypts landed source bytes.</summary>
    public Secret Landing { get; }

    /// <summary>Makes the hash that a finding on a row without a key is known by.</summary>
    public Secret FindingHash { get; }

    /// <summary>Opens the keys of an area and makes sure that they are those its data were made with. To be called before a run.</summary>
    /// <param name="log">The area's log, which keeps the fingerprint of the first key used.</param>
    /// <param name="environment">Environment variables. Default: the process's.</param>
    /// <exception cref="KeyMissing">There is no key.</exception>
    /// <exception cref="KeyWrong">It is another key.</exception>
    public static AreaKeys Open(AreaLog log, Func<string, string?>? environment = null)
    {
        var source = new KeySource(log.Area, environment ?? Environment.GetEnvironmentVariable);
        var (key, origin) = source.Find() ?? throw new KeyMissing(log.Area, source.Variable, source.File, log.KeyPrint() is not null);
        var keys = new AreaKeys(log.Area, key, origin);
        var expected = log.KeepKeyPrint(keys.Fingerprint);
        return expected == keys.Fingerprint ? keys : throw new KeyWrong(log.Area, origin, keys.Fingerprint, expected);
    }

    /// <summary>True when the environment or the key folder has a master key for the area.</summary>
    public static bool Exist(AreaCode area, Func<string, string?>? environment = null) =>
        new KeySource(area, environment ?? Environment.GetEnvironmentVariable).Find() is not null;

    /// <summary>The fingerprints of the master keys that are there for the area.</summary>
    public static IReadOnlyList<string> Fingerprints(AreaCode area, Func<string, string?>? environment = null)
    {
        if (new KeySource(area, environment ?? Environment.GetEnvironmentVariable).Find() is not { } found)
        {
            return [];
        }

        using var keys = new AreaKeys(area, found.Key, found.Origin);
        return [keys.Fingerprint];
    }

    /// <summary>Makes a new master key, writes it to the key folder (mode 0600 on Unix) and gives back the file. Never over one that is there.</summary>
    public static string Create(AreaCode area, Func<string, string?>? environment = null)
    {
        var source = new KeySource(area, environment ?? Environment.GetEnvironmentVariable);
        if (File.Exists(source.File))
        {
            throw new KeyUnusable(source.File, "There is a key already", "Use it; `qdc keys rotate` makes a new one where that is wanted.");
        }

        var key = RandomNumberGenerator.GetBytes(KeySource.KeyBytes);
        source.Write(key);
        CryptographicOperations.ZeroMemory(key);
        return source.File;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Pseudonym.Dispose();
        Vault.Dispose();
        Landing.Dispose();
        FindingHash.Dispose();
    }

    private static byte[] Derive(AreaCode area, byte[] master, string use) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, KeySource.KeyBytes, info: Encoding.UTF8.GetBytes($"qdc/1/{area.Value}/{use}"));
}
