namespace QdC.Warehouse;

/// <summary>
/// Lets an area that was put together under <c>restore/area</c> take the place of the one that is there. A mark is written first; while it
/// is there nobody gets the area's lease, and whoever finds it can only go forward. Landed files and identities change before the store, so
/// that a reader sees the old version or the new one.
/// </summary>
internal sealed class AreaSwap
{
    private readonly string _folder;
    private readonly string _mark;
    private readonly Action<string> _step;
    private readonly IReadOnlyList<Part> _parts;

    public AreaSwap(QdcHome home, AreaCode area, Action<string>? step = null)
    {
        Area = area;
        _folder = home.RestoreOf(area);
        _mark = MarkOf(home, area);
        _step = step ?? (_ => { });
        Staged = new QdcHome(Path.Combine(_folder, "new"));
        _parts =
        [
            new("landing", home.LandingOf(area), Staged.LandingOf(area), Path.Combine(_folder, "old", "landing")),
            new("vault", home.VaultOf(area), Staged.VaultOf(area), Path.Combine(_folder, "old", "vault")),
            new("store", home.StoreOf(area), Staged.StoreOf(area), Path.Combine(_folder, "old", "store")),
        ];
    }

    public AreaCode Area { get; }

    /// <summary>Where the area is put together: a home of its own.</summary>
    public QdcHome Staged { get; }

    /// <summary>True from the moment that there is no way back.</summary>
    public bool IsDecided => File.Exists(_mark);

    /// <summary>The swaps that were decided and have not ended.</summary>
    public static IReadOnlyList<AreaSwap> Decided(QdcHome home, Action<string>? step = null)
    {
        var root = Path.GetDirectoryName(home.RestoreOf(AreaCode.Parse("any")))!;
        return Directory.Exists(root)
            ? [.. Directory.EnumerateDirectories(root).Select(Path.GetFileName).Order(StringComparer.Ordinal)
                .Select(name => AreaCode.TryParse(name, out var area) ? new AreaSwap(home, area, step) : null).OfType<AreaSwap>().Where(s => s.IsDecided)]
            : [];
    }

    /// <summary>Refuses to go on while a swap of the area is decided and has not ended.</summary>
    /// <exception cref="RestoreUnfinished">It has not.</exception>
    public static void RequireNone(QdcHome home, AreaCode area)
    {
        if (File.Exists(MarkOf(home, area)))
        {
            throw new RestoreUnfinished(area);
        }
    }

    /// <summary>Removes what an undecided restore has put together.</summary>
    public void Clear() => Remove(_folder);

    /// <summary>Decides the swap. What was put together must be whole.</summary>
    public void Decide()
    {
        var store = new VersionFiles(Staged.StoreOf(Area));
        store.Versions().ForEach(v => VersionFiles.Seal(store.Published(v)));
        foreach (var folder in Directory.EnumerateDirectories(_folder, "*", SearchOption.AllDirectories))
        {
            Durable.FlushFolder(folder);
        }
        Durable.Replace(_mark, string.Join('\n', _parts.Where(p => Exists(p.Staged)).Select(p => p.Name)));
    }

    /// <summary>Ends a decided swap, wherever it stands.</summary>
    public void Finish()
    {
        var brought = File.ReadAllLines(_mark);
        foreach (var part in _parts.Where(p => !brought.Contains(p.Name) || Exists(p.Staged)))
        {
            if (Exists(part.Target))
            {
                _step($"{part.Name} aside");
                Remove(part.Aside);
                QdcHome.Ensure(Path.GetDirectoryName(part.Aside)!);
                Move(part.Target, part.Aside);
            }
            SqliteFiles.Companions(part.Target).ToList().ForEach(Remove);
            if (Exists(part.Staged))
            {
                _step($"{part.Name} in place");
                QdcHome.Ensure(Path.GetDirectoryName(part.Target)!);
                Move(part.Staged, part.Target);
            }
        }
        _step("mark");
        File.Delete(_mark);
        Durable.FlushFolder(_folder);
        _step("old files");
        Remove(_folder);
    }

    private static string MarkOf(QdcHome home, AreaCode area) => Path.Combine(home.RestoreOf(area), "decided");

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    private static void Move(string from, string to)
    {
        if (Directory.Exists(from))
        {
            Directory.Move(from, to);
        }
        else
        {
            File.Move(from, to);
        }
        Durable.FlushFolder(Path.GetDirectoryName(from)!);
        Durable.FlushFolder(Path.GetDirectoryName(to)!);
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories))
            {
                VersionFiles.Delete(file);
            }
            Directory.Delete(path, recursive: true);
        }
        else
        {
            VersionFiles.Delete(path);
        }
    }

    /// <summary>What changes as one: a folder or a file.</summary>
    private sealed record Part(string Name, string Target, string Staged, string Aside);
}
