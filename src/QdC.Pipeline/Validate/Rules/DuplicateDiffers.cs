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
    public override string Ca => "Hi ha diverses files amb la mateixa clau i contingut diferent; es carrega l'última.";

    /// <inheritdoc/>
    public override string Es => "Hay varias filas con la misma clave y contenido distinto; se carga la última.";

    /// <inheritdoc/>
    public override string En => "Several rows have the same key and differ; the last one loads.";
}
