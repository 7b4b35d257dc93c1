using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>A reference to a record that is not there.</summary>
internal sealed class Orphan : SetRule
{
    /// <inheritdoc/>
    public override string Code => "orphan";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "{column} apunta a un registre que no existeix.";

    /// <inheritdoc/>
    public override string Es => "{column} apunta a un registro que no existe.";

    /// <inheritdoc/>
    public override string En => "{column} points to a record that does not exist.";
}
