using System.Net;
using System.Text;
using QdC.PowerBiTests.Contract;
using QdC.Publish.PowerBi.Client;

namespace QdC.PowerBiTests.Client;

/// <summary>Answers calls by plan and keeps what was sent.</summary>
internal sealed class Wire(Func<HttpRequestMessage, int, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly Lock _gate = new();

    /// <summary>What went over it.</summary>
    public List<Exchange> Exchanges { get; } = [];

    /// <summary>The tokens that calls carried.</summary>
    public List<string?> Tokens { get; } = [];

    public static HttpResponseMessage Json(int status, string body, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        int number;
        lock (_gate)
        {
            number = Exchanges.Count;
            Exchanges.Add(new(request.Method.Method, request.RequestUri!, body, 0, ""));
            Tokens.Add(request.Headers.Authorization?.Parameter);
        }
        var response = answer(request, number);
        lock (_gate)
        {
            Exchanges[number] = Exchanges[number] with { Status = (int)response.StatusCode, Response = response.Content.ReadAsStringAsync(cancellationToken).Result };
        }
        return response;
    }
}

/// <summary>Tokens that say which service they are for, and how often they were made anew.</summary>
internal sealed class NumberedTokens : ITokens
{
    private int _made = 1;

    public Task<string> Get(Service service, bool fresh, CancellationToken cancel) => Task.FromResult($"{service}-{(fresh ? Interlocked.Increment(ref _made) : _made)}");
}

/// <summary>A clock on which every wait is over at once, and which knows how long they were.</summary>
internal sealed class HurriedClock : TimeProvider
{
    private readonly Lock _gate = new();
    private DateTimeOffset _now = new(2025, 4, 1, 3, 0, 0, TimeSpan.Zero);

    public List<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero)
        {
            lock (_gate)
            {
                Waits.Add(dueTime);
                _now += dueTime;
            }
        }
        return base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
    }
}
