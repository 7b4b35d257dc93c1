using System.Text.Json;
using NUnit.Framework;
using QdC.Tests.Extract.Http;
using QdC.Tests.Extract.Sftp;
using QdC.Warehouse;

namespace QdC.Tests.Cli;

/// <summary><c>qdc pull</c> asks what the area file says, and one source's failure leaves the others.</summary>
[TestFixture]
internal sealed class PullCommandTests
{
    private string _folder = null!;
    private string _files = null!;

    [SetUp]
    public void Make()
    {
        _folder = Directory.CreateTempSubdirectory("qdc-pull").FullName;
        _files = Directory.CreateDirectory(Path.Combine(_folder, "files")).FullName;
    }

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task A_service_over_http_is_asked_and_a_failing_extract_leaves_the_others()
    {
        await using var service = await JsonService.Start();
        service.Gives(("/api/pagaments", """{ "value": [{ "NumPagament": "401", "IdRecurs": 303, "DataPagament": "2024-02-04T23:30:00Z", "Import": 150.00, "Nom": "x" }] }"""));
        var jobs = JobsOn($"http: {{ url: \"{service.Url}\", odata: true, extracts: {{ payment: pagaments, cost_line: nowhere }} }}");
        var (code, json) = await Pull(jobs);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(File.ReadAllText(Path.Combine(_files, "pagaments_20250131.csv")), Is.EqualTo("NumPagament;IdRecurs;DataPagament;Import\n401;303;2024-02-05;150.00\n"));
        Assert.That(json.Select(f => f.GetProperty("extract").GetString()), Is.EqualTo(new[] { "payment", "cost_line" }));
        Assert.That(json[0].GetProperty("left_out")[0].GetString(), Is.EqualTo("Nom"));
        Assert.That(json[1].GetProperty("error").GetRawText(), Does.Contain("404").And.Contain("nowhere"));
    }

    /// <summary>The office renames two columns: each is a change to be accepted, with its reason and its new name, and the next pull goes on.</summary>
    [Test]
    public async Task Columns_of_a_server_that_changed_are_accepted_as_changes_of_files_are()
    {
        await using var service = await JsonService.Start();
        string[] home = ["--home", Path.Combine(_folder, "home")];
        var jobs = JobsOn($"http: {{ url: \"{service.Url}\", odata: true, extracts: {{ payment: pagaments }} }}");
        async Task<(int Code, JsonElement File)> Pulled(string day, string row)
        {
            service.Gives(("/api/pagaments", $$"""{ "value": [{{row}}] }"""));
            var result = await Qdc.Run(["pull", "mini", "--jobs", jobs, "--as-of", day, "--json", .. home]);
            return (result.Code, result.Json()[0]);
        }
        async Task<JsonElement> Drift(params string[] ask)
        {
            var told = await Qdc.Run(["drift", .. ask, "--jobs", jobs, "--json", .. home]);
            return told.Error.Length == 0 ? told.Json() : throw new AssertionException(told.Error);
        }

        Assert.That((await Pulled("2025-01-31", """{ "NumPagament": "401", "IdRecurs": 303, "DataPagament": "2024-02-04", "Import": 150.00 }""")).Code, Is.Zero);
        const string Other = """{ "NumPagament": "402", "Recurs": 303, "Pagat": "2025-02-04", "Import": 150, "Nou": 1 }""";
        var (code, stopped) = await Pulled("2025-02-28", Other);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(stopped.GetProperty("error").GetRawText(), Does.Contain("DataPagament is gone").And.Contain("IdRecurs is gone").And.Contain("`, changes 1, 2"));
        await Pulled("2025-02-28", Other);
        var waiting = (await Drift("mini")).EnumerateArray().ToList();
        Assert.That(waiting.Select(w => (w.GetProperty("kind").GetString(), w.GetProperty("subject").GetString(), w.GetProperty("state").GetString(), w.GetProperty("extract").GetString())), Is.EquivalentTo(new[] { ("column_missing", "DataPagament", "open", "payment"), ("column_missing", "IdRecurs", "open", "payment") }), "asked again, they are the same");

        string Event(string column) => $"{waiting.Single(w => w.GetProperty("subject").GetString() == column).GetProperty("event").GetInt64()}";
        var gone = Event("DataPagament");
        var refused = await Qdc.Run(["drift", "accept", "mini", gone, "--why", "x", "--jobs", jobs, .. home]);
        Assert.That((refused.Code, refused.Error), Is.EqualTo((1, refused.Error)).And.Not.EqualTo((1, "")), "the day is needed");
        Assert.That((await Drift("accept", "mini", gone, "--why", "renamed by the office", "--as", "Pagat", "--by", "anna")).GetProperty("state").GetString(), Is.EqualTo("accepted"));
        Assert.That((await Pulled("2025-02-28", Other)).Code, Is.EqualTo(1), "the other waits still");
        await Drift("accept", "mini", Event("IdRecurs"), "--why", "renamed too", "--as", "Recurs", "--by", "anna");
        Assert.That((await Pulled("2025-02-28", Other)).Code, Is.Zero);
        Assert.That(File.ReadAllText(Path.Combine(_files, "pagaments_20250228.csv")), Is.EqualTo("NumPagament;Recurs;Pagat;Import\n402;303;2025-02-04;150\n"));
        Assert.That((await Drift("mini")).EnumerateArray().Select(w => (w.GetProperty("kind").GetString(), w.GetProperty("state").GetString())), Is.EqualTo(new[] { ("column_new", "told") }));
        var noted = new AuditLog(new QdcHome(home[1]), TimeProvider.System).Events().Select(e => (e.Event.What, e.Event.By));
        Assert.That(noted, Is.EqualTo(new[] { ("drift_accept", "anna"), ("drift_accept", "anna") }));
    }

