using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>A home care service gives hours, yet says that it is none.</summary>
internal sealed class HomeCareKindMissing : SetRule
{
    /// <inheritdoc/>
    public override string Code => "home_care_kind_missing";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "El servei fa hores d'ajuda a domicili i hi consta que no és SAD social ni de dependència.";

    /// <inheritdoc/>
    public override string Es => "El servicio presta horas de ayuda a domicilio y consta que no es SAD social ni de dependencia.";

    /// <inheritdoc/>
    public override string En => "The service gives home care hours, yet it says neither social nor dependency.";
}
