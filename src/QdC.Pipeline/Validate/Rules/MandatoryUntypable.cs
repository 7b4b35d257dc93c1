using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>A mandatory field holds a text that is no value of its type.</summary>
internal sealed class MandatoryUntypable : FieldRule
{
    /// <inheritdoc/>
    public override string Code => "mandatory_untypable";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Error;

    /// <inheritdoc/>
    public override string Ca => "{column} és obligatori i {value} no és un valor vàlid.";

    /// <inheritdoc/>
    public override string Es => "{column} es obligatorio y {value} no es un valor válido.";

    /// <inheritdoc/>
    public override string En => "{column} is mandatory and {value} is no valid value.";

    /// <inheritdoc/>
    public override bool AppliesTo(FieldPlan plan) =>
        plan.Field.Presence == Presence.Mandatory && plan.Field.Type != FieldType.Money;

    /// <inheritdoc/>
    public override bool Broken(Row row, FieldPlan plan, in Cell cell) =>
        cell.State == CellState.Untypable;
}
