using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>A field that should be filled is empty.</summary>
internal sealed class ExpectedEmpty : FieldRule
{
    /// <inheritdoc/>
    public override string Code => "expected_empty";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "{column} és buit i hauria de tenir valor.";

    /// <inheritdoc/>
    public override string Es => "{column} está vacío y debería tener valor.";

    /// <inheritdoc/>
    public override string En => "{column} is empty and should have a value.";

    /// <inheritdoc/>
    public override bool AppliesTo(FieldPlan plan) =>
        plan.Field.Presence == Presence.Expected;

    /// <inheritdoc/>
    public override bool Broken(Row row, FieldPlan plan, in Cell cell) =>
        cell.State == CellState.Empty;
}
