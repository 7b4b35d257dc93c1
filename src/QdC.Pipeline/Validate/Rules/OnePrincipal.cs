using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>An open case that does not have exactly one principal person.</summary>
internal sealed class OnePrincipal : SetRule
{
    /// <inheritdoc/>
    public override string Code => "one_principal";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "L'expedient obert no té exactament una persona principal.";

    /// <inheritdoc/>
    public override string Es => "El expediente abierto no tiene exactamente una persona principal.";

    /// <inheritdoc/>
    public override string En => "The open case does not have exactly one principal person.";
}
