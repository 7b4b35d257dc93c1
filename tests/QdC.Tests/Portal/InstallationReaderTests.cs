using NUnit.Framework;
using QdC.Portal.Settings;
using QdC.Warehouse;

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
    public void A_warehouse_says_where_it_is_and_who_is_let_in()
    {
        var warehouse = InstallationReader.ReadText("warehouse: { connection: env:QDC_WAREHOUSE, loaders: [loader, { entra: QdC loads }], workers: [worker], network: [bi_all] }", "qdc.yaml").File!.Warehouse!;
        Assert.That(warehouse.Connection, Is.EqualTo("env:QDC_WAREHOUSE"));
        Assert.That(warehouse.Loaders, Is.EqualTo(new WarehousePrincipal[] { new("loader", false), new("QdC loads", true) }));
        Assert.That((warehouse.Workers.Single().Name, warehouse.Network.Single().Name, warehouse.Operators.Count), Is.EqualTo(("worker", "bi_all", 0)));
    }

    [TestCase("warehouse: { loaders: [a] }", "lacks \"connection\"")]
    [TestCase("warehouse: { connection: Server=x;Password=hunter2 }", "by reference only")]
    [TestCase("warehouse: { connection: env:X, loaders: a }", "\"loaders\" is a list")]
    [TestCase("warehouse: { connection: env:X, operators: [{ group: a }] }", "unknown key \"group\"")]
    public void What_is_wrong_with_a_warehouse_is_said(string text, string told)
    {
        var (file, problems) = InstallationReader.ReadText(text, "qdc.yaml");
        Assert.That(file, Is.Null);
        Assert.That(problems.Select(p => p.Message), Has.Some.Contains(told).And.None.Contains("hunter2"));
    }

    [Test]
    public void A_secret_in_the_file_is_refused_and_not_repeated()
    {
        var problems = InstallationReader.ReadText(Sound.Replace("env:QDC_OIDC_SECRET", "hunter2", StringComparison.Ordinal), "qdc.yaml").Problems;

        Assert.That(problems.Single().ToString(), Does.Contain("by reference only").And.Not.Contain("hunter2"));
    }
}
