using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>A person is principal of two open cases of one type.</summary>
internal sealed class CaseOverlap : SetRule
{
    /// <inheritdoc/>
    public override string Code => "case_overlap";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "La persona és principal de dos expedients oberts del mateix tipus.";

    /// <inheritdoc/>
    public override string Es => "La persona es principal de dos expedientes abiertos del mismo tipo.";

    /// <inheritdoc/>
    public override string En => "The person is principal of two open cases of one type.";
}
