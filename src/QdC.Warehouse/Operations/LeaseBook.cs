namespace QdC.Warehouse;

/// <summary>
/// Who may refresh an area now, where processes on several machines share the areas: a lease that ends by itself when its holder gives no sign,
/// with a fencing token that grows with every lease. What an expired holder writes is refused.
/// </summary>
/// <param name="database">Where it is kept.</param>
internal sealed class LeaseBook(IOperationsDatabase database)
{
    /// <summary>The area's row, before its first lease.</summary>
    internal const string First = "INSERT INTO ops.area_lease (area, token) SELECT @area, 0 WHERE NOT EXISTS (SELECT 1 FROM ops.area_lease WHERE area = @area)";

    /// <summary>A new lease, where none is or the last one has ended.</summary>
    internal const string Taken = "UPDATE ops.area_lease SET token = token + 1, holder = @holder, taken_at = @now, expires_at = @until WHERE area = @area AND (holder IS NULL OR expires_at <= @now)";

    /// <summary>A longer lease, for as long as nobody else has taken it.</summary>
    internal const string Longer = "UPDATE ops.area_lease SET expires_at = @until WHERE area = @area AND token = @token AND holder IS NOT NULL";

    /// <summary>Given back.</summary>
    internal const string Given = "UPDATE ops.area_lease SET holder = NULL, expires_at = NULL WHERE area = @area AND token = @token";

    /// <summary>Holds the row until the transaction ends; no row when the lease is not this one any more.</summary>
    internal const string Held = "UPDATE ops.area_lease SET token = token WHERE area = @area AND token = @token AND holder IS NOT NULL AND expires_at > @now";

    /// <summary>How it stands.</summary>
    internal const string State = "SELECT token, holder, taken_at FROM ops.area_lease WHERE area = @area";

    /// <summary>Takes the lease of an area. Gives back the fencing token, or null when another holds it.</summary>
    /// <param name="area">The area.</param>
    /// <param name="holder">Who takes it; unlike every other holder, so that a lease whose answer was lost is known again.</param>
    /// <param name="length">How long it lasts without <see cref="Renew"/>.</param>
    public long? Take(AreaCode area, string holder, TimeSpan length) =>
        database.Write(run =>
        {
            run.Run(First, ("area", area.Value));
            run.Run(Taken, ("area", area.Value), ("holder", holder), ("now", run.Now), ("until", run.Now + length));
            return Read(run, area) is { } row && row.Text(1) == holder ? row.Number(0) : null;
        });

    /// <summary>Makes a lease last longer. False when another has taken it.</summary>
    public bool Renew(AreaCode area, long token, TimeSpan length) => database.Write(run => run.Run(Longer, ("area", area.Value), ("token", token), ("until", run.Now + length)) == 1);

    /// <summary>Gives a lease back; one that another has taken stays theirs.</summary>
    public void Release(AreaCode area, long token) => database.Write(run => run.Run(Given, ("area", area.Value), ("token", token)));

    /// <summary>Who holds the area and since when; null for nobody.</summary>
    public string? Holder(AreaCode area) => database.Read(run => Read(run, area) is { } row && row.Text(1) is { } holder ? $"{holder} since {row.Moment(2):yyyy-MM-dd'T'HH:mm:ss'Z'}" : null);

    /// <summary>Does work once, while nobody can take the lease over.</summary>
    /// <exception cref="LeaseLost">It has ended, or another has taken it: nothing was done.</exception>
    public T WhileHeld<T>(AreaCode area, long token, Func<T> work)
    {
        var (result, isDone) = (default(T)!, false);
        try
        {
            database.Write(
                run =>
                {
                    if (run.Run(Held, ("area", area.Value), ("token", token), ("now", run.Now)) != 1)
                    {
                        throw new LeaseLost(area, token, Read(run, area)?.Number(0) ?? 0);
                    }
                    result = work();
                    return isDone = true;
                },
                once: true);
        }
        catch (ServerUnavailable) when (isDone)
        {
            // only the end of the transaction was not answered, and it changes nothing: the work was done while the lease was held
        }
        return result;
    }

    private static OperationsRow? Read(IOperations run, AreaCode area) => run.Rows(State, ("area", area.Value)) is [var row] ? row : null;
}
