using System.Globalization;
using System.Text.RegularExpressions;
using QdC.Samples.Extracts;
using QdC.Samples.People;
using QdC.Samples.Writing;

namespace QdC.Samples.Truth;

/// <summary>What the row rules of the contract say about a row: the truth's own plain reading of them.</summary>
/// <param name="shape">The extract.</param>
/// <param name="day">The delivery's effective date.</param>
/// <param name="numbers">What sets the system's record numbers apart from another's.</param>
internal sealed partial class RowRules(ExtractShape shape, DateOnly day, string numbers = "")
{
    private static readonly DateOnly Earliest = new(1900, 1, 2);

    private readonly List<string> _errors = [];
    private readonly List<string> _queries = [];

    /// <summary>Conforms a row and counts its findings by rule.</summary>
    public Conformed Conform(Row row, Dictionary<string, int> findings)
    {
        _errors.Clear();
        _queries.Clear();
        var key = row.Malformed ? "" : shape.KeyOf(row.Cells);
        var result = new Conformed(key.Length == 0 ? "" : numbers + key, new string?[shape.Fields.Length]);
        if (row.Malformed)
        {
            _errors.Add("row_malformed");
        }
        else
        {
            foreach (var field in shape.Fields)
                Value(field, row.Cells[field.Index], result);
            Relations(row, result);
        }
        result.Rejected = _errors.Count > 0;
        foreach (var rule in result.Rejected ? _errors : _queries)
            findings[rule] = findings.GetValueOrDefault(rule) + 1;
        return result;
    }

