using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>A plan agreed after its case was closed.</summary>
internal sealed class PlanAfterClose : SetRule
{
    /// <inheritdoc/>
    public override string Code => "plan_after_close";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "El pla s'ha acordat després del tancament de l'expedient.";

    /// <inheritdoc/>
    public override string Es => "El plan se ha acordado después del cierre del expediente.";

    /// <inheritdoc/>
    public override string En => "The plan was agreed after the closing of the case.";
}
