using System.Runtime.InteropServices;
using QdC.Pipeline.Conform;
using QdC.Pipeline.Validate;

namespace QdC.Pipeline.Stage;

/// <summary>
/// The council's own record numbers of the rows that a pass has staged, by sheet and line: what rules over sets find a moment later need not
/// be looked up in the landed file again. They are held in memory alone and are gone with the run.
/// </summary>
public sealed class StagedKeys
{
    private readonly List<Table> _tables = [];
    private readonly List<byte> _texts = [];

    /// <summary>Bytes of memory it takes, about.</summary>
    public long Bytes => _texts.Count + _tables.Sum(t => 8L * t.Lines.Count);

    /// <summary>Begins a table.</summary>
    /// <param name="sheet">Its sheet; null for text files.</param>
    /// <param name="columns">Its headers by contract field, as they may be shown.</param>
    internal void Begin(string? sheet, IReadOnlyDictionary<string, string> columns) => _tables.Add(new Table(sheet, columns, [], []));

    /// <summary>Notes the key of a row of the last table. Rows come in the order of their lines.</summary>
    internal void Add(RowReader reader, KeyPart[] parts)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
            {
                _texts.Add(KeySpace.Separator);
            }

            _texts.AddRange(Row.Trim(reader.Field(parts[i].Source)));
        }

        _tables[^1].Lines.Add(reader.Line);
        _tables[^1].Ends.Add(_texts.Count);
    }

    /// <summary>Ends the tables: what their lists hold in reserve is given back.</summary>
    internal void Complete()
    {
        _texts.TrimExcess();
        _tables.ForEach(table => table.Trim());
    }

    /// <summary>The key's parts of the row at a place, divided by <see cref="KeySpace.Separator"/>, and the headers of its table; null when none was staged there.</summary>
    internal (byte[] Key, IReadOnlyDictionary<string, string> Columns)? Find(string? sheet, int line)
    {
        var start = 0;
        foreach (var table in _tables)
        {
            if (table.Sheet == sheet && table.Lines.BinarySearch(line) is >= 0 and var at)
            {
                start = at == 0 ? start : table.Ends[at - 1];
                return (CollectionsMarshal.AsSpan(_texts)[start..table.Ends[at]].ToArray(), table.Columns);
            }

            start = table.Ends.Count == 0 ? start : table.Ends[^1];
        }

        return null;
    }

    private sealed record Table(string? Sheet, IReadOnlyDictionary<string, string> Columns, List<int> Lines, List<int> Ends)
    {
        public void Trim()
        {
            Lines.TrimExcess();
            Ends.TrimExcess();
        }
    }
}
