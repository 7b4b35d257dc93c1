using System.Globalization;

namespace QdC.Cli.Running;

/// <summary>What <c>qdc run</c> asks of each area.</summary>
/// <param name="Reload">Apply every delivery again.</param>
/// <param name="ReloadFrom">Apply deliveries again from this effective date on.</param>
/// <param name="AsOf">The effective date of deliveries that nothing else dates.</param>
/// <param name="Cause">What started it, for the ledger.</param>
/// <param name="NoPull">True to ask no source's server; what is in the folders is read.</param>
internal sealed record RunOrder(bool Reload = false, DateOnly? ReloadFrom = null, DateOnly? AsOf = null, string Cause = "qdc run", bool NoPull = false)
{
    /// <summary>The options that hand the order to a child process.</summary>
    public IEnumerable<string> Options()
    {
        if (Reload)
        {
            yield return "--reload";
        }
        if (ReloadFrom is { } from)
        {
            yield return "--reload-from";
            yield return from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }
        if (AsOf is { } date)
        {
            yield return "--as-of";
            yield return date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }
        if (NoPull)
        {
            yield return "--no-pull";
        }
        yield return "--cause";
        yield return Cause;
    }
}
