namespace QdC.Warehouse;

/// <summary>How a DuckDB file is opened.</summary>
public sealed record DuckDbSettings
{
    /// <summary>Memory the engine may use before it spills, e.g. <c>4GB</c>. Default: 560MB: a run of five million rows takes no more CPU time with it than with 1.5 GB, and stays below 1.5 GB in all.</summary>
    public string MemoryLimit { get; init; } = "560MB";

    /// <summary>Threads the engine may use. Null: as many as pay for what the file holds when it is opened.</summary>
    public int? Threads { get; init; }

    /// <summary>Folder for spill files (clear text); the engine makes and removes it, its parent must exist. Null: nothing spills.</summary>
    public string? TempDirectory { get; init; }

    /// <summary>Open without the right to write. Default: false.</summary>
    public bool ReadOnly { get; init; }
}
