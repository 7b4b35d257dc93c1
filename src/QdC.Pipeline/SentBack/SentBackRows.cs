using System.Text.Json;
using QdC.Pipeline.Conform;
using QdC.Pipeline.Stage;
using QdC.Warehouse;

namespace QdC.Pipeline.SentBack;

/// <summary>A cell of a delivered row, with the value that is right.</summary>
/// <param name="Finding">The finding that asked for it.</param>
/// <param name="KeyHash">What the finding knows its row by.</param>
/// <param name="Sheet">The row's sheet; null for CSV.</param>
/// <param name="Line">The row's line.</param>
/// <param name="Columns">Names of the column, any of which the header may use.</param>
/// <param name="Value">The value, written as the extract writes values.</param>
internal sealed record SentBackCell(long Finding, string KeyHash, string? Sheet, int Line, IReadOnlyList<string> Columns, Personal<string> Value)
{
    /// <summary>The row.</summary>
    public RowPlace Place => new(Sheet, Line);
}

/// <summary>
/// What one workbook corrects in one delivery. It is landed in the workbook's stead, because a finding's number alone does not tell
/// for ever where its cell stood: the finding moves on with every delivery that raises it again.
/// </summary>
/// <param name="Cells">The cells, in order of place.</param>
internal sealed record SentBackRows(IReadOnlyList<SentBackCell> Cells)
{
    private sealed record Landed(long Finding, string KeyHash, string? Sheet, int Line, IReadOnlyList<string> Columns, string Value);

    /// <summary>The bytes to land.</summary>
    public Stream Write() =>
        new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(Cells.Select(c => new Landed(c.Finding, c.KeyHash, c.Sheet, c.Line, c.Columns, c.Value.Open()))));

    /// <summary>Reads what was landed.</summary>
    public static SentBackRows Read(Stream landed)
    {
        using (landed)
        {
            return new([.. JsonSerializer.Deserialize<List<Landed>>(landed)!.Select(c => new SentBackCell(c.Finding, c.KeyHash, c.Sheet, c.Line, c.Columns, new Personal<string>(c.Value)))]);
        }
    }

    /// <summary>
    /// The rows to read again with all cells that are known to be right: those of this delivery, and those that earlier workbooks
    /// corrected in the same rows.
    /// </summary>
    /// <param name="delivery">A workbook sent back.</param>
    /// <param name="known">The area's deliveries.</param>
    /// <param name="landing">Where they are landed.</param>
    public static (SentBackRows Own, IReadOnlyDictionary<RowPlace, IReadOnlyDictionary<string, Personal<string>>> Only) Of(
        Delivery delivery, IReadOnlyList<Delivery> known, Landing landing)
    {
        var origin = SentBackMode.OriginOf(delivery);
        var own = Read(landing.Open(delivery.Facts.LandedPath!));
        var earlier = known
            .Where(d => d.System == delivery.System && d.Extract == delivery.Extract && SentBackMode.Of(d)?.Corrects == origin)
            .Where(d => d.State is DeliveryState.Landed or DeliveryState.Applied && string.CompareOrdinal(d.Order, delivery.Order) < 0)
            .OrderBy(d => d.Order, StringComparer.Ordinal)
            .Select(d => Read(landing.Open(d.Facts.LandedPath!)));
        var only = own.Cells.Select(c => c.Place).Distinct().ToDictionary(p => p, _ => new Dictionary<string, Personal<string>>());
        foreach (var cell in earlier.Append(own).SelectMany(r => r.Cells))
        {
            foreach (var column in only.ContainsKey(cell.Place) ? cell.Columns : [])
            {
                only[cell.Place][column] = cell.Value;
            }
        }

        return (own, only.ToDictionary(o => o.Key, o => (IReadOnlyDictionary<string, Personal<string>>)o.Value));
    }
}
