using System.Globalization;
using QdC.Warehouse;

namespace QdC.Pipeline.Query;

/// <summary>The periods of one question: a query that is written for all periods of the mart is let count over these alone.</summary>
internal static class AskedPeriods
{
    /// <summary>Takes the periods of a kind that end between two days, and lets a query count over them.</summary>
    public static string Rewrite(DuckDbSession db, string sql, string kind, DateOnly from, DateOnly to)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"asked_{kind}_{from:yyyyMMdd}_{to:yyyyMMdd}");
        db.Execute(
            $"""
            CREATE TEMP TABLE IF NOT EXISTS {name} AS
            SELECT * FROM mart.period WHERE period_kind = '{kind}' AND period_end BETWEEN DATE '{from:yyyy-MM-dd}' AND DATE '{to:yyyy-MM-dd}'
            """
        );
        db.Execute($"CREATE TEMP TABLE IF NOT EXISTS {name}_month AS SELECT * FROM mart.period_month WHERE period_id IN (SELECT period_id FROM {name})");
        return sql.Replace("mart.period_month", $"{name}_month", StringComparison.Ordinal).Replace("mart.period ", $"{name} ", StringComparison.Ordinal).Replace("mart.period)", $"{name})", StringComparison.Ordinal);
    }
}
