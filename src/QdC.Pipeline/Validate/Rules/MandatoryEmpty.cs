using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>A mandatory field is empty.</summary>
internal sealed class MandatoryEmpty : FieldRule
{
    /// <inheritdoc/>
    public override string Code => "mandatory_empty";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Error;

    /// <inheritdoc/>
    public override string Ca => "{column} és obligatori i és buit.";

    /// <inheritdoc/>
    public override string Es => "{column} es obligatorio y está vacío.";

    /// <inheritdoc/>
    public override string En => "{column} is mandatory and empty.";

    /// <inheritdoc/>
    public override bool AppliesTo(FieldPlan plan) =>
        plan.Field.Presence == Presence.Mandatory && !plan.IsKeyPart;

    /// <inheritdoc/>
    public override bool Broken(Row row, FieldPlan plan, in Cell cell) =>
        cell.State == CellState.Empty;
}
