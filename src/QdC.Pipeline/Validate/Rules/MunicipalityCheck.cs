using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>A municipality code of digits whose Idescat control digit is wrong or missing; it loads as invalid.</summary>
internal sealed class MunicipalityCheck : FieldRule
{
    /// <inheritdoc/>
    public override string Code => "municipality_check";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "{value} no és un codi de municipi de sis xifres amb el dígit de control correcte.";

    /// <inheritdoc/>
    public override string Es => "{value} no es un código de municipio de seis cifras con el dígito de control correcto.";

    /// <inheritdoc/>
    public override string En => "{value} is no municipality code of six digits with a right control digit.";

    /// <inheritdoc/>
    public override bool Invalidates => true;

    /// <inheritdoc/>
    public override bool AppliesTo(FieldPlan plan) =>
        plan.Field.Type == FieldType.Code && (plan.Mapping?.CodeList ?? plan.Field.List) == "municipality";

    /// <inheritdoc/>
    public override bool Broken(Row row, FieldPlan plan, in Cell cell) =>
        cell.State == CellState.Unmapped && Identifiers.AllDigits(row.Text(plan)) && !Identifiers.IsIdescat(row.Text(plan));
}
