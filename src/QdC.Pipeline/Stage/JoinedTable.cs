using System.Buffers.Binary;
using QdC.Metrics;
using QdC.Pipeline.Conform;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Validate;

namespace QdC.Pipeline.Stage;

/// <summary>What became of the records of a joined file. Records = taken + unused + repeated + left out + rejected.</summary>
/// <param name="Join">The join.</param>
/// <param name="Records">Records in the file.</param>
/// <param name="Taken">Records that at least one row of the extract took values from.</param>
/// <param name="Unused">Records whose key no row of the extract holds.</param>
/// <param name="Repeated">Records that repeat a key.</param>
/// <param name="LeftOut">Records that <c>only</c> leaves out.</param>
/// <param name="Rejected">Records that are broken or have no key.</param>
internal sealed record JoinedCounts(string Join, long Records, long Taken, long Unused, long Repeated, long LeftOut, long Rejected);

/// <summary>
/// The records of a joined file by their key. Only the key and the columns that are taken are kept, as UTF-8 one after the other:
/// about their length plus 35 bytes a record, and 8 bytes a column. More than <see cref="MostBytes"/> of them are refused.
/// </summary>
internal sealed class JoinedTable
{
    /// <summary>Bytes kept of a joined file at most.</summary>
    public const long MostBytes = 256L << 20;

    private const int PageSize = 1 << 20;
    private const int Flag = 0, LineAt = 1, KeyLengthAt = 5, LengthAt = 9, KeyAt = 13;

    private readonly JoinDefinition _join;
    private readonly string _file;
    private readonly Action<Rule, RowReader, string>? _refused;
    private readonly List<byte[]> _pages = [];
    private readonly JoinedKey _key = new();
    private long[] _slots = new long[1024];
    private string[] _columns = [];
    private byte[] _entry = new byte[256];
    private int _pageUsed = PageSize;
    private long _bytes;
    private int _count;
    private long _records, _taken, _repeated, _leftOut, _rejected;

    private JoinedTable(JoinDefinition join, string file, Action<Rule, RowReader, string>? refused)
    {
        (_join, _file, _refused) = (join, file, refused);
    }

    /// <summary>The join.</summary>
    public JoinDefinition Join => _join;

    /// <summary>Its columns that the extract takes, as mappings call them.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>False when a record is no text of the declared encoding.</summary>
    public bool ValidText { get; private set; } = true;

    /// <summary>What became of its records so far.</summary>
    public JoinedCounts Counts => new(_join.Name, _records, _taken, _count - _taken, _repeated, _leftOut, _rejected);

    /// <summary>Reads a joined file whole.</summary>
    /// <param name="join">The join.</param>
    /// <param name="reader">The file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="promised">Records the manifest promises.</param>
    /// <param name="refused">Told of each record that is broken or has no key, with the file's name.</param>
    /// <exception cref="ExtractUnreadable">A column is missing, records contradict each other, or the file is cut: every row would have wrong values.</exception>
    public static JoinedTable Read(JoinDefinition join, RowReader reader, string file, long? promised, Action<Rule, RowReader, string>? refused)
    {
        var table = new JoinedTable(join, file, refused);
        while (reader.NextTable())
        {
            table.Take(reader);
        }

        table.Whole(reader, promised);
        return table;
    }

    /// <summary>The record of a key, or 0 when there is none.</summary>
    public long Find(ReadOnlySpan<byte> key)
    {
        var found = _slots[Slot(key)];
        if (found != 0 && Entry(found) is var entry && entry[Flag] == 0)
        {
            entry[Flag] = 1;
            _taken++;
        }

        return found;
    }

    /// <summary>The text of a column in a record that was found.</summary>
    public ReadOnlySpan<byte> Field(long found, int column, out CellKind kind)
    {
        var entry = Entry(found);
        var at = KeyAt + BinaryPrimitives.ReadInt32LittleEndian(entry[KeyLengthAt..]);
        for (; column > 0; column--)
        {
            at += 5 + BinaryPrimitives.ReadInt32LittleEndian(entry[(at + 1)..]);
        }

        kind = (CellKind)entry[at];
        return entry.Slice(at + 5, BinaryPrimitives.ReadInt32LittleEndian(entry[(at + 1)..]));
    }

