using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>A manual activity on a case that was closed before.</summary>
internal sealed class ActivityAfterClose : SetRule
{
    /// <inheritdoc/>
    public override string Code => "activity_after_close";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "L'actuació manual és posterior al tancament de l'expedient.";

    /// <inheritdoc/>
    public override string Es => "La actuación manual es posterior al cierre del expediente.";

    /// <inheritdoc/>
    public override string En => "The manual activity comes after the closing of the case.";
}
