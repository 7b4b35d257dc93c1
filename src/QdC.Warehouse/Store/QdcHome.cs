namespace QdC.Warehouse;

/// <summary>Where the stores are: one folder that holds store, landing, vault and work of every area.</summary>
/// <remarks>Asking for a path creates nothing; <see cref="Ensure"/> creates a folder, open to its owner only on Unix.</remarks>
public sealed class QdcHome
{
    /// <summary>The home at a folder, which need not exist yet.</summary>
    public QdcHome(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        Root = Path.GetFullPath(folder);
    }

    /// <summary>The full path of the home.</summary>
    public string Root { get; }

    /// <summary>The database in which machines share schedules, jobs and leases; null where this home's own file holds them.</summary>
    public IOperationsDatabase? Shared { get; init; }

    /// <summary>The area's versions, pointer, lock and log.</summary>
    public string StoreOf(AreaCode area) => Path.Combine(Root, "store", area.Value);

    /// <summary>The area's landed source bytes, encrypted.</summary>
    public string LandingOf(AreaCode area) => Path.Combine(Root, "landing", area.Value);

    /// <summary>The area's identities, encrypted.</summary>
    public string VaultOf(AreaCode area) => Path.Combine(Root, "vault", area.Value + ".sqlite");

    /// <summary>Schedules, audit log and access, of all areas.</summary>
    public string Operations => Path.Combine(Root, "ops.sqlite");

    /// <summary>Where a restore puts an area together before it takes its place.</summary>
    internal string RestoreOf(AreaCode area) => Path.Combine(Root, "restore", area.Value);

    /// <summary>The area's staging and spill files; thrown away.</summary>
    public string WorkOf(AreaCode area) => Path.Combine(Root, "work", area.Value);

    /// <summary>The area's run ledger, findings and decisions.</summary>
    public string LogOf(AreaCode area) => Path.Combine(StoreOf(area), "log.sqlite");

    /// <summary>The areas that have a store here, in order of name.</summary>
    public IReadOnlyList<AreaCode> Areas()
    {
        var stores = Path.Combine(Root, "store");
        if (!Directory.Exists(stores))
        {
            return [];
        }

        var areas = new List<AreaCode>();
        foreach (var folder in Directory.EnumerateDirectories(stores))
        {
            if (AreaCode.TryParse(Path.GetFileName(folder), out var area))
            {
                areas.Add(area);
            }
        }

        areas.Sort();
        return areas;
    }

    /// <summary>Creates a folder with its parents (mode 0700 on Unix) when it is not there, and gives it back.</summary>
    public static string Ensure(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else if (!Directory.Exists(folder))
        {
            if (Path.GetDirectoryName(folder) is { Length: > 0 } parent)
            {
                Ensure(parent); // the mode of a single call goes to the last folder only
            }

            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return folder;
    }

    /// <inheritdoc/>
    public override string ToString() => Root;
}
