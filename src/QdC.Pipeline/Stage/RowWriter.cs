using System.Buffers.Binary;
using System.Text;
using QdC.Pipeline.Conform;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Stage;

/// <summary>Writes conformed rows to the staged table. Of a person's identity nothing but pseudonyms gets here.</summary>
internal sealed class RowWriter : IDisposable
{
    private const int FirstField = 6;
    private const int UuidLength = 36;
    private const int MostKeys = 1 << 16;
    private readonly ChunkAppender _rows;
    private readonly ChunkAppender _seen;
    private readonly Pseudonymiser _pseudonyms;
    private readonly FieldPlan[] _stored;
    private readonly IdentityWriter? _identities;
    private readonly List<byte> _flaws = [];
    private readonly HashSet<UInt128> _keys = [];
    private byte[] _content = new byte[1024];
    private byte[] _list = new byte[256];
    private int _length;

    public RowWriter(DuckDbSession session, string table, RowPlan plan, Pseudonymiser pseudonyms, IdentityWriter? identities)
    {
        (_pseudonyms, _identities) = (pseudonyms, identities);
        _stored = [.. plan.Fields.Where(f => f.Field.StoredType is not null)];
        string[] identity = identities is null ? [] : ["identity UUID", SealedIdentity + " BLOB"];
        var columns = _stored.Select(f => $"{Quoted(f.Field.StoredName)} {f.Field.StoredType}").Concat(identity);
        session.Execute("CREATE SCHEMA IF NOT EXISTS stg");
        session.Execute(
            $"CREATE OR REPLACE TABLE stg.{Quoted(table)} (source_key UUID, row_no BIGINT, sheet VARCHAR, line INTEGER, row_hash UBIGINT, flaws VARCHAR"
                + string.Concat(columns.Select(c => ", " + c)) + ")");
        session.Execute($"CREATE OR REPLACE TABLE stg.{Quoted(table + "_seen")} (source_key UUID)");
        _rows = session.Append("stg", table);
        _seen = session.Append("stg", table + "_seen");
    }

    /// <summary>The staged column of sealed identities, which go on to the vault and nowhere else.</summary>
    public const string SealedIdentity = "sealed_identity";

    public long Rows => _rows.Rows;

    /// <summary>Whether a key was written twice; null for more rows than are remembered here: the engine knows.</summary>
    public bool? RepeatsKeys => _keys.Count < Math.Min(Rows, MostKeys + 1) ? true : Rows > MostKeys ? null : false;

    public static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>Writes a row that was not rejected.</summary>
    public void Write(UInt128 key, long number, RowReader reader, Row row)
    {
        _length = 0;
        _flaws.Clear();
        for (var i = 0; i < _stored.Length; i++)
        {
            Write(FirstField + i, _stored[i], row);
        }

        Span<byte> uuid = stackalloc byte[16];
        if (_identities?.Write(key, row) is var (identity, sealedText))
        {
            BinaryPrimitives.WriteUInt128BigEndian(uuid, identity);
            Remember(uuid);
            _rows.SetUuid(FirstField + _stored.Length, uuid);
            _rows.SetBlob(FirstField + _stored.Length + 1, sealedText);
        }

        if (Rows <= MostKeys)
        {
            _keys.Add(key);
        }

        BinaryPrimitives.WriteUInt128BigEndian(uuid, key);
        _rows.SetUuid(0, uuid);
        _rows.Set(1, number);
        if (reader.Sheet is { } sheet)
        {
            _rows.Set(2, sheet);
        }

        _rows.Set(3, reader.Line);
        _rows.Set(4, RowHash.Of(_content.AsSpan(0, _length)));
        if (_flaws.Count > 0)
        {
            _rows.Set(5, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_flaws));
        }

