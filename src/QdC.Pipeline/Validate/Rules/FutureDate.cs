using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>The date of an event lies after the effective date of the delivery; it is kept.</summary>
internal sealed class FutureDate : FieldRule
{
    /// <inheritdoc/>
    public override string Code => "future_date";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "{column} ({value}) és posterior a la data de les dades.";

    /// <inheritdoc/>
    public override string Es => "{column} ({value}) es posterior a la fecha de los datos.";

    /// <inheritdoc/>
    public override string En => "{column} ({value}) lies after the date of the data.";

    /// <inheritdoc/>
    public override bool AppliesTo(FieldPlan plan) =>
        plan.Field is { Type: FieldType.Date, Event: true };

    /// <inheritdoc/>
    public override bool Broken(Row row, FieldPlan plan, in Cell cell) =>
        cell.HasValue && cell.Number > row.Effective.DayNumber;
}
