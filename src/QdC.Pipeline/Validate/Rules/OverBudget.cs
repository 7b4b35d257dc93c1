using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>More was executed in a year than budgeted for the service, kind of cost and funder.</summary>
internal sealed class OverBudget : SetRule
{
    /// <inheritdoc/>
    public override string Code => "over_budget";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "L'execució de l'any supera el pressupost del servei, tipus de cost i finançador.";

    /// <inheritdoc/>
    public override string Es => "La ejecución del año supera el presupuesto del servicio, tipo de coste y financiador.";

    /// <inheritdoc/>
    public override string En => "The year's execution exceeds the budget of the service, kind of cost and funder.";
}
