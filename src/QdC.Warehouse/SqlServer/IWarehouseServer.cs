using System.Data.Common;

namespace QdC.Warehouse;

/// <summary>
/// One connection to the server that holds the shared warehouse: all that migrations and sync ask of it, and where tests put a server
/// that fails by plan. Not thread-safe.
/// </summary>
/// <remarks>Every call may throw <see cref="ServerUnavailable"/>, which may pass, or <see cref="ServerRefused"/>, which does not.</remarks>
public interface IWarehouseServer : IDisposable
{
    /// <summary>Runs one statement and gives back how many rows it changed.</summary>
    /// <param name="sql">The statement; <c>@name</c> stands for a parameter.</param>
    /// <param name="parameters">The parameters by name, without the @.</param>
    long Execute(string sql, params (string Name, object? Value)[] parameters);

    /// <summary>All rows of a query.</summary>
    List<T> Query<T>(string sql, Func<DbDataReader, T> row, params (string Name, object? Value)[] parameters);

    /// <summary>Sends rows to a table as fast as the server takes them, and gives back how many were sent.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Its columns, in the order of the reader's.</param>
    /// <param name="rows">The rows.</param>
    long Send(string table, IReadOnlyList<string> columns, DbDataReader rows);

    /// <summary>Does work that is kept whole or not at all.</summary>
    void InTransaction(Action work);

    /// <summary>Takes a lock that the server frees when the connection ends, however it ends. False when another has it; true on a server that has no such locks.</summary>
    /// <param name="name">What is locked.</param>
    bool TryLock(string name);
}
