using QdC.Metrics;
using QdC.Pipeline.Star;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Scripts;

/// <summary>The scripts that are written anew with each change of the star or of the metrics, and applied anew when they differ.</summary>
internal static class WrittenScripts
{
    private const string Header = "-- Written from the embedded star and powerbi/metrics.yaml by a test (see CONTRIBUTING.md).\n";

    /// <summary>Each by its path under <c>sql/warehouse</c>.</summary>
    public static IReadOnlyDictionary<string, string> All(IReadOnlyList<WarehouseTable> star, MetricsFile metrics)
    {
        var views = BiViews.Of(star, metrics);
        return new Dictionary<string, string>
        {
            ["views/1-bi.sql"] = Header + string.Concat(views.Select(v => $"DROP VIEW IF EXISTS bi.{v.Name};\nGO\n-- {v.Says}\nCREATE VIEW bi.{v.Name} AS\n{v.Query};\nGO\n")),
            ["views/2-columnstore.sql"] = "-- needs: columnstore\n" + Header + string.Concat(star.Where(t => t.IsBig).Select(Columnstore)),
            ["views/3-descriptions.sql"] = "-- needs: extended_properties\n" + Header + string.Concat(star.Select(t => Describe("TABLE", t.Schema, t.Name, TableDescriptions.Of(t.FullName))).Concat(views.Select(v => Describe("VIEW", "bi", v.Name, v.Says)))),
            ["security/2-policies.sql"] = "-- needs: security_policies\n" + Header + Policy(star),
        };
    }

    private static string Columnstore(WarehouseTable table) =>
        $"IF INDEXPROPERTY(OBJECT_ID(N'{table.FullName}'), N'cci_{table.Name}', N'IndexID') IS NULL\nCREATE CLUSTERED COLUMNSTORE INDEX cci_{table.Name} ON {table.FullName};\nGO\n";

    private static string Describe(string kind, string schema, string name, string says)
    {
        string Call(string procedure) =>
            $"EXEC sys.{procedure} @name = N'MS_Description', @value = N'{says.Replace("'", "''")}', @level0type = N'SCHEMA', @level0name = N'{schema}', @level1type = N'{kind}', @level1name = N'{name}';\n";
        return $"IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = OBJECT_ID(N'{schema}.{name}') AND minor_id = 0 AND name = N'MS_Description')\n{Call("sp_updateextendedproperty")}ELSE\n{Call("sp_addextendedproperty")}GO\n";
    }

    private static string Policy(IReadOnlyList<WarehouseTable> star)
    {
        var guarded = star.Select(t => t.FullName).Concat(["star.person_number", "ops.area_version"]);
        var predicates = guarded.SelectMany(t => new[] { $"    ADD FILTER PREDICATE security.may_see(area_code) ON {t}", $"    ADD BLOCK PREDICATE security.may_see(area_code) ON {t} AFTER INSERT" });
        return $"""
            -- Who is not mapped to an area sees no row of it and adds none, whoever it is: the owner of the database too. Views show what their tables show.
            DROP SECURITY POLICY IF EXISTS security.area_policy;
            GO
            DROP FUNCTION IF EXISTS security.may_see;
            GO
            CREATE FUNCTION security.may_see (@area_code varchar(40)) RETURNS TABLE WITH SCHEMABINDING AS
            RETURN SELECT 1 AS seen FROM security.principal_area AS p
                WHERE p.principal_name = USER_NAME() AND (p.area_code = @area_code OR p.area_code = '*');
            GO
            CREATE SECURITY POLICY security.area_policy
            {string.Join(",\n", predicates)}
                WITH (STATE = ON, SCHEMABINDING = ON);
            GO

            """;
    }
}
