using System.Text;
using QdC.Pipeline.Conform;

using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Stage;

/// <summary>Gives only the rows that were sent back in a reject workbook, with the cells a steward corrected in place of the file's.</summary>
internal sealed class CorrectedRowReader(RowReader inner, IReadOnlyDictionary<RowPlace, IReadOnlyDictionary<string, Personal<string>>> only) : RowReader
{
    private readonly Dictionary<int, byte[]> _cells = [];
    private long _left;

    /// <inheritdoc/>
    public override int FieldCount => Math.Max(inner.FieldCount, _cells.Count == 0 ? 0 : Header.Count);

    /// <inheritdoc/>
    public override bool ValidText => inner.ValidText;

    /// <inheritdoc/>
    public override bool IsErased => inner.IsErased;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Field(int index) => _cells.TryGetValue(index, out var text) ? text : inner.Field(index);

    /// <inheritdoc/>
    public override int FileFieldCount => inner.FieldCount;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> FileField(int index) => inner.Field(index);

    /// <inheritdoc/>
    public override CellKind Kind(int index) => _cells.ContainsKey(index) ? CellKind.Text : inner.Kind(index);

    /// <inheritdoc/>
    public override bool NextTable()
    {
        var found = inner.NextTable();
        Header = inner.Header;
        HeaderLine = inner.HeaderLine;
        Sheet = inner.Sheet;
        return found;
    }

    /// <inheritdoc/>
    public override bool Read()
    {
        _cells.Clear();
        while (inner.Read())
        {
            if (!only.TryGetValue(new RowPlace(inner.Sheet, inner.Line), out var cells))
            {
                _left++;
                continue;
            }

            Take(cells);
            Line = inner.Line;
            (Fault, FaultFacts) = (inner.Fault, inner.FaultFacts);
            Count();
            return true;
        }

        Count();
        return false;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => inner.Dispose();

    private void Count()
    {
        Counts = inner.Counts with { Records = inner.Counts.Records - _left };
    }

    private void Take(IReadOnlyDictionary<string, Personal<string>> cells)
    {
        foreach (var (column, text) in cells)
        {
            var wanted = TextFold.Header(column);
            for (var i = 0; i < Header.Count; i++)
            {
                if (TextFold.Header(Header[i]) == wanted)
                {
                    _cells[i] = Encoding.UTF8.GetBytes(text.Open());
                }
            }
        }
    }
}
