using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>A person is attended after the date of death.</summary>
internal sealed class AfterDeath : SetRule
{
    /// <inheritdoc/>
    public override string Code => "after_death";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "La persona consta com a atesa després de la data de defunció.";

    /// <inheritdoc/>
    public override string Es => "La persona consta como atendida después de la fecha de defunción.";

    /// <inheritdoc/>
    public override string En => "The person is recorded as attended after the date of death.";
}
