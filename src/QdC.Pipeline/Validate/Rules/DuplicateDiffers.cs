using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>Several rows of one delivery have the same key and differ; the last one loads.</summary>
public sealed class DuplicateDiffers : SetRule
{
    /// <inheritdoc/>
    public override string Code => "duplicate_differs";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "Una altra fila ({loaded}), que és la que es carrega, té la mateixa clau i altres valors: {differ}.";

    /// <inheritdoc/>
    public override string Es => "Otra fila ({loaded}), que es la que se carga, tiene la misma clave y otros valores: {differ}.";

    /// <inheritdoc/>
    public override string En => "Another row ({loaded}), which is the one that loads, has the same key and other values: {differ}.";
}
