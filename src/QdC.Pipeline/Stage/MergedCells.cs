namespace QdC.Pipeline.Stage;

/// <summary>Cells merged over several rows below the header: each of the rows has the value of the first.</summary>
internal sealed class MergedCells
{
    private readonly List<Merge> _merges = [];

    /// <summary>Takes the merges of a sheet that begin below its header.</summary>
    public void Take(IEnumerable<MergedRange> ranges, int headerRow)
    {
        _merges.Clear();
        foreach (var range in ranges)
        {
            if (range.FromRow > headerRow && range.ToRow > range.FromRow)
            {
                _merges.Add(new Merge(range.FromRow, range.ToRow, range.FromColumn));
            }
        }
    }

    /// <summary>Fills the merged cells of a row, or remembers their values where it is the first of a merge.</summary>
    public void Apply(CellBuffer cells, int row)
    {
        foreach (var merge in _merges)
        {
            if (row == merge.From)
            {
                merge.Text = cells.Text(merge.Column).ToArray();
                merge.Kind = cells.Kind(merge.Column);
            }
            else if (row > merge.From && row <= merge.To && merge.Text is { } text)
            {
                cells.Set(merge.Column, text, merge.Kind);
            }
        }
    }

    private sealed record Merge(int From, int To, int Column)
    {
        public byte[]? Text { get; set; }

        public CellKind Kind { get; set; }
    }
}
