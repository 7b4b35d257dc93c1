namespace QdC.Warehouse;

/// <summary>
/// Takes an area's data from its master key to a new one. The new key is on the disk before the log names it, and the log names both before
/// the first file changes, so that whatever is interrupted can be read and goes on where it stood. Pseudonyms do not change.
/// </summary>
/// <param name="home">The home.</param>
/// <param name="area">The area.</param>
/// <param name="clock">The clock.</param>
/// <param name="progress">Told each thing before it is written anew; null for nobody.</param>
public sealed class KeyRotation(QdcHome home, AreaCode area, TimeProvider clock, Action<string>? progress = null)
{
    private readonly Action<string> _progress = progress ?? (_ => { });

    /// <summary>Environment variables that keys are looked up with. Default: the process's.</summary>
    public Func<string, string?>? Environment { get; init; }

    /// <summary>Begins a rotation, or goes on with one that was interrupted, and ends it. The old key stays where it is.</summary>
    /// <param name="wait">How long to wait for a run that is going on.</param>
    /// <param name="cancel">Stops between two files; the rotation goes on when it is called again.</param>
    /// <exception cref="KeyMissing">The key is not there.</exception>
    /// <exception cref="KeyWrong">The key, or one of the two of a rotation that has not ended, is not there.</exception>
    /// <exception cref="LandedFileDamaged">A landed file opens with neither key; the rotation has not ended.</exception>
    /// <exception cref="IdentityUnreadable">An identity opens with neither key; the rotation has not ended.</exception>
    public RotatedKey Run(TimeSpan wait = default, CancellationToken cancel = default)
    {
        using var lease = AreaLease.Take(home, area, clock, wait, cancel);
        using var log = AreaLog.Open(home, area, clock);
        var resumed = log.KeyPrints().Count > 1;
        if (!resumed)
        {
            Begin(log);
        }
        using var keys = AreaKeys.Open(log, Environment);
        var old = log.KeyPrints()[^1].Fingerprint;
        var files = Landed(new Landing(home, keys, clock), cancel);
        var identities = Identities(keys);
        _progress("log");
        log.EndKeyRotation();
        return new RotatedKey(area.Value, resumed, old, keys.Fingerprint, keys.Origin, files, identities);
    }

    private void Begin(AreaLog log)
    {
        using var keys = AreaKeys.Open(log, Environment);
        _progress("new key");
        using var next = AreaKeys.Next(log, Environment);
        _progress("log names it");
        log.BeginKeyRotation(next.Fingerprint, keys.KeptFor(next));
    }

    private int Identities(AreaKeys keys)
    {
        if (!File.Exists(home.VaultOf(area)))
        {
            return 0;
        }
        _progress($"vault/{area}");
        using var vault = IdentityVault.Open(home, keys);
        return vault.Renew();
    }

    private int Landed(Landing landing, CancellationToken cancel)
    {
        var renewed = 0;
        foreach (var path in landing.Paths())
        {
            cancel.ThrowIfCancellationRequested();
            _progress($"landing/{area}/{path}");
            renewed += landing.Renew(path) ? 1 : 0;
        }
        return renewed;
    }
}

/// <summary>What a rotation did.</summary>
/// <param name="Area">The area.</param>
/// <param name="Resumed">True when it went on with one that was interrupted.</param>
/// <param name="Old">Fingerprint of the old key, which only backups made before need.</param>
/// <param name="New">Fingerprint of the new key.</param>
/// <param name="Origin">The file or variable of the new key.</param>
/// <param name="LandedFiles">Landed files written anew.</param>
/// <param name="Identities">Identities sealed anew.</param>
public sealed record RotatedKey(string Area, bool Resumed, string Old, string New, string Origin, int LandedFiles, int Identities);
