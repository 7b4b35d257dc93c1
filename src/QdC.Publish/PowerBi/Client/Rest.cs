using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QdC.Publish.PowerBi.Client;

/// <summary>What a service answered with success.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body; empty when there is none.</param>
/// <param name="Headers">The headers.</param>
internal sealed record Answer(HttpStatusCode Status, string Body, HttpResponseHeaders Headers)
{
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(1), Latest = TimeSpan.FromMinutes(5);

    /// <summary>When the service wants to be asked again; its usual time where it does not say. Neither at once nor in a day, whatever it says.</summary>
    public TimeSpan After(TimeSpan usual) => TimeSpan.FromTicks(Math.Clamp((Rest.RetryAfter(Headers) ?? usual).Ticks, Soonest.Ticks, Latest.Ticks));

    /// <summary>The first value of a header, or null.</summary>
    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? values.First() : null;
}

/// <summary>
/// Sends one call: signed, in its turn, logged. A call the service did not take (429, an expired token) is sent again. One that may have been
/// done is sent again only when it reads, or may be done twice: what to do after a write that nobody answered is for the caller, who can look first.
/// What the service says of a call it refused is told without the token and the secrets that the call carried.
/// </summary>
internal sealed class Rest(HttpClient http, ServiceAddresses addresses, ITokens tokens, CallLimiter limiter, TimeProvider clock, int seed, Action<ServiceCall> log)
{
    /// <summary>How bodies are written and read.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private const int ReadTries = 5;
    private const int ThrottledTries = 8;
    private const int MostPages = 1000;
    private const string Expired = "TokenExpired";
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromMinutes(1);

    private readonly Random _jitter = new(seed);

    /// <summary>Sends a call and reads its answer.</summary>
    public async Task<T> Read<T>(Service service, HttpMethod method, string path, object? body, CancellationToken cancel, bool again = false, string? secret = null)
    {
        var answer = await Send(service, method, path, body, cancel, again, secret);
        try
        {
            return JsonSerializer.Deserialize<T>(answer.Body, Json) ?? throw Strange(method, path);
        }
        catch (JsonException)
        {
            throw Strange(method, path);
        }
    }

    /// <summary>Every item of a list that comes in pages, which have an end.</summary>
    public async Task<IReadOnlyList<T>> ReadAll<T>(string path, CancellationToken cancel)
    {
        var all = new List<T>();
        string? next = null;
        for (var pages = 1; ; pages++)
        {
            var page = await Read<Page<T>>(Service.Fabric, HttpMethod.Get, next is null ? path : $"{path}?continuationToken={next}", null, cancel);
            all.AddRange(page.Value ?? throw Strange(HttpMethod.Get, path));
            if (page.ContinuationToken is not { Length: > 0 } token)
            {
                return all;
            }
            var after = Uri.EscapeDataString(Uri.UnescapeDataString(token)); // some lists give it escaped
            next = after != next && pages < MostPages ? after : throw Strange(HttpMethod.Get, path);
        }
    }

