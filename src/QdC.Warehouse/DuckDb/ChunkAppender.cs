using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Native = DuckDB.NET.Native.NativeMethods;
using NativeAppender = DuckDB.NET.Native.DuckDBAppender;

namespace QdC.Warehouse;

/// <summary>Appends rows to a table through raw data chunks of 2,048 rows: nothing is allocated per row.</summary>
/// <remarks>
/// Set the columns of a row, then <see cref="EndRow"/>; a column not set is NULL. <see cref="Complete"/> writes what is left;
/// disposing without it throws the unwritten rows away. Use it inside a transaction: without one the engine commits every
/// 204,800 rows. Not thread-safe; parallel appenders need a connection each.
/// </remarks>
public sealed unsafe class ChunkAppender : IDisposable
{
    private const int InlineLength = 12;
    private const int StringSize = 16;
    private static readonly int ChunkRows = (int)Native.Helpers.DuckDBVectorSize();
    private static readonly decimal[] PowersOfTen = [.. Enumerable.Range(0, 29).Select(scale => (decimal)System.Numerics.BigInteger.Pow(10, scale))];
    private static readonly int EpochDay = new DateOnly(1970, 1, 1).DayNumber;

    private readonly string _table;
    private readonly NativeAppender _appender;
    private readonly DuckDBLogicalType[] _types;
    private readonly DuckDBDataChunk _chunk;
    private readonly ChunkColumn[] _columns;
    private readonly ulong[] _set;
    private readonly Dictionary<string, int> _byName = new(StringComparer.OrdinalIgnoreCase);
    private int _row;
    private bool _done;

    /// <summary>An appender to an existing table; its columns are those of the table, in order.</summary>
    public ChunkAppender(DuckDBConnection connection, string schema, string table)
    {
        _table = $"{schema}.{table}";
        var state = Native.Appender.DuckDBAppenderCreate(connection.NativeConnection, schema, table, out _appender);
        if (state != DuckDBState.Success)
        {
            var message = Message();
            _appender.Dispose();
            throw new SqlFailed("append to " + _table, message);
        }

        var names = ColumnNames(connection, schema, table);
        var count = (int)Native.Appender.DuckDBAppenderColumnCount(_appender);
        _types = new DuckDBLogicalType[count];
        _columns = new ChunkColumn[count];
        _set = new ulong[(count + 63) / 64];
        var handles = new nint[count];
        for (var i = 0; i < count; i++)
        {
            _types[i] = Native.Appender.DuckDBAppenderColumnType(_appender, (ulong)i);
            handles[i] = _types[i].DangerousGetHandle();
            _columns[i] = Describe(names[i], _types[i]);
            _byName.Add(names[i], i);
        }

        _chunk = Native.DataChunks.DuckDBCreateDataChunk(handles, (ulong)count);
        Bind();
    }

    /// <summary>Rows ended so far.</summary>
    public long Rows { get; private set; }

    /// <summary>The position of a column, by its name.</summary>
    public int Column(string name) => _byName.TryGetValue(name, out var column)
        ? column
        : throw new ArgumentException($"{_table} has no column '{name}'; it has {string.Join(", ", _byName.Keys)}.", nameof(name));

    /// <summary>NULL.</summary>
    public void SetNull(int column)
    {
        Mark(column);
        ClearValid(column);
    }

    /// <summary>A whole number; the column is SMALLINT, INTEGER or BIGINT and must hold it.</summary>
    public void Set(int column, int value) => Set(column, (long)value);

    /// <inheritdoc cref="Set(int, int)"/>
    public void Set(int column, long value)
    {
        ref var c = ref _columns[column];
        if (c.Type is DuckDBType.BigInt)
        {
            ((long*)c.Data)[_row] = value;
        }
        else if (c.Type is DuckDBType.Integer)
        {
            ((int*)c.Data)[_row] = checked((int)value);
        }
        else if (c.Type is DuckDBType.SmallInt)
        {
            ((short*)c.Data)[_row] = checked((short)value);
        }
        else
        {
            throw Wrong(column, "whole number");
        }

        Mark(column);
    }

    /// <summary>An unsigned number; the column is UBIGINT.</summary>
    public void Set(int column, ulong value)
    {
        Require(column, DuckDBType.UnsignedBigInt, "UBIGINT");
        ((ulong*)_columns[column].Data)[_row] = value;
        Mark(column);
    }

