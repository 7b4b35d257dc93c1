using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>A health card code that does not have the form of a CIP.</summary>
internal sealed class CipPattern : FieldRule
{
    /// <inheritdoc/>
    public override string Code => "cip_pattern";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "{column} no té la forma d'un CIP: {value}.";

    /// <inheritdoc/>
    public override string Es => "{column} no tiene la forma de un CIP: {value}.";

    /// <inheritdoc/>
    public override string En => "{column} does not have the form of a CIP: {value}.";

    /// <inheritdoc/>
    public override bool AppliesTo(FieldPlan plan) =>
        plan.Field is { Type: FieldType.Identifier, Of: "cip" };

    /// <inheritdoc/>
    public override bool Broken(Row row, FieldPlan plan, in Cell cell) =>
        cell.HasValue && !Identifiers.IsCip(row.Text(plan));
}
