using System.Collections.Concurrent;
using System.Data;
using System.Globalization;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using QdC.SqlServerTests.Scripts;
using QdC.SqlServerTests.Server;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Wire;

/// <summary>What a connection asks of its database: statements that are T-SQL are run by the twin, others are refused as a server would.</summary>
internal sealed partial class TdsSession(TdsServer server, TdsDatabase database, TdsConnection connection) : IDisposable
{
    private const byte Begun = 8, Committed = 9, RolledBack = 10;
    private const int SyntaxWrong = 102, LockTimedOut = 1222, Deadlock = 1205, NotHere = 40517;

    /// <summary>The number that Babelfish answers with to what it does not understand.</summary>
    public const int Babelfish = 33557097;

    private const string Lock = "DECLARE @taken int; EXEC @taken = sp_getapplock";
    private static readonly ConcurrentDictionary<string, (int Number, string Words)> Judged = new();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static long _transactions;

    private readonly TwinServer _twin = database.Twin.Another();
    private byte[]? _transaction;
    private bool _hasTurn;
    private string _loading = "";

    /// <summary>Runs a batch of text.</summary>
    public void Batch(string sql, TdsAnswer answer) => Guarded(answer, TdsAnswer.Batch, () => Run(sql, [], answer, TdsAnswer.Batch));

    /// <summary>Runs a statement with parameters.</summary>
    public void Procedure(string sql, IReadOnlyList<(string Name, object? Value)> parameters, TdsAnswer answer)
    {
        var done = Guarded(answer, TdsAnswer.InProc, () => Run(sql, parameters, answer, TdsAnswer.InProc));
        answer.Returned(wrong: !done);
    }

    /// <summary>Begins or ends a transaction.</summary>
    public void Transaction((TdsTransaction Kind, bool IsSnapshot) request, TdsAnswer answer) =>
        Guarded(answer, TdsAnswer.Batch, () =>
        {
            if (request.Kind == TdsTransaction.Begin)
            {
                _hasTurn = !request.IsSnapshot && (database.Turn.Wait(Patience) ? true : throw new Refused(LockTimedOut, "Lock request time out period exceeded."));
                _twin.Begin();
                _transaction = BitConverter.GetBytes(Interlocked.Increment(ref _transactions));
                answer.Changed(Begun, _transaction, []);
            }
            else
            {
                var ended = _transaction ?? throw new Refused(3903, "The request has no corresponding BEGIN TRANSACTION.");
                End(keep: request.Kind == TdsTransaction.Commit);
                answer.Changed(request.Kind == TdsTransaction.Commit ? Committed : RolledBack, [], ended);
            }
            answer.Done(TdsAnswer.Batch);
        });

    /// <summary>Puts in the rows of a load, all or none.</summary>
    public void Load(BinaryReader from, TdsAnswer answer) =>
        Guarded(answer, TdsAnswer.Batch, () =>
        {
            var columns = TdsRequest.Columns(from);
            var isOwn = _transaction is null;
            if (isOwn)
            {
                _twin.Begin();
            }
            var isKept = false;
            try
            {
                var rows = _twin.Append(_loading, [.. columns.Select(c => c.Name)], TdsRequest.Rows(from, columns).Select(row =>
                {
                    server.Bulk();
                    server.Faults.AfterBulkRow(server.BulkRows);
                    return row;
                }));
                isKept = true;
                answer.Done(TdsAnswer.Batch, 0, rows);
            }
            finally
            {
                if (isOwn)
                {
                    _twin.End(isKept);
                }
            }
        });

    /// <summary>Answers with an error instead. Who is the victim of a deadlock has no transaction any more.</summary>
    public void Refuse(int number, TdsAnswer answer)
    {
        if (number == Deadlock && _transaction is { } ended)
        {
            End(keep: false);
            answer.Changed(RolledBack, [], ended);
        }
        answer.Error(number, 13, number == Babelfish ? "'THIS' is not currently supported in Babelfish" : $"Refused with {number}, as planned.");
        answer.Done(TdsAnswer.Batch, wrong: true);
    }

