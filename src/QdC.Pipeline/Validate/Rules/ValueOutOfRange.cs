using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>A value outside what is possible: a date before 1900-01-02, a birth after the data, a number beyond its limits; it loads as invalid.</summary>
internal sealed class ValueOutOfRange : FieldRule
{
    /// <inheritdoc/>
    public override string Code => "value_out_of_range";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "{column} és fora del possible: {value}.";

    /// <inheritdoc/>
    public override string Es => "{column} está fuera de lo posible: {value}.";

    /// <inheritdoc/>
    public override string En => "{column} is outside what is possible: {value}.";

    /// <summary>The first day that is believed; the days before are placeholders.</summary>
    public static readonly DateOnly Earliest = new(1900, 1, 2);

    /// <inheritdoc/>
    public override bool Invalidates => true;

    /// <inheritdoc/>
    public override bool AppliesTo(FieldPlan plan) =>
        plan.Field.Type is FieldType.Date or FieldType.Month || plan.Field.Min is not null || plan.Field.Max is not null;

    /// <inheritdoc/>
    public override bool Broken(Row row, FieldPlan plan, in Cell cell)
    {
        if (!cell.HasValue)
        {
            return false;
        }

        switch (plan.Field.Type)
        {
            case FieldType.Date or FieldType.Month:
                return cell.Number < Earliest.DayNumber || (plan.Field.Name == "birth_date" && cell.Number > row.Effective.DayNumber);
            case FieldType.Integer:
                return Outside(plan.Field, cell.Number);
            case FieldType.Money:
                return Outside(plan.Field, cell.Number / 100m);
            case FieldType.Number:
                return Outside(plan.Field, cell.Number / 10_000m);
            default:
                return false;
        }
    }

    private static bool Outside(ContractField field, decimal value) => value < field.Min || value > field.Max;
}