    /// <summary>A floating number; the column is DOUBLE.</summary>
    public void Set(int column, double value)
    {
        Require(column, DuckDBType.Double, "DOUBLE");
        ((double*)_columns[column].Data)[_row] = value;
        Mark(column);
    }

    /// <summary>A truth value; the column is BOOLEAN.</summary>
    public void Set(int column, bool value)
    {
        Require(column, DuckDBType.Boolean, "BOOLEAN");
        ((byte*)_columns[column].Data)[_row] = value ? (byte)1 : (byte)0;
        Mark(column);
    }

    /// <summary>A day; the column is DATE.</summary>
    public void Set(int column, DateOnly value)
    {
        Require(column, DuckDBType.Date, "DATE");
        ((int*)_columns[column].Data)[_row] = value.DayNumber - EpochDay;
        Mark(column);
    }

    /// <summary>An exact number; the column is DECIMAL, and the value must fit its scale and width.</summary>
    public void Set(int column, decimal value)
    {
        Require(column, DuckDBType.Decimal, "DECIMAL");
        var scaled = value * PowersOfTen[_columns[column].Scale];
        if (scaled != decimal.Truncate(scaled))
        {
            throw new ArgumentException($"The value has more than {_columns[column].Scale} decimals, which {NameOf(column)} does not keep.", nameof(value));
        }

        SetScaled(column, (long)scaled);
    }

    /// <summary>An exact number as a whole number of its smallest unit (12.34 in DECIMAL(18,2) is 1234).</summary>
    public void SetScaled(int column, long value)
    {
        Require(column, DuckDBType.Decimal, "DECIMAL");
        ref var c = ref _columns[column];
        switch (c.Stored)
        {
            case DuckDBType.BigInt: ((long*)c.Data)[_row] = value; break;
            case DuckDBType.Integer: ((int*)c.Data)[_row] = checked((int)value); break;
            case DuckDBType.SmallInt: ((short*)c.Data)[_row] = checked((short)value); break;
            default: throw Wrong(column, "DECIMAL of at most 18 digits");
        }

        Mark(column);
    }

    /// <summary>A text in UTF-8; the column is VARCHAR.</summary>
    public void Set(int column, ReadOnlySpan<byte> utf8)
    {
        Require(column, DuckDBType.Varchar, "VARCHAR");
        if (!Utf8.IsValid(utf8))
        {
            throw new ArgumentException($"The text for {NameOf(column)} is not UTF-8.", nameof(utf8));
        }

        WriteText(column, utf8);
    }

    /// <summary>Bytes as they are; the column is BLOB.</summary>
    public void SetBlob(int column, ReadOnlySpan<byte> bytes)
    {
        Require(column, DuckDBType.Blob, "BLOB");
        WriteText(column, bytes);
    }

