using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>The record has no key, so nothing can be said about it.</summary>
public sealed class KeyMissing : RecordRule
{
    /// <inheritdoc/>
    public override string Code => "key_missing";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Error;

    /// <inheritdoc/>
    public override string Ca => "El registre no té clau: {column} és buit.";

    /// <inheritdoc/>
    public override string Es => "El registro no tiene clave: {column} está vacío.";

    /// <inheritdoc/>
    public override string En => "The record has no key: {column} is empty.";
}
