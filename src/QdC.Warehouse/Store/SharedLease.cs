namespace QdC.Warehouse;

/// <summary>A lease of an area in the book that several machines share, made longer while its process lives.</summary>
internal sealed class SharedLease : IDisposable
{
    /// <summary>How long after the last sign of a holder another may take over.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan Sign = TimeSpan.FromSeconds(10);
    private readonly LeaseBook _book;
    private readonly AreaCode _area;
    private readonly ITimer _signs;
    private volatile bool _isLost;

    private SharedLease(LeaseBook book, AreaCode area, long token, TimeProvider clock)
    {
        (_book, _area, Token) = (book, area, token);
        _signs = clock.CreateTimer(_ => Renew(), null, Sign, Sign);
    }

    /// <summary>Higher than that of every lease before.</summary>
    public long Token { get; }

    /// <summary>True once another has taken it over.</summary>
    public bool IsLost => _isLost;

    /// <summary>Takes it; null when another holds it.</summary>
    public static SharedLease? Take(LeaseBook book, AreaCode area, TimeProvider clock) =>
        book.Take(area, $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}", Length) is { } token ? new SharedLease(book, area, token, clock) : null;

    /// <summary>Does work while nobody can take it over.</summary>
    public T WhileHeld<T>(Func<T> work) => _book.WhileHeld(_area, Token, work);

    /// <inheritdoc/>
    public void Dispose()
    {
        _signs.Dispose();
        try
        {
            _book.Release(_area, Token);
        }
        catch (QdcException)
        {
            // the server does not answer: the lease ends by itself
        }
    }

    private void Renew()
    {
        try
        {
            _isLost |= !_book.Renew(_area, Token, Length);
        }
        catch (QdcException)
        {
            // the next sign may reach the server; if none does the lease ends, and what is written afterwards is refused
        }
    }
}
