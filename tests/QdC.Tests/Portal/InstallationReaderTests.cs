using NUnit.Framework;
using QdC.Portal.Settings;

namespace QdC.Tests.Portal;

public sealed class InstallationReaderTests
{
    private const string Sound = """
        portal:
          public_url: https://quadre.example.cat
          proxies: [10.0.0.4]
          sign_in:
            authority: https://login.example.com/tenant/v2.0
            client_id: qdc
            client_secret: env:QDC_OIDC_SECRET
        """;

    [Test]
    public void A_sound_file_is_read_and_one_that_is_not_there_means_this_machine()
    {
        var portal = InstallationReader.ReadText(Sound, "qdc.yaml").File!.Portal!;

        Assert.That((portal.PublicUrl.Host, portal.SignIn.ClientId, portal.SignIn.GroupsClaim, portal.Proxies.Single().ToString()), Is.EqualTo(("quadre.example.cat", "qdc", "groups", "10.0.0.4")));
        Assert.That(InstallationReader.Read(Path.Combine(Path.GetTempPath(), "no-such-home")).File, Is.EqualTo(Installation.Local));
    }

    [TestCase("https://quadre", "http://quadre", "\"public_url\" must be an address that starts with https://")]
    [TestCase("https://login", "http://login", "\"authority\" must be an address that starts with https://")]
    [TestCase("10.0.0.4", "proxy", "\"proxy\" is no IP address")]
    [TestCase("sign_in:", "signin:", "lacks \"sign_in\"")]
    [TestCase("portal:", "portals:", "unknown key \"portals\". Did you mean \"portal\"?")]
    public void What_is_wrong_is_said(string right, string wrong, string told)
    {
        var (file, problems) = InstallationReader.ReadText(Sound.Replace(right, wrong, StringComparison.Ordinal), "qdc.yaml");

        Assert.That(file, Is.Null);
        Assert.That(problems.Select(p => p.Message), Has.Some.Contains(told));
    }

    [Test]
    public void A_secret_in_the_file_is_refused_and_not_repeated()
    {
        var problems = InstallationReader.ReadText(Sound.Replace("env:QDC_OIDC_SECRET", "hunter2", StringComparison.Ordinal), "qdc.yaml").Problems;

        Assert.That(problems.Single().ToString(), Does.Contain("by reference only").And.Not.Contain("hunter2"));
    }
}
