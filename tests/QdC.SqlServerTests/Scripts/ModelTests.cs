using Microsoft.SqlServer.Dac;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Scripts;

/// <summary>What SQL Server and Azure SQL would make of the scripts, told without a server.</summary>
[Category("TSql")]
public sealed class ModelTests
{
    private static IEnumerable<TestCaseData> Scripts() => WarehouseScript.All.Select(s => new TestCaseData(s).SetArgDisplayNames(s.Name));

    [Test]
    public void The_program_carries_the_committed_scripts() =>
        Assert.That(
            WarehouseScript.All.Select(s => (s.Name, s.Hash)),
            Is.EqualTo(WarehouseScript.In(Repository.Scripts).Select(s => (s.Name, s.Hash))).And.Not.Empty);

    [TestCaseSource(nameof(Scripts))]
    public void Every_batch_is_sql_of_sql_server_2019(WarehouseScript script)
    {
        Assert.That(script.Batches, Is.Not.Empty);
        Assert.That(script.Batches.SelectMany(b => ParsedScripts.Parse(b).Errors.Select(e => $"{e.Line}:{e.Column} {e.Message}")), Is.Empty);
    }

    [TestCaseSource(nameof(Scripts))]
    public void A_script_can_be_applied_again(WarehouseScript script)
    {
        var bare = script.Batches.SelectMany(b => ParsedScripts.Parse(b).Tree.Batches).SelectMany(b => b.Statements);
        var dropped = new HashSet<string>();
        foreach (var statement in bare)
        {
            switch (statement)
            {
                case IfStatement or GrantStatement:
                    break;
                case DropObjectsStatement { IsIfExists: true } drop:
                    dropped.UnionWith(drop.Objects.Select(o => ParsedScripts.Text(o)));
                    break;
                case CreateViewStatement view:
                    Assert.That(dropped, Does.Contain(ParsedScripts.Text(view.SchemaObjectName)));
                    break;
                case CreateFunctionStatement function:
                    Assert.That(dropped, Does.Contain(ParsedScripts.Text(function.Name)));
                    break;
                case CreateSecurityPolicyStatement policy:
                    Assert.That(dropped, Does.Contain(ParsedScripts.Text(policy.Name)));
                    break;
                default:
                    Assert.Fail($"{script.Name}: {statement.GetType().Name} is not guarded against a second time");
                    break;
            }
        }
    }

    [TestCase(SqlServerVersion.Sql150)]
    [TestCase(SqlServerVersion.SqlAzure)]
    public void All_scripts_are_one_model_without_an_error(SqlServerVersion server)
    {
        using var model = Model(server, []);
        Assert.That(Errors(model), Is.Empty);
        Assert.That(model.GetObjects(DacQueryScopes.UserDefined, ModelSchema.Table).Count(), Is.GreaterThan(100));
        Assert.That(model.GetObjects(DacQueryScopes.UserDefined, ModelSchema.View).Count(), Is.GreaterThan(40));
        Assert.That(model.GetObjects(DacQueryScopes.UserDefined, ModelSchema.ColumnStoreIndex).Count(), Is.GreaterThan(30));
        Assert.That(model.GetObjects(DacQueryScopes.UserDefined, ModelSchema.SecurityPolicy).Count(), Is.EqualTo(1));
    }

    [TestCase("CREATE VIEW bi.broken AS SELECT f.no_such_column FROM star.fact_payment AS f;")]
    [TestCase("CREATE VIEW bi.broken AS SELECT f.amount FROM star.no_such_table AS f;")]
    public void A_broken_view_is_found(string view)
    {
        using var model = Model(SqlServerVersion.Sql150, [view]);
        Assert.That(Errors(model), Has.Some.Contains("broken"));
    }

    [Test]
    public void A_column_that_the_star_gains_is_added_by_the_next_script_and_stands_in_its_table()
    {
        var before = new WarehouseTable("star", "dim_x", [new WarehouseColumn("x_key", "BIGINT")]);
        var after = before with { Columns = [new WarehouseColumn("code", "VARCHAR"), .. before.Columns] };
        var first = new WarehouseScript("0001-star.sql", StarScript.Missing([before], new Dictionary<string, IReadOnlyList<(string, string)>>())!);
        var second = new WarehouseScript("0002-star.sql", StarScript.Missing([after], ParsedScripts.Tables([first]))!);
        Assert.That(second.Batches, Has.Count.EqualTo(2).And.All.Contains("ADD code nvarchar(400) NULL"));
        Assert.That(StarScript.Missing([after], ParsedScripts.Tables([first, second])), Is.Null);
        var table = ParsedScripts.Together([first, second]).OfType<CreateTableStatement>().First();
        Assert.That(table.Definition.ColumnDefinitions.Select(c => c.ColumnIdentifier.Value), Is.EqualTo(new[] { "area_code", "row_high", "row_low", "x_key", "code" }));
    }

    [Test]
    public void Every_table_with_an_area_that_people_can_read_stands_under_the_policy()
    {
        var statements = WarehouseScript.All.SelectMany(ParsedScripts.Definitions).ToList();
        var guarded = statements.OfType<CreateSecurityPolicyStatement>().Single().SecurityPredicateActions
            .Where(a => a.SecurityPredicateType == Microsoft.SqlServer.TransactSql.ScriptDom.SecurityPredicateType.Filter).Select(a => ParsedScripts.Text(a.TargetObjectName));
        var tables = ParsedScripts.Tables(WarehouseScript.All.Where(s => s.Number is not null));
        // load holds nothing that lasts, and only the loader may read it; the mapping of principals is what the policy reads.
        var open = tables.Where(t => t.Value.Any(c => c.Name == "area_code") && !t.Key.StartsWith("load.") && t.Key is not ("ops.audit_log" or "security.principal_area")).Select(t => t.Key);
        Assert.That(guarded, Is.EquivalentTo(open));
    }

    internal static TSqlModel Model(SqlServerVersion server, IEnumerable<string> more, Func<WarehouseScript, bool>? only = null)
    {
        var model = new TSqlModel(server, new TSqlModelOptions { Collation = "Latin1_General_100_CI_AS" });
        foreach (var (statement, number) in ParsedScripts.Together(WarehouseScript.All.Where(only ?? (_ => true))).Select(ParsedScripts.Text).Concat(more).Select((s, i) => (s, i)))
        {
            model.AddOrUpdateObjects(statement, $"{number}.sql", new TSqlObjectOptions());
        }
        return model;
    }

    private static IEnumerable<string> Errors(TSqlModel model) =>
        model.Validate().Where(m => m.MessageType == DacMessageType.Error).Select(m => $"{m.Prefix}{m.Number} {m.Message}");
}
