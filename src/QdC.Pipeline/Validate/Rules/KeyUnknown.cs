using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>A list of keys names a record that no delivery has brought: a change was lost on the way.</summary>
public sealed class KeyUnknown : SetRule
{
    /// <inheritdoc/>
    public override string Code => "key_unknown";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "La llista de claus anomena un registre que cap lliurament no ha dut.";

    /// <inheritdoc/>
    public override string Es => "La lista de claves nombra un registro que ninguna entrega ha traído.";

    /// <inheritdoc/>
    public override string En => "The list of keys names a record that no delivery has brought.";
}
