namespace QdC.Pipeline.Jobs.Grammar;

/// <summary>The grammar of places that <c>qdc pull</c> fetches from, in an area file.</summary>
internal static class SourceGrammar
{
    private static readonly TextForm Address = new(
        "address", "an absolute address, for example https://dades.exemple.cat/api/", null,
        text => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? null : "");

    private static readonly KeysShape Page = new([
        new("parameter", new TextShape(), "The parameter that numbers pages; they are asked for until one has no rows.", Required: true),
        new("from", new WholeShape(0, 1), "The first page's number. Default: 1"),
    ]);

    private static readonly KeysShape Cursor = new([
        new("parameter", new TextShape(), "The parameter that asks for the next page.", Required: true),
        new("value", new TextShape(), "Where the answer gives its value; empty or absent on the last page.", Required: true),
    ]);

    private static readonly KeysShape Extract = new([
        new("path", new TextShape(), "Path and query, from the address.", Required: true),
        new("rows", new TextShape(), "Names that lead to the rows, with dots between. Default: the answer itself"),
        new("next", new TextShape(), "Names that lead to the address of the next page."),
        new("page", Page, "Pages by number."),
        new("cursor", Cursor, "Pages by a value that each answer gives."),
    ], new KeyRule.AtMostOne("next", "page", "cursor"));

    private static readonly KeysShape Login = new([
        new("token_url", new TextShape(Address), "Where a token is asked for.", Required: true),
        new("client", new TextShape(), "The client's id.", Required: true),
        new("secret", new TextShape(), "Where its secret is: env:NAME or file:PATH.", Required: true),
        new("scope", new TextShape(), "What the token is for."),
    ]);

    /// <summary>A service over HTTP.</summary>
    public static readonly KeysShape Http = new([
        new("url", new TextShape(Address), "Its address, ending with /; the paths of extracts go on from it.", Required: true),
        new("token", new TextShape(), "Where the bearer token is: env:NAME or file:PATH."),
        new("login", Login, "OAuth2 client credentials, by which a token is asked for."),
        new("odata", new FlagShape(), "True for OData: rows in value, the next page in @odata.nextLink. Default: false"),
        new("allow_plain", new FlagShape(), "True to allow http: to another machine, where everybody on the way can read. Default: false"),
        new("max_mb", new WholeShape(1, 2000), "Megabytes of an extract's answers at most. Default: 200"),
        new("extracts", new TableShape(Forms.FieldName, new EitherShape(new TextShape(), Extract)), "What is asked for by extract: a path, or a path with its pages.", Required: true),
    ], new KeyRule.AtMostOne("token", "login"));
}
