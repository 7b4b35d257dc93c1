using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>Home care hours are given by a service that is not home care or was not granted.</summary>
internal sealed class HoursWithoutHomeCare : SetRule
{
    /// <inheritdoc/>
    public override string Code => "hours_without_home_care";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "Hi ha hores d'ajuda a domicili d'un servei que no ho és o que no està concedit.";

    /// <inheritdoc/>
    public override string Es => "Hay horas de ayuda a domicilio de un servicio que no lo es o que no está concedido.";

    /// <inheritdoc/>
    public override string En => "Home care hours belong to a service that is not home care or was not granted.";
}
