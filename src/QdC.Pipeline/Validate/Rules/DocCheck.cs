using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>The letter of a DNI or NIE is wrong.</summary>
internal sealed class DocCheck : FieldRule
{
    /// <inheritdoc/>
    public override string Code => "doc_check";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "La lletra del DNI o NIE no és correcta: {value}.";

    /// <inheritdoc/>
    public override string Es => "La letra del DNI o NIE no es correcta: {value}.";

    /// <inheritdoc/>
    public override string En => "The letter of the DNI or NIE is wrong: {value}.";

    /// <inheritdoc/>
    public override bool AppliesTo(FieldPlan plan) => plan.Field is { Type: FieldType.Identifier, Of: "doc" };

    /// <inheritdoc/>
    public override string? SilencedBy(ExtractDefinition extract) =>
        extract.Columns.GetValueOrDefault("doc_type") is { Default: { Count: > 0 } constants } && constants.All(c => c.Value != "nif") ? "doc_type" : null;

    /// <inheritdoc/>
    public override bool Broken(Row row, FieldPlan plan, in Cell cell)
    {
        if (!cell.HasValue)
        {
            return false;
        }

        var text = row.Text(plan);
        return DocType(row) switch
        {
            "nif" => !Identifiers.IsDniOrNie(text) && !Identifiers.IsNieWithoutLetter(text),
            null => Identifiers.HasDniOrNieShape(text) && !Identifiers.IsDniOrNie(text),
            _ => false,
        };
    }

    private static string? DocType(Row row) => row.Code(Array.FindIndex(row.Fields, f => f.Field.Name == "doc_type"));
}
