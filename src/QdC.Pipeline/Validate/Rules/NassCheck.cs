using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>A social security number whose control digits are wrong.</summary>
internal sealed class NassCheck : FieldRule
{
    /// <inheritdoc/>
    public override string Code => "nass_check";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "{column} té uns dígits de control que no són correctes: {value}.";

    /// <inheritdoc/>
    public override string Es => "Los dígitos de control de {column} no son correctos: {value}.";

    /// <inheritdoc/>
    public override string En => "The control digits of {column} are wrong: {value}.";

    /// <inheritdoc/>
    public override bool AppliesTo(FieldPlan plan) =>
        plan.Field is { Type: FieldType.Identifier, Of: "nass" };

    /// <inheritdoc/>
    public override bool Broken(Row row, FieldPlan plan, in Cell cell) =>
        cell.HasValue && !Identifiers.IsNass(row.Text(plan));
}