    private void Take(RowReader reader)
    {
        var header = new HeaderMap(reader, _file);
        var key = _join.Key.Select(names => Column(_join, header, reader, _file, names)).ToArray();
        var only = _join.Only.Select(o => (Column: Column(_join, header, reader, _file, [o.Key]), Texts: o.Value.Select(System.Text.Encoding.UTF8.GetBytes).ToArray())).ToArray();
        var taken = _join.Columns.Select(c => c.IsNeeded ? Column(_join, header, reader, _file, c.Names) : header.Find(c.Names)).ToArray();
        var columns = _join.Columns.Zip(taken).Where(c => c.Second >= 0).Select(c => $"{_join.Name}.{c.First.Names[0]}").ToArray();
        if (_records > 0 && !columns.SequenceEqual(_columns))
        {
            throw new ExtractUnreadable("The sheets of a joined file have different columns", _join.Origin, _file);
        }

        _columns = columns;
        taken = [.. taken.Where(c => c >= 0)];
        while (reader.Read())
        {
            _records++;
            ValidText &= reader.ValidText;
            if (reader.Fault != RowFault.None)
            {
                Refuse(RuleCatalogue.RowMalformed, reader);
            }
            else if (!only.All(o => Holds(o.Texts, Row.Trim(reader.Field(o.Column)))))
            {
                _leftOut++;
            }
            else if (!_key.TryRead(reader, key))
            {
                Refuse(RuleCatalogue.KeyMissing, reader);
            }
            else
            {
                Keep(Compose(reader, taken), reader.Line);
            }
        }
    }

    private void Refuse(Rule rule, RowReader reader)
    {
        _rejected++;
        _refused?.Invoke(rule, reader, _file);
    }

    /// <summary>The column of a file that a join needs.</summary>
    /// <exception cref="ExtractUnreadable">It is not there.</exception>
    public static int Column(JoinDefinition join, HeaderMap header, RowReader reader, string file, IReadOnlyList<string> names)
    {
        if (header.Find(names) is >= 0 and var column)
        {
            return column;
        }

        var near = names.Select(n => NearestName.Of(n, reader.Header)).OfType<string>().FirstOrDefault();
        throw new ExtractUnreadable(
            "A column that a join needs is not there",
            $"{join.Origin} ({file}{(reader.Sheet is { } sheet ? $", sheet {sheet}" : "")}, line {reader.HeaderLine})",
            "columns " + string.Join(", ", reader.Header.Where(h => h.Length > 0).Select(Masking.ColumnName)),
            string.Join(" or ", names),
            near is null ? "Correct the join, or ask the council for the column." : $"Did it become {Masking.ColumnName(near)}? Add the new name to the join or the mapping.");
    }

    private ReadOnlySpan<byte> Compose(RowReader reader, int[] taken)
    {
        var length = KeyAt + _key.Text.Length;
        Reserve(length);
        BinaryPrimitives.WriteInt32LittleEndian(_entry.AsSpan(LineAt), reader.Line);
        BinaryPrimitives.WriteInt32LittleEndian(_entry.AsSpan(KeyLengthAt), _key.Text.Length);
        _key.Text.CopyTo(_entry.AsSpan(KeyAt));
        foreach (var column in taken)
        {
            var text = Row.Trim(reader.Field(column));
            Reserve(length + 5 + text.Length);
            _entry[length] = (byte)reader.Kind(column);
            BinaryPrimitives.WriteInt32LittleEndian(_entry.AsSpan(length + 1), text.Length);
            text.CopyTo(_entry.AsSpan(length + 5));
            length += 5 + text.Length;
        }

        _entry[Flag] = 0;
        BinaryPrimitives.WriteInt32LittleEndian(_entry.AsSpan(LengthAt), length);
        return _entry.AsSpan(0, length);
    }

    private void Keep(ReadOnlySpan<byte> entry, int line)
    {
        var slot = Slot(_key.Text);
        if (_slots[slot] is not 0 and var before)
        {
            _repeated++;
            var first = Entry(before);
            if (!_join.LastHolds && !first[KeyLengthAt..].SequenceEqual(entry[KeyLengthAt..]))
            {
                throw new ExtractUnreadable(
                    "Two records of a joined file have one key and say different things",
                    _join.Origin,
                    $"{_file} lines {BinaryPrimitives.ReadInt32LittleEndian(first[LineAt..])} and {line}",
                    "one record for each key",
                    "Ask the council for one record a key, add a column to the key, or say `repeated: last`.");
            }
        }
        else
        {
            _count++;
        }

        _slots[slot] = Store(entry);
        if (_count * 2 >= _slots.Length)
        {
            Grow();
        }
    }

