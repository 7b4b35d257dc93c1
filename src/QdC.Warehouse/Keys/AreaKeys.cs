using System.Security.Cryptography;

namespace QdC.Warehouse;

/// <summary>
/// The keys of an area: a 256-bit master key, and a subkey for each use. The master key can be rotated; what makes pseudonyms and the
/// hashes of findings is the first master key's for ever, and kept in the log, wrapped under the current one.
/// </summary>
public sealed class AreaKeys : IDisposable
{
    private readonly IReadOnlyList<Secret> _secrets;

    /// <param name="log">The area's log.</param>
    /// <param name="masters">The master keys in use, the newest first: one, or two while a rotation has not ended.</param>
    /// <param name="kept">What the log keeps, wrapped under the newest; null while that is the first.</param>
    private AreaKeys(AreaLog log, IReadOnlyList<MasterKey> masters, byte[]? kept)
    {
        Area = log.Area;
        Origin = masters[0].Origin;
        Fingerprint = masters[0].Fingerprint;
        var lasting = Lasting(log, masters[0], kept);
        Pseudonym = new Secret(lasting.AsSpan(0, MasterKey.Bytes));
        FindingHash = new Secret(lasting.AsSpan(MasterKey.Bytes));
        CryptographicOperations.ZeroMemory(lasting);
        VaultKeys = [.. masters.Select(m => m.Secret("vault"))];
        LandingKeys = [.. masters.Select(m => m.Secret("landing"))];
        _secrets = [Pseudonym, FindingHash, .. VaultKeys, .. LandingKeys];
    }

    /// <summary>The area.</summary>
    public AreaCode Area { get; }

    /// <summary>The environment variable or file that the master key came from.</summary>
    public string Origin { get; }

    /// <summary>Names the key without telling it: 16 hex characters.</summary>
    public string Fingerprint { get; }

    /// <summary>Makes pseudonyms of keys and identifiers; the same whatever the master key is.</summary>
    public Secret Pseudonym { get; }

    /// <summary>Encrypts identities.</summary>
    public Secret Vault => VaultKeys[0];

    /// <summary>What identities may have been encrypted with, the newest first: two while a rotation has not ended.</summary>
    public IReadOnlyList<Secret> VaultKeys { get; }

    /// <summary>Encrypts landed source bytes.</summary>
    public Secret Landing => LandingKeys[0];

    /// <summary>What landed files may have been encrypted with, the newest first: two while a rotation has not ended.</summary>
    public IReadOnlyList<Secret> LandingKeys { get; }

    /// <summary>Makes the hash that a finding on a row without a key is known by; the same whatever the master key is.</summary>
    public Secret FindingHash { get; }

    /// <summary>Opens the keys of an area and makes sure that they are those its data were made with. To be called before a run.</summary>
    /// <param name="log">The area's log, which keeps the fingerprints of the keys in use.</param>
    /// <param name="environment">Environment variables. Default: the process's.</param>
    /// <exception cref="KeyMissing">There is no key.</exception>
    /// <exception cref="KeyWrong">The keys that are there are others.</exception>
    public static AreaKeys Open(AreaLog log, Func<string, string?>? environment = null)
    {
        var source = Source(log.Area, environment);
        var there = source.Find();
        try
        {
            if (there.Count == 0)
            {
                throw new KeyMissing(log.Area, source.Variable, source.File, log.KeyPrints().FirstOrDefault()?.Fingerprint);
            }
            var wanted = log.KeepKeyPrint(there[0].Fingerprint);
            var lost = wanted.Where(w => there.All(t => t.Fingerprint != w.Fingerprint)).Select(w => w.Fingerprint).ToList();
            return lost.Count == 0
                ? new AreaKeys(log, [.. wanted.Select(w => there.First(t => t.Fingerprint == w.Fingerprint))], wanted[0].Kept)
                : throw new KeyWrong(log.Area, there[0].Origin, [.. there.Select(t => t.Fingerprint)], lost, wanted.Count > 1);
        }
        finally
        {
            Dispose(there);
        }
    }

    /// <summary>True when the environment or the key folder has a master key for the area.</summary>
    public static bool Exist(AreaCode area, Func<string, string?>? environment = null) => Fingerprints(area, environment).Count > 0;

