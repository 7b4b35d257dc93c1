using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>What only an aid for utilities has stands on another service, or a reason of denial on an aid that was not denied.</summary>
internal sealed class EnergyPair : RowRule
{
    private const string Utilities = "2.3.7";

    /// <inheritdoc/>
    public override string Code => "energy_pair";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "{column} no concorda amb la prestació o el seu estat.";

    /// <inheritdoc/>
    public override string Es => "{column} no concuerda con la prestación o su estado.";

    /// <inheritdoc/>
    public override string En => "{column} does not go with the service or its state.";

    /// <inheritdoc/>
    public override IEnumerable<RowCheck> Bind(Subject subject, Func<string, int> position)
    {
        var (type, status, reason) = (position("type"), position("status"), position("energy_denial_reason"));
        foreach (var field in new[] { position("energy_arrears"), position("energy_channel"), reason }.Where(field => field >= 0 && type >= 0))
        {
            yield return new RowCheck(field, row => row.Cells[field].HasValue && IsOther(row.Code(type)));
        }

        var prior = position("energy_prior_year_aid");
        if (prior >= 0 && type >= 0)
        {
            yield return new RowCheck(prior, row => row.Cells[prior] is { HasValue: true, Number: 1 } && IsOther(row.Code(type))); // a plain "no" may stand everywhere
        }

        if (reason >= 0 && status >= 0)
        {
            yield return new RowCheck(reason, row => row.Cells[reason].HasValue && row.Code(status) is not (null or "denied"));
        }
    }

    private static bool IsOther(string? type) =>
        type is not null and not Utilities && !type.StartsWith(Utilities + ".", StringComparison.Ordinal);
}
