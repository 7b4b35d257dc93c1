using Microsoft.Data.Sqlite;

namespace QdC.Warehouse;

/// <summary>Whole SQLite files: a copy of one that others write to, and whether one is sound.</summary>
internal static class SqliteFiles
{
    private const int BusySeconds = 30;

    /// <summary>What writers leave beside a file while they have it open.</summary>
    public static IReadOnlyList<string> Companions(string file) => [file + "-wal", file + "-shm", file + "-journal"];

    /// <summary>Writes what is committed now to a new file, without what was erased; writers go on meanwhile.</summary>
    public static void Snapshot(string file, string target)
    {
        try
        {
            using var connection = Open(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = BusySeconds });
            using var command = connection.CreateCommand();
            command.CommandText = "VACUUM INTO $target";
            command.Parameters.AddWithValue("$target", target);
            command.ExecuteNonQuery();
        }
        catch (SqliteException e)
        {
            throw new StoreDamaged(file, "The SQLite file cannot be read as a whole", e);
        }
        Durable.FlushFile(target);
    }

    /// <summary>True when a file that nobody writes to is a sound SQLite file. Leaves nothing beside it.</summary>
    public static bool IsSound(string file)
    {
        try
        {
            using var connection = Open(new SqliteConnectionStringBuilder { DataSource = $"{new Uri(file).AbsoluteUri}?immutable=1", Mode = SqliteOpenMode.ReadOnly, Pooling = false });
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check";
            return command.ExecuteScalar() is "ok";
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private static SqliteConnection Open(SqliteConnectionStringBuilder how)
    {
        var connection = new SqliteConnection(how.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
