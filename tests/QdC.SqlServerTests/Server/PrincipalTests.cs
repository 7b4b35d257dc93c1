using System.Data.Common;
using NUnit.Framework;
using QdC.SqlServerTests.Scripts;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Server;

/// <summary>Who the files name is let in, once, to their area only; nobody is taken out.</summary>
[Category("TSql")]
public sealed class PrincipalTests
{
    private static readonly PrincipalGrant[] Grants =
    [
        new(new("loads all", false), WarehousePrincipals.Loader, WarehousePrincipals.Every),
        new(new("works", false), WarehousePrincipals.Worker, null),
        new(new("bi_mini", false), WarehousePrincipals.Reader, "mini"),
        new(new("QdC d'[Altres]", true), WarehousePrincipals.Reader, "other"),
    ];

    private TwinServer _twin = null!;

    [SetUp]
    public void Make()
    {
        _twin = TwinServer.Empty();
        new WarehouseMigrator(_twin, TimeProvider.System, "tests", [WarehouseScript.All[0]]).Migrate();
    }

    [TearDown]
    public void Forget()
    {
        _twin.Drop();
        _twin.Dispose();
    }

    [Test]
    public void The_statements_are_sql_of_a_server_and_the_second_time_there_are_none()
    {
        var server = new Catalogue(_twin);
        var planned = new WarehousePrincipals(server).Plan(Grants);
        Assert.That(server.Users, Is.Empty, "a plan changes nothing");
        Assert.That(planned.Changes.Select(c => c.Sql), Is.EqualTo(new[]
        {
            "CREATE USER [loads all] FOR LOGIN [loads all]", "ALTER ROLE qdc_loader ADD MEMBER [loads all]", "INSERT INTO security.principal_area (principal_name, area_code) VALUES (N'loads all', '*')",
            "CREATE USER [works] FOR LOGIN [works]", "ALTER ROLE qdc_worker ADD MEMBER [works]",
            "CREATE USER [bi_mini] FOR LOGIN [bi_mini]", "ALTER ROLE qdc_reader ADD MEMBER [bi_mini]", "INSERT INTO security.principal_area (principal_name, area_code) VALUES (N'bi_mini', 'mini')",
            "CREATE USER [QdC d'[Altres]]] FROM EXTERNAL PROVIDER", "ALTER ROLE qdc_reader ADD MEMBER [QdC d'[Altres]]]", "INSERT INTO security.principal_area (principal_name, area_code) VALUES (N'QdC d''[Altres]', 'other')",
        }));
        Assert.That(planned.Changes.SelectMany(c => ParsedScripts.Parse(c.Sql).Errors.Select(e => $"{e.Message} in {c.Sql}")), Is.Empty);
        Assert.That(new[] { WarehousePrincipals.Users, WarehousePrincipals.Members, WarehousePrincipals.Mapping }.SelectMany(s => ParsedScripts.Parse(s).Errors), Is.Empty);

        Assert.That(new WarehousePrincipals(server).Apply(Grants, TimeProvider.System, "tests").Changes, Is.EqualTo(planned.Changes));
        Assert.That(new WarehousePrincipals(server).Apply(Grants, TimeProvider.System, "tests").Changes, Is.Empty);
        Assert.That(_twin.Database.Query("SELECT principal_name || ' ' || area_code AS line FROM security.principal_area ORDER BY line", r => r.GetString(0)), Is.EqualTo(new[] { "QdC d'[Altres] other", "bi_mini mini", "loads all *" }));
        Assert.That(_twin.Database.Query("SELECT detail FROM ops.audit_log", r => r.GetString(0)), Is.EqualTo(new[] { "loads all, works, bi_mini, QdC d'[Altres]" }));
    }

    [Test]
    public void Stopped_anywhere_the_next_time_goes_on()
    {
        for (var at = 0; at < 11; at++)
        {
            _twin.Database.Execute("DELETE FROM security.principal_area");
            var server = new Catalogue(_twin) { FailsAt = at };
            Assert.Throws<ServerUnavailable>(() => new WarehousePrincipals(server).Apply(Grants, TimeProvider.System, "tests"));
            server.FailsAt = null;
            Assert.That(new WarehousePrincipals(server).Apply(Grants, TimeProvider.System, "tests").Changes, Has.Count.EqualTo(11 - at));
            Assert.That(new WarehousePrincipals(server).Plan(Grants).Changes, Is.Empty);
        }
    }

