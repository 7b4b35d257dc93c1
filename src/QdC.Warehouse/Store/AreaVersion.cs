namespace QdC.Warehouse;

/// <summary>A published version, open for reading. It stays the same however many versions are published meanwhile.</summary>
public sealed class AreaVersion : IDisposable
{
    internal AreaVersion(int version, DuckDbSession session)
    {
        Version = version;
        Session = session;
    }

    /// <summary>Its number.</summary>
    public int Version { get; }

    /// <summary>The file.</summary>
    public string Path => Session.Path;

    /// <summary>The read-only session on it.</summary>
    public DuckDbSession Session { get; }

    /// <summary>The same version on a connection of its own, for work in parallel; it is closed with this one at the latest.</summary>
    public AreaVersion Another() => new(Version, Session.Another());

    /// <inheritdoc/>
    public void Dispose() => Session.Dispose();
}
