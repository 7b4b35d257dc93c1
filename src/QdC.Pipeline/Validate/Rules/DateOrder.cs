using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>The later of two dates comes before the earlier one.</summary>
internal sealed class DateOrder : RowRule
{
    /// <inheritdoc/>
    public override string Code => "date_order";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "{column} és anterior a la data que l'ha de precedir.";

    /// <inheritdoc/>
    public override string Es => "{column} es anterior a la fecha que debe precederla.";

    /// <inheritdoc/>
    public override string En => "{column} comes before the date it should follow.";

    private static readonly (string Earlier, string Later)[] Pairs =
    [
        ("opened_on", "closed_on"),
        ("from", "to"),
        ("requested_on", "decided_on"),
        ("requested_at", "date"),
        ("birth_date", "death_date"),
        ("agreed_on", "expires_on"),
        ("agreed_on", "closed_on"),
        ("valid_from", "valid_to"),
    ];

    /// <inheritdoc/>
    public override IEnumerable<RowCheck> Bind(Subject subject, Func<string, int> position)
    {
        foreach (var (first, second) in Pairs)
        {
            var (earlier, later) = (position(first), position(second));
            if (earlier >= 0 && later >= 0)
            {
                yield return new RowCheck(later, row => row.Cells[earlier].HasValue && row.Cells[later].HasValue && row.Cells[later].Number < row.Cells[earlier].Number);
            }
        }
    }
}
