using NUnit.Framework;

namespace QdC.Tests.Portal;

/// <summary>Tests of pages of <c>mini</c>: a portal for all of them, and a browser in which the person who started it is signed in.</summary>
public abstract class MiniPortalTests
{
    /// <summary>Signed in, following nothing by itself.</summary>
    protected HttpClient Browser { get; private set; } = null!;

    private protected ServedPortal Served { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        Served = await ServedPortal.Start();
        Browser = await Served.SignedIn();
    }

    [OneTimeTearDown]
    public async Task Stop() => await Served.DisposeAsync();
}
