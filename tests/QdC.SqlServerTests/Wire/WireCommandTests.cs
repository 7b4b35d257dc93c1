using System.Text.Json;
using Hangfire.InMemory;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using QdC.Cli.App;
using QdC.Portal.Jobs;
using QdC.SqlServerTests.Scripts;
using QdC.SqlServerTests.Source;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Wire;

/// <summary>The commands as an operator gives them, against a server on a socket.</summary>
[Category("TSql")]
public sealed class WireCommandTests
{
    private const string Reference = "QDC_TEST_WIRE";

    /// <summary>What a bulk copy asks by itself, what tries a feature, and what lets people in, which is a feature.</summary>
    private static readonly string[] Theirs = ["sp_tablecollations_100", "insert bulk", "qdc_trial", "CREATE USER", "ALTER ROLE"];

    [Test]
    public async Task The_warehouse_is_migrated_its_principals_are_let_in_and_the_areas_are_sent()
    {
        using var mini = await Mini.Copy();
        using var server = new TdsServer();
        var jobs = Path.Combine(Repository.Root, "etl-jobs");
        File.WriteAllText(Path.Combine(mini.Root, "qdc.yaml"), $"warehouse: {{ connection: env:{Reference}, loaders: [qdc_loads], operators: [{{ entra: ana@example.cat }}] }}\n");
        Environment.SetEnvironmentVariable(Reference, server.ConnectionString("master"));
        async Task<(int Code, string Text)> Qdc(params string[] args)
        {
            using var output = new StringWriter();
            var code = await QdcCommandLine.Invoke([.. args, "--home", mini.Root, "--jobs", jobs], output, output);
            return (code, output.ToString());
        }
        try
        {
            var plan = await Qdc("warehouse", "migrate", "--plan");
            Assert.That(plan.Code, Is.EqualTo(2), plan.Text);
            Assert.That(plan.Text, Does.Contain("+ 0001-operations.sql").And.Contain("the server has no security policies"));
            var migrated = await Qdc("warehouse", "migrate");
            Assert.That(migrated.Code, Is.EqualTo(2));
            Assert.That(migrated.Text, Does.Contain("✓ views/1-bi.sql").And.Contain("Without row-level security"));

            var principals = await Qdc("warehouse", "principals", "--plan");
            Assert.That(principals.Text, Does.Contain("CREATE USER [qdc_loads] FOR LOGIN [qdc_loads]").And.Contain("CREATE USER [ana@example.cat] FROM EXTERNAL PROVIDER").And.Contain("ALTER ROLE qdc_operator ADD MEMBER [ana@example.cat]"));
            Assert.That(server.Databases["master"].Twin.Database.Scalar<long>("SELECT count(*) FROM security.principal_area"), Is.Zero, "a plan changes nothing");
            await Qdc("warehouse", "principals");
            Assert.That(server.Databases["master"].Twin.Database.Query("SELECT principal_name || area_code FROM security.principal_area ORDER BY ALL", r => r.GetString(0)), Does.Contain("qdc_loads*"));

            var first = await Sent("warehouse", "sync", "mini");
            Assert.That(first, Is.EqualTo(server.BulkRows).And.GreaterThan(100));
            mini.Change("UPDATE star.fact_payment SET amount = amount + 0.01 WHERE payment_id = (SELECT min(payment_id) FROM star.fact_payment)");
            Assert.That(await Sent("warehouse", "sync", "mini"), Is.EqualTo(2), "one that went and one that came");
            Assert.That(server.BulkRows - first, Is.EqualTo(2), "no other was on the wire");
            var order = server.Statements.ToList();
            Assert.That(order[order.LastIndexOf("BEGIN") + 1], Does.StartWith("UPDATE ops.area_version"), "first of its transaction, so that others wait");
            Assert.That(order.LastIndexOf("COMMIT"), Is.EqualTo(order.Count - 1), "and nothing after it");
            var optional = WarehouseScript.All.Where(w => w.Needs is not null).SelectMany(w => w.Batches).ToHashSet();
            string[] others = ["BEGIN", "COMMIT", "ROLLBACK"];
            var every = server.Statements.Where(s => !optional.Contains(s) && !others.Contains(s) && !Theirs.Any(t => s.Contains(t, StringComparison.Ordinal))).Distinct().ToList();
            Assert.That(every.SelectMany(SharedSql.Breaches), Is.Empty, "all that was sent to a server is what servers share");
            Assert.That(every, Has.Count.GreaterThan(300));
            Assert.That(server.Logins.Select(l => (l.Application, l.Encryption)).Distinct(), Is.EqualTo(new[] { ("qdc", "tls") }));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Reference, null);
        }

