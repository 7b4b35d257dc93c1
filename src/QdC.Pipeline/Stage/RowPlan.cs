using System.Text;
using QdC.Pipeline.Conform;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Validate;

namespace QdC.Pipeline.Stage;

/// <summary>Everything that is known before the first row: how each field is filled, what is checked, and what makes the key.</summary>
internal sealed class RowPlan
{
    private readonly StageRequest _request;
    private readonly DateForms _dates;
    private readonly NumberForm _numbers;

    public RowPlan(StageRequest request)
    {
        _request = request;
        var form = request.Extract.Form;
        _dates = new DateForms(form?.Dates ?? ["yyyy-MM-dd"]);
        _numbers = new NumberForm(form?.Decimal ?? '.', form?.Thousands);
        Fields = [.. request.Subject.Fields.Select(Plan)];
        Key = [.. request.Extract.Key.Select(PlanKey)];
        KeySpace = new KeySpace(request.ScopeOf(request.Subject.Name), request.Subject.Name);
        foreach (var field in Fields)
        {
            field.OnlyWhen = [.. (field.Mapping?.OnlyWhen ?? new Dictionary<string, string>()).Select(Condition)];
            field.Rules = field.Field.Type == FieldType.Key ? [] : [.. RuleCatalogue.FieldRules.Where(r => r.AppliesTo(field))];
        }

        // Fields that wait for another one are typed last.
        TypingOrder = [.. Fields.Where(f => f.Field.Type != FieldType.Key).OrderBy(f => f.OnlyWhen.Length > 0)];
        RowChecks = [.. RuleCatalogue.RowRules.SelectMany(r => r.Bind(request.Subject, Position).Select(c => ((Rule)r, c)))];
    }

    public IReadOnlyList<FieldPlan> Fields { get; }

    public FieldPlan[] TypingOrder { get; }

    public KeyPart[] Key { get; }

    public KeySpace KeySpace { get; }

    public (Rule Rule, RowCheck Check)[] RowChecks { get; }

