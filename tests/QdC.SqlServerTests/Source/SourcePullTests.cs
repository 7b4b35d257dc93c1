using System.Text;
using NUnit.Framework;
using QdC.Cli.App;
using QdC.Pipeline.Extract;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Star;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Source;

/// <summary>A source's server is asked for its extracts; from then on its answers are files like any other.</summary>
public sealed class SourcePullTests
{
    private static readonly DateOnly Day = new(2025, 1, 31);
    private string _folder = null!;
    private DuckDbSession _server = null!;

    [SetUp]
    public void Make()
    {
        _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "qdc-pull-" + Guid.NewGuid().ToString("N"))).FullName;
        _server = DuckDbSession.Open(":memory:");
        _server.Execute("CREATE SCHEMA dbo");
    }

    [TearDown]
    public void Forget()
    {
        _server.Dispose();
        Mini.Remove(_folder);
    }

    [Test]
    public async Task An_area_whose_source_is_a_server_has_the_star_that_its_files_give()
    {
        var files = Path.Combine(Repository.Root, "samples", "mini", "mini-office");
        var system = Mini.Workspace.Jobs.Systems["mini-office"];
        var pulled = Directory.CreateDirectory(Path.Combine(_folder, "pulled")).FullName;
        var source = Source(pulled, system.Extracts.ToDictionary(e => e.Name, e => "dbo." + e.Name));
        foreach (var extract in system.Extracts)
        {
            var file = Path.Combine(files, extract.File.Replace("{date:yyyyMMdd}", "20250131", StringComparison.Ordinal));
            _server.Execute($"CREATE TABLE dbo.{extract.Name} AS SELECT *, 'unread' AS observacions FROM read_csv('{file}', delim = ';', header = true)"); // typed, as a server has it
            var answer = SourcePull.Pull(source, extract, Day, Ask);
            Assert.That(answer.Rows, Is.EqualTo(_server.Scalar<long>($"SELECT count(*) FROM dbo.{extract.Name}")).And.Positive);
            Assert.That(answer.LeftOut, Does.Contain("observacions"));
        }
        Assert.That(Directory.EnumerateFiles(pulled, "*.csv").Select(Path.GetFileName), Is.EquivalentTo(Directory.EnumerateFiles(files).Select(Path.GetFileName)));

        using var ofFiles = await Mini.Version();
        var home = Path.Combine(_folder, "home");
        var jobs = SourceJobs.On(_folder, pulled, "env:QDC_NO_SUCH_SOURCE", "dbo.payment");
        using var output = new StringWriter();
        Assert.That(await QdcCommandLine.Invoke(["run", "mini", "--home", home, "--jobs", jobs, "--no-pull"], output, output), Is.Zero, output.ToString());
        using var ofServer = new AreaStore(new QdcHome(home), Mini.Area, TimeProvider.System).OpenCurrent();
        Assert.That(StarContent.Hashes(ofServer.Session), Is.EqualTo(StarContent.Hashes(ofFiles.Session)));

        output.GetStringBuilder().Clear();
        Assert.That(await QdcCommandLine.Invoke(["run", "mini", "--home", home, "--jobs", jobs, "--json"], output, output), Is.EqualTo(3), "a run asks by itself");
        Assert.That(output.ToString(), Does.Contain("\"outcome\": \"failed\"").And.Contain("\"version\": 1").And.Contain("\"pull\"").And.Contain("QDC_NO_SUCH_SOURCE"), "and an unanswered question is no unchanged source");
    }

    [Test]
    public void A_query_is_asked_as_its_file_says_and_only_mapped_columns_are_written_in_the_declared_form()
    {
        var query = Path.Combine(_folder, "payment.sql");
        File.WriteAllText(query, "SELECT 'P;1' AS \"num pagament\", 'un \"amic\"' AS IdRecurs, TIMESTAMP '2025-01-30 10:20:30' AS DataPagament, 1234.50::DECIMAL(18,2) AS Import, NULL AS Financador, 'secret' AS Nom");
        var extract = Payment() with { Csv = new CsvDialect { Dates = ["dd/MM/yyyy"], Decimal = ',', Encoding = "windows-1252" } };
        var answer = SourcePull.Pull(Source(_folder, new() { ["payment"] = query }), extract, Day, Ask);
        var text = File.ReadAllText(Path.Combine(_folder, answer.File));
        Assert.That(text, Is.EqualTo("num pagament;IdRecurs;DataPagament;Import;Financador\n\"P;1\";\"un \"\"amic\"\"\";30/01/2025;1234,50;\n"));
        Assert.That(answer, Is.EqualTo(answer with { System = "mini-office", Extract = "payment", File = "pagaments_20250131.csv", Rows = 1 }));
        Assert.That(answer.LeftOut, Is.EqualTo(new[] { "Nom" }));
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(File.GetUnixFileMode(Path.Combine(_folder, answer.File)), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    [Test]
    public void An_answer_that_cannot_be_written_leaves_the_folder_as_it_was()
    {
        _server.Execute("CREATE TABLE dbo.payment AS SELECT 'Ω' AS NumPagament");
        var source = Source(_folder, new() { ["payment"] = "dbo.payment" });
        SourcePull.Pull(source, Payment(), Day, Ask);
        var before = File.ReadAllText(Path.Combine(_folder, "pagaments_20250131.csv"));
        var failed = Assert.Throws<PullImpossible>(() => SourcePull.Pull(source, Payment() with { Csv = new CsvDialect { Encoding = "windows-1252" } }, Day, Ask));
        Assert.That(failed!.Message, Does.Contain("windows-1252").And.Contain("utf-8").And.Not.Contain("Ω"));
        Assert.That(Assert.Throws<PullImpossible>(() => SourcePull.Pull(source, Payment() with { File = "pagaments.csv" }, Day, Ask))!.Message, Does.Contain("{date:yyyyMMdd}"));
        Assert.That(Assert.Throws<PullImpossible>(() => SourcePull.Pull(Source(_folder, new() { ["payment"] = "nowhere.sql" }), Payment(), Day, Ask))!.Message, Does.Contain("nowhere.sql"));
        Assert.That(Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Where(f => f != ".payment.pulled"), Is.EqualTo(new[] { "pagaments_20250131.csv" }));
        Assert.That(File.ReadAllText(Path.Combine(_folder, "pagaments_20250131.csv")), Is.EqualTo(before));
    }

    [TestCase("payment", "SELECT * FROM \"payment\"")]
    [TestCase("dbo.Pagaments_2", "SELECT * FROM \"dbo\".\"Pagaments_2\"")]
    public void A_table_is_named_and_quoted(string table, string query)
    {
        Assert.That(SourcePull.IsTable(table), Is.True);
        Assert.That(SourcePull.Query(table), Is.EqualTo(query));
    }

    [TestCase("dbo.x; DROP TABLE y")]
    [TestCase("a.b.c")]
    [TestCase("[dbo].[x]")]
    [TestCase("x--")]
    public void What_is_no_tables_name_is_none(string text) => Assert.That(SourcePull.IsTable(text), Is.False);

    [Test]
    public async Task A_source_that_does_not_answer_fails_and_says_where()
    {
        var jobs = SourceJobs.On(_folder, _folder, "env:QDC_NO_SUCH_SOURCE", "dbo.payment");
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.That(await QdcCommandLine.Invoke(["pull", "mini", "--jobs", jobs], output, error), Is.EqualTo(3));
        Assert.That(error.ToString(), Does.Contain("mini mini-office").And.Contain("env:QDC_NO_SUCH_SOURCE"));
    }

    private static ExtractDefinition Payment() => Mini.Workspace.Jobs.Systems["mini-office"].Extracts.Single(e => e.Name == "payment");

    private static SourceFile Source(string folder, Dictionary<string, string> extracts) =>
        new() { System = "mini-office", Folder = folder, Server = new SourceServer("env:X", extracts.ToDictionary(e => e.Key, e => new AskedExtract(e.Value))) };

    private void Ask(string query, Action<System.Data.Common.DbDataReader> rows) =>
        _server.Read(query, r =>
        {
            rows(r);
            return 0;
        });
}