        async Task<long> Sent(params string[] args)
        {
            var (code, text) = await Qdc([.. args, "--json"]);
            Assert.That(code, Is.Zero, text);
            return JsonDocument.Parse(text).RootElement.EnumerateArray().Sum(a => a.GetProperty("sent").GetInt64());
        }
    }

    [Test]
    public void A_server_that_cannot_hold_the_queue_leaves_each_process_its_own()
    {
        using var server = new TdsServer();
        Environment.SetEnvironmentVariable(Reference, server.ConnectionString("master"));
        try
        {
            Assert.That(QueueStorage.Of($"env:{Reference}", NullLogger.Instance), Is.TypeOf<InMemoryStorage>());
            Assert.That(server.Statements, Is.Not.Empty, "it was asked");
        }
        finally
        {
            Environment.SetEnvironmentVariable(Reference, null);
        }
    }

    [Test]
    public async Task A_source_on_a_server_gives_the_file_that_the_office_gives()
    {
        using var mini = await Mini.Copy();
        using var server = new TdsServer();
        var twin = server.Databases["master"].Twin;
        var office = Directory.CreateDirectory(Path.Combine(mini.Root, "office")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples", "mini", "mini-office")).Where(f => !Path.GetFileName(f).StartsWith("pagaments", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(office, Path.GetFileName(file)));
        }
        var payments = Directory.GetFiles(Path.Combine(Repository.Root, "samples", "mini", "mini-office"), "pagaments*").Single();
        twin.Execute("CREATE TABLE dbo.Pagaments (NumPagament nvarchar(20) NULL, IdRecurs nvarchar(20) NULL, DataPagament date NULL, Import decimal(18, 2) NULL, Financador nvarchar(40) NULL, DataRegistre date NULL)");
        twin.Database.Execute($"INSERT INTO dbo.Pagaments BY NAME SELECT NumPagament, IdRecurs, DataPagament, Import, Financador, DataRegistre FROM read_csv('{payments}', delim = ';', header = true, all_varchar = true)");
        var jobs = SourceJobs.On(mini.Root, office, $"env:{Reference}", "dbo.Pagaments");
        Environment.SetEnvironmentVariable(Reference, server.ConnectionString("master"));
        try
        {
            using var output = new StringWriter();
            Assert.That(await QdcCommandLine.Invoke(["pull", "mini", "--as-of", "2025-01-31", "--home", mini.Root, "--jobs", jobs], output, output), Is.Zero, output.ToString());
            Assert.That(output.ToString(), Does.Contain("payment"));
            Assert.That(server.Logins.Single().ReadOnly, Is.True, "it asks a copy that only reads, where there is one");
            Assert.That(server.Statements, Has.One.EqualTo("BEGIN").And.One.EqualTo("ROLLBACK").And.One.EqualTo("SELECT * FROM \"dbo\".\"Pagaments\""));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Reference, null);
        }
        static IEnumerable<string> Lines(string file) => File.ReadLines(file).Order(StringComparer.Ordinal);
        Assert.That(Lines(Path.Combine(office, Path.GetFileName(payments))), Is.EqualTo(Lines(payments)), "as the office's own file");
    }
}