    private long Store(ReadOnlySpan<byte> entry)
    {
        if ((_bytes += entry.Length) > MostBytes)
        {
            throw new ExtractUnreadable(
                "A joined file is too large to be kept", _join.Origin, _file, $"{MostBytes >> 20} MB of key and taken columns",
                "Make the larger file the extract and join the smaller one to it.");
        }

        if (_pageUsed + entry.Length > PageSize)
        {
            _pages.Add(new byte[Math.Max(PageSize, entry.Length)]);
            _pageUsed = 0;
        }

        entry.CopyTo(_pages[^1].AsSpan(_pageUsed));
        var stored = ((long)_pages.Count << 32) | (uint)_pageUsed;
        _pageUsed += entry.Length;
        return stored;
    }

    private Span<byte> Entry(long stored)
    {
        var from = _pages[(int)(stored >> 32) - 1].AsSpan((int)(uint)stored);
        return from[..BinaryPrimitives.ReadInt32LittleEndian(from[LengthAt..])];
    }

    private int Slot(ReadOnlySpan<byte> key)
    {
        var mask = _slots.Length - 1;
        var at = (int)RowHash.Of(key) & mask;
        while (_slots[at] is not 0 and var stored && Entry(stored) is var entry && !key.SequenceEqual(entry.Slice(KeyAt, BinaryPrimitives.ReadInt32LittleEndian(entry[KeyLengthAt..]))))
        {
            at = (at + 1) & mask;
        }

        return at;
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new long[old.Length * 2];
        foreach (var stored in old)
        {
            if (stored != 0 && Entry(stored) is var entry)
            {
                _slots[Slot(entry.Slice(KeyAt, BinaryPrimitives.ReadInt32LittleEndian(entry[KeyLengthAt..])))] = stored;
            }
        }
    }

    /// <summary>A file that is cut would leave fields of whole rows empty, which no later check could tell from the truth.</summary>
    private void Whole(RowReader reader, long? promised)
    {
        var (told, by) = reader.FooterRows is { } footer ? (footer, "the footer") : (promised ?? _records, "the manifest");
        if (told != _records)
        {
            throw new ExtractUnreadable("A joined file is cut", _join.Origin, $"{_file} with {_records} records", $"{told} records, as {by} says", "Ask the council to export it again.");
        }

        if (_join.Form is { NeedsFooter: true } && !reader.FooterSeen)
        {
            throw new ExtractUnreadable("A joined file is cut: its footer line is missing", _join.Origin, _file, nextStep: "Ask the council to export it again.");
        }
    }

    private void Reserve(int length)
    {
        if (length > _entry.Length)
        {
            Array.Resize(ref _entry, length * 2);
        }
    }

    private static bool Holds(byte[][] texts, ReadOnlySpan<byte> text)
    {
        foreach (var wanted in texts)
        {
            if (text.SequenceEqual(wanted))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Reads the key of a joined record: the trimmed texts of its parts.</summary>
internal sealed class JoinedKey
{
    private byte[] _text = new byte[256];
    private int _length;

    /// <summary>The parts, divided by <see cref="KeySpace.Separator"/>.</summary>
    public ReadOnlySpan<byte> Text => _text.AsSpan(0, _length);

    /// <summary>Reads the key from these columns; false when a part is empty.</summary>
    public bool TryRead(RowReader reader, int[] columns)
    {
        _length = 0;
        foreach (var column in columns)
        {
            var part = Row.Trim(reader.Field(column));
            if (part.IsEmpty)
            {
                return false;
            }

            if (_length + part.Length + 1 > _text.Length)
            {
                Array.Resize(ref _text, (_length + part.Length + 1) * 2);
            }

            part.CopyTo(_text.AsSpan(_length));
            _length += part.Length;
            _text[_length++] = KeySpace.Separator;
        }

        return true;
    }
}
