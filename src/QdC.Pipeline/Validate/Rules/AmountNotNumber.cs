using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>An amount of money is not a number.</summary>
internal sealed class AmountNotNumber : FieldRule
{
    /// <inheritdoc/>
    public override string Code => "amount_not_number";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Error;

    /// <inheritdoc/>
    public override string Ca => "{column} ha de ser un import i no és un número: {value}.";

    /// <inheritdoc/>
    public override string Es => "El importe de {column} no es un número: {value}.";

    /// <inheritdoc/>
    public override string En => "The amount in {column} is no number: {value}.";

    /// <inheritdoc/>
    public override bool AppliesTo(FieldPlan plan) =>
        plan.Field.Type == FieldType.Money;

    /// <inheritdoc/>
    public override bool Broken(Row row, FieldPlan plan, in Cell cell) =>
        cell.State == CellState.Untypable;
}
