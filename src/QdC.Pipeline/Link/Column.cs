using System.Runtime.InteropServices;

namespace QdC.Pipeline.Link;

/// <summary>The values of one slot for all records: each text is kept once, with how many records have it.</summary>
internal sealed class Column
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _raw = new(StringComparer.Ordinal);
    private readonly List<string> _values = [""];
    private readonly List<int> _counts = [0];
    private readonly List<int> _records = [];

    /// <summary>Adds a record's value; an empty one is missing.</summary>
    public void Add(string value)
    {
        var number = Number(value);
        _records.Add(number);
        CollectionsMarshal.AsSpan(_counts)[number]++;
    }

    /// <summary>Adds a record's value by the text that it is formed of, formed once for each text.</summary>
    public void Add(string raw, Func<string, string> form)
    {
        if (!_raw.TryGetValue(raw, out var number))
        {
            _raw[raw] = number = Number(raw.Length == 0 ? raw : form(raw));
        }
        _records.Add(number);
        CollectionsMarshal.AsSpan(_counts)[number]++;
    }

    /// <summary>A record's value as a number that equal values share; 0 where it is missing.</summary>
    public int NumberOf(int record) => _records[record];

    /// <summary>A record's value; empty where it is missing.</summary>
    public string this[int record] => _values[_records[record]];

    /// <summary>Records with the same value as this one.</summary>
    public int CountOf(int record) => _counts[_records[record]];

    /// <summary>The values, by their number; number 0 is the missing one.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <summary>True when some record has a value.</summary>
    public bool Any => _values.Count > 1;

    /// <summary>Pairs of records that have the same value.</summary>
    public double EqualPairs => _counts.Skip(1).Sum(n => n * (n - 1.0) / 2);

    /// <summary>Pairs of records that both have a value.</summary>
    public double Pairs => (_records.Count - (double)_counts[0]) * (_records.Count - _counts[0] - 1.0) / 2;

    private int Number(string value)
    {
        if (value.Length == 0)
        {
            return 0;
        }
        if (!_numbers.TryGetValue(value, out var number))
        {
            number = _values.Count;
            _numbers.Add(value, number);
            _values.Add(value);
            _counts.Add(0);
        }
        return number;
    }
}