    [Test]
    [Platform("Linux,MacOsX")]
    public async Task Files_are_taken_from_an_sftp_server_and_what_is_left_is_told()
    {
        using var server = SftpServer.Start();
        var there = Directory.CreateDirectory(Path.Combine(_folder, "there")).FullName;
        File.WriteAllText(Path.Combine(there, "pagaments_20250131.csv"), "NumPagament\n");
        File.WriteAllText(Path.Combine(there, "pagaments_20250131.csv.done"), "");
        File.WriteAllText(Path.Combine(there, "plantilla_20250131.csv"), "half");
        var jobs = JobsOn($"sftp: {{ host: 127.0.0.1, port: {server.Port}, user: {Environment.UserName}, key: \"file:{server.Key}\", host_key: \"{server.Fingerprint}\", path: \"{there}\", complete: {{ done: .done }} }}");
        var (code, json) = await Pull(jobs);
        Assert.That(code, Is.Zero);
        Assert.That(json[0].GetProperty("file").GetString(), Is.EqualTo("pagaments_20250131.csv"));
        Assert.That(json[1].GetProperty("why").GetString(), Does.Contain("plantilla_20250131.csv.done is not there yet"));
        Assert.That(Directory.GetFiles(_files).Select(Path.GetFileName), Is.EqualTo(new[] { "pagaments_20250131.csv" }));
    }

    private static async Task<(int Code, List<JsonElement> Files)> Pull(string jobs)
    {
        var result = await Qdc.Run("pull", "mini", "--jobs", jobs, "--as-of", "2025-01-31", "--json");
        return (result.Code, [.. result.Json().EnumerateArray()]);
    }

    /// <summary>The declarative files, with mini's office fetched from somewhere into a folder.</summary>
    private string JobsOn(string place)
    {
        var jobs = Path.Combine(_folder, "jobs", "etl-jobs");
        MiniHome.CopyJobs(jobs);
        var area = Path.Combine(jobs, "areas", "mini.yaml");
        var office = $"from: {{ folder: {Path.Combine(Repository.Root, "samples").Replace('\\', '/')}/mini/mini-office }}";
        Assert.That(File.ReadAllText(area), Does.Contain(office));
        File.WriteAllText(area, File.ReadAllText(area).Replace(office, $"from: {{ folder: {_files}, {place} }}", StringComparison.Ordinal));
        return jobs;
    }
}
