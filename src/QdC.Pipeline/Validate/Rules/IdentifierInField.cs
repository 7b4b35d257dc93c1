using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>A short text of the council holds what looks like an identifier of a person; it is not kept.</summary>
internal sealed class IdentifierInField : FieldRule
{
    /// <inheritdoc/>
    public override string Code => "identifier_in_field";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "{column} conté el que sembla un identificador d'una persona: {value}.";

    /// <inheritdoc/>
    public override string Es => "{column} contiene lo que parece un identificador de una persona: {value}.";

    /// <inheritdoc/>
    public override string En => "{column} holds what looks like an identifier of a person: {value}.";

    /// <inheritdoc/>
    public override bool Invalidates => true;

    /// <inheritdoc/>
    public override bool AppliesTo(FieldPlan plan) =>
        plan.Field.Type == FieldType.Label;

    /// <inheritdoc/>
    public override bool Broken(Row row, FieldPlan plan, in Cell cell) =>
        cell.HasValue && IdentifierShapes.LooksLikeIdentifier(row.Text(plan));
}
