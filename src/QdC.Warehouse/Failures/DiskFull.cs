using DuckDB.NET.Data;
using Microsoft.Data.Sqlite;

namespace QdC.Warehouse;

/// <summary>A disk has no room left. It may pass by itself: other areas that are refreshed meanwhile give theirs back.</summary>
public sealed class DiskFull : TransientException
{
    private const int NoRoom = 28, OverQuota = 122; // ENOSPC and EDQUOT, which IOException carries as they are
    private const int WindowsDiskFull = unchecked((int)0x80070070), WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int SqliteFull = 13, SqliteNoRoomToShare = 4874; // SQLITE_FULL and SQLITE_IOERR_SHMSIZE

    private DiskFull()
        : base(new Problem(
            "A disk is full",
            NextStep: "What is served is whole, and nothing that was delivered is lost. Make room on the disks of --home and of temporary files, about three times the area's largest version, then do the same again."))
    { }

    /// <summary>This failure where a full disk is behind an exception, else the exception itself. Messages of others may name files, so none is kept.</summary>
    public static Exception Behind(Exception e) => e is not DiskFull && IsBehind(e) ? new DiskFull() : e;

    private static bool IsBehind(Exception? e) =>
        e switch
        {
            null => false,
            IOException { HResult: NoRoom or OverQuota or WindowsDiskFull or WindowsHandleDiskFull } => true,
            SqliteException sqlite when sqlite.SqliteErrorCode == SqliteFull || sqlite.SqliteExtendedErrorCode == SqliteNoRoomToShare => true,
            DuckDBException duck when duck.Message.Contains("No space left on device", StringComparison.Ordinal) || duck.Message.Contains("not enough space on the disk", StringComparison.Ordinal) => true,
            AggregateException many => many.InnerExceptions.Any(IsBehind),
            SqlFailed refused => IsBehind(refused.Engine),
            _ => IsBehind(e.InnerException),
        };
}
