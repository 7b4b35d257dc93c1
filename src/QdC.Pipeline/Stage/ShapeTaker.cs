using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Validate;

namespace QdC.Pipeline.Stage;

/// <summary>Gathers what a delivery looks like from its headers and first rows. Values stay in memory; what is kept of them are counts and keyed hashes.</summary>
internal sealed class ShapeTaker(StageRequest request)
{
    /// <summary>Records that are looked at.</summary>
    public const int Sampled = 500;

    private const int Hashes = 64;
    private const int MostCodes = 50;
    private const int Enough = 3;
    private readonly List<Sketch> _columns = [];
    private readonly Dictionary<string, Sketch> _byName = [];
    private readonly Dictionary<(string, string), ShapeCode> _codes = [];
    private readonly Sketch?[] _none = [];
    private Sketch?[] _here = [];
    private string? _sheet;
    private int _headerLine;
    private int _rows;
    private int _highRows;
    private int _brokenRows;

    /// <summary>Takes the header of a table, and what its columns fill.</summary>
    public void Begin(RowReader reader, RowPlan plan)
    {
        if (_headerLine == 0)
        {
            (_sheet, _headerLine) = (reader.Sheet, reader.HeaderLine);
        }

        _here = reader.Header.Count == 0 ? _none : new Sketch?[reader.Header.Count];
        for (var i = 0; i < _here.Length; i++)
        {
            var name = TextFold.Header(reader.Header[i]);
            if (name.Length == 0 || _here.Any(s => s?.Folded == name))
            {
                continue;
            }

            if (!_byName.TryGetValue(name, out var sketch))
            {
                _byName.Add(name, sketch = new Sketch(name, reader.Header[i]));
                _columns.Add(sketch);
            }

            sketch.Field ??= plan.Fields.FirstOrDefault(f => f.FromColumn && f.Source == i && f.Field.Type != FieldType.Key);
            sketch.IsKey |= plan.Key.Any(k => k.Source == i);
            _here[i] = sketch;
        }
    }

    /// <summary>Takes a record, one of the first.</summary>
    /// <param name="reader">Where it stands.</param>
    /// <param name="row">Its typed cells; null when it could not be typed.</param>
    public void Take(RowReader reader, Row? row)
    {
        if (_rows == Sampled || reader.IsErased || reader.Fault != RowFault.None)
        {
            return;
        }

        _rows++;
        _brokenRows += reader.ValidText ? 0 : 1;
        var isHigh = false;
        for (var i = 0; i < _here.Length; i++)
        {
            var text = Row.Trim(reader.Field(i));
            if (_here[i] is not { } sketch || text.IsEmpty)
            {
                continue;
            }

            isHigh |= text.ContainsAnyInRange((byte)0x80, (byte)0xFF);
            sketch.Texts.Add(Encoding.UTF8.GetString(text.Length > 200 ? text[..200] : text));
            sketch.Bad += row is not null && sketch.Field is { } field && row.Cells[field.Index].State is CellState.Untypable or CellState.Invalid or CellState.Unmapped && Judged(field) ? 1 : 0;
        }

        _highRows += isHigh && reader.ValidText ? 1 : 0;
    }

    /// <summary>Takes a code that nothing maps.</summary>
    public void Unmapped(FieldPlan field, string masked)
    {
        if (_codes.Count < MostCodes)
        {
            _codes.TryAdd((field.Field.Name, masked), new ShapeCode(field.Field.Name, field.Column ?? "", field.Codes?.List ?? "", masked));
        }
    }

    /// <summary>What the delivery looks like.</summary>
    public Shape Finish(long records, IReadOnlyList<string> notes) =>
        new()
        {
            Encoding = IsDelimited ? WrittenIn() : null,
            Delimiter = IsDelimited ? (request.Extract.Csv ?? new CsvDialect()).Delimiter : null,
            Sheet = _sheet,
            HeaderLine = _headerLine,
            Records = records,
            Columns = [.. _columns.Select(Column)],
            Codes = [.. _codes.Values],
            Notes = notes,
        };

    /// <summary>Hashes of values by which two columns are compared: of what any column holds, so only for comparing at once.</summary>
    public static IReadOnlyList<int> HashesOf(IEnumerable<string> texts, Warehouse.Secret key) =>
        [.. texts.Select(t => TextFold.Code(t)).Distinct(StringComparer.Ordinal).Select(t => BinaryPrimitives.ReadInt32LittleEndian(HMACSHA256.HashData(key.Reveal(), Encoding.UTF8.GetBytes(t)))).Order().Take(Hashes)];

    private bool IsDelimited => request.Extract.Form is null or CsvDialect;

    private static bool Judged(FieldPlan field) =>
        field.Field.Type is FieldType.Date or FieldType.Month or FieldType.Code or FieldType.Integer or FieldType.Money or FieldType.Number or FieldType.Boolean;

    private ShapeColumn Column(Sketch sketch)
    {
        var name = Masking.ColumnName(sketch.Name);
        var type = ColumnGuess.Of(sketch.Name, 0, sketch.Texts).Type;
        // A column nobody mapped may hold anything: its values are compared now and never kept.
        var isPlain = sketch.Field is { Field: { Personal: Personal.No, Type: not (FieldType.Identifier or FieldType.Name or FieldType.Ref or FieldType.Refs) } } && !sketch.IsKey;
        return new ShapeColumn(name, sketch.IsKey ? "key" : sketch.Field?.Field.Name, type, sketch.Texts.Count, sketch.Bad)
        {
            Reads = sketch.Bad > 0 ? Reads(sketch) : null,
            Values = isPlain || (sketch.Field is null && !sketch.IsKey) ? HashesOf(sketch.Texts, request.FindingKey) : [],
        };
    }

    private static string? Reads(Sketch sketch)
    {
        var texts = sketch.Texts.ConvertAll(Encoding.UTF8.GetBytes);
        return sketch.Field!.Field.Type switch
        {
            FieldType.Date => ColumnGuess.DateFormats.FirstOrDefault(form => new DateForms([form]) is var dates && texts.TrueForAll(t => dates.TryParse(t, out _))),
            FieldType.Money or FieldType.Number or FieldType.Integer => new[] { ',', '.' }
                .Where(mark => new NumberForm(mark, mark == '.' ? ',' : '.') is var form && texts.TrueForAll(t => form.TryParse(t, 4, out _)))
                .Select(mark => mark.ToString())
                .FirstOrDefault(),
            _ => null,
        };
    }

    /// <summary>The declared encoding, unless what was read shows that it is another.</summary>
    private string WrittenIn()
    {
        var declared = (request.Extract.Csv ?? new CsvDialect()).Encoding;
        if (TextSource.Find(declared) is not { } encoding)
        {
            return declared;
        }

        if (encoding is UTF8Encoding)
        {
            return _brokenRows >= Enough && _highRows == 0 ? "windows-1252" : declared;
        }

        var high = encoding.IsSingleByte ? _columns.SelectMany(c => c.Texts.Append(c.Name)).Where(t => t.Any(c => c >= 0x80)).Distinct().ToList() : [];
        return high.Count > 0 && high.TrueForAll(t => Utf8.IsValid(encoding.GetBytes(t))) ? "utf-8" : declared;
    }

    private sealed class Sketch(string folded, string name)
    {
        public string Folded => folded;

        public string Name => name;

        public FieldPlan? Field { get; set; }

        public bool IsKey { get; set; }

        public int Bad { get; set; }

        public List<string> Texts { get; } = [];
    }
}
