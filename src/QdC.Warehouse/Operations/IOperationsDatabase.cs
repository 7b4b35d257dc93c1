using System.Globalization;

namespace QdC.Warehouse;

/// <summary>
/// Where the books of operations are kept that processes share: <c>ops.sqlite</c> of a home, or schema <c>ops</c> of a SQL Server. Statements are
/// written once, in the SQL that both understand: tables as <c>ops.NAME</c>, parameters as <c>@name</c>, no RETURNING, OUTPUT, LIMIT or TOP.
/// Safe to use from several threads and processes.
/// </summary>
public interface IOperationsDatabase
{
    /// <summary>Reads.</summary>
    T Read<T>(Func<IOperations, T> work);

    /// <summary>Does work in one transaction that no other writer's comes between.</summary>
    /// <param name="work">The work; done again when the server fails in passing, unless <paramref name="once"/>.</param>
    /// <param name="once">True for work that must not be done twice. Default: false.</param>
    T Write<T>(Func<IOperations, T> work, bool once = false);
}

/// <summary>Statements on the books, all on one connection.</summary>
public interface IOperations
{
    /// <summary>Now, to the millisecond, by the one clock that all who share the books go by: the server's, where there is one.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Runs a statement and gives back how many rows it changed.</summary>
    long Run(string sql, params (string Name, object? Value)[] parameters);

    /// <summary>The rows of a query.</summary>
    IReadOnlyList<OperationsRow> Rows(string sql, params (string Name, object? Value)[] parameters);
}

/// <summary>A row of a book, whichever store it comes from.</summary>
/// <param name="Cells">Its cells.</param>
public sealed record OperationsRow(object?[] Cells)
{
    /// <summary>A text.</summary>
    public string? Text(int at) => (string?)Cells[at];

    /// <summary>A whole number.</summary>
    public long? Number(int at) => Cells[at] is { } value ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : null;

    /// <summary>A moment, UTC.</summary>
    public DateTimeOffset? Moment(int at) =>
        Cells[at] switch
        {
            null => null,
            DateTime moment => new DateTimeOffset(DateTime.SpecifyKind(moment, DateTimeKind.Utc)),
            var text => DateTimeOffset.Parse((string)text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
        };

    /// <summary>A day.</summary>
    public DateOnly? Day(int at) =>
        Cells[at] switch
        {
            null => null,
            DateOnly day => day,
            DateTime moment => DateOnly.FromDateTime(moment),
            var text => DateOnly.ParseExact((string)text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        };

    /// <summary>A moment without what is finer than a millisecond, which no store keeps.</summary>
    internal static DateTimeOffset Whole(DateTimeOffset moment) => new(moment.UtcTicks - (moment.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}
