namespace QdC.Warehouse;

/// <summary>What a server has of what not every one has: found by trying it in a transaction that is taken back.</summary>
internal static class ServerFeatures
{
    private static readonly Dictionary<ServerFeature, string[]> Trials = new()
    {
        [ServerFeature.Roles] = ["CREATE ROLE qdc_trial", "GRANT SELECT ON SCHEMA::dbo TO qdc_trial"],
        [ServerFeature.Columnstore] = ["CREATE TABLE dbo.qdc_trial (a int NOT NULL)", "CREATE CLUSTERED COLUMNSTORE INDEX cci_qdc_trial ON dbo.qdc_trial"],
        [ServerFeature.SecurityPolicies] =
        [
            "CREATE TABLE dbo.qdc_trial (area_code varchar(40) NOT NULL)",
            "CREATE FUNCTION dbo.qdc_trial_sees (@area_code varchar(40)) RETURNS TABLE WITH SCHEMABINDING AS RETURN SELECT 1 AS seen WHERE @area_code = USER_NAME()",
            "CREATE SECURITY POLICY dbo.qdc_trial_policy ADD FILTER PREDICATE dbo.qdc_trial_sees(area_code) ON dbo.qdc_trial WITH (STATE = ON, SCHEMABINDING = ON)",
        ],
        [ServerFeature.ExtendedProperties] =
        [
            "CREATE TABLE dbo.qdc_trial (a int NOT NULL)",
            "EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'trial', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TABLE', @level1name = N'qdc_trial'",
            "SELECT COUNT(*) FROM sys.extended_properties WHERE major_id = OBJECT_ID(N'dbo.qdc_trial')",
        ],
    };

    /// <summary>The features the server has. Nothing is left of the trials.</summary>
    public static IReadOnlySet<ServerFeature> Of(IWarehouseServer server) => Trials.Where(t => Has(server, t.Value)).Select(t => t.Key).ToHashSet();

    private static bool Has(IWarehouseServer server, string[] trial)
    {
        try
        {
            server.InTransaction(() =>
            {
                foreach (var statement in trial)
                {
                    server.Execute(statement);
                }
                throw new Tried();
            });
            return true;
        }
        catch (Tried)
        {
            return true;
        }
        catch (ServerRefused)
        {
            return false;
        }
    }

    private sealed class Tried : Exception;
}
