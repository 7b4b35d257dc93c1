using QdC.Publish.PowerBi.Client;

namespace QdC.PowerBiTests.Client;

/// <summary>A client on a wire that answers by plan.</summary>
internal sealed class TestClient : IDisposable
{
    private readonly CallLimiter _limiter;

    public TestClient(Func<HttpRequestMessage, int, HttpResponseMessage> answer)
    {
        Wire = new Wire(answer);
        _limiter = CallLimiter.Usual(Clock);
        Client = new PowerBiClient(ServiceAddresses.Public, new NumberedTokens(), _limiter, Clock, 1, Log.Add, Wire);
    }

    public HurriedClock Clock { get; } = new();

    public Wire Wire { get; }

    public PowerBiClient Client { get; }

    public List<ServiceCall> Log { get; } = [];

    public void Dispose()
    {
        Client.Dispose();
        _limiter.Dispose();
    }
}
