using DuckDB.NET.Native;

namespace QdC.Warehouse;

/// <summary>A column of a chunk being filled: where its values lie, and how they are written.</summary>
internal unsafe struct ChunkColumn
{
    public string Name;
    public DuckDBType Type;

    /// <summary>The type values are stored as; differs from <see cref="Type"/> for decimals only.</summary>
    public DuckDBType Stored;
    public byte Scale;
    public nint Vector;
    public void* Data;

    /// <summary>One bit a row, set = there is a value; null until the first NULL of the chunk.</summary>
    public ulong* Validity;
}
