using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>A home care plan ends after the next one of its service has begun.</summary>
internal sealed class PlanOverlap : SetRule
{
    /// <inheritdoc/>
    public override string Code => "plan_overlap";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "El pla d'ajuda a domicili acaba quan el següent del mateix servei ja ha començat.";

    /// <inheritdoc/>
    public override string Es => "El plan de ayuda a domicilio acaba cuando el siguiente del mismo servicio ya ha empezado.";

    /// <inheritdoc/>
    public override string En => "The home care plan ends after the next one of its service has begun.";
}