    /// <summary>Sends a call.</summary>
    /// <param name="service">To which service.</param>
    /// <param name="method">The verb.</param>
    /// <param name="path">The path with its query.</param>
    /// <param name="body">What is sent; null for nothing.</param>
    /// <param name="cancel">Stops the call.</param>
    /// <param name="again">True for a call that may be sent again without knowing whether it was done, as those that get may.</param>
    /// <param name="secret">A secret that the body holds.</param>
    public async Task<Answer> Send(Service service, HttpMethod method, string path, object? body, CancellationToken cancel, bool again = false, string? secret = null)
    {
        var mayRepeat = again || method == HttpMethod.Get;
        var (renewed, throttled, pause) = (false, 0, First);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await limiter.Pass(() => Once(service, method, path, body, renewed, secret, cancel), cancel);
            }
            catch (CallFailed e) when (e.Status == HttpStatusCode.TooManyRequests && ++throttled < ThrottledTries)
            {
                limiter.Pause(e.After ?? Jittered(pause));
                (attempt, pause) = (attempt - 1, Longer(pause));
            }
            catch (CallFailed e) when (e.Error.Code == Expired && !renewed)
            {
                renewed = true;
            }
            catch (CallFailed e) when (e.MayPass && mayRepeat && attempt < ReadTries)
            {
                if (e.After is { } asked)
                {
                    limiter.Pause(asked); // as long as a call may wait, and no longer
                }
                else
                {
                    await Task.Delay(Jittered(pause), clock, cancel);
                }
                pause = Longer(pause);
            }
            catch (CallFailed e)
            {
                throw e.MayPass ? new PowerBiUnavailable(e.Doing, e.Error, e.RequestId) : new PowerBiRefused(e.Doing, (int)e.Status, e.Error, e.RequestId);
            }
        }
    }

    /// <summary>What the header says of the next call; null where it says nothing.</summary>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers) => headers.RetryAfter?.Delta;

    /// <summary>An answer that is not what the service's description says.</summary>
    public static PowerBiRefused Strange(HttpMethod method, string path) => new($"{method} {path}", 200, new ServiceError("AnswerNotUnderstood", null, [], null));

    private async Task<Answer> Once(Service service, HttpMethod method, string path, object? body, bool freshToken, string? secret, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, new Uri(addresses.Of(service), path));
        var token = await tokens.Get(service, freshToken, cancel);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
        {
            request.Content = new StringContent(JsonSerializer.Serialize(body, body.GetType(), Json), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }
        var (at, started, doing) = (clock.GetUtcNow(), clock.GetTimestamp(), $"{method} {path}");
        void Logged(int status, string? code, string? id) => log(new ServiceCall(at, service, method.Method, path, status, code, id, clock.GetElapsedTime(started)));
        try
        {
            using var response = await http.SendAsync(request, cancel);
            var text = await response.Content.ReadAsStringAsync(cancel);
            var answer = new Answer(response.StatusCode, text, response.Headers);
            var id = answer.Header("x-ms-request-id") ?? answer.Header("RequestId");
            if (response.IsSuccessStatusCode)
            {
                Logged((int)response.StatusCode, null, id);
                return answer;
            }
            var status = string.Create(CultureInfo.InvariantCulture, $"Http{(int)response.StatusCode}");
            var error = ServiceError.Read(text, answer.Header("x-ms-public-api-error-code") ?? status).Without([token, secret], status);
            error = answer.Header("x-ms-public-api-error-code") == Expired ? error with { Code = Expired } : error;
            Logged((int)response.StatusCode, error.Code, id);
            throw new CallFailed(doing, response.StatusCode, error, RetryAfter(response.Headers), id);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            var code = e is OperationCanceledException ? "NoAnswerInTime" : "NoConnection";
            Logged(0, code, null);
            throw new CallFailed(doing, 0, new ServiceError(code, null, [], true), null, null);
        }
    }

    [SuppressMessage("Security", "CA5394", Justification = "Jitter needs no secrecy.")]
    private TimeSpan Jittered(TimeSpan pause)
    {
        lock (_jitter)
        {
            return pause + (pause * (_jitter.NextDouble() / 2));
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, Longest.Ticks));

    /// <summary>A call that was not answered with success, before it is known whether it is tried again.</summary>
    private sealed class CallFailed(string doing, HttpStatusCode status, ServiceError error, TimeSpan? after, string? requestId) : Exception
    {
        public string Doing { get; } = doing;

        public HttpStatusCode Status { get; } = status;

        public ServiceError Error { get; } = error;

        public TimeSpan? After { get; } = after;

        public string? RequestId { get; } = requestId;

        public bool MayPass => Status is 0 or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)Status >= 500 || Advice.Passes(Error.Code) || Error.IsRetriable == true;
    }
}
