using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>A plan agreed before its case was opened.</summary>
internal sealed class PlanBeforeOpen : SetRule
{
    /// <inheritdoc/>
    public override string Code => "plan_before_open";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "El pla s'ha acordat abans de l'obertura de l'expedient.";

    /// <inheritdoc/>
    public override string Es => "El plan se ha acordado antes de la apertura del expediente.";

    /// <inheritdoc/>
    public override string En => "The plan was agreed before the case was opened.";
}
