using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using NUnit.Framework;
using QdC.SqlServerTests.Scripts;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Sync;

/// <summary>The statements of a sync are those committed, and T-SQL.</summary>
[Category("TSql")]
public sealed class StatementTests
{
    private static readonly string Golden = Path.Combine(Repository.Root, "tests", "QdC.SqlServerTests", "Sync", "statements.sql");

    /// <summary>After a change, run with QDC_WRITE_GOLDEN=1 and read what changed.</summary>
    [Test]
    public async Task They_are_those_committed()
    {
        var tables = (await CommittedScriptTests.Star()).Where(t => t.Name is "dim_sex" or "fact_payment" or "kpi");
        var text = string.Join("\n", One().Concat(tables.SelectMany(Of)).Select(s => s + ";\n"));
        if (Environment.GetEnvironmentVariable("QDC_WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(Golden, text);
        }
        Assert.That(File.ReadAllText(Golden), Is.EqualTo(text), "run with QDC_WRITE_GOLDEN=1");
    }

    [Test]
    public async Task Sql_server_2019_reads_them_and_knows_their_tables_and_columns()
    {
        var tables = (await CommittedScriptTests.Star()).Where(t => t.Name is "dim_date" or "dim_person" or "fact_payment" or "fact_service" or "kpi" or "network");
        var statements = One().Concat(tables.SelectMany(Of)).ToList();
        Assert.That(statements.SelectMany(s => ParsedScripts.Parse(s).Errors.Select(e => $"{e.Message} in {s}")), Is.Empty);
        Assert.That(statements.SelectMany(s => ParsedScripts.Parse(s).Tree.ScriptTokenStream).Where(t => t.TokenType == TSqlTokenType.Merge), Is.Empty);
        // As procedures the model resolves their names.
        var procedures = statements.Select((s, i) => $"CREATE PROCEDURE ops.p{i} @area varchar(40), @sync uniqueidentifier, @name nvarchar(200), @version int, @published datetime2(0), @now datetime2(0), @rows bigint, @seen bigint, @by nvarchar(128), @detail nvarchar(400) AS {s};");
        using var model = ModelTests.Model(SqlServerVersion.Sql150, procedures.Append("CREATE PROCEDURE ops.broken AS SELECT no_such_column FROM star.dim_sex;"));
        var wrong = model.Validate().Where(m => m.Message.Contains("ops", StringComparison.Ordinal) || m.MessageType == Microsoft.SqlServer.Dac.DacMessageType.Error).Select(m => m.Message).ToList();
        Assert.That(wrong, Has.Exactly(1).Contains("no_such_column"));
        Assert.That(wrong.Where(m => !m.Contains("no_such_column") && !m.Contains("INFORMATION_SCHEMA")), Is.Empty);
    }

    /// <summary>Every statement of a sync of these tables.</summary>
    internal static IEnumerable<string> Of(IReadOnlyList<WarehouseTable> tables) => One().Concat(tables.SelectMany(Of));

    private static string[] One() =>
        [SyncStatements.Columns, SyncStatements.Version, SyncStatements.FirstVersion, SyncStatements.NextVersion, SyncStatements.PeopleGone, SyncStatements.PeopleCome, SyncStatements.Clear(SyncStatements.Gone), SyncStatements.Audit];

    private static string[] Of(WarehouseTable table) =>
        [SyncStatements.Totals(table), SyncStatements.Clear(table.Staging), SyncStatements.DeleteAll(table), SyncStatements.DeleteGone(table), SyncStatements.Insert(table)];
}
