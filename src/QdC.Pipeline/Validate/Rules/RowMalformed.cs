using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>The record is not one: more or fewer fields than the header, or broken quoting.</summary>
public sealed class RowMalformed : RecordRule
{
    /// <inheritdoc/>
    public override string Code => "row_malformed";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Error;

    /// <inheritdoc/>
    public override string Ca => "La línia no és un registre: té més o menys camps que la capçalera, no fa la llargada declarada, hi ha les cometes trencades o un valor que s'hi repeteix.";

    /// <inheritdoc/>
    public override string Es => "La línea no es un registro: tiene más o menos campos que la cabecera, no tiene la longitud declarada, o hay comillas rotas o un valor repetido.";

    /// <inheritdoc/>
    public override string En => "The line is no record: it has more or fewer fields than the header, is not of the declared length, or has broken quoting or a value that is repeated.";
}
