using System.Text.Json;
using NUnit.Framework;
using QdC.Tests.Extract.Http;
using QdC.Tests.Extract.Sftp;

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
