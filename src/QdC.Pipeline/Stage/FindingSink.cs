using System.Text;
using System.Text.Json;
using QdC.Pipeline.Conform;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Stage;

/// <summary>Gathers what is found in a delivery's rows. Values are masked here, on their way in.</summary>
internal sealed class FindingSink(StageRequest request, RowPlan plan, ShapeTaker? shape = null)
{
    /// <summary>Findings listed at most; more are counted only.</summary>
    public const int Longest = 1_000_000;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly List<Finding> _findings = [];
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _allowed = [];

    public IReadOnlyList<Finding> Findings => _findings;

    public IReadOnlyDictionary<string, long> Counts => _counts;

    public long NotListed { get; private set; }

    /// <summary>Takes over what was found in a row: its errors, or its queries when it has none.</summary>
    public void Take(Row row, RowReader reader, string keyHash, string? recordNumber)
    {
        foreach (var (rule, position) in row.Found)
        {
            if (row.Rejected && rule.Severity != Severity.Error)
            {
                continue;
            }

            var field = position < 0 ? null : row.Fields[position];
            var column = field is not null ? field.Column : rule == RuleCatalogue.KeyMissing ? KeyColumn(reader) : null;
            Add(rule, reader, keyHash, request.FileName, field, column, row, recordNumber);
        }
    }

    /// <summary>Takes over that a record of a joined file could not be used: rows that look for it have empty fields.</summary>
    public void TakeJoined(Rule rule, RowReader reader, string keyHash, string file) => Add(rule, reader, keyHash, file);

    private void Add(Rule rule, RowReader reader, string keyHash, string file, FieldPlan? field = null, string? column = null, Row? row = null, string? recordNumber = null)
    {
        _counts[rule.Code] = _counts.GetValueOrDefault(rule.Code) + 1;
        var masked = field is null || row is null ? null : Mask(field, row);
        if (rule.Code == "code_unmapped" && masked is not null)
        {
            shape?.Unmapped(field!, masked);
        }

        if (_findings.Count == Longest)
        {
            NotListed++;
            return;
        }

        _findings.Add(new Finding
        {
            Rule = rule.Code,
            Severity = rule.Severity,
            System = request.System,
            Extract = request.Extract.Name,
            Subject = request.Subject.Name,
            KeyHash = keyHash,
            Field = field?.Field.Name,
            File = file,
            Sheet = reader.Sheet,
            Line = reader.Line,
            Column = column,
            RecordNo = recordNumber,
            Masked = masked,
            Args = Facts(rule, field, reader),
        });
    }

    private static string? Mask(FieldPlan field, Row row)
    {
        var text = row.Text(field);
        return text.IsEmpty ? null : Masking.Value(field.Field, Encoding.UTF8.GetString(text));
    }

    private string? KeyColumn(RowReader reader)
    {
        var empty = plan.Key.FirstOrDefault(p => Row.Trim(reader.Field(p.Source)).IsEmpty) ?? plan.Key[0];
        return empty.Source < reader.Header.Count ? Masking.ColumnName(reader.Header[empty.Source]) : null;
    }

    private string? Facts(Rule rule, FieldPlan? field, RowReader reader)
    {
        if (rule == RuleCatalogue.RowMalformed)
        {
            return reader switch
            {
                { FaultFacts: { } facts } => Json(facts),
                { Fault: RowFault.FieldCount } => Json(("fields", $"{reader.FieldCount}"), ("expected", $"{reader.Header.Count}")),
                _ => Json(("quoting", "broken")),
            };
        }

        if (field is null)
        {
            return null;
        }

        var key = rule.Code + "\n" + field.Field.Name;
        if (!_allowed.TryGetValue(key, out var allowed))
        {
            _allowed.Add(key, allowed = Allowed(rule, field));
        }

        return allowed;
    }

    private string? Allowed(Rule rule, FieldPlan field) =>
        (rule.Code, field.Field.Type) switch
        {
            ("value_untypable" or "mandatory_untypable", FieldType.Date or FieldType.Month) => Json(("allowed", string.Join(" ", request.Extract.Form?.Dates ?? []))),
            ("value_untypable" or "mandatory_untypable" or "amount_not_number", FieldType.Money or FieldType.Number or FieldType.Integer) => Json(("decimal", field.Numbers.Decimal.ToString())),
            ("code_unmapped" or "municipality_check", _) => Json(("list", field.Codes?.List ?? "")),
            ("future_date", _) => Json(("effective", request.Effective.ToString("yyyy-MM-dd"))),
            _ => null,
        };

    private static string Json(params (string Name, string Value)[] facts) =>
        JsonSerializer.Serialize(facts.ToDictionary(f => f.Name, f => f.Value), Plain);
}