    public int Position(string name)
    {
        for (var i = 0; i < _request.Subject.Fields.Count; i++)
        {
            if (_request.Subject.Fields[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Finds every column in the reader's current header; gives what differs from the declaration.</summary>
    public IReadOnlyList<Drift> Bind(RowReader reader)
    {
        var header = Find(reader, out var drifts);
        header.Demand();
        return [.. drifts, .. header.Unknown()];
    }

    /// <summary>Finds the columns that are there.</summary>
    public void Find(RowReader reader) => Find(reader, out _);

    private HeaderMap Find(RowReader reader, out List<Drift> drifts)
    {
        var header = new HeaderMap(reader, _request.FileName);
        drifts = [];
        foreach (var part in Key)
        {
            part.Source = header.Find(part.Names);
            if (part.Source < 0)
            {
                header.Missing("the key", part.Names);
            }
        }

        foreach (var field in Fields.Where(f => f.FromColumn))
        {
            field.Source = header.Find(field.Mapping!.From);
            field.Column = field.Source < 0 ? null : Masking.ColumnName(reader.Header[field.Source]);
            if (field.Source >= 0 || field.Field.Type == FieldType.Key)
            {
                continue;
            }

            if (field.Field.Presence == Presence.Mandatory)
            {
                header.Missing(field.Field.Name, field.Mapping.From);
            }
            else
            {
                drifts.Add(new Drift(DriftKind.ColumnMissing, string.Join(" or ", field.Mapping.From), field.Field.Name, reader.Sheet));
            }
        }

        return header;
    }

    private FieldPlan Plan(ContractField field, int index)
    {
        var mapping = _request.Extract.Columns.GetValueOrDefault(field.Name);
        var list = mapping?.CodeList ?? field.List;
        var codes = field.Type == FieldType.Code && list is not null
            ? CodeMap.For(_request.CodeLists, list, _request.System, _request.Effective)
            : null;
        var nulls = mapping?.NullIf ?? [];
        var constant = mapping is null ? null : DatedDefault(mapping);
        return new FieldPlan
        {
            Field = field,
            Index = index,
            Mapping = mapping,
            IsKeyPart = _request.Subject.Key.Contains(field.Name),
            Codes = codes,
            Space = (field.To ?? (field.StoredType is null ? null : field.Of)) is { } space ? new KeySpace(_request.ScopeOf(space), space) : null,
            Dates = _dates,
            Numbers = _numbers,
            NullTexts = [.. nulls.Select(n => Encoding.UTF8.GetBytes(n.Trim()))],
            NullDates = field.Type is FieldType.Date or FieldType.Month ? [.. nulls.Select(NullDate).OfType<DateOnly>()] : [],
            Truths = field.Type == FieldType.Boolean ? Truths(mapping) : new Dictionary<string, bool>(),
            Split = Encoding.UTF8.GetBytes(mapping?.Split ?? ""),
            WhenFilled = mapping?.IfFilled is { } filled ? Constants.Type(field, codes, filled, mapping.Origin) : null,
            WhenEmpty = mapping?.IfEmpty is { } empty ? Constants.Type(field, codes, empty, mapping.Origin) : null,
            Constant = constant is null ? null : Constants.Type(field, codes, constant, _request.Extract.Origin),
            ConstantText = Encoding.UTF8.GetBytes(constant ?? ""),
        };
    }

    private KeyPart PlanKey(IReadOnlyList<string> names)
    {
        var folded = names.Select(n => TextFold.Header(n)).ToHashSet();
        var mapped = Fields.FirstOrDefault(f => f.FromColumn && f.Mapping!.From.Any(n => folded.Contains(TextFold.Header(n))));
        // The same day may be a date in one month and text in the next, and is written otherwise by a later version of its system.
        var isDay = mapped?.Field.Type is FieldType.Date or FieldType.Month;
        return new KeyPart { Names = names, NullTexts = mapped?.NullTexts ?? [], Dates = isDay ? _dates : null };
    }

    private (int Field, int Code) Condition(KeyValuePair<string, string> condition)
    {
        var field = Position(condition.Key);
        var code = field < 0 ? CodeMap.Unmapped : Fields[field].Codes?.Common(condition.Value) ?? CodeMap.Unmapped;
        return code >= 0
            ? (field, code)
            : throw new ExtractUnreadable("A condition of only_when can never hold", _request.Extract.Origin, $"{condition.Key}: {condition.Value}", nextStep: "Run `qdc check`.");
    }

    private string? DatedDefault(ColumnMapping mapping) =>
        mapping.Default.Where(d => d.From is null || d.From <= _request.Effective).OrderBy(d => d.From ?? DateOnly.MinValue).LastOrDefault()?.Value;

    private DateOnly? NullDate(string text) => _dates.TryParse(Encoding.UTF8.GetBytes(text.Trim()), out var date) ? date : null;

    private static Dictionary<string, bool> Truths(ColumnMapping? mapping)
    {
        var (yes, no) = (mapping?.TrueIf ?? [], mapping?.FalseIf ?? []);
        if (yes.Count == 0 && no.Count == 0)
        {
            (yes, no) = (["1", "S", "SI", "SÍ", "Y", "YES", "TRUE", "CERT", "VERDADERO", "X"], ["0", "N", "NO", "FALSE", "FALS", "FALSO"]);
        }

        var truths = new Dictionary<string, bool>();
        foreach (var text in yes)
        {
            truths.TryAdd(TextFold.Code(text), true);
        }

        foreach (var text in no)
        {
            truths.TryAdd(TextFold.Code(text), false);
        }

        return truths;
    }
}

/// <summary>One source column of the key.</summary>
internal sealed class KeyPart
{
    /// <summary>Its names.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Texts that mean empty.</summary>
    public required byte[][] NullTexts { get; init; }

    /// <summary>The forms of a day that is part of the key; null for every other part.</summary>
    public required DateForms? Dates { get; init; }

    /// <summary>The column in the current table.</summary>
    public int Source { get; set; } = -1;
}
