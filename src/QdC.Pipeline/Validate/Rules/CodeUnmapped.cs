using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>A code that the code list does not map; it loads as unmapped.</summary>
public sealed class CodeUnmapped : FieldRule
{
    /// <inheritdoc/>
    public override string Code => "code_unmapped";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "{column} té un codi que no és a la llista de codis: {value}.";

    /// <inheritdoc/>
    public override string Es => "El código {value} de {column} no está en la lista de códigos.";

    /// <inheritdoc/>
    public override string En => "The code {value} of {column} is not in the code list.";

    /// <inheritdoc/>
    public override bool AppliesTo(FieldPlan plan) =>
        plan.Field.Type == FieldType.Code;

    /// <inheritdoc/>
    public override bool Broken(Row row, FieldPlan plan, in Cell cell) =>
        cell.State == CellState.Unmapped;
}