        _rows.EndRow();
    }

    /// <summary>Notes that a rejected record's key was in the file.</summary>
    public void Seen(UInt128 key)
    {
        Span<byte> uuid = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(uuid, key);
        _seen.SetUuid(0, uuid);
        _seen.EndRow();
    }

    public void Complete()
    {
        _rows.Complete();
        _seen.Complete();
    }

    public void Dispose()
    {
        _rows.Dispose();
        _seen.Dispose();
    }

    private void Write(int column, FieldPlan field, Row row)
    {
        ref var cell = ref row.Cells[field.Index];
        Remember((byte)(cell.State >= CellState.Invalid ? cell.State : CellState.Empty));
        switch (cell.State)
        {
            case CellState.Valid:
                Value(column, field, cell, row);
                break;
            case CellState.Invalid:
                Flaw(field.Field.Name, ":invalid"u8);
                break;
            case CellState.Unmapped:
                Flaw(field.Field.Name, ":unmapped"u8);
                break;
        }
    }

    private void Value(int column, FieldPlan field, in Cell cell, Row row)
    {
        switch (field.Field.Type)
        {
            case FieldType.Ref:
                Reference(column, field, row.Text(field));
                return;
            case FieldType.Refs:
                References(column, field, row.Text(field));
                return;
            case FieldType.Identifier:
                Document(column, field, row.Text(field));
                return;
            case FieldType.Label:
                Text(column, field.Constant is null ? row.Text(field) : field.ConstantText);
                return;
            case FieldType.Code:
                Text(column, field.Codes!.Utf8((int)cell.Number));
                return;
        }

        var number = field.Field.Reduce == "year" ? cell.Date.Year : cell.Number;
        Remember(number);
        switch (field.Field.Type)
        {
            case FieldType.Date or FieldType.Month when field.Field.Reduce is null:
                _rows.Set(column, cell.Date);
                break;
            case FieldType.Money or FieldType.Number:
                _rows.SetScaled(column, number);
                break;
            case FieldType.Boolean:
                _rows.Set(column, number != 0);
                break;
            default:
                _rows.Set(column, number);
                break;
        }
    }

    private void Text(int column, ReadOnlySpan<byte> text)
    {
        Remember(text.Length);
        Remember(text);
        _rows.Set(column, text);
    }

    private void Reference(int column, FieldPlan field, ReadOnlySpan<byte> key)
    {
        Span<byte> uuid = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(uuid, _pseudonyms.OfRepeated(field.Space!, key));
        Remember(uuid);
        _rows.SetUuid(column, uuid);
    }

    private void Document(int column, FieldPlan field, ReadOnlySpan<byte> text)
    {
        Span<byte> canonical = stackalloc byte[12];
        if (Identifiers.Canonical(text, canonical) is > 0 and var length)
        {
            Reference(column, field, canonical[..length]);
        }
    }

    private void References(int column, FieldPlan field, ReadOnlySpan<byte> keys)
    {
        var length = 0;
        while (true)
        {
            var end = field.Split.Length == 0 ? -1 : keys.IndexOf(field.Split);
            var key = Row.Trim(end < 0 ? keys : keys[..end]);
            if (!key.IsEmpty)
            {
                length = AddReference(length, _pseudonyms.OfRepeated(field.Space!, key));
            }

            if (end < 0)
            {
                break;
            }

            keys = keys[(end + field.Split.Length)..];
        }

        if (length > 0)
        {
            Text(column, _list.AsSpan(0, length));
        }
    }

    private int AddReference(int length, UInt128 pseudonym)
    {
        if (length + UuidLength + 1 > _list.Length)
        {
            Array.Resize(ref _list, _list.Length * 2);
        }

        if (length > 0)
        {
            _list[length++] = (byte)',';
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, pseudonym);
        new Guid(bytes, bigEndian: true).TryFormat(_list.AsSpan(length), out var written);
        return length + written;
    }

    private void Flaw(string field, ReadOnlySpan<byte> suffix)
    {
        if (_flaws.Count > 0)
        {
            _flaws.Add((byte)',');
        }

        _flaws.AddRange(Encoding.UTF8.GetBytes(field));
        foreach (var b in suffix)
        {
            _flaws.Add(b);
        }
    }

    private void Remember(byte value)
    {
        Span<byte> one = [value];
        Remember(one);
    }

    private void Remember(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        Remember(bytes);
    }

    private void Remember(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _content.Length)
        {
            Array.Resize(ref _content, Math.Max(_content.Length * 2, _length + bytes.Length));
        }

        bytes.CopyTo(_content.AsSpan(_length));
        _length += bytes.Length;
    }
}
