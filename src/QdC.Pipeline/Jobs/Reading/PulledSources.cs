using QdC.Pipeline.Jobs.Grammar;
using QdC.Pipeline.Jobs.Yaml;

namespace QdC.Pipeline.Jobs.Reading;

/// <summary>Reads and checks the places that <c>qdc pull</c> fetches a source's files from.</summary>
internal static class PulledSources
{
    /// <summary>Reads a service over HTTP; null while its address is none.</summary>
    public static SourceHttp? Http(YamlMap? node)
    {
        if (node is null || !Uri.TryCreate(node.Text("url"), UriKind.Absolute, out var url))
            return null;
        var odata = node.Flag("odata") ?? false;
        var login = node.Map("login");
        return new()
        {
            Url = url,
            Token = node.Text("token"),
            Login = login is not null && Uri.TryCreate(login.Text("token_url"), UriKind.Absolute, out var tokens)
                ? new(tokens, login.Text("client") ?? "", login.Text("secret") ?? "", login.Text("scope"))
                : null,
            OData = odata,
            AllowPlain = node.Flag("allow_plain") ?? false,
            MostMegabytes = node.Whole("max_mb") ?? 200,
            Extracts = (node.Map("extracts")?.Entries ?? []).ToDictionary(e => e.Key.Text, e => Extract(e.Value, odata)),
        };
    }

    /// <summary>Reads an SFTP server.</summary>
    public static SourceSftp? Sftp(YamlMap? node) =>
        node is null
            ? null
            : new()
            {
                Host = node.Text("host") ?? "",
                Port = node.Whole("port") ?? 22,
                User = node.Text("user") ?? "",
                Key = node.Text("key") ?? "",
                Passphrase = node.Text("passphrase"),
                HostKeys = node.Texts("host_key"),
                Path = node.Text("path") ?? ".",
                Stable = TimeForms.ParseDuration(node.Map("complete")?.Text("stable")),
                Done = node.Map("complete")?.Text("done"),
                ByManifest = node.Map("complete")?.Flag("manifest") ?? false,
                Then = node.Text("then") switch { "move" => AfterTaking.Move, "delete" => AfterTaking.Delete, _ => AfterTaking.Leave },
                MoveTo = node.Text("move_to"),
            };

    /// <summary>Notes what is wrong with an SFTP server.</summary>
    public static void CheckSftp(YamlMap? node, SystemFile system, Problems problems)
    {
        if (node is null)
            return;
        Reference(node.Scalar("key"), "a private key", problems);
        Reference(node.Scalar("passphrase"), "a passphrase", problems);
        if (node.Map("complete")?.Scalar("manifest") is { } manifest && (system.Manifest is null || manifest.Text == "false"))
            problems.Error(manifest.Place, system.Manifest is null ? "the system writes no manifest:" : "nothing else tells which files are whole:", system.Manifest is null ? system.Name : "manifest: false", "stable or done");
        if ((node.Text("then") == "move") != node.Has("move_to") && node.Scalar("then") is { } then)
            problems.Error(then.Place, node.Has("move_to") ? "\"move_to\" has a meaning with then: move only, not with" : "missing key \"move_to\"", node.Has("move_to") ? then.Text : null);
    }

    /// <summary>Notes what is wrong with a service over HTTP.</summary>
    public static void Check(YamlMap? node, SystemFile system, Problems problems)
    {
        if (node is null)
            return;
        Reference(node.Scalar("token"), "a token", problems);
        Reference(node.Map("login")?.Scalar("secret"), "a secret", problems);
        foreach (var address in new[] { node.Scalar("url"), node.Map("login")?.Scalar("token_url") }.OfType<YamlScalar>())
            if (Uri.TryCreate(address.Text, UriKind.Absolute, out var uri) && uri.UserInfo.Length > 0)
                problems.Error(address.Place, "no password stands in an address", next: "Name it by token or login."); // it is not repeated
            else if (uri?.Scheme == "http" && !uri.IsLoopback && node.Flag("allow_plain") != true)
                problems.Error(address.Place, "everybody on the way could read what is sent by", address.Text, "https:", next: "Where no other way is possible say allow_plain: true.");
        foreach (var entry in node.Map("extracts")?.Entries ?? [])
        {
            BecomesFile(entry.Key, system, problems);
            if ((entry.Value is YamlMap map ? map.Scalar("path") : entry.Value as YamlScalar) is { } path && (path.Text.Contains("://", StringComparison.Ordinal) || path.Text.StartsWith("//", StringComparison.Ordinal)))
                problems.Error(path.Place, "a path goes on from the address and names no server:", path.Text);
        }
    }

    /// <summary>What is asked of a server becomes text files of extracts that the system has.</summary>
    public static void BecomesFile(YamlScalar extract, SystemFile system, Problems problems)
    {
        if (system.Extracts.FirstOrDefault(e => e.Name == extract.Text) is not { } known)
            problems.Unknown(extract.Place, "extract", extract.Text, system.Extracts.Select(e => e.Name));
        else if (known.Csv is not { SkipLines: 0, FooterRequired: false } || !FilePattern.HasDate(known.File))
            problems.Error(extract.Place, "what a server answers is written as text, with its date in the file's name, and the extract is not read so:", extract.Text, "csv without skipped lines or footer, and {date:…} in file");
    }

    /// <summary>A secret is named, never written down.</summary>
    public static void Reference(YamlScalar? secret, string what, Problems problems)
    {
        if (secret is not null && !secret.Text.StartsWith("env:", StringComparison.Ordinal) && !secret.Text.StartsWith("file:", StringComparison.Ordinal))
            problems.Error(secret.Place, $"{what} is named by reference only, so that no secret stands in a file of jobs", allowed: "env:NAME or file:PATH"); // it may be the secret: it is not repeated
    }

    private static HttpExtract Extract(YamlNode node, bool odata)
    {
        var map = node as YamlMap;
        var (page, cursor) = (map?.Map("page"), map?.Map("cursor"));
        return new()
        {
            Path = map?.Text("path") ?? (node as YamlScalar)?.Text ?? "",
            Rows = map?.Text("rows") ?? (odata ? "value" : null),
            Next = map?.Text("next") ?? (odata && page is null && cursor is null ? "@odata.nextLink" : null),
            PageParameter = page?.Text("parameter"),
            FirstPage = page?.Whole("from") ?? 1,
            CursorParameter = cursor?.Text("parameter"),
            CursorValue = cursor?.Text("value"),
        };
    }
}