    [Test]
    public void Who_stands_in_no_file_is_told_and_left()
    {
        _twin.Database.Execute("INSERT INTO security.principal_area VALUES ('somebody', 'mini'), ('somebody', 'elsewhere'), ('BI_MINI', 'mini')");
        var plan = new WarehousePrincipals(new Catalogue(_twin)).Apply([Grants[2]], TimeProvider.System, "tests");
        Assert.That(plan.Others, Is.EqualTo(new[] { "somebody → mini" }), "elsewhere was not asked about, and a name's case is none");
        Assert.That(_twin.Database.Scalar<long>("SELECT count(*) FROM security.principal_area"), Is.EqualTo(3));
    }

    [Test]
    public void One_login_for_two_areas_is_refused_before_anything_is_done()
    {
        var server = new Catalogue(_twin);
        var shared = Assert.Throws<PrincipalShared>(() => new WarehousePrincipals(server).Apply([Grants[2], new(new("BI_mini", false), WarehousePrincipals.Reader, "other")], TimeProvider.System, "tests"));
        Assert.That(shared!.Message, Does.Contain("mini, other"));
        Assert.Throws<PrincipalShared>(() => new WarehousePrincipals(server).Plan([Grants[2], new(Grants[2].Principal, WarehousePrincipals.Loader, WarehousePrincipals.Every)]));
        Assert.That(server.Users, Is.Empty);
    }

    [Test]
    public void A_server_without_users_of_its_own_keeps_the_mapping()
    {
        var plan = new WarehousePrincipals(new Catalogue(_twin) { IsBare = true }).Apply(Grants, TimeProvider.System, "tests");
        Assert.That((plan.HasRoles, plan.Changes.Count), Is.EqualTo((false, 3)));
    }

    /// <summary>The twin with a catalogue of users and roles.</summary>
    private sealed class Catalogue(IWarehouseServer server) : IWarehouseServer
    {
        private int _calls;

        public List<string> Users { get; } = [];

        public List<string> Members { get; } = [];

        public bool IsBare { get; init; }

        public int? FailsAt { get; set; }

        public long Execute(string sql, params (string Name, object? Value)[] parameters)
        {
            if (_calls++ == FailsAt)
            {
                throw new ServerUnavailable("twin", sql, 10054);
            }
            var name = sql.LastIndexOf(']') is > 0 and var end ? sql[(sql.IndexOf('[') + 1)..(sql.Contains(" FOR LOGIN") ? sql.IndexOf("] FOR LOGIN", StringComparison.Ordinal) : end)].Replace("]]", "]", StringComparison.Ordinal) : "";
            if (sql.StartsWith("CREATE USER", StringComparison.Ordinal))
            {
                Users.Add(name);
                return -1;
            }
            if (sql.StartsWith("ALTER ROLE", StringComparison.Ordinal))
            {
                Assert.That(Users, Does.Contain(name), "it was made before");
                Members.Add($"{sql.Split(' ')[2]}/{name}");
                return -1;
            }
            return server.Execute(sql, parameters);
        }

        public List<T> Query<T>(string sql, Func<DbDataReader, T> row, params (string Name, object? Value)[] parameters) =>
            !sql.Contains("sys.", StringComparison.Ordinal) ? server.Query(sql, row, parameters)
            : IsBare ? throw new ServerRefused("twin", sql, 208, null)
            : server.Query(sql == WarehousePrincipals.Users ? Values(Users.Select(u => new[] { u }), 1) : Values(Members.Select(m => m.Split('/', 2)), 2), row);

        public long Send(string table, IReadOnlyList<string> columns, DbDataReader rows) => server.Send(table, columns, rows);

        public void InTransaction(Action work) => server.InTransaction(work);

        public bool TryLock(string name) => server.TryLock(name);

        public void Dispose() { }

        private static string Values(IEnumerable<string[]> rows, int columns) =>
            $"SELECT * FROM (VALUES ({string.Join(", ", Enumerable.Repeat("''", columns))}){string.Concat(rows.Select(r => $", ({string.Join(", ", r.Select(c => $"'{c.Replace("'", "''", StringComparison.Ordinal)}'"))})"))})";
    }
}
