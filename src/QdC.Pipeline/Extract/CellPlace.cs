namespace QdC.Pipeline.Extract;

/// <summary>Reads cell names such as <c>B2</c>.</summary>
internal static class CellPlace
{
    /// <summary>Row and column of a cell, both from 0.</summary>
    /// <exception cref="ArgumentException">It is no cell name.</exception>
    public static (int Row, int Column) Of(string cell)
    {
        int column = 0, at = 0;
        while (at < cell.Length && at < 3 && char.IsAsciiLetter(cell[at]))
        {
            column = (column * 26) + (char.ToUpperInvariant(cell[at]) - 'A') + 1;
            at++;
        }

        return column > 0 && int.TryParse(cell.AsSpan(at), out var row) && row > 0
            ? (row - 1, column - 1)
            : throw new ArgumentException($"'{cell}' is no cell name such as B2.", nameof(cell));
    }
}
