using System.Data.Common;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Server;

/// <summary>A connection at which something happens besides.</summary>
internal sealed class HookedServer(IWarehouseServer server) : IWarehouseServer
{
    /// <summary>After rows were sent to a table.</summary>
    public Action<IWarehouseServer, string>? AfterSend { get; init; }

    /// <summary>Before a transaction begins.</summary>
    public Action? BeforeTransaction { get; init; }

    /// <inheritdoc/>
    public long Execute(string sql, params (string Name, object? Value)[] parameters) => server.Execute(sql, parameters);

    /// <inheritdoc/>
    public List<T> Query<T>(string sql, Func<DbDataReader, T> row, params (string Name, object? Value)[] parameters) => server.Query(sql, row, parameters);

    /// <inheritdoc/>
    public long Send(string table, IReadOnlyList<string> columns, DbDataReader rows)
    {
        var sent = server.Send(table, columns, rows);
        AfterSend?.Invoke(server, table);
        return sent;
    }

    /// <inheritdoc/>
    public void InTransaction(Action work)
    {
        BeforeTransaction?.Invoke();
        server.InTransaction(work);
    }

    /// <inheritdoc/>
    public bool TryLock(string name) => server.TryLock(name);

    /// <inheritdoc/>
    public void Dispose() => server.Dispose();
}