    /// <summary>As a connection that is used again begins.</summary>
    public void Reset()
    {
        if (_transaction is not null)
        {
            End(keep: false);
        }
        foreach (var held in database.Locks.Where(l => l.Value == connection))
        {
            database.Locks.TryRemove(held);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Reset();

    private void End(bool keep)
    {
        try
        {
            _twin.End(keep);
        }
        finally
        {
            _transaction = null;
            if (_hasTurn)
            {
                _hasTurn = false;
                database.Turn.Release();
            }
        }
    }

    private void Run(string sql, IReadOnlyList<(string Name, object? Value)> parameters, TdsAnswer answer, byte kind)
    {
        if (BulkOf().Match(sql) is { Success: true } bulk)
        {
            _loading = Bare(bulk.Groups[1].Value);
            answer.Done(kind);
        }
        else if (sql.Contains("sp_tablecollations_100", StringComparison.Ordinal))
        {
            Describe(Bare(DescribedTable().Match(sql).Groups[1].Value), answer);
        }
        else if (DatabaseOf().Match(sql) is { Success: true } named)
        {
            if (named.Groups[1].Value == "CREATE")
            {
                server.Databases[named.Groups[2].Value] = new TdsDatabase(TwinServer.Empty(), isOwn: true);
            }
            else if (server.Databases.TryRemove(named.Groups[2].Value, out var dropped))
            {
                dropped.Dispose();
            }
            answer.Done(kind);
        }
        else if (Judged.GetOrAdd(sql, Judge) is { Number: > 0 } verdict)
        {
            throw new Refused(verdict.Number, verdict.Words);
        }
        else if (sql.StartsWith(Lock, StringComparison.Ordinal))
        {
            var taken = database.Locks.GetOrAdd((string)parameters[0].Value!, connection) == connection;
            Rows([new TdsColumn("", TdsType.Declared("int"))], [[taken ? 0 : -1]], answer, kind);
        }
        else if (TwinServer.Defines(sql))
        {
            _twin.Execute(sql);
            answer.Done(kind);
        }
        else if (TdsAnswer.CommandOf(sql) is var command && command == TdsAnswer.CommandOf("SELECT"))
        {
            _twin.Read(sql, parameters, reader =>
            {
                var columns = reader.GetSchemaTable().Rows.Cast<DataRow>().Select((c, i) => new TdsColumn((string)c["ColumnName"], TypeOf(c, reader.GetDataTypeName(i)))).ToList();
                Rows(columns, Values(reader), answer, kind);
            });
        }
        else
        {
            answer.Done(kind, command, _twin.Execute(sql, [.. parameters]));
        }
    }

    /// <summary>What a statement is refused for: no T-SQL, or several at once, which the twin does not take.</summary>
    private static (int Number, string Words) Judge(string sql)
    {
        var (tree, errors) = ParsedScripts.Parse(sql);
        return errors is [var error, ..] ? (SyntaxWrong, error.Message)
            : tree.Batches is [{ Statements.Count: 1 }] || sql.StartsWith(Lock, StringComparison.Ordinal) ? (0, "")
            : (NotHere, "several statements at once");
    }

    private static TdsType TypeOf(DataRow column, string name) =>
        TdsType.Declared(name == "Decimal" ? string.Create(CultureInfo.InvariantCulture, $"decimal({column["NumericPrecision"]},{column["NumericScale"]})") : name);

    private static IEnumerable<object?[]> Values(DuckDBDataReader reader)
    {
        while (reader.Read())
        {
            yield return [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i) is Stream blob ? Bytes(blob) : reader.GetValue(i))];
        }
    }

    private static byte[] Bytes(Stream blob)
    {
        using var copy = new MemoryStream();
        blob.CopyTo(copy);
        return copy.ToArray();
    }

    private static void Rows(IReadOnlyList<TdsColumn> columns, IEnumerable<object?[]> rows, TdsAnswer answer, byte kind)
    {
        answer.Columns(columns);
        var count = 0L;
        foreach (var row in rows)
        {
            answer.Row(columns, row);
            count++;
        }
        answer.Done(kind, TdsAnswer.CommandOf("SELECT"), count);
    }

    /// <summary>What a bulk copy asks first: whether a transaction is open, the columns of its table, their collations, and other names for them.</summary>
    private void Describe(string table, TdsAnswer answer)
    {
        var columns = _twin.Declared(table).Select(c => new TdsColumn(c.Name, TdsType.Declared(c.Type))).ToList();
        if (columns.Count == 0)
        {
            throw new Refused(208, $"Invalid object name '{table}'.");
        }
        void Part(IReadOnlyList<TdsColumn> of, IEnumerable<object?[]> rows, bool more = true)
        {
            answer.Columns(of);
            var count = 0L;
            foreach (var row in rows)
            {
                answer.Row(of, row);
                count++;
            }
            answer.Done(TdsAnswer.Batch, TdsAnswer.CommandOf("SELECT"), count, more);
        }
        var (text, number) = (TdsType.Declared("nvarchar(128)"), TdsType.Declared("int"));
        Part([new("", number)], [[_transaction is null ? 0 : 1]]);
        Part(columns, []);
        Part([new("colid", number), new("name", text), new("tds_collation", TdsType.Declared("varbinary(5)")), new("collation", text)], columns.Select((c, i) => new object?[] { i + 1, c.Name, null, c.Type.IsText ? TdsType.CollationName : null }));
        Part([new("Canonical_Column_Name", text), new("Aliased_Column_Name", text)], [], more: false);
    }

    /// <summary>Runs, or answers with the error that a server has for what went wrong.</summary>
    private bool Guarded(TdsAnswer answer, byte kind, Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (Exception e) when (e is Refused or DuckDBException or ServerRefused or NotSupportedException)
        {
            var (number, words) = e switch { Refused r => (r.Number, r.Message), ServerRefused s => (s.Number, s.Message), NotSupportedException => (NotHere, e.Message), _ => (NumberOf(e.Message), e.Message) };
            answer.Error(number, 16, words.Length <= 400 ? words : words[..400]);
            answer.Done(kind, wrong: true);
            return false;
        }
    }

    private static int NumberOf(string words) =>
        words switch
        {
            _ when words.Contains("Conflict", StringComparison.OrdinalIgnoreCase) => Deadlock,
            _ when words.StartsWith("Catalog Error: Table", StringComparison.Ordinal) => 208,
            _ when words.StartsWith("Binder Error", StringComparison.Ordinal) => 207,
            _ when words.Contains("Duplicate key", StringComparison.Ordinal) => 2627,
            _ when words.Contains("NOT NULL constraint", StringComparison.Ordinal) => 515,
            _ when words.StartsWith("Conversion Error", StringComparison.Ordinal) => 8114,
            _ => 50000,
        };

    private static string Bare(string name) => name.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\Ainsert bulk (\S+) \(", RegexOptions.NonBacktracking)]
    private static partial Regex BulkOf();

    [GeneratedRegex(@"sp_tablecollations_100 N'([^']+)'", RegexOptions.NonBacktracking)]
    private static partial Regex DescribedTable();

    [GeneratedRegex(@"\A(CREATE|DROP) DATABASE (\w+)\z", RegexOptions.NonBacktracking)]
    private static partial Regex DatabaseOf();

    private sealed class Refused(int number, string words) : Exception(words)
    {
        public int Number { get; } = number;
    }
}
