using System.Text;
using System.Text.Unicode;
using QdC.Pipeline.Conform;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Validate;

namespace QdC.Pipeline.Stage;

/// <summary>Turns the texts of a record into typed cells and asks the rules about them.</summary>
internal sealed class RowTyper(RowPlan plan, Row row)
{
    private bool _validText;

    /// <summary>Types and checks the current record.</summary>
    public void Run(RowReader reader)
    {
        _validText = reader.ValidText;
        foreach (var field in plan.TypingOrder)
        {
            ref var cell = ref row.Cells[field.Index];
            cell = Counts(field) ? Type(reader, field) : new Cell { State = CellState.Unknown };
        }

        foreach (var field in row.Fields)
        {
            Check(field);
        }

        foreach (var (rule, check) in plan.RowChecks)
        {
            if (check.Broken(row))
            {
                row.Report(rule, check.Field);
            }
        }
    }

    private void Check(FieldPlan field)
    {
        ref var cell = ref row.Cells[field.Index];
        if (cell.State is CellState.Absent or CellState.Unknown)
        {
            return;
        }

        foreach (var rule in field.Rules)
        {
            if (rule.Broken(row, field, cell))
            {
                row.Report(rule, field.Index);
                if (rule.Invalidates)
                {
                    cell.State = CellState.Invalid;
                }
            }
        }
    }

    private bool Counts(FieldPlan field)
    {
        foreach (var (other, code) in field.OnlyWhen)
        {
            if (!row.Cells[other].HasValue || row.Cells[other].Number != code)
            {
                return false;
            }
        }

        return true;
    }

    private Cell Type(RowReader reader, FieldPlan field)
    {
        if (field.Constant is { } constant)
        {
            return constant;
        }

        if (field.Source < 0)
        {
            return default;
        }

        var kind = reader.Kind(field.Source);
        var text = row.Text(field);
        if (text.IsEmpty || MeansEmpty(field.NullTexts, text))
        {
            return field.WhenEmpty ?? new Cell { State = CellState.Empty };
        }

        if (field.WhenFilled is { } filled)
        {
            return filled;
        }

        return kind == CellKind.Error || (!_validText && !Utf8.IsValid(text)) ? new Cell { State = CellState.Untypable } : Type(field, kind, text);
    }

    private static Cell Type(FieldPlan field, CellKind kind, ReadOnlySpan<byte> text)
    {
        if (field.Field.Type is FieldType.Integer or FieldType.Money or FieldType.Number && IdentifierShapes.IsPersonsNumber(text))
        {
            return Untypable; // put into the wrong column, it would stand in the star as an amount
        }

        var numbers = kind == CellKind.Number ? NumberForm.Invariant : field.Numbers;
        switch (field.Field.Type)
        {
            case FieldType.Date or FieldType.Month:
                return Day(field, kind, text);
            case FieldType.Code:
                return Code(field.Codes!.Find(text));
            case FieldType.Integer:
                return numbers.TryWhole(text, out var whole) ? Value(whole) : Untypable;
            case FieldType.Money:
                return numbers.TryParse(text, 2, out var money) ? Value(money) : Untypable;
            case FieldType.Number:
                return numbers.TryParse(text, 4, out var number) ? Value(number) : Untypable;
            case FieldType.Boolean:
                return Truth(field, kind, text);
            default:
                return Value(0);
        }
    }

    private static Cell Untypable => new() { State = CellState.Untypable };

    private static Cell Value(long number) => new() { State = CellState.Valid, Number = number };

    private static Cell Day(FieldPlan field, CellKind kind, ReadOnlySpan<byte> text)
    {
        var forms = kind == CellKind.Date ? DateForms.Iso : field.Dates;
        if (kind is not (CellKind.Text or CellKind.Date) || !forms.TryParse(text, out var date))
        {
            return Untypable;
        }

        if (Array.IndexOf(field.NullDates, date) >= 0)
        {
            return new Cell { State = CellState.Empty };
        }

        return Value(field.Field.Type == FieldType.Month ? new DateOnly(date.Year, date.Month, 1).DayNumber : date.DayNumber);
    }

    private static Cell Code(int code) =>
        code switch
        {
            CodeMap.Unknown => new Cell { State = CellState.Unknown },
            CodeMap.Unmapped => new Cell { State = CellState.Unmapped },
            _ => Value(code),
        };

    private static Cell Truth(FieldPlan field, CellKind kind, ReadOnlySpan<byte> text)
    {
        if (kind == CellKind.Boolean)
        {
            return Value(text.SequenceEqual("true"u8) ? 1 : 0);
        }

        if (!field.TruthsSeen.TryGet(text, out var truth))
        {
            truth = field.Truths.TryGetValue(TextFold.Code(Encoding.UTF8.GetString(text)), out var found) ? (found ? 1 : 0) : -1;
            field.TruthsSeen.Add(text, truth);
        }

        return truth < 0 ? Untypable : Value(truth);
    }

    private static bool MeansEmpty(byte[][] texts, ReadOnlySpan<byte> text)
    {
        foreach (var empty in texts)
        {
            if (text.SequenceEqual(empty))
            {
                return true;
            }
        }

        return false;
    }
}
