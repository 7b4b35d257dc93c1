using System.Data.Common;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Server;

/// <summary>Which call fails, of all that are made on connections of one plan, and whether the server has done it by then.</summary>
/// <param name="At">The call, from 1; 0 for none.</param>
/// <param name="Done">True when the server did it and only the answer is lost.</param>
internal sealed class FailurePlan(int At, bool Done)
{
    /// <summary>True when the last call is the one that fails.</summary>
    public bool Fails => Calls.Count == At;

    /// <summary>True when the server did it and only the answer is lost.</summary>
    public bool IsDone => Done;

    /// <summary>The calls so far, by what they do.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Makes a call, or fails it.</summary>
    public T Call<T>(string what, Func<T> call)
    {
        Calls.Add(what);
        if (Calls.Count != At)
        {
            return call();
        }
        if (Done)
        {
            call();
        }
        throw new ServerUnavailable("twin", what, 10054);
    }
}

/// <summary>A connection that breaks as a plan says; once broken it answers nothing.</summary>
internal sealed class FailingServer(IWarehouseServer server, FailurePlan plan) : IWarehouseServer
{
    private bool _broken;

    /// <inheritdoc/>
    public long Execute(string sql, params (string Name, object? Value)[] parameters) => Call(sql, () => server.Execute(sql, parameters));

    /// <inheritdoc/>
    public List<T> Query<T>(string sql, Func<DbDataReader, T> row, params (string Name, object? Value)[] parameters) => Call(sql, () => server.Query(sql, row, parameters));

    /// <inheritdoc/>
    public long Send(string table, IReadOnlyList<string> columns, DbDataReader rows) => Call($"send {table}", () => server.Send(table, columns, rows));

    /// <inheritdoc/>
    public bool TryLock(string name) => Call("lock", () => server.TryLock(name));

    /// <inheritdoc/>
    public void InTransaction(Action work)
    {
        var committing = false;
        Call("begin", () => 0);
        try
        {
            server.InTransaction(() =>
            {
                work();
                plan.Calls.Add("commit");
                committing = true;
                if (plan.Fails && !plan.IsDone)
                {
                    throw new ServerUnavailable("twin", "commit", 10054);
                }
            });
        }
        catch when (committing)
        {
            _broken = true;
            throw;
        }
        if (plan.Fails)
        {
            _broken = true;
            throw new ServerUnavailable("twin", "commit", 10054);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => server.Dispose();

    private T Call<T>(string what, Func<T> call)
    {
        if (_broken)
        {
            throw new ServerUnavailable("twin", "on a broken connection", -1);
        }
        try
        {
            return plan.Call(what, call);
        }
        catch (ServerUnavailable)
        {
            _broken = true;
            throw;
        }
    }
}
