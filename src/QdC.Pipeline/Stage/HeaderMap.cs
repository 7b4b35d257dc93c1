using QdC.Metrics;
using QdC.Pipeline.Validate;

using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Stage;

/// <summary>Finds the declared columns in a header, whatever their order, case, accents and punctuation.</summary>
internal sealed class HeaderMap
{
    private readonly string _file;
    private readonly RowReader _reader;
    private readonly Dictionary<string, int> _columns = [];
    private readonly HashSet<int> _used = [];
    private readonly HashSet<string> _twice = [];
    private readonly List<(string Wanted, string Names)> _missing = [];

    public HeaderMap(RowReader reader, string file)
    {
        _reader = reader;
        _file = file;
        for (var i = 0; i < reader.Header.Count; i++)
        {
            var name = TextFold.Header(reader.Header[i]);
            if (name.Length > 0 && !_columns.TryAdd(name, i))
            {
                _twice.Add(name);
            }
        }
    }

    /// <summary>True when the header holds a column of each of these alias lists.</summary>
    public static bool HoldsAll(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> wanted)
    {
        var names = header.Select(h => TextFold.Header(h)).ToHashSet();
        return wanted.All(aliases => aliases.Any(a => names.Contains(TextFold.Header(a))));
    }

    /// <summary>The column of the first alias that is there; -1 when none is.</summary>
    public int Find(IReadOnlyList<string> aliases)
    {
        foreach (var alias in aliases)
        {
            var name = TextFold.Header(alias);
            if (_columns.TryGetValue(name, out var column))
            {
                if (_twice.Contains(name))
                {
                    throw new ExtractUnreadable(
                        "A column that is needed stands twice in the header", Place, Masking.ColumnName(_reader.Header[column]),
                        nextStep: "Ask the council which of them holds, or rename one in the export.");
                }

                _used.Add(column);
                return column;
            }
        }

        return -1;
    }

    /// <summary>Notes that a column without which the extract cannot be read is missing; <see cref="Demand"/> tells all of them at once.</summary>
    public void Missing(string field, IReadOnlyList<string> aliases) => _missing.Add((field, string.Join(" or ", aliases)));

    /// <summary>Stops when a column that must be there is not.</summary>
    public void Demand()
    {
        if (_missing.Count == 0)
        {
            return;
        }

        var wanted = string.Join("; ", _missing.Select(m => m.Wanted == m.Names ? m.Names : $"{m.Names} (for {m.Wanted})"));
        throw new ExtractUnreadable(
            _missing.Count == 1 ? "A required column is missing" : "Required columns are missing", Place, Received(), wanted, Advice());
    }

    /// <summary>What the header holds that no mapping names.</summary>
    public IEnumerable<Drift> Unknown()
    {
        for (var i = 0; i < _reader.Header.Count; i++)
        {
            var name = TextFold.Header(_reader.Header[i]);
            if (name.Length > 0 && !_used.Contains(i) && _columns[name] == i)
            {
                var shown = Masking.ColumnName(_reader.Header[i]);
                yield return new Drift(_twice.Contains(name) ? DriftKind.ColumnTwice : DriftKind.ColumnUnknown, shown, Sheet: _reader.Sheet);
            }
        }
    }

    private string Place => _reader.Sheet is { } sheet ? $"{_file}, sheet {sheet}, row {_reader.HeaderLine}" : $"{_file}:{_reader.HeaderLine}";

    // Where hardly a column is known, the first line may be data: then its texts are not shown.
    private bool LooksLikeHeader => _used.Count > 0 && _used.Count * 3 >= _columns.Count;

    private string Received() =>
        LooksLikeHeader
            ? "columns " + string.Join(", ", _reader.Header.Where(h => h.Length > 0).Select(Masking.ColumnName))
            : $"a first line of {_reader.Header.Count} fields of which {_used.Count} are known column names";

    private string Advice()
    {
        if (!LooksLikeHeader)
        {
            return "The file seems to have no header, another delimiter or another encoding: look at it with `qdc peek`.";
        }

        var free = Enumerable.Range(0, _reader.Header.Count).Where(i => !_used.Contains(i)).Select(i => _reader.Header[i]).ToList();
        var near = _missing.SelectMany(m => m.Names.Split(" or ")).Select(n => NearestName.Of(n, free)).OfType<string>().Distinct().Select(Masking.ColumnName).ToList();
        return near.Count > 0
            ? $"Did it become {string.Join(", ", near)}? Add the new name to the mapping, or declare the field unavailable."
            : "Add the column's new name to the mapping, or declare the field unavailable.";
    }
}