    private void Value(Field field, string text, Conformed result)
    {
        if (text.Length == 0)
        {
            if (field.Kind == FieldKind.Key)
                _errors.Add("key_missing");
            else if (field.Mandatory)
                _errors.Add("mandatory_empty");
            else if (field.Expected)
                _queries.Add("expected_empty");
            return;
        }
        switch (field.Kind)
        {
            case FieldKind.Date:
                Date(field, text, result);
                break;
            case FieldKind.Money when !decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _):
                _errors.Add("amount_not_number");
                break;
            case FieldKind.Integer or FieldKind.Number when !decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _):
                Untypable(field, result);
                break;
            case FieldKind.Integer or FieldKind.Number when decimal.Parse(text, CultureInfo.InvariantCulture) is var number && (number > field.Max || (number < 0 && field.Max is not null)):
                _queries.Add("value_out_of_range");
                Flaw(field, result);
                break;
            case FieldKind.Number when field.Name == "days" && decimal.Parse(text, CultureInfo.InvariantCulture) is < 0 or > 31:
                _queries.Add("value_out_of_range");
                Flaw(field, result);
                break;
            case FieldKind.Code when field.Target == "municipality":
                if (Identifiers.MunicipalityIsValid(text))
                {
                    result.Values[field.Index] = text;
                }
                else
                {
                    _queries.Add("municipality_check");
                    Flaw(field, result);
                }
                break;
            case FieldKind.Code when !CodeBook.Hestia.Knows(field.Target, text):
                _queries.Add("code_unmapped");
                result.Unmapped |= 1u << field.Index;
                break;
            case FieldKind.Label when LooksLikeIdentifier().IsMatch(text):
                _queries.Add("identifier_in_field");
                Flaw(field, result);
                break;
            case FieldKind.Personal when field.Name == "doc_number" && Identifiers.DocumentIsValid(text):
                result.Values[field.Index] = text; // stands for its pseudonym
                break;
            case FieldKind.Personal or FieldKind.Key:
                break;
            case FieldKind.Ref when field.Target != "professional":
                result.Values[field.Index] = numbers + text;
                break;
            default:
                result.Values[field.Index] = text;
                break;
        }
    }

    private void Date(Field field, string text, Conformed result)
    {
        if (!CellText.TryDay(text, out var value))
        {
            Untypable(field, result);
            return;
        }
        if (value < Earliest || (field.Name == "birth_date" && value > day))
        {
            _queries.Add("value_out_of_range");
            Flaw(field, result);
            return;
        }
        if (field.Event && value > day)
            _queries.Add("future_date");
        result.Values[field.Index] = field.Name == "birth_date" ? text[..4] : text;
    }

    private void Untypable(Field field, Conformed result)
    {
        if (field.Mandatory)
        {
            _errors.Add("mandatory_untypable");
            return;
        }
        _queries.Add("value_untypable");
        Flaw(field, result);
    }

    private static void Flaw(Field field, Conformed result) => result.Invalid |= 1u << field.Index;

    /// <summary>Rules between fields of one row.</summary>
    private void Relations(Row row, Conformed result)
    {
        switch (shape.Name)
        {
            case "person":
                Document(row.Cells);
                HealthCard(row.Cells);
                if (Cell(row, "nass") is { Length: > 0 } nass && !Identifiers.NassIsValid(nass))
                    _queries.Add("nass_check");
                Order(result, "birth_date", "death_date", row);
                break;
            case "case":
                Order(result, "opened_on", "closed_on", row);
                var state = result.Values[shape["state"].Index];
                var closedOn = Cell(row, "closed_on");
                if ((state == "closed" && closedOn.Length == 0) || (state == "open" && Cell(row, "close_reason").Length > 0))
                    _queries.Add("close_pair");
                break;
            case "service":
                Order(result, "from", "to", row);
                Order(result, "requested_on", "decided_on", row);
                Energy(result);
                break;
            case "plan":
                Order(result, "agreed_on", "expires_on", row);
                Order(result, "agreed_on", "closed_on", row);
                break;
            case "organisation":
                Order(result, "valid_from", "valid_to", row);
                break;
            case "appointment":
                Order(result, "requested_at", "date", row);
                break;
            case "professional_absence":
                if (CellText.TryDay(Kept(result, "month") ?? "", out var month)
                    && Kept(result, "days") is { } days
                    && decimal.Parse(days, CultureInfo.InvariantCulture) > DateTime.DaysInMonth(month.Year, month.Month))
                    _queries.Add("absence_over_month");
                break;
            case "case_person" or "staff" or "home_care_plan" or "problem":
                Order(result, "from", "to", row);
                break;
            case "home_care_delivery":
                if (Amount(result, "hours_invoiced") > Amount(result, "hours_delivered"))
                    _queries.Add("invoiced_not_delivered");
                break;
        }
    }

    private decimal? Amount(Conformed result, string field) =>
        result.Values[shape[field].Index] is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;

    private void Order(Conformed result, string earlier, string later, Row row)
    {
        var first = earlier == "birth_date" ? Cell(row, earlier) : result.Values[shape[earlier].Index];
        var second = result.Values[shape[later].Index];
        if (CellText.TryDay(first ?? "", out var from) && CellText.TryDay(second ?? "", out var to) && to < from)
            _queries.Add("date_order");
    }

    /// <summary>Only aid for utilities has these fields, and only a denied one a reason: one finding a field.</summary>
    private void Energy(Conformed result)
    {
        var (type, status) = (Kept(result, "type"), Kept(result, "status"));
        var elsewhere = type is not null && !EnergyKpis.IsUtilities(type);
        if (elsewhere && Kept(result, "energy_arrears") is not null)
            _queries.Add("energy_pair");
        if (elsewhere && Kept(result, "energy_channel") is not null)
            _queries.Add("energy_pair");
        if (elsewhere && Kept(result, "energy_prior_year_aid") == "true")
            _queries.Add("energy_pair");
        if (Kept(result, "energy_denial_reason") is not null && (elsewhere || status is not (null or "denied")))
            _queries.Add("energy_pair");
    }

    private string? Kept(Conformed result, string field) => result.Values[shape[field].Index];

    private void Document(string[] cells)
    {
        var type = cells[shape["doc_type"].Index];
        var number = cells[shape["doc_number"].Index];
        if (number.Length == 0)
            return;
        if (type == "nif" && !Identifiers.DocumentIsValid(number))
            _queries.Add("doc_check");
        if (type == "none" || (type == "dni_without_letter" && char.IsAsciiLetter(number[^1])))
            _queries.Add("doc_type_value");
    }

    private void HealthCard(string[] cells)
    {
        var cip = cells[shape["cip"].Index];
        if (cip.Length == 0)
            return;
        if (!Identifiers.CipHasItsForm(cip))
        {
            _queries.Add("cip_pattern");
            return;
        }
        var sex = cells[shape["sex"].Index];
        var sexDiffers = sex.Length > 0 && cip[4] != (sex == "D" ? '1' : '0');
        var birthDiffers =
            CellText.TryDay(cells[shape["birth_date"].Index], out var birth)
            && cip[5..11] != birth.ToString("yyMMdd", CultureInfo.InvariantCulture);
        if (sexDiffers || birthDiffers)
            _queries.Add("cip_contradiction");
    }

    private string Cell(Row row, string field) => row.Cells[shape[field].Index];

    [GeneratedRegex(@"^(\d{8}[A-Z]|[XYZ]\d{7}[A-Z]|[6789]\d{8}|\d{12}|[A-Z]{4}[01]\d{9}|\S+@\S+)$")]
    private static partial Regex LooksLikeIdentifier();
}
