using System.Globalization;

namespace QdC.Warehouse;

/// <summary>The next version in the making: a copy of the current one that nobody reads. Disposed without being published it leaves nothing.</summary>
public sealed class WorkingCopy : IDisposable
{
    private readonly VersionFiles _files;
    private readonly Func<AreaLog> _openLog;
    private readonly AreaLease _lease;
    private readonly TimeProvider _clock;
    private readonly string _path;
    private bool _closed;

    internal WorkingCopy(VersionFiles files, AreaLease lease, int? basedOn, int version, DuckDbSession session, Func<AreaLog> openLog, TimeProvider clock)
    {
        _files = files;
        _lease = lease;
        _openLog = openLog;
        _clock = clock;
        _path = session.Path;
        BasedOn = basedOn;
        Version = version;
        Session = session;
    }

    /// <summary>The version it was copied from; null when it is the area's first.</summary>
    public int? BasedOn { get; }

    /// <summary>The number it will be published as.</summary>
    public int Version { get; }

    /// <summary>The read-write session on it.</summary>
    public DuckDbSession Session { get; }

    /// <summary>Makes it the current version: checkpointed, closed, flushed, renamed, and pointed at by compare-and-swap. Gives back its number.</summary>
    /// <exception cref="VersionMoved">Another version became current meanwhile.</exception>
    /// <exception cref="LeaseLost">The lease is not the newest any more.</exception>
    public int Publish()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        Describe();
        Session.Execute("CHECKPOINT");
        Session.Dispose();
        _closed = true;
        try
        {
            if (File.Exists(_path + ".wal"))
            {
                throw new StoreDamaged(_path, "The engine left changes outside the file after its checkpoint");
            }

            Durable.FlushFile(_path);
            MakeCurrent();
        }
        finally
        {
            RemoveFiles();
        }

        return Version;
    }

    /// <summary>Throws the copy away, unless it was published.</summary>
    public void Dispose()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        Session.Dispose();
        RemoveFiles();
    }

    private void Describe()
    {
        StoreInfo.Set(Session, "version", Version.ToString(CultureInfo.InvariantCulture));
        StoreInfo.Set(Session, "based_on", BasedOn?.ToString(CultureInfo.InvariantCulture));
        StoreInfo.Set(Session, "published_at", _clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    private void MakeCurrent()
    {
        using var log = _openLog();
        _lease.WhileHeld(log, () =>
        {
            var current = _files.Current();
            if (!_lease.IsHeld || current != BasedOn)
            {
                throw new VersionMoved(_lease.Area, BasedOn, current);
            }

            var published = _files.Published(Version);
            VersionFiles.Seal(_path);
            File.Move(_path, published);
            Durable.FlushFolder(_files.Folder);
            try
            {
                _files.MakeCurrent(Version);
            }
            catch when (_files.Current() != Version)
            {
                VersionFiles.Delete(published);
                throw;
            }

            return 0;
        });
    }

    private void RemoveFiles()
    {
        VersionFiles.Delete(_path);
        VersionFiles.Delete(_path + ".wal");
    }
}
