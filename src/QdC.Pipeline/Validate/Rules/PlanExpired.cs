using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>A plan that has run out in an open case and was neither closed nor extended.</summary>
internal sealed class PlanExpired : SetRule
{
    /// <inheritdoc/>
    public override string Code => "plan_expired";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "El pla ha vençut i no s'ha tancat ni prorrogat.";

    /// <inheritdoc/>
    public override string Es => "El plan ha vencido y no se ha cerrado ni prorrogado.";

    /// <inheritdoc/>
    public override string En => "The plan has run out and was neither closed nor extended.";
}
