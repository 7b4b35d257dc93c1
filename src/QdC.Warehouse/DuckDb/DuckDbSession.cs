using System.Globalization;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace QdC.Warehouse;

/// <summary>One connection to a DuckDB file, with the few calls that pipeline and readers need. Not thread-safe; see <see cref="Another"/>.</summary>
public sealed class DuckDbSession : IDisposable
{
    /// <summary>From here on a second thread does more work than handing work out to it costs.</summary>
    private const long ManyBytes = 48L << 20;

    /// <summary>
    /// Bytes of a block, half of what the engine takes by itself. A small area has hundreds of columns with little in each: its file is 40 % smaller
    /// with them, that of a large one 6 %, and neither takes longer. A file keeps the blocks it was made with.
    /// </summary>
    private const int BlockSize = 128 << 10;

    private readonly string _connectionString;
    private readonly List<DuckDbSession> _others = [];
    private readonly bool _readOnly;
    private bool _isThrownAway;
    private bool _inTransaction;
    private CancellationToken _stop;
    private CancellationTokenRegistration _stopping;

    private DuckDbSession(string path, string connectionString, bool readOnly)
    {
        Path = path;
        _connectionString = connectionString;
        _readOnly = readOnly;
        Connection = new DuckDBConnection(connectionString);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The open connection, for what this class has no call for.</summary>
    public DuckDBConnection Connection { get; }

    /// <summary>Opens a file; one that is not there is created unless it is opened read-only.</summary>
    public static DuckDbSession Open(string path, DuckDbSettings? settings = null)
    {
        settings ??= new DuckDbSettings();
        var builder = new DuckDBConnectionStringBuilder { DataSource = path, ["default_block_size"] = BlockSize };
        if (settings.ReadOnly)
        {
            builder.AccessMode = DuckDBAccessMode.ReadOnly;
        }

        var session = new DuckDbSession(path, builder.ConnectionString, settings.ReadOnly);
        try
        {
            session.Connect();
            session.Apply(settings);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>A second connection to the same file, for work in parallel; it is closed with this session at the latest.</summary>
    public DuckDbSession Another()
    {
        var other = new DuckDbSession(Path, _connectionString, _readOnly);
        other.Connect();
        other.StopWhen(_stop);
        lock (_others)
        {
            _others.Add(other);
        }

        return other;
    }

    /// <summary>
    /// A second connection that works in a database of its own in memory. All connections to the file know that database by its
    /// name, until one detaches it. Its transactions leave no mark: who takes its rows over counts them.
    /// </summary>
    /// <param name="name">The database's name.</param>
    public DuckDbSession Beside(string name)
    {
        var other = Another();
        other.Execute($"ATTACH ':memory:' AS {name}");
        other.Execute($"USE {name}");
        other._isThrownAway = true;
        return other;
    }

    /// <summary>From now on a token that is cancelled stops the statement that runs, here and on further connections opened from here; none ends that.</summary>
    public void StopWhen(CancellationToken cancel)
    {
        _stopping.Dispose();
        _stop = cancel;
        _stopping = cancel.Register(() => NativeMethods.Startup.DuckDBInterrupt(Connection.NativeConnection));
    }

    /// <summary>Runs one statement; <c>?</c> takes the parameters in order. Gives back the rows it changed.</summary>
    public int Execute(string sql, params object?[] parameters)
    {
        using var command = Command(sql, parameters);
        return Guard(sql, command.ExecuteNonQuery);
    }

    /// <summary>The first column of the first row; default when there is none or it is NULL. Numbers are converted.</summary>
    public T? Scalar<T>(string sql, params object?[] parameters)
    {
        using var command = Command(sql, parameters);
        using var reader = Guard(sql, command.ExecuteReader);
        return Guard(sql, reader.Read) && !reader.IsDBNull(0) ? Convert<T>(reader) : default;
    }

    /// <summary>All rows, each turned into a value.</summary>
    public List<T> Query<T>(string sql, Func<DuckDBDataReader, T> row, params object?[] parameters)
    {
        using var command = Command(sql, parameters);
        using var reader = Guard(sql, command.ExecuteReader);
        var rows = new List<T>();
        while (Guard(sql, reader.Read))
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    /// <summary>The rows one by one, for results that need not be held whole. The session is busy until the last is read.</summary>
    public IEnumerable<T> Stream<T>(string sql, Func<DuckDBDataReader, T> row, params object?[] parameters)
    {
        using var command = Command(sql, parameters);
        command.UseStreamingMode = true;
        using var reader = Guard(sql, command.ExecuteReader);
        while (Guard(sql, reader.Read))
        {
            yield return row(reader);
        }
    }

    /// <summary>A query's result as a reader, for what takes rows from one by itself. It is closed afterwards.</summary>
    public T Read<T>(string sql, Func<DuckDBDataReader, T> use)
    {
        using var command = Command(sql, []);
        command.UseStreamingMode = true;
        using var reader = Guard(sql, command.ExecuteReader);
        return use(reader);
    }

    /// <summary>Runs a text of many statements in order.</summary>
    /// <param name="sql">The statements, ended by semicolons.</param>
    /// <param name="name">The script's name for messages, e.g. its file.</param>
    public void RunScript(string sql, string name)
    {
        using var command = Command(sql, []);
        Guard(name, () =>
        {
            using var reader = command.ExecuteReader();
            while (reader.NextResult())
            {
                // every result is taken, so that every statement has run
            }

            return 0;
        });
    }

    /// <summary>Runs the work in one transaction: any exception rolls back, and a commit that the engine did not keep is an exception.</summary>
    /// <remarks>After a failed statement DuckDB answers COMMIT with success and saves nothing; so each transaction leaves a mark, looked for afterwards.</remarks>
    public void InTransaction(Action<DuckDbSession> work) => InTransaction(session =>
    {
        work(session);
        return true;
    });

    /// <inheritdoc cref="InTransaction(Action{DuckDbSession})"/>
    public T InTransaction<T>(Func<DuckDbSession, T> work)
    {
        if (_inTransaction)
        {
            throw new InvalidOperationException("This session is in a transaction already.");
        }

        var mark = Guid.NewGuid().ToString("N");
        T result;
        _inTransaction = true;
        Execute("BEGIN TRANSACTION");
        try
        {
            result = work(this);
            if (!_isThrownAway)
            {
                Execute("INSERT INTO meta.commit_mark VALUES (?)", mark);
            }

            Execute("COMMIT");
        }
        catch
        {
            RollBack();
            throw;
        }
        finally
        {
            _inTransaction = false;
        }

        if (!_isThrownAway && Execute("DELETE FROM meta.commit_mark WHERE mark = ?", mark) != 1)
        {
            throw new SqlFailed("COMMIT", "the engine reported success and kept nothing");
        }

        return result;
    }

    /// <summary>A bulk writer into a table; use it inside <see cref="InTransaction(Action{DuckDbSession})"/>.</summary>
    public ChunkAppender Append(string schema, string table) => new(Connection, schema, table);

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Dispose();
        lock (_others)
        {
            foreach (var other in _others)
            {
                other.Dispose();
            }

            _others.Clear();
        }

        Connection.Dispose();
    }

    /// <summary>A text as an SQL literal, for statements that take no parameters.</summary>
    public static string Literal(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private void Connect() => Guard(Path, () =>
    {
        Connection.Open();
        return 0;
    });

    private void Apply(DuckDbSettings settings)
    {
        Execute("SET autoinstall_known_extensions = false");
        Execute("SET autoload_known_extensions = false");
        if (Scalar<string>("SELECT current_setting('temp_directory')") != (settings.TempDirectory ?? ""))
        {
            // connections of one process to one file share the engine, which refuses a second answer once it has spilled
            Execute("SET temp_directory = " + Literal(settings.TempDirectory ?? ""));
        }

        Execute("SET memory_limit = " + Literal(settings.MemoryLimit));
        UseThreads(settings.Threads ?? ThreadsFor(Path));
        // Nothing relies on the order rows were put in; keeping it costs memory and the second core.
        Execute("SET preserve_insertion_order = false");
        if (!settings.ReadOnly)
        {
            Execute("CREATE SCHEMA IF NOT EXISTS meta");
            Execute("CREATE TABLE IF NOT EXISTS meta.commit_mark (mark VARCHAR)");
        }
    }

    /// <summary>Gives the engine this many threads for the statements of all connections to the file.</summary>
    public void UseThreads(int threads) => Execute("SET threads = " + threads.ToString(CultureInfo.InvariantCulture));

    private static int ThreadsFor(string path) =>
        new[] { path, path + ".wal" }.Select(file => new FileInfo(file)).Sum(file => file.Exists ? file.Length : 0) < ManyBytes ? 1 : Environment.ProcessorCount;

    private DuckDBCommand Command(string sql, object?[] parameters)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        foreach (var value in parameters)
        {
            command.Parameters.Add(new DuckDBParameter(value ?? DBNull.Value));
        }

        return command;
    }

    private void RollBack()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (SqlFailed)
        {
            // the engine has rolled back by itself; the first failure is the one to tell
        }
    }

    private static T Convert<T>(DuckDBDataReader reader)
    {
        var value = reader.GetValue(0);
        if (value is T typed)
        {
            return typed;
        }

        var target = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        return value switch
        {
            System.Numerics.BigInteger big => (T)System.Convert.ChangeType((decimal)big, target, CultureInfo.InvariantCulture),
            IConvertible => (T)System.Convert.ChangeType(value, target, CultureInfo.InvariantCulture),
            _ => reader.GetFieldValue<T>(0),
        };
    }

    private static T Guard<T>(string script, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (DuckDBException e) when (e.ErrorType == DuckDBErrorType.Interrupt)
        {
            throw new OperationCanceledException("The statement was stopped.");
        }
        catch (DuckDBException e)
        {
            throw new SqlFailed(Short(script), e.Message, e);
        }
    }

    private static string Short(string script)
    {
        var line = script.Trim().ReplaceLineEndings(" ");
        return SqlFailed.Mask(line.Length <= 120 ? line : line[..120] + "…");
    }
}
