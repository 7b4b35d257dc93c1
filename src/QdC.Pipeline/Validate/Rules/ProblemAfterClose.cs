using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>A problem that begins after its case was closed.</summary>
internal sealed class ProblemAfterClose : SetRule
{
    /// <inheritdoc/>
    public override string Code => "problem_after_close";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "La problemàtica comença després del tancament de l'expedient.";

    /// <inheritdoc/>
    public override string Es => "La problemática comienza después del cierre del expediente.";

    /// <inheritdoc/>
    public override string En => "The problem begins after the closing of the case.";
}
