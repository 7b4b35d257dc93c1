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

    private static readonly TextForm HostKey = new(
        "host key", "the fingerprint that ssh-keygen -lf shows, for example SHA256:uNiVztksCsDhcc0u9e8BrrVCXL2M2tYzzVyLGXAtmhM", "^SHA256:[A-Za-z0-9+/]{43}=?$",
        text => System.Text.RegularExpressions.Regex.IsMatch(text, "^SHA256:[A-Za-z0-9+/]{43}=?$") ? null : "");

    private static readonly TextForm Marker = new("marker", "what is added to a file's name, for example .done", "^[A-Za-z0-9._-]+$", text => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') && text.Length > 0 ? null : "");

    private static readonly TextForm Folder = new("folder", "names with / between, for example taken", null, text => text.Length > 0 && text[0] != '/' && text.Split('/').All(p => p is not ("" or "." or "..")) ? null : "");

    private static readonly KeysShape Complete = new([
        new("stable", new TextShape(TimeForms.Duration), "How long a file must have been left alone, for example 10m."),
        new("done", new TextShape(Marker), "A file of the same name with this behind it tells that it is whole."),
        new("manifest", new FlagShape(), "True when the system's manifest tells it: all files it names are there, with its hashes."),
    ], new KeyRule.ExactlyOne("stable", "done", "manifest"));

    /// <summary>An SFTP server.</summary>
    public static readonly KeysShape Sftp = new([
        new("host", new TextShape(), "The server.", Required: true),
        new("port", new WholeShape(1, 65535), "Its port. Default: 22"),
        new("user", new TextShape(), "The user.", Required: true),
        new("key", new TextShape(), "Where the private key is: env:NAME or file:PATH.", Required: true),
        new("passphrase", new TextShape(), "Where the key's passphrase is: env:NAME or file:PATH."),
        new("host_key", new ListShape(new TextShape(HostKey), OrOne: true), "Fingerprint of the server's key (ssh-keygen -lf); two while it is changed.", Required: true),
        new("path", new TextShape(), "The folder on the server. Default: the one it opens"),
        new("complete", Complete, "What tells that a file is whole.", Required: true),
        new("then", new ChoiceShape("leave", "move", "delete"), "What becomes of a file on the server once it is taken. Default: leave"),
        new("move_to", new TextShape(Folder), "The folder that files are moved to, from path."),
    ], new KeyRule.Needs("move_to", "then"));

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
