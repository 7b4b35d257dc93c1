using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using NUnit.Framework;
using QdC.PowerBiTests.Services;
using QdC.Publish.PowerBi.Client;
using QdC.Warehouse;

namespace QdC.PowerBiTests.Client;

/// <summary>Tokens are had by client secret and by certificate, and a refusal says what to do and no secret.</summary>
public sealed class SignInTests
{
    private const string Canary = "hunter2-canary";

    [SetUp]
    public Task Clear() => FakeServices.Reset();

    [Test]
    public async Task A_client_secret_gives_a_token_for_each_service_and_it_is_kept()
    {
        var tokens = FakeServices.Tokens();
        var (fabric, powerBi) = (await tokens.Get(Service.Fabric, false, default), await tokens.Get(Service.PowerBi, false, default));
        Assert.That(fabric, Is.Not.EqualTo(powerBi));
        Assert.That(await tokens.Get(Service.Fabric, false, default), Is.EqualTo(fabric));
        Assert.That(await tokens.Get(Service.Fabric, true, default), Is.Not.EqualTo(fabric), "one that was refused is not given again");
    }

    [Test]
    public async Task A_certificate_does_too()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=qdc", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2035, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, certificate.Export(X509ContentType.Pfx, Canary));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
            var principal = FakeServices.Principal with { Secret = null, Certificate = file, CertificatePassword = "env:PASSWORD" };
            Assert.That(await new EntraTokens(principal, FakeServices.Root, _ => Canary).Get(Service.PowerBi, false, default), Is.Not.Empty);
            Assert.That(() => new EntraTokens(principal, FakeServices.Root, _ => "wrong"), Throws.TypeOf<PowerBiConfigurationWrong>());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public async Task A_token_that_ends_while_it_is_used_is_replaced()
    {
        var clock = FakeServices.Clock;
        using var limiter = CallLimiter.Usual(clock);
        var log = new List<ServiceCall>();
        using var client = new PowerBiClient(FakeServices.Addresses, FakeServices.Tokens(), limiter, clock, 1, log.Add);
        await client.Workspaces(default);
        await FakeServices.Expire();
        await client.Workspaces(default);
        Assert.That(log.Select(c => c.Status), Is.EqualTo(new[] { 200, 401, 200 }));
    }

    [Test]
    public async Task A_wrong_secret_says_what_to_do_and_is_not_repeated()
    {
        var tokens = new EntraTokens(FakeServices.Principal, FakeServices.Root, _ => Canary);
        var refused = await Assert.ThrowsAsync<SignInRefused>(() => tokens.Get(Service.Fabric, false, default));
        Assert.That(refused!.Message, Does.Contain("AADSTS7000215").And.Contain("not its id").And.Not.Contain("canary"));
        Assert.That(refused.InnerException, Is.Null);
    }

    [Test]
    public void A_secret_in_place_of_a_reference_is_refused_and_not_repeated()
    {
        var wrong = Assert.Throws<PowerBiConfigurationWrong>(() => new EntraTokens(FakeServices.Principal with { Secret = Canary }, FakeServices.Root));
        Assert.That(wrong!.Message, Does.Contain("env:NAME").And.Not.Contain("canary"));
    }

    [Test]
    public async Task A_redirect_takes_the_secret_nowhere()
    {
        using var elsewhere = new TcpListener(IPAddress.Loopback, 0);
        elsewhere.Start();
        using var here = new TcpListener(IPAddress.Loopback, 0);
        here.Start();
        var answering = Answer(here, $"HTTP/1.1 307 Temporary Redirect\r\nLocation: http://{elsewhere.LocalEndpoint}/token\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        var tokens = new EntraTokens(FakeServices.Principal, new Uri($"http://{here.LocalEndpoint}/"), _ => Canary);
        await Assert.ThatAsync(() => tokens.Get(Service.Fabric, false, default), Throws.InstanceOf<QdcException>().With.Message.Not.Contains("canary"));
        Assert.That(elsewhere.Pending(), Is.False, "nobody was called there");
        here.Stop();
        await answering;
    }

    private static async Task Answer(TcpListener listener, string answer)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await using var stream = client.GetStream();
                _ = await stream.ReadAsync(new byte[65536]);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
            }
        }
        catch (SocketException)
        {
            // it was stopped
        }
    }

    [Test]
    public async Task Where_nobody_answers_the_failure_passes()
    {
        var tokens = new EntraTokens(FakeServices.Principal, new Uri("http://127.0.0.1:1/"), _ => "x");
        await Assert.ThrowsAsync<PowerBiUnavailable>(() => tokens.Get(Service.Fabric, false, default));
    }
}
