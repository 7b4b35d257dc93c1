using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Extract.Http;

/// <summary>How long a service is waited for.</summary>
public sealed record HttpPatience
{
    /// <summary>For its answer to begin. Default: 60 seconds.</summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For the next bytes of an answer. Default: 30 seconds.</summary>
    public TimeSpan Bytes { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>
/// Asks a service for JSON: with its token, over what is encrypted, of the server that is configured and no other. What may pass is
/// tried again after a pause, or after as long as the service asks for. Nothing of a token, a query or an answer gets into a message.
/// </summary>
internal sealed class HttpAnswers : IDisposable
{
    private const int MostRedirects = 5;
    private readonly SourceHttp _source;
    private readonly RetryPolicy _retry;
    private readonly HttpPatience _patience;
    private readonly Func<string, string?> _environment;
    private readonly HttpClient _client;
    private string? _token;
    private long _left;

    public HttpAnswers(SourceHttp source, RetryPolicy retry, HttpPatience patience, Func<string, string?> environment)
    {
        (_source, _retry, _patience, _environment) = (source, retry, patience, environment);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            ConnectCallback = SafeConnect.Open,
        };
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _left = (long)source.MostMegabytes << 20;
    }

    /// <summary>The answer at an address of the service.</summary>
    /// <exception cref="SourceUnreachable">It does not answer, after all tries.</exception>
    /// <exception cref="SourceRefused">It refuses, leads elsewhere, or does not answer in JSON.</exception>
    public JsonDocument Get(Uri address) => Json(_retry.Do(() => Once(address)), address);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>True where an address is on the server that is configured.</summary>
    public bool IsSameServer(Uri address) => IsSame(address, _source.Url);

    /// <summary>An address as it may be told: its query may hold a key.</summary>
    public static string Shown(Uri address) => address.GetLeftPart(UriPartial.Path);

    private static bool IsSame(Uri a, Uri b) => a.Scheme == b.Scheme && a.Host.Equals(b.Host, StringComparison.OrdinalIgnoreCase) && a.Port == b.Port;

    private byte[] Once(Uri address)
    {
        var isRenewed = _source.Login is null;
        for (var redirects = 0; ;)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            if (_source.OData)
            {
                request.Headers.Add("OData-MaxVersion", "4.0");
            }

            if (Token() is { } token)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }

            var (status, location, body) = Send(request, ref _left);
            switch ((int)status)
            {
                case >= 200 and < 300:
                    return body;
                case >= 300 and < 400 when location is not null:
                    var target = new Uri(address, location);
                    if (++redirects > MostRedirects || !IsSameServer(target))
                    {
                        throw new SourceRefused("The service sends on to somewhere else", Shown(address), redirects > MostRedirects ? $"more than {MostRedirects} times" : target.GetLeftPart(UriPartial.Authority), $"addresses of {_source.Url.GetLeftPart(UriPartial.Authority)}", "If it has moved, correct url in the area file.");
                    }

                    address = target;
                    break;
                case 401 when !isRenewed:
                    (isRenewed, _token) = (true, null); // it may have run out while pages were read
                    break;
                case 401 or 403:
                    throw new SourceRefused("The service does not accept the credentials", Shown(address), $"status {(int)status}", next: $"Renew {_source.Token ?? _source.Login?.Secret ?? "token or login (none is configured)"}, or ask for the right to read this.");
                default:
                    throw new SourceRefused("The service refuses what it is asked", Shown(address), $"status {(int)status}", next: "Correct path or parameters of the extract in the area file.");
            }
        }
    }

    private string? Token()
    {
        if (_source.Token is { } reference)
        {
            return _token ??= Secret(reference, "the token");
        }

        if (_token is not null || _source.Login is not { } login)
        {
            return _token;
        }

        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = login.Client, ["client_secret"] = Secret(login.Secret, "the client's secret") };
        if (login.Scope is { } scope)
        {
            form["scope"] = scope;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, login.TokenUrl) { Content = new FormUrlEncodedContent(form) };
        long most = 1 << 20;
        var (status, _, body) = Send(request, ref most);
        if (status is not HttpStatusCode.OK)
        {
            throw new SourceRefused("No token is given for these credentials", Shown(login.TokenUrl), $"status {(int)status}", next: $"Renew {login.Secret}, or correct client and scope in the area file.");
        }

        using var answer = Json(body, login.TokenUrl);
        return _token = answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty("access_token", out var token) && token.GetString() is { Length: > 0 } text
            ? text
            : throw new SourceRefused("The answer holds no token", Shown(login.TokenUrl), allowed: "access_token");
    }

    private string Secret(string reference, string what) =>
        SecretReference.Read(reference, what, _environment, p => new SourceRefused(p.What, p.Where ?? _source.Url.Host, p.Received, p.Allowed, p.NextStep)).Trim();

    private (HttpStatusCode Status, Uri? Location, byte[] Body) Send(HttpRequestMessage request, ref long left)
    {
        var where = Shown(request.RequestUri!);
        if (request.RequestUri!.Scheme != Uri.UriSchemeHttps && !request.RequestUri.IsLoopback && !_source.AllowPlain)
        {
            throw new SourceRefused("Everybody on the way could read what is sent", where, request.RequestUri.Scheme, "https");
        }

        using var late = new CancellationTokenSource(_patience.Answer);
        try
        {
            using var answer = _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, late.Token).GetAwaiter().GetResult();
            if ((int)answer.StatusCode is 408 or 425 or 429 or >= 500)
            {
                var after = answer.Headers.RetryAfter;
                throw new SourceUnreachable(where, $"status {(int)answer.StatusCode}", after?.Delta ?? (after?.Date is { } date && answer.Headers.Date is { } now ? date - now : null));
            }

            return (answer.StatusCode, answer.Headers.Location, answer.IsSuccessStatusCode ? Body(answer, late, where, ref left) : []);
        }
        catch (HttpRequestException e) when (e.InnerException is QdcException refused)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(refused);
            throw;
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            throw new SourceRefused("The service does not prove who it is", where, "a certificate that this machine does not verify", "a certificate of an authority that this machine trusts");
        }
        catch (HttpRequestException e)
        {
            throw new SourceUnreachable(where, $"{e.HttpRequestError}");
        }
        catch (IOException)
        {
            throw new SourceUnreachable(where, "the answer was cut");
        }
        catch (OperationCanceledException)
        {
            throw new SourceUnreachable(where, "no answer in time");
        }
    }

    private byte[] Body(HttpResponseMessage answer, CancellationTokenSource late, string where, ref long left)
    {
        using var content = answer.Content.ReadAsStream();
        var body = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (true)
        {
            late.CancelAfter(_patience.Bytes);
            var count = content.ReadAsync(buffer, late.Token).AsTask().GetAwaiter().GetResult();
            if (count == 0)
            {
                left -= body.Length;
                return body.ToArray();
            }

            body.Write(buffer, 0, count);
            if (body.Length > left)
            {
                throw new SourceRefused("The answers are larger than is accepted", where, allowed: $"{_source.MostMegabytes} MB for an extract", next: "Ask for less, or raise max_mb in the area file.");
            }
        }
    }

    private static JsonDocument Json(byte[] body, Uri address)
    {
        try
        {
            return JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 64 });
        }
        catch (JsonException)
        {
            throw new SourceRefused("The answer is no JSON", Shown(address), allowed: "application/json");
        }
    }
}
