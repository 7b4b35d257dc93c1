using System.Text;
using QdC.Pipeline.Conform;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Validate;

namespace QdC.Pipeline.Stage;

/// <summary>Types the constant of a <c>default:</c>, written in the contract's own form: canonical code, ISO date, decimal point.</summary>
internal static class Constants
{
    public static Cell Type(ContractField field, CodeMap? codes, string text, string origin)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        long? number = field.Type switch
        {
            FieldType.Code => codes?.Common(text) is { } code and >= 0 ? code : null,
            FieldType.Date or FieldType.Month => DateForms.Iso.TryParse(utf8, out var date) ? date.DayNumber : null,
            FieldType.Integer => NumberForm.Invariant.TryWhole(utf8, out var whole) ? whole : null,
            FieldType.Money => NumberForm.Invariant.TryParse(utf8, 2, out var money) ? money : null,
            FieldType.Number => NumberForm.Invariant.TryParse(utf8, 4, out var scaled) ? scaled : null,
            FieldType.Boolean => text is "true" ? 1 : text is "false" ? 0 : null,
            FieldType.Label => 0,
            _ => null,
        };
        return number is { } value
            ? new Cell { State = CellState.Valid, Number = value }
            : throw new ExtractUnreadable($"The default of {field.Name} is no value of its type", origin, text, nextStep: "Run `qdc check`.");
    }
}
