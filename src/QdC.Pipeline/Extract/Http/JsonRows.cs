using System.Data;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Extract.Http;

/// <summary>
/// Rows of JSON as a table: a column for each name that a row holds, <c>inside.outside</c> for what lies in an object, the texts of a list
/// joined by what its mapping splits by. Numbers keep their digits, texts their zeros; a moment becomes its day in Catalonia.
/// </summary>
internal sealed partial class JsonRows
{
    private static readonly TimeZoneInfo Here = TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid");
    private readonly DataTable _table = new() { Locale = CultureInfo.InvariantCulture };
    private readonly Dictionary<string, Wanted> _wanted;
    private readonly string _where;
    private readonly List<string> _names;

    public JsonRows(ExtractDefinition extract, Subject subject)
    {
        _where = extract.Origin;
        _names = [.. extract.Key.Concat(extract.Columns.Values.Select(c => c.From)).Where(n => n.Count > 0).Select(n => n[0]).DistinctBy(n => TextFold.Header(n))];
        var names = extract.Key.SelectMany(k => k).Select(n => (Name: n, Mapping: (ColumnMapping?)null, IsDate: false))
            .Concat(extract.Columns.SelectMany(c => c.Value.From.Select(n => (Name: n, Mapping: (ColumnMapping?)c.Value, IsDate: subject.Field(c.Key)?.Type is FieldType.Date or FieldType.Month))));
        _wanted = names.GroupBy(n => TextFold.Header(n.Name)).ToDictionary(g => g.Key, g => new Wanted(g.Any(n => n.IsDate), g.Select(n => n.Mapping?.Split).FirstOrDefault(s => s is not null)));
    }

    /// <summary>Rows so far.</summary>
    public int Count => _table.Rows.Count;

    /// <summary>Takes a row.</summary>
    /// <exception cref="PullImpossible">It is none, or a list stands where one value is taken.</exception>
    public void Add(JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Object)
        {
            throw new PullImpossible("A row of the answer is no object", _where, row.ValueKind.ToString());
        }

        var target = _table.NewRow();
        Take(row, "", target, isRepeated: false);
        _table.Rows.Add(target);
    }

    /// <summary>The rows, to be written; where there are none, the columns they would have.</summary>
    public DataTableReader Read()
    {
        foreach (var name in _table.Rows.Count > 0 ? [] : _names.Where(n => !_table.Columns.Contains(n)))
        {
            _table.Columns.Add(name, typeof(object));
        }

        return _table.CreateDataReader();
    }

    private void Take(JsonElement value, string name, DataRow row, bool isRepeated)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var inside in value.EnumerateObject().Where(p => !p.Name.StartsWith('@')))
                {
                    Take(inside.Value, name.Length == 0 ? inside.Name : $"{name}.{inside.Name}", row, isRepeated);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Take(item, name, row, isRepeated: true);
                }

                break;
            default:
                Set(name, value, row, isRepeated);
                break;
        }
    }

    private void Set(string name, JsonElement value, DataRow row, bool isRepeated)
    {
        if (!_table.Columns.Contains(name))
        {
            _table.Columns.Add(name, typeof(object));
        }

        if (!_wanted.TryGetValue(TextFold.Header(name), out var wanted) || value.ValueKind is JsonValueKind.Null)
        {
            return; // its name is told, its value is not kept
        }

        var read = Value(value, wanted.IsDate);
        if (!isRepeated)
        {
            row[name] = read;
            return;
        }

        var text = Convert.ToString(read, CultureInfo.InvariantCulture)!;
        if (wanted.Split is not { } split || text.Contains(split, StringComparison.Ordinal))
        {
            throw new PullImpossible(wanted.Split is null ? "A list stands where one value is taken" : "A value of a list holds what separates values", _where, name, "a mapping with split, by something no value holds");
        }

        row[name] = row[name] is string before ? before + split + text : text;
    }

    private static object Value(JsonElement value, bool isDate) =>
        value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => value.TryGetDecimal(out var number) ? number : value.GetRawText(),
            _ when isDate && Day(value.GetString()!) is { } day => day,
            _ => value.GetString()!,
        };

    private static DateOnly? Day(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        if (OldMoment().Match(text) is { Success: true } old && long.TryParse(old.Groups[1].Value, CultureInfo.InvariantCulture, out var milliseconds))
        {
            return Math.Abs(milliseconds) < 250_000_000_000_000 ? DayOf(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)) : null;
        }

        return !Moment().IsMatch(text) ? null
            : char.IsAsciiDigit(text[^1]) && text.LastIndexOfAny(['+', '-']) < 10 ? DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) ? day : null // without a zone: as it stands
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? DayOf(at)
            : null;
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Here).DateTime);

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.,]+(Z|[+-][0-9]{2}:?[0-9]{2})?$", RegexOptions.NonBacktracking)]
    private static partial Regex Moment();

    [GeneratedRegex(@"^/Date\((-?[0-9]{1,15})([+-][0-9]{4})?\)/$", RegexOptions.NonBacktracking)]
    private static partial Regex OldMoment();

    private sealed record Wanted(bool IsDate, string? Split);
}
