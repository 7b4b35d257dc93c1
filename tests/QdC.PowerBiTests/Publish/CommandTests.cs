using System.Text.Json;
using NUnit.Framework;
using QdC.Cli.App;
using QdC.Cli.Commands;
using QdC.Publish.PowerBi.Client;
using QdC.Publish.PowerBi.Deploy;
using QdC.Publish.PowerBi.Settings;
using QdC.PowerBiTests.Services;
using Workspace = QdC.Cli.App.Workspace;

namespace QdC.PowerBiTests.Publish;

/// <summary><c>qdc publish</c>: what it reads, and what it says.</summary>
public sealed class CommandTests
{
    private const string Sound = """
        powerbi:
          tenant: 72f988bf-0000-4000-8000-2d7cd011db47
          client: 8eedb1b0-3af8-4b17-8e7e-663e61e12211
          secret: env:QDC_POWERBI_SECRET
          server: db.example
          database: qdc
          network: { connection: 96f3f0ff-4fe2-4712-b61b-05a456ba9357 }
        """;

    [Test]
    public void The_settings_say_who_publishes_and_where_the_data_are()
    {
        var (settings, problems) = PowerBiSettingsReader.ReadText(Sound, "qdc.yaml");
        Assert.That(problems, Is.Empty);
        Assert.That((settings!.Place.ToString(), settings.Workspace, settings.Network!.Workspace), Is.EqualTo(("db.example;qdc", "QdC {name}", "QdC Xarxa")));
        Assert.That(settings.Addresses, Is.EqualTo(ServiceAddresses.Public));
        Assert.That(settings.Principal.ToString(), Does.Contain("client secret"));
    }

    [TestCase("secret: env:QDC_POWERBI_SECRET", "secret: hunter2-canary", "by reference only")]
    [TestCase("server: db.example", "sever: db.example", "sever")]
    [TestCase("database: qdc", "workspace: QdC", "\"database\"")]
    [TestCase("database: qdc", "database: qdc\n  workspace: QdC", "{name}")]
    [TestCase("database: qdc", "database: qdc\n  capacity: F8", "must be an id")]
    [TestCase("database: qdc", "database: qdc\n  certificate: /etc/qdc.pfx", "two ways")]
    [TestCase("database: qdc", "database: qdc\n  addresses: { fabric: \"http://10.0.0.1/\" }", "https://")]
    public void What_is_wrong_with_them_is_told_and_no_secret(string from, string to, string says)
    {
        var (settings, problems) = PowerBiSettingsReader.ReadText(Sound.Replace(from, to, StringComparison.Ordinal), "qdc.yaml");
        Assert.That(settings, Is.Null);
        var told = string.Join('\n', problems.Select(p => $"{p.Path}:{p.Line} {p.Message}"));
        Assert.That(told, Does.Contain(says).And.Contain("qdc.yaml:").And.Not.Contain("canary"));
    }

    [Test]
    public async Task A_home_that_says_nothing_of_Power_BI_is_told_what_to_say()
    {
        using var box = await PublishBox.Of("reus");
        var (code, _, error) = await Qdc("publish", "--home", Directory.CreateDirectory(box.Home.Root).FullName);
        Assert.That(code, Is.EqualTo(ExitCode.Configuration));
        Assert.That(error, Does.Contain("qdc.yaml").And.Contain("docs/publishing.md"));
    }

