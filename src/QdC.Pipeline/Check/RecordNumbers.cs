using System.Text;
using QdC.Pipeline.Conform;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Plan;
using QdC.Pipeline.SentBack;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Check;

/// <summary>What a finding may show of a row that was read long ago.</summary>
/// <param name="RecordNo">The council's own record number, masked where it looks like an identifier; null when the row has none.</param>
/// <param name="Columns">The headers of the row's table by contract field.</param>
public sealed record RecordShown(string? RecordNo, IReadOnlyDictionary<string, string> Columns);

/// <summary>
/// Finds the council's own record numbers again. The star holds pseudonyms only, so what a check over sets finds is looked up in the
/// landed delivery: by file, sheet and line.
/// </summary>
/// <param name="jobs">The declarative files.</param>
/// <param name="landing">The area's landing.</param>
public sealed class RecordNumbers(JobSet jobs, Landing landing)
{
    // Beyond it, what a run stages is read again where something is found in it.
    private const long MostBytes = 128L << 20;
    private readonly Dictionary<long, StagedKeys> _staged = [];
    private long _bytes;

    /// <summary>Keeps the record numbers of a delivery that was staged in this run, so that it need not be read again.</summary>
    /// <param name="deliveryId">The delivery.</param>
    /// <param name="keys">Its rows' record numbers.</param>
    public void Keep(long deliveryId, StagedKeys keys)
    {
        if (_bytes + keys.Bytes <= MostBytes)
        {
            _bytes += keys.Bytes;
            _staged[deliveryId] = keys;
        }
    }

    /// <summary>True when the record numbers of a delivery are at hand, so that looking one up costs nothing.</summary>
    public bool Has(long deliveryId) => _staged.ContainsKey(deliveryId);

    /// <summary>Lets go of what was kept.</summary>
    public void Forget()
    {
        _staged.Clear();
        _bytes = 0;
    }

    /// <summary>Reads the landed bytes of a delivery, unless they were read in this run, and gives what stands at these places; a place that is not there is left out.</summary>
    /// <param name="origin">The delivery in which the rows stand; for a workbook sent back, the one it corrects.</param>
    /// <param name="places">Sheets and lines.</param>
    public IReadOnlyDictionary<RowPlace, RecordShown> Lookup(Delivery origin, IReadOnlySet<RowPlace> places)
    {
        var found = new Dictionary<RowPlace, RecordShown>();
        if (_staged.TryGetValue(origin.DeliveryId, out var staged))
        {
            foreach (var place in places)
            {
                if (staged.Find(place.Sheet, place.Line) is var (key, columns))
                {
                    found[place] = new RecordShown(Number(key), columns);
                }
            }

            return found;
        }

        var extract = jobs.Systems.GetValueOrDefault(origin.System)?.Extracts.FirstOrDefault(e => e.Name == origin.Extract)?.At(origin.EffectiveDate ?? DateOnly.MinValue);
        if (extract is { Keys: not null } && origin.Facts.Mode == KeyList.Mode)
        {
            extract = KeyList.Reading(extract);
        }

        if (extract is null || origin.Facts.LandedPath is not { } path || SentBackMode.Of(origin) is not null || !landing.Has(path))
        {
            return found;
        }

        try
        {
            using var reader = ExtractReader.Open(landing.Open(path), ContentHash.HoldsJoined(origin.ContentHash), extract, origin.Facts.FileName, new WorkbookLimits());
            while (found.Count < places.Count && reader.NextTable())
            {
                Read(reader, extract, places, found);
            }
        }
        catch (TerminalException e) when (e is ExtractUnreadable or LandedFileDamaged)
        {
            // A record number is a kindness: where the file cannot be read any more the finding goes without.
        }

        return found;
    }

    private static void Read(RowReader reader, ExtractDefinition extract, IReadOnlySet<RowPlace> places, Dictionary<RowPlace, RecordShown> found)
    {
        var header = new HeaderMap(reader, "");
        var key = extract.Key.Select(header.Find).ToList();
        var columns = new Dictionary<string, string>();
        foreach (var (field, mapping) in extract.Columns)
        {
            if (header.Find(mapping.From) is >= 0 and var column)
            {
                columns[field] = Masking.ColumnName(reader.Header[column]);
            }
        }

        while (found.Count < places.Count && reader.Read())
        {
            var place = new RowPlace(reader.Sheet, reader.Line);
            if (places.Contains(place))
            {
                found[place] = new RecordShown(reader.Fault == RowFault.None ? Number(reader, key) : null, columns);
            }
        }
    }

    /// <summary>A key as it may be shown.</summary>
    internal static string Number(byte[] key) =>
        string.Join(" / ", Encoding.UTF8.GetString(key).Split((char)KeySpace.Separator).Select(Masking.RecordNumber));

    private static string? Number(RowReader reader, List<int> key)
    {
        var parts = new List<string>(key.Count);
        foreach (var column in key)
        {
            if (column < 0 || Row.Trim(reader.Field(column)) is not { IsEmpty: false } text)
            {
                return null;
            }

            parts.Add(Masking.RecordNumber(Encoding.UTF8.GetString(text)));
        }

        return string.Join(" / ", parts);
    }
}
