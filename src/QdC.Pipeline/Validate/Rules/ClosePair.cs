using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>A closed case without its closing date, or an open one with a closing reason.</summary>
internal sealed class ClosePair : RowRule
{
    /// <inheritdoc/>
    public override string Code => "close_pair";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "{column} no concorda amb l'estat de l'expedient.";

    /// <inheritdoc/>
    public override string Es => "{column} no concuerda con el estado del expediente.";

    /// <inheritdoc/>
    public override string En => "{column} does not go with the state of the case.";

    /// <inheritdoc/>
    public override IEnumerable<RowCheck> Bind(Subject subject, Func<string, int> position)
    {
        var (state, closed, reason) = (position("state"), position("closed_on"), position("close_reason"));
        if (state >= 0 && closed >= 0)
        {
            yield return new RowCheck(closed, row => row.Cells[closed].State == CellState.Empty && row.Code(state) == "closed");
        }

        if (state >= 0 && reason >= 0)
        {
            yield return new RowCheck(reason, row => row.Cells[reason].HasValue && row.Code(state) == "open");
        }
    }
}
