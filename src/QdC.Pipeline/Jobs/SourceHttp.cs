namespace QdC.Pipeline.Jobs;

/// <summary>A service over HTTP that a source's extracts are asked from, as JSON.</summary>
public sealed record SourceHttp
{
    /// <summary>Its address, which the paths of extracts go on from.</summary>
    public required Uri Url { get; init; }

    /// <summary>Where the bearer token is: <c>env:NAME</c> or <c>file:PATH</c>; null where none is sent, or one is asked for by <see cref="Login"/>.</summary>
    public string? Token { get; init; }

    /// <summary>How a token is asked for; null where none is.</summary>
    public HttpLogin? Login { get; init; }

    /// <summary>True for a service that speaks OData: rows in <c>value</c>, the next page in <c>@odata.nextLink</c>.</summary>
    public bool OData { get; init; }

    /// <summary>True when what is sent may go unencrypted to another machine.</summary>
    public bool AllowPlain { get; init; }

    /// <summary>Megabytes of an extract's answers at most. Default: 200.</summary>
    public int MostMegabytes { get; init; } = 200;

    /// <summary>What is asked for by extract.</summary>
    public required IReadOnlyDictionary<string, HttpExtract> Extracts { get; init; }
}

/// <summary>OAuth2 client credentials.</summary>
/// <param name="TokenUrl">Where a token is asked for.</param>
/// <param name="Client">The client's id.</param>
/// <param name="Secret">Where its secret is: <c>env:NAME</c> or <c>file:PATH</c>.</param>
/// <param name="Scope">What the token is for; null where the service needs none.</param>
public sealed record HttpLogin(Uri TokenUrl, string Client, string Secret, string? Scope);

/// <summary>What is asked for an extract, and how its pages follow each other.</summary>
public sealed record HttpExtract
{
    /// <summary>Path and query, from the service's address.</summary>
    public required string Path { get; init; }

    /// <summary>Names that lead to the rows, with dots between; null for the answer itself.</summary>
    public string? Rows { get; init; }

    /// <summary>Names that lead to the address of the next page.</summary>
    public string? Next { get; init; }

    /// <summary>The parameter that numbers pages; they are asked for until one has no rows.</summary>
    public string? PageParameter { get; init; }

    /// <summary>The first page's number. Default: 1.</summary>
    public int FirstPage { get; init; } = 1;

    /// <summary>The parameter that takes what <see cref="CursorValue"/> gave.</summary>
    public string? CursorParameter { get; init; }

    /// <summary>Names that lead to the cursor of the next page.</summary>
    public string? CursorValue { get; init; }
}
