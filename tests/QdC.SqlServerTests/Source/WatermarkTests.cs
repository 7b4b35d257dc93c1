using System.Data.Common;
using NUnit.Framework;
using QdC.Pipeline.Drifts;
using QdC.Pipeline.Extract;
using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Source;

/// <summary>With a watermark a pull asks for what changed and writes the file that asking for everything would; drift stops it when it harms.</summary>
public sealed class WatermarkTests
{
    private static readonly DateOnly Day = new(2025, 1, 31);
    private readonly List<string> _asked = [];
    private string _folder = null!;
    private DuckDbSession _server = null!;

    [SetUp]
    public void Make()
    {
        _asked.Clear();
        _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "qdc-watermark-" + Guid.NewGuid().ToString("N"))).FullName;
        _server = DuckDbSession.Open(":memory:");
        _server.Execute("CREATE SCHEMA dbo");
        _server.Execute("CREATE TABLE dbo.pay (NumPagament VARCHAR, IdRecurs VARCHAR, Import DECIMAL(18, 2), Canviat TIMESTAMP, Nota VARCHAR)");
        _server.Execute("INSERT INTO dbo.pay SELECT 'P' || i, 'un \"amic\";' || chr(10) || i, i + 0.5, TIMESTAMP '2025-01-01 08:00:00.123456' + to_days(i), 'x' FROM range(20) t(i)");
        Pull(Day);
        _asked.Clear();
    }

    [TearDown]
    public void Forget()
    {
        _server.Dispose();
        Mini.Remove(_folder);
    }

    [Test]
    public void Only_what_changed_is_asked_for_and_the_file_is_the_one_that_everything_gives()
    {
        _server.Execute("UPDATE dbo.pay SET Import = 99, Canviat = '2025-01-31 12:00:00' WHERE NumPagament = 'P3'");
        _server.Execute("INSERT INTO dbo.pay VALUES ('P20', 'nou', 1, '2025-01-31 12:00:01', 'x'), ('P21', 'sense data', 2, NULL, 'x')");
        _server.Execute("DELETE FROM dbo.pay WHERE NumPagament = 'P5'");

        var file = Pull(Day.AddDays(1));

        Assert.That((file.Changed, file.Gone, file.Rows), Is.EqualTo((5L, 1L, 21L)), "two of the last day are asked for again");
        Assert.That(_asked, Has.Count.EqualTo(2));
        Assert.That(_asked[0], Is.EqualTo("SELECT * FROM (SELECT * FROM \"dbo\".\"pay\") AS asked WHERE asked.\"Canviat\" >= '2025-01-19T08:00:00.123' OR asked.\"Canviat\" IS NULL"));
        Assert.That(_asked[1], Is.EqualTo("SELECT asked.\"NumPagament\" FROM (SELECT * FROM \"dbo\".\"pay\") AS asked"), "keys only");
        RequireAsWhole(Day.AddDays(1));
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(Directory.EnumerateFiles(_folder).Select(File.GetUnixFileMode), Has.All.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    [Test]
    public void Keys_are_compared_once_a_day_and_what_went_without_a_trace_goes_then()
    {
        Pull(Day.AddDays(1));
        _server.Execute("DELETE FROM dbo.pay WHERE NumPagament = 'P2'");
        Assert.That(Pull(Day.AddDays(1)), Has.Property(nameof(PulledFile.Gone)).Null.And.Property(nameof(PulledFile.Rows)).EqualTo(20));
        Assert.That(Pull(Day.AddDays(2)), Has.Property(nameof(PulledFile.Gone)).EqualTo(1).And.Property(nameof(PulledFile.Rows)).EqualTo(19));
        RequireAsWhole(Day.AddDays(2));
    }

    [TestCase("INSERT INTO dbo.pay VALUES ('P30', 'vell', 1, '2020-01-01', 'x')", TestName = "A row that came with an old date")]
    [TestCase("INSERT INTO dbo.pay VALUES ('P19', 'dues vegades', 1, '2025-01-31', 'x')", TestName = "Two rows of one key")]
    [TestCase("ALTER TABLE dbo.pay ADD COLUMN DataPagament DATE", TestName = "A column that a mapping names and that is new")]
    public void What_a_watermark_cannot_tell_makes_it_ask_for_everything(string change)
    {
        _server.Execute(change);
        Assert.That(Pull(Day.AddDays(1)).Changed, Is.Null);
        RequireAsWhole(Day.AddDays(1));
    }

    [Test]
    public void A_file_that_somebody_touched_is_not_gone_on_from()
    {
        File.AppendAllText(Path.Combine(_folder, "pagaments_20250131.csv"), "P99;a;1\n");
        Assert.That(Pull(Day.AddDays(1)).Changed, Is.Null);
        RequireAsWhole(Day.AddDays(1));
    }

    [Test]
    public void A_date_in_the_future_hides_nothing()
    {
        _server.Execute("UPDATE dbo.pay SET Canviat = '9999-12-31' WHERE NumPagament = 'P1'");
        Pull(Day.AddDays(1));
        _server.Execute("UPDATE dbo.pay SET Import = 7, Canviat = '2025-02-02 10:00:00' WHERE NumPagament = 'P4'");
        Assert.That(Pull(Day.AddDays(2)).Changed, Is.GreaterThan(0));
        RequireAsWhole(Day.AddDays(2));
    }

    [Test]
    public void A_growing_number_is_a_watermark_too()
    {
        _server.Execute("ALTER TABLE dbo.pay ADD COLUMN Num BIGINT");
        _server.Execute("UPDATE dbo.pay SET Num = rowid + 5");
        Pull(Day, "Num");
        _server.Execute("UPDATE dbo.pay SET Import = 8, Num = 100 WHERE NumPagament = 'P1'");
        _asked.Clear();
        Assert.That(Pull(Day.AddDays(1), "Num").Changed, Is.EqualTo(2));
        Assert.That(_asked[0], Does.Contain("asked.\"Num\" >= 24 OR"));
        RequireAsWhole(Day.AddDays(1));
    }

    [Test]
    public void Columns_that_drift_are_named_and_stop_the_extract_when_that_would_harm()
    {
        _server.Execute("ALTER TABLE dbo.pay DROP COLUMN Nota");
        _server.Execute("ALTER TABLE dbo.pay ADD COLUMN Nou INTEGER");
        Assert.That(Pull(Day).Drift.Select(DriftText.Short), Is.EqualTo(new[] { "Nota is gone", "Nou is new" }), "no mapping names them");
        var before = File.ReadAllText(Path.Combine(_folder, "pagaments_20250131.csv"));
        _server.Execute("ALTER TABLE dbo.pay ALTER Import TYPE VARCHAR");
        _server.Execute("ALTER TABLE dbo.pay RENAME COLUMN IdRecurs TO Recurs");

        var drifted = Assert.Throws<SourceDrifted>(() => Pull(Day.AddDays(1)));

        Assert.That(drifted!.Message, Does.Contain("IdRecurs is gone").And.Contain("Import was number and is text").And.Contain("qdc drift AREA").And.Not.Contain("Nota"));
        Assert.That(Directory.EnumerateFiles(_folder, "*.csv").Select(File.ReadAllText), Is.EqualTo(new[] { before }), "nothing was written");
        DriftEvent[] accepted = [.. drifted.Notes.Select((note, i) => new DriftEvent(i + 1, "mini-office", "payment", note, DriftState.Accepted, null, null, Day, default, "anna", "so it is", default(DateTimeOffset)))];
        Assert.That(Assert.Throws<SourceDrifted>(() => Pull(Day.AddDays(1), accepted: accepted[..1]))!.Notes, Has.Count.EqualTo(1), "each is decided by itself");
        Assert.That(Pull(Day.AddDays(1), accepted: accepted).Drift.Select(DriftText.Short), Does.Contain("IdRecurs is gone"));
        Assert.That(Pull(Day.AddDays(1), accepted: accepted).Drift, Is.Empty, "said once, it is so");
        _server.Execute("ALTER TABLE dbo.pay RENAME COLUMN Recurs TO IdRecurs");
        Pull(Day.AddDays(1), accepted: accepted);
        _server.Execute("ALTER TABLE dbo.pay RENAME COLUMN IdRecurs TO Recurs");
        Assert.That(Assert.Throws<SourceDrifted>(() => Pull(Day.AddDays(1), accepted: accepted))!.Notes.Select(DriftText.Short), Is.EqualTo(new[] { "IdRecurs is gone" }), "what comes again is decided again");
    }

    [Test]
    public void A_watermark_that_is_none_is_refused() =>
        Assert.That(Assert.Throws<PullImpossible>(() => Pull(Day, "Nota"))!.Message, Does.Contain("Nota").And.Contain("Canviat"));

    private PulledFile Pull(DateOnly day, string? watermark = "Canviat", IReadOnlyList<DriftEvent>? accepted = null, string? folder = null)
    {
        var source = new SourceFile { System = "mini-office", Folder = folder ?? _folder, Server = new SourceServer("env:X", new Dictionary<string, AskedExtract> { ["payment"] = new("dbo.pay", watermark) }) };
        return SourcePull.Pull(source, Mini.Workspace.Jobs.Systems["mini-office"].Extracts.Single(e => e.Name == "payment"), day, Ask, accepted);
    }

    /// <summary>The file of a day has the records that a first pull of everything has.</summary>
    private void RequireAsWhole(DateOnly day)
    {
        var other = Directory.CreateDirectory(Path.Combine(_folder, "whole")).FullName;
        var name = Pull(day, null, folder: other).File;
        static IEnumerable<string> Records(string path) => File.ReadAllText(path).Split("\nP").Select(r => r.TrimEnd('\n')).Order(StringComparer.Ordinal);
        Assert.That(Records(Path.Combine(_folder, name)), Is.EqualTo(Records(Path.Combine(other, name))));
    }

    private void Ask(string query, Action<DbDataReader> rows)
    {
        _asked.Add(query);
        _server.Read(query, r =>
        {
            rows(r);
            return 0;
        });
    }
}