    /// <summary>A text; the column is VARCHAR. A lone surrogate becomes U+FFFD.</summary>
    public void Set(int column, ReadOnlySpan<char> text)
    {
        Require(column, DuckDBType.Varchar, "VARCHAR");
        if (text.Length <= 256)
        {
            Span<byte> buffer = stackalloc byte[text.Length * 3];
            WriteText(column, buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
            return;
        }

        var rented = System.Buffers.ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        WriteText(column, rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        System.Buffers.ArrayPool<byte>.Shared.Return(rented, clearArray: true);
    }

    /// <summary>A text; null is NULL.</summary>
    public void Set(int column, string? text)
    {
        if (text is null)
        {
            SetNull(column);
        }
        else
        {
            Set(column, text.AsSpan());
        }
    }

    /// <summary>A UUID; the column is UUID.</summary>
    public void Set(int column, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        SetUuid(column, bytes);
    }

    /// <summary>A UUID from its 16 bytes in the order they are read.</summary>
    public void SetUuid(int column, ReadOnlySpan<byte> bigEndian)
    {
        Require(column, DuckDBType.Uuid, "UUID");
        var cell = (ulong*)_columns[column].Data + (2 * _row);
        cell[0] = BinaryPrimitives.ReadUInt64BigEndian(bigEndian[8..]);
        cell[1] = BinaryPrimitives.ReadUInt64BigEndian(bigEndian) ^ (1UL << 63); // a signed 128-bit number that sorts as the UUID does
        Mark(column);
    }

    /// <summary>Ends the row.</summary>
    public void EndRow()
    {
        ObjectDisposedException.ThrowIf(_done, this);
        for (var word = 0; word < _set.Length; word++)
        {
            var width = Math.Min(64, _columns.Length - (word * 64));
            var unset = ~_set[word] & (width == 64 ? ulong.MaxValue : (1UL << width) - 1);
            while (unset != 0)
            {
                ClearValid((word * 64) + System.Numerics.BitOperations.TrailingZeroCount(unset));
                unset &= unset - 1;
            }

            _set[word] = 0;
        }

        Rows++;
        if (++_row == ChunkRows)
        {
            WriteChunk();
        }
    }

    /// <summary>Writes the rows that are left and closes the appender.</summary>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_done, this);
        if (_row > 0)
        {
            WriteChunk();
        }

        if (Native.Appender.DuckDBAppenderFlush(_appender) != DuckDBState.Success)
        {
            throw Failed();
        }

        _done = true;
        if (Native.Appender.DuckDBAppenderClose(_appender) != DuckDBState.Success)
        {
            throw Failed();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_done)
        {
            _done = true;
            Native.Appender.DuckDBAppenderClear(_appender);
        }

        _chunk.Dispose();
        _appender.Dispose();
        foreach (var type in _types)
        {
            type.Dispose();
        }
    }

    private static string[] ColumnNames(DuckDBConnection connection, string schema, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"FROM {Quoted(schema)}.{Quoted(table)} LIMIT 0";
        using var reader = command.ExecuteReader();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }

    private static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static ChunkColumn Describe(string name, DuckDBLogicalType type)
    {
        var id = Native.LogicalType.DuckDBGetTypeId(type);
        var isDecimal = id == DuckDBType.Decimal;
        return new ChunkColumn
        {
            Name = name,
            Type = id,
            Stored = isDecimal ? Native.LogicalType.DuckDBDecimalInternalType(type) : id,
            Scale = isDecimal ? Native.LogicalType.DuckDBDecimalScale(type) : (byte)0,
        };
    }

    private void Bind()
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            ref var column = ref _columns[i];
            column.Vector = Native.DataChunks.DuckDBDataChunkGetVector(_chunk, i);
            column.Data = Native.Vectors.DuckDBVectorGetData(column.Vector);
            column.Validity = null;
        }
    }

    private void WriteChunk()
    {
        Native.DataChunks.DuckDBDataChunkSetSize(_chunk, (ulong)_row);
        if (Native.Appender.DuckDBAppendDataChunk(_appender, _chunk) != DuckDBState.Success)
        {
            throw Failed();
        }

        Native.DataChunks.DuckDBDataChunkReset(_chunk);
        Bind();
        _row = 0;
    }

    private void WriteText(int column, ReadOnlySpan<byte> utf8)
    {
        ref var c = ref _columns[column];
        if (utf8.Length <= InlineLength)
        {
            var cell = (byte*)c.Data + ((long)StringSize * _row);
            *(ulong*)cell = 0;
            *(ulong*)(cell + 8) = 0;
            *(int*)cell = utf8.Length;
            utf8.CopyTo(new Span<byte>(cell + 4, InlineLength));
        }
        else
        {
            fixed (byte* bytes = utf8)
            {
                Native.Vectors.DuckDBUnsafeVectorAssignStringElementLength(c.Vector, (ulong)_row, bytes, utf8.Length);
            }
        }

        Mark(column);
    }

    private void Mark(int column)
    {
        ref var c = ref _columns[column];
        _set[column >> 6] |= 1UL << (column & 63);
        if (c.Validity != null)
        {
            c.Validity[_row >> 6] |= 1UL << (_row & 63);
        }
    }

    private void ClearValid(int column)
    {
        ref var c = ref _columns[column];
        if (c.Validity == null)
        {
            Native.Vectors.DuckDBVectorEnsureValidityWritable(c.Vector);
            c.Validity = Native.Vectors.DuckDBVectorGetValidity(c.Vector);
        }

        c.Validity[_row >> 6] &= ~(1UL << (_row & 63));
    }

    private void Require(int column, DuckDBType type, string name)
    {
        if (_columns[column].Type != type)
        {
            throw Wrong(column, name);
        }
    }

    private InvalidOperationException Wrong(int column, string given) =>
        new($"{NameOf(column)} is of type {_columns[column].Type}; it cannot take a {given}.");

    private string NameOf(int column) => $"{_table}.{_columns[column].Name}";

    private SqlFailed Failed() => new("append to " + _table, Message());

    private string Message()
    {
        using var error = Native.Appender.DuckDBAppenderErrorData(_appender);
        return error.HasError && error.Message is { } message ? message : "the engine gave no reason";
    }
}
