using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>The same problem of one person is recorded twice at a time.</summary>
internal sealed class ProblemOverlap : SetRule
{
    /// <inheritdoc/>
    public override string Code => "problem_overlap";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "La mateixa problemàtica de la persona ja estava en vigor.";

    /// <inheritdoc/>
    public override string Es => "La misma problemática de la persona ya estaba en vigor.";

    /// <inheritdoc/>
    public override string En => "The same problem of the person was in force already.";
}
