using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>More days away than the month has.</summary>
internal sealed class AbsenceOverMonth : RowRule
{
    /// <inheritdoc/>
    public override string Code => "absence_over_month";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "{column} supera els dies del mes.";

    /// <inheritdoc/>
    public override string Es => "{column} supera los días del mes.";

    /// <inheritdoc/>
    public override string En => "{column} says more days than the month has.";

    /// <inheritdoc/>
    public override IEnumerable<RowCheck> Bind(Subject subject, Func<string, int> position)
    {
        var (month, days) = (position("month"), position("days"));
        if (month >= 0 && days >= 0)
        {
            yield return new RowCheck(days, row => row.Cells[month].HasValue && row.Cells[days].HasValue && row.Cells[days].Number / 10_000m > Length(row.Cells[month].Date));
        }
    }

    private static int Length(DateOnly month) => DateTime.DaysInMonth(month.Year, month.Month);
}