    /// <summary>The fingerprints of the master keys that are there for the area.</summary>
    public static IReadOnlyList<string> Fingerprints(AreaCode area, Func<string, string?>? environment = null)
    {
        var there = Source(area, environment).Find();
        Dispose(there);
        return [.. there.Select(t => t.Fingerprint)];
    }

    /// <summary>Where a master key of the area belongs.</summary>
    public static string Place(AreaCode area, Func<string, string?>? environment = null)
    {
        var source = Source(area, environment);
        return $"{source.Variable}, or {source.File}";
    }

    /// <summary>Makes a new master key, writes it to the key folder (mode 0600 on Unix) and gives back the file. Never over one that is there.</summary>
    public static string Create(AreaCode area, Func<string, string?>? environment = null)
    {
        var source = Source(area, environment);
        if (File.Exists(source.File))
        {
            throw new KeyUnusable(source.File, "There is a key already", "Use it; `qdc keys rotate` makes a new one where that is wanted.");
        }

        using var key = new MasterKey(area, MasterKey.Random(), source.File);
        source.Write(source.File, key);
        return source.File;
    }

    /// <summary>Destroys a master key that the area's data do not need any more: its file is overwritten and removed. Gives back the file.</summary>
    /// <param name="log">The area's log, which says what its data need.</param>
    /// <param name="fingerprint">The key.</param>
    /// <param name="environment">Environment variables. Default: the process's.</param>
    /// <exception cref="KeyUnusable">It is needed, is not there, or is not in a file.</exception>
    public static string Destroy(AreaLog log, string fingerprint, Func<string, string?>? environment = null)
    {
        var source = Source(log.Area, environment);
        if (log.KeyPrints().Any(k => k.Fingerprint == fingerprint))
        {
            throw new KeyUnusable(log.Area.Value, $"The key {fingerprint} is the one that the area's data need", $"Make a new one first with `qdc keys rotate {log.Area}`.");
        }
        var there = source.Find();
        Dispose(there);
        var key = there.FirstOrDefault(t => t.Fingerprint == fingerprint)
            ?? throw new KeyUnusable(log.Area.Value, $"There is no key {fingerprint}", $"Keys that are here: {string.Join(", ", there.Select(t => $"{t.Fingerprint} ({t.Origin})"))}.");
        if (key.Origin == source.Variable)
        {
            throw new KeyUnusable(key.Origin, $"The key {fingerprint} stands in an environment variable", "Take it out of where the variable is set.");
        }
        KeySource.Erase(key.Origin);
        return key.Origin;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var secret in _secrets)
        {
            secret.Dispose();
        }
    }

    /// <summary>Makes the key that a rotation goes to: one that stands in the environment and was never used, or a new one in a file of its own.</summary>
    internal static MasterKey Next(AreaLog log, Func<string, string?>? environment)
    {
        var source = Source(log.Area, environment);
        var there = source.Find();
        var given = there.FirstOrDefault(t => t.Origin == source.Variable && !log.HasSeenKey(t.Fingerprint));
        Dispose(there.Where(t => t != given));
        if (given is not null)
        {
            return given;
        }
        var key = MasterKey.Random();
        var named = source.FileOf(new MasterKey(log.Area, key, ""));
        var next = new MasterKey(log.Area, key, named);
        source.Write(named, next);
        return next;
    }

    /// <summary>What outlives every master key, wrapped for another one.</summary>
    internal byte[] KeptFor(MasterKey next)
    {
        byte[] lasting = [.. Pseudonym.Reveal(), .. FindingHash.Reveal()];
        var wrapped = next.Wrap(lasting);
        CryptographicOperations.ZeroMemory(lasting);
        return wrapped;
    }

    /// <summary>The secrets that outlive a master key, one after the other: of pseudonyms, of findings.</summary>
    private static byte[] Lasting(AreaLog log, MasterKey master, byte[]? kept) =>
        kept is null
            ? [.. master.Derive("pseudonym"), .. master.Derive("finding")]
            : master.Unwrap(kept) is { Length: 2 * MasterKey.Bytes } lasting ? lasting : throw new StoreDamaged(log.File, "The secret that pseudonyms are made with is not what was kept");

    private static KeySource Source(AreaCode area, Func<string, string?>? environment) => new(area, environment ?? Environment.GetEnvironmentVariable);

    private static void Dispose(IEnumerable<MasterKey> keys)
    {
        foreach (var key in keys)
        {
            key.Dispose();
        }
    }
}
