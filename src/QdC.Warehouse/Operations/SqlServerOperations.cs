namespace QdC.Warehouse;

/// <summary>
/// The books of operations in schema <c>ops</c> of a SQL Server: processes on any number of machines share them. Every write begins by taking its
/// turn, one row that all update, so one comes after the other on any server that has transactions; the clock is the server's.
/// </summary>
/// <param name="connect">Opens a connection; each read and write has its own.</param>
/// <param name="retry">How what fails in passing is tried again.</param>
public sealed class SqlServerOperations(Func<IWarehouseServer> connect, RetryPolicy retry) : IOperationsDatabase
{
    /// <summary>Takes the turn.</summary>
    internal const string Turn = "UPDATE ops.turn SET taken = taken + 1";

    /// <summary>Makes the row of turns, once.</summary>
    internal const string FirstTurn = "INSERT INTO ops.turn (taken) SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM ops.turn)";

    /// <summary>The server's clock.</summary>
    internal const string Clock = "SELECT GETUTCDATE()";

    private const int NoSuchObject = 208;

    /// <summary>For books: three tries, from a quarter of a second; a person or a sign of life waits for the answer.</summary>
    public static RetryPolicy Patience(Action<TimeSpan> wait, int seed) => new(3, TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(2), wait, new Random(seed));

    /// <inheritdoc/>
    public T Read<T>(Func<IOperations, T> work) => retry.Do(() => On(server => work(new Session(server))));

    /// <inheritdoc/>
    public T Write<T>(Func<IOperations, T> work, bool once = false)
    {
        T Do() =>
            On(server =>
            {
                T result = default!;
                server.InTransaction(() =>
                {
                    if (server.Execute(Turn) == 0)
                    {
                        server.Execute(FirstTurn);
                        server.Execute(Turn);
                    }
                    result = work(new Session(server));
                });
                return result;
            });
        return once ? Do() : retry.Do(Do);
    }

    private T On<T>(Func<IWarehouseServer, T> work)
    {
        using var server = connect();
        try
        {
            return work(server);
        }
        catch (ServerRefused e) when (e.Number == NoSuchObject)
        {
            throw new WarehouseNotMigrated(["ops"]);
        }
    }

    private sealed class Session(IWarehouseServer server) : IOperations
    {
        private DateTimeOffset? _now;

        public DateTimeOffset Now => _now ??= OperationsRow.Whole(new DateTimeOffset(DateTime.SpecifyKind(server.Query(Clock, r => r.GetDateTime(0))[0], DateTimeKind.Utc)));

        public long Run(string sql, params (string Name, object? Value)[] parameters) => server.Execute(sql, Sent(parameters));

        public IReadOnlyList<OperationsRow> Rows(string sql, params (string Name, object? Value)[] parameters) =>
            server.Query(sql, row => new OperationsRow([.. Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? null : row.GetValue(i))]), Sent(parameters));

        private static (string, object?)[] Sent((string Name, object? Value)[] parameters) => [.. parameters.Select(p => (p.Name, Value(p.Value)))];

        private static object? Value(object? value) =>
            value switch
            {
                DateTimeOffset moment => OperationsRow.Whole(moment).UtcDateTime,
                DateOnly day => day.ToDateTime(TimeOnly.MinValue),
                _ => value,
            };
    }
}
