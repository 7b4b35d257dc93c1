using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>More hours are invoiced than were given.</summary>
internal sealed class InvoicedNotDelivered : RowRule
{
    /// <inheritdoc/>
    public override string Code => "invoiced_not_delivered";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "Es facturen més hores de les realitzades.";

    /// <inheritdoc/>
    public override string Es => "Se facturan más horas de las realizadas.";

    /// <inheritdoc/>
    public override string En => "More hours are invoiced than were given.";

    /// <inheritdoc/>
    public override IEnumerable<RowCheck> Bind(Subject subject, Func<string, int> position)
    {
        var (invoiced, delivered) = (position("hours_invoiced"), position("hours_delivered"));
        if (invoiced >= 0 && delivered >= 0)
        {
            yield return new RowCheck(invoiced, row => row.Cells[invoiced].HasValue && row.Cells[delivered].HasValue && row.Cells[invoiced].Number > row.Cells[delivered].Number);
        }
    }
}
