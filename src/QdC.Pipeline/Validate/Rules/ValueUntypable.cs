using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>An optional field holds a text that is no value of its type; it loads as invalid.</summary>
internal sealed class ValueUntypable : FieldRule
{
    /// <inheritdoc/>
    public override string Code => "value_untypable";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "{column} té un valor que no és vàlid: {value}.";

    /// <inheritdoc/>
    public override string Es => "{value} no es un valor válido de {column}.";

    /// <inheritdoc/>
    public override string En => "{value} is no valid value of {column}.";

    /// <inheritdoc/>
    public override bool Invalidates => true;

    /// <inheritdoc/>
    public override bool AppliesTo(FieldPlan plan) =>
        plan.Field.Presence != Presence.Mandatory && plan.Field.Type != FieldType.Money;

    /// <inheritdoc/>
    public override bool Broken(Row row, FieldPlan plan, in Cell cell) =>
        cell.State == CellState.Untypable;
}
