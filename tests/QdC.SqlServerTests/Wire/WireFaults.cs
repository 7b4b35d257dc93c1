namespace QdC.SqlServerTests.Wire;

/// <summary>What goes wrong instead of an answer.</summary>
internal enum WireFault
{
    /// <summary>The connection ends before the server has done it.</summary>
    CutBefore,

    /// <summary>The connection ends when the server has done it: its answer is lost.</summary>
    CutAfter,

    /// <summary>No answer comes, until the client asks to stop.</summary>
    Stall,
}

/// <summary>What is to go wrong on a server's connections, by byte or by statement.</summary>
internal sealed class WireFaults
{
    private long _bytes;

    /// <summary>The connection that this byte passes on, of all that pass either way, ends there, and later ones are whole; null for none.</summary>
    public long? CutAtByte { get; init; }

    /// <summary>Bytes that have passed.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Asked at each statement: what goes wrong with it.</summary>
    public Func<string, WireFault?> AtStatement { get; init; } = _ => null;

    /// <summary>Asked at each statement: the error that the server answers with instead of doing it.</summary>
    public Func<string, int?> Refuses { get; init; } = _ => null;

    /// <summary>Asked at each login: the error that it is refused with, or 0 for no answer at all.</summary>
    public Func<int?> RefusesLogin { get; init; } = () => null;

    /// <summary>Told after each row of a bulk load.</summary>
    public Action<long> AfterBulkRow { get; init; } = _ => { };

    /// <summary>How many of so many bytes may pass before the cut; all of them where there is none.</summary>
    internal int Pass(int bytes)
    {
        var before = Interlocked.Add(ref _bytes, bytes) - bytes;
        return CutAtByte is { } cut && before < cut && before + bytes >= cut ? (int)(cut - before) - 1 : bytes;
    }
}
