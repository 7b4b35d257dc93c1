using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>The kind of document and its number do not go together: no document but a number, or a DNI without letter that has one.</summary>
internal sealed class DocTypeValue : RowRule
{
    /// <inheritdoc/>
    public override string Code => "doc_type_value";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "El tipus de document no concorda amb el número.";

    /// <inheritdoc/>
    public override string Es => "El tipo de documento no concuerda con el número.";

    /// <inheritdoc/>
    public override string En => "The kind of document does not go with the number.";

    /// <inheritdoc/>
    public override IEnumerable<RowCheck> Bind(Subject subject, Func<string, int> position)
    {
        var (type, number) = (position("doc_type"), position("doc_number"));
        if (type >= 0 && number >= 0)
        {
            yield return new RowCheck(type, row => row.Cells[number].HasValue && Contradicts(row, row.Code(type), row.Fields[number]));
        }
    }

    private static bool Contradicts(Row row, string? type, FieldPlan number) =>
        type switch
        {
            "none" => true,
            "dni_without_letter" => row.Text(number) is [.., (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z')],
            _ => false,
        };
}