    [Test]
    public async Task An_area_that_says_nothing_of_it_is_told_what_to_say_before_anything_is_asked()
    {
        using var box = await PublishBox.Of("reus");
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(box.Home.Root).FullName, "qdc.yaml"), Sound);
        var (code, _, error) = await Qdc("publish", "tarragona", "--home", box.Home.Root, "--connection", "env:QDC_NO_SUCH_VARIABLE");
        Assert.That(code, Is.EqualTo(ExitCode.Configuration));
        Assert.That(error, Does.Contain("powerbi: {").And.Contain("tarragona.yaml"));
    }

    [Test]
    public void Areas_are_published_as_their_files_and_the_settings_say()
    {
        var workspace = Workspace.Load(Path.Combine(Repository.Root, "etl-jobs"));
        var reus = workspace.Area("reus") with { PowerBi = new(null, Guid.NewGuid(), null, null, new("bi_reus", "env:BI_REUS", null)) };
        workspace = workspace with { Jobs = workspace.Jobs with { Areas = new Dictionary<string, QdC.Pipeline.Jobs.AreaFile>(workspace.Jobs.Areas) { ["reus"] = reus } } };
        var settings = PowerBiSettingsReader.ReadText(Sound, "qdc.yaml").Settings!;
        var publications = PublishCommand.Publications(workspace, settings, [], name => name == "BI_REUS" ? "pw-canary" : null);
        Assert.That(publications.Select(p => p.Target.Workspace), Is.EqualTo(new[] { $"QdC {reus.Name}", "QdC Xarxa" }));
        Assert.That(publications[0].Target.Login!().Secret, Is.EqualTo("pw-canary"));
        Assert.That((publications[0].Definition.HasRoles, publications[1].Definition.HasRoles), Is.EqualTo((false, true)));
        Assert.That(PublishCommand.Publications(workspace, settings, ["network"], _ => null).Single().Target.Workspace, Is.EqualTo("QdC Xarxa"));
        Assert.That(publications[0].ToString(), Does.Not.Contain("canary"));
    }

    [Test]
    public async Task It_publishes_and_tells_of_each_area_in_one_document()
    {
        using var box = await PublishBox.Of("reus", "garrotxa");
        await FakeServices.Behave(new() { OperationSeconds = 0, RefreshSeconds = 0 });
        await FakeServices.Plan(new QdC.PowerBiFake.Mishap { Match = "POST .*/semanticModels$", Of = "garrotxa", Status = 403, Code = "FeatureNotAvailable" });
        Environment.SetEnvironmentVariable("QDC_POWERBI_SECRET", new QdC.PowerBiFake.Habits().ClientSecret);
        var settings = PowerBiSettingsReader.ReadText(Sound + $"\n  addresses: {{ powerbi: \"{FakeServices.Addresses.PowerBi}\", fabric: \"{FakeServices.Addresses.Fabric}\", sign_in: \"{FakeServices.Root}\" }}\n", "qdc.yaml").Settings!;
        using var output = new StringWriter();
        var parsed = QdcCommandLine.Build().Parse(["publish", "--json", "--home", box.Home.Root]);
        parsed.InvocationConfiguration.Output = output;
        var code = await PublishCommand.Publish(CommandContext.Of(parsed), settings, [box.Publication("reus"), box.Publication("garrotxa")], box.Warehouse, false, default);
        using var document = JsonDocument.Parse(output.ToString());
        var areas = document.RootElement.EnumerateArray().ToDictionary(a => a.GetProperty("area").GetString()!);
        Assert.That(code, Is.EqualTo(ExitCode.Failed));
        Assert.That(areas["reus"].GetProperty("outcome").GetString(), Is.EqualTo("published"), output.ToString());
        Assert.That(areas["garrotxa"].GetProperty("problems")[0].GetProperty("received").GetString(), Does.Contain("FeatureNotAvailable"));
        Assert.That(output.ToString(), Does.Not.Contain("canary").And.Not.Contain("the-secret"));
    }

    [Test]
    public async Task A_sync_goes_before_and_one_that_fails_is_that_areas_failure()
    {
        using var box = await PublishBox.Of("reus", "garrotxa");
        var synced = new List<string>();
        var figures = new SyncedFigures(box.Warehouse, area =>
        {
            if (area.Value == "garrotxa")
            {
                throw new QdC.Warehouse.ServerRefused("db.example", "sending rows", 229, null);
            }
            lock (synced)
            {
                synced.Add(area.Value);
            }
        });
        var results = await box.Publish([box.Publication("reus"), box.Publication("garrotxa")], figures);
        Assert.That(results.Select(r => r.End), Is.EqualTo(new[] { PublishEnd.Published, PublishEnd.Failed }));
        Assert.That(results[1].Failure, Is.TypeOf<QdC.Warehouse.ServerRefused>());
        Assert.That(synced, Is.EqualTo(new[] { "reus" }), "once, however often its data are asked for");
    }

    private static async Task<(int Code, string Out, string Error)> Qdc(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await QdcCommandLine.Invoke([.. arguments, "--jobs", Path.Combine(Repository.Root, "etl-jobs")], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
