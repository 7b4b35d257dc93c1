using NUnit.Framework;
using QdC.SqlServerTests.Operations;
using QdC.SqlServerTests.Sync;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Scripts;

/// <summary>What every server is sent is T-SQL that those share which speak TDS.</summary>
[Category("TSql")]
public sealed class SharedSqlTests
{
    private static IEnumerable<TestCaseData> Scripts() => WarehouseScript.All.Where(s => s.Needs is null).Select(s => new TestCaseData(s).SetArgDisplayNames(s.Name));

    [TestCaseSource(nameof(Scripts))]
    public void Scripts_that_need_no_feature_do(WarehouseScript script) => Assert.That(script.Batches.SelectMany(SharedSql.Breaches), Is.Empty);

    [Test]
    public async Task Statements_of_syncs_and_books_do()
    {
        var star = await CommittedScriptTests.Star();
        Assert.That(StatementTests.Of(star).Concat(BookStatementTests.Statements).SelectMany(SharedSql.Breaches), Is.Empty);
    }

    [TestCase("MERGE star.a AS t USING star.b AS s ON t.x = s.x WHEN MATCHED THEN DELETE;", "MERGE")]
    [TestCase("SELECT TOP 1 x FROM star.a", "TOP")]
    [TestCase("SELECT x FROM star.a WITH (NOLOCK)", "hints")]
    [TestCase("SELECT x FROM star.a OPTION (RECOMPILE)", "hints")]
    [TestCase("SELECT STDEV(x) FROM star.a", "STDEV is no function")]
    [TestCase("SELECT name FROM sys.dm_db_partition_stats", "catalogue")]
    [TestCase("SELECT x FROM other.star.a", "three parts")]
    [TestCase("SELECT x FROM #a", "temporary")]
    [TestCase("SELECT limit FROM star.a", "keeps the word")]
    [TestCase("SELECT CAST(x AS sql_variant) FROM star.a", "type")]
    [TestCase("CREATE TABLE star.a (x nvarchar(max) NULL)", "without end")]
    [TestCase("CREATE TABLE star.a (x int IDENTITY(1, 1) NOT NULL)", "number rows")]
    [TestCase("CREATE TABLE star.a (x int NOT NULL INDEX i)", "inside CREATE TABLE")]
    [TestCase("CREATE TABLE star.a (x int NOT NULL, y AS x + 1)", "computed")]
    [TestCase("SELECT x COLLATE Latin1_General_BIN2 AS x FROM star.a", "collation")]
    [TestCase("CREATE INDEX i ON star.a (x) WHERE x > 1", "some rows")]
    [TestCase("CREATE CLUSTERED COLUMNSTORE INDEX i ON star.a", "columnstore")]
    [TestCase("ALTER TABLE star.a ADD x int NULL, y int NULL", "one column")]
    [TestCase("CREATE OR ALTER VIEW bi.a AS SELECT x FROM star.a", "CREATE OR ALTER")]
    [TestCase("CREATE VIEW bi.a WITH SCHEMABINDING AS SELECT x FROM star.a", "options of a view")]
    [TestCase("DROP VIEW bi.a", "if it is there")]
    [TestCase("INSERT INTO star.a OUTPUT inserted.x VALUES (1)", "OUTPUT")]
    [TestCase("EXECUTE AS USER = 'x'", "EXECUTE AS")]
    [TestCase("EXEC sys.sp_addextendedproperty @name = N'x', @value = N'y'", "procedure")]
    [TestCase("SELECT x FROM star.a FOR JSON PATH", "JSON")]
    [TestCase("WAITFOR DELAY '00:00:01'", "WAITFOR")]
    [TestCase("SELECT @@VERSION AS x", "@@")]
    [TestCase("BEGIN TRY SELECT 1 AS x END TRY BEGIN CATCH THROW END CATCH", "throws")]
    [TestCase("SELECT x FROM star.a ORDER BY x OFFSET 1 ROWS", "numbered")]
    [TestCase("SELECT x FROM star.an_name_that_is_longer_than_what_postgresql_knows_of_one_by_a_bit_more", "63 letters")]
    [TestCase("SELECT FROM", "Incorrect syntax")]
    public void What_is_not_shared_is_found_and_why(string sql, string why) => Assert.That(SharedSql.Breaches(sql), Has.Some.Contains(why));

    [Test]
    public void What_is_refused_is_named_as_the_parser_names_it() =>
        Assert.That(SharedSql.Refused.Keys.Where(name => typeof(Microsoft.SqlServer.TransactSql.ScriptDom.TSqlFragment).Assembly.GetType($"Microsoft.SqlServer.TransactSql.ScriptDom.{name}") is null), Is.Empty);
}
