using System.IO.Compression;
using System.Text;
using ClosedXML.Excel;
using DuckDB.NET.Data;
using Microsoft.Data.Sqlite;
using NUnit.Framework;
using QdC.IntegrationTests.SentBack;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Leaks;

/// <summary>A build that leaks makes the leak test fail: its scanner finds a canary in each kind of place that a run writes to.</summary>
internal sealed class LeakScanTests
{
    private string _folder = null!;
    private Canaries _canaries = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = Directory.CreateTempSubdirectory("qdc-leaks-").FullName;
        _canaries = new Canaries();
    }

    [TearDown]
    public void TearDown() => Directory.Delete(_folder, recursive: true);

    [TestCase("CREATE SCHEMA star; CREATE TABLE star.dim_person AS SELECT i AS person_key, '{0}' AS surname FROM range(50000) r(i)", TestName = "A_name_in_a_table_of_the_star")]
    [TestCase("CREATE SCHEMA obs; CREATE TABLE obs.person AS SELECT ['x', '{0}'] AS persons", TestName = "A_name_in_a_list")]
    [TestCase("CREATE TABLE t AS SELECT {{'a': 1, 'b': {{'c': '{0}'}}}} AS nested", TestName = "A_name_in_a_struct")]
    [TestCase("CREATE TABLE t (j JSON); INSERT INTO t VALUES ('{{\"x\": \"{0}\"}}')", TestName = "A_name_in_json")]
    [TestCase("CREATE TABLE t (c INTEGER); COMMENT ON TABLE t IS '{0}'", TestName = "A_name_in_a_comment")]
    [TestCase("CREATE TABLE t AS SELECT upper('{0}') AS c", TestName = "A_name_in_capitals")]
    public void Is_found(string sql)
    {
        var name = _canaries.Next(CanaryKind.Name, "a store", plain: true);
        DuckDb("v000001.duckdb", string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, name));
        AssertFound();
    }

    [Test]
    public void A_telephone_stored_as_a_number_is_found()
    {
        var phone = _canaries.Next(CanaryKind.Phone, "a store", plain: true);
        DuckDb("v000001.duckdb", $"CREATE TABLE t AS SELECT CAST({phone} AS BIGINT) AS n");
        AssertFound();
    }

    /// <summary>Hashes differ from run to run, and some day one holds the nine digits of a telephone; a telephone beside a hash is one.</summary>
    [TestCase("{0}", true)]
    [TestCase("5f0c{0}9be2d1a07c44e6b8f31", false, Description = "within 32 hexadecimal digits")]
    [TestCase("5f0c{0}9be2d1a07c44e6b8f315f0c9be2d1a07c44e6b8f31122334455", false, Description = "within 64")]
    [TestCase("5f0c{0}9be2d1a07c44e6b8f315", true, Description = "33 are no hash")]
    [TestCase("5f0c9be2d1a07c44e6b8f31122334455{0}", true, Description = "behind a hash")]
    [TestCase("5f0c9be2d1a07c44e6b8f31122334455 {0}", true, Description = "beside a hash")]
    public void A_telephone_is_told_from_the_digits_of_a_hash(string value, bool isLeak)
    {
        var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, value, _canaries.Next(CanaryKind.Phone, "a hash", plain: true));
        DuckDb("v000001.duckdb", $"CREATE TABLE t AS SELECT '{text}' AS c");
        File.WriteAllText(Path.Combine(_folder, "raw.bytes"), $"person{text}key_missing");
        var scan = new LeakScan(_canaries.All);
        scan.Folder(_folder);
        Assert.That(scan.Leaks.Select(l => l.Canary).Distinct(), isLeak ? Is.EqualTo(_canaries.All) : Is.Empty);
    }

    [Test]
    public void What_only_the_wal_of_a_killed_process_holds_is_found()
    {
        var name = _canaries.Next(CanaryKind.Name, "a WAL", plain: true);
        var path = Path.Combine(_folder, "stage-1.duckdb");
        using var connection = new DuckDBConnection($"Data Source={path}");
        connection.Open();
        Execute(connection, "PRAGMA disable_checkpoint_on_shutdown");
        Execute(connection, "SET checkpoint_threshold = '1GB'");
        Execute(connection, $"CREATE TABLE t AS SELECT '{name}' AS c");
        var killed = Directory.CreateDirectory(Path.Combine(_folder, "killed")).FullName;
        File.Copy(path, Path.Combine(killed, "stage-1.duckdb"));
        File.Copy(path + ".wal", Path.Combine(killed, "stage-1.duckdb.wal"));
        var scan = new LeakScan(_canaries.All);
        scan.Folder(killed);
        Assert.That(scan.Leaks.Select(l => l.Place), Has.Some.EqualTo("stage-1.duckdb main.t.c"));
    }

    [Test]
    public void A_value_in_the_ledger_is_found()
    {
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "log.sqlite")};Pooling=False"))
        {
            connection.Open();
            Execute(connection, "PRAGMA journal_mode = WAL");
            Execute(connection, $"CREATE TABLE finding (masked TEXT); INSERT INTO finding VALUES ('{_canaries.Next(CanaryKind.Cip, "the ledger")}')");
        }

        AssertFound();
    }

    [Test]
    public void A_value_in_a_workbook_is_found()
    {
        using (var workbook = new XLWorkbook())
        {
            workbook.AddWorksheet("x").Cell(2, 3).Value = "tel. " + _canaries.Next(CanaryKind.Phone, "a workbook");
            workbook.SaveAs(Path.Combine(_folder, "out.xlsx"));
        }

        AssertFound();
    }

    [TestCase("utf-8")]
    [TestCase("utf-16")]
    [TestCase("windows-1252")]
    public void A_spilled_text_is_found(string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        byte[] odd = encoding == "utf-16" ? [7] : [];
        File.WriteAllBytes(Path.Combine(_folder, "spill.tmp"), [.. odd, .. Encoding.GetEncoding(encoding).GetBytes("à " + _canaries.Next(CanaryKind.Nass, "a spilled text"))]);
        AssertFound();
    }

    [Test]
    public void A_value_in_a_packed_file_a_file_name_or_the_output_is_found()
    {
        using (var packed = new GZipStream(File.Create(Path.Combine(_folder, "x.gz")), CompressionMode.Compress))
        {
            packed.Write(Encoding.UTF8.GetBytes(_canaries.Next(CanaryKind.Nie, "a packed file")));
        }

        File.WriteAllText(Path.Combine(_folder, _canaries.Next(CanaryKind.Dni, "a file name", plain: true)), "");
        var scan = new LeakScan(_canaries.All.Append(new Canary(CanaryKind.Dni, "12345678Z", "output")));
        scan.Folder(_folder);
        scan.Text("output", "row rejected: 12.345.678-z");
        Assert.That(scan.Leaks.Select(l => l.Canary.Place), Is.EquivalentTo(new[] { "a packed file", "a file name", "output" }));
    }

    [Test]
    public void A_build_that_copies_a_surname_into_a_published_version_is_found_out()
    {
        using var council = new Council();
        council.Run("la-noguera");
        var store = council.Store("la-noguera");
        var surname = _canaries.Next(CanaryKind.Name, "Primer cognom", plain: true);
        using (var lease = store.TakeLease())
        using (var copy = store.BeginVersion(lease))
        {
            copy.Session.Execute("ALTER TABLE star.dim_person ADD COLUMN label VARCHAR");
            copy.Session.Execute($"UPDATE star.dim_person SET label = '{surname}' WHERE person_key = (SELECT max(person_key) FROM star.dim_person)");
            copy.Publish();
        }

        var scan = new LeakScan(_canaries.All);
        scan.Folder(council.Home.Root);
        Assert.That(scan.Leaks.Select(l => l.Place), Has.Some.EqualTo("store/la-noguera/v000002.duckdb star.dim_person.label"));
    }

    private void AssertFound()
    {
        var scan = new LeakScan(_canaries.All);
        scan.Folder(_folder);
        Assert.That(scan.Leaks.Select(l => l.Canary).Distinct(), Is.EquivalentTo(_canaries.All));
    }

    private void DuckDb(string name, string sql)
    {
        using var connection = new DuckDBConnection($"Data Source={Path.Combine(_folder, name)}");
        connection.Open();
        Execute(connection, sql);
    }

    private static void Execute(System.Data.Common.DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
