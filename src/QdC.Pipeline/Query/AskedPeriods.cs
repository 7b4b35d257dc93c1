using System.Globalization;
using QdC.Warehouse;

namespace QdC.Pipeline.Query;

/// <summary>
/// The periods of one question: a query that is written for all periods of the mart is let count over these alone. Years to date, which the
/// mart does not hold, are made of its months.
/// </summary>
internal static class AskedPeriods
{
    /// <summary>Makes the periods of a kind that end between two days, and lets a query count over them.</summary>
    public static string Rewrite(DuckDbSession db, string sql, string kind, DateOnly from, DateOnly to)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"asked_{kind}_{from:yyyyMMdd}_{to:yyyyMMdd}");
        db.Execute(
            $"""
            CREATE TEMP TABLE IF NOT EXISTS {name} AS
            SELECT {(kind == PeriodKinds.YearToDate
                ? $"period_id, '{kind}' AS period_kind, CAST(date_trunc('year', period_start) AS DATE) AS period_start, period_end, last_month, age_year"
                : "*")}
            FROM mart.period
            WHERE period_kind = '{FigureQuery.StoredKind(kind)}' AND period_end BETWEEN DATE '{from:yyyy-MM-dd}' AND DATE '{to:yyyy-MM-dd}'
                AND {(kind == PeriodKinds.YearToDate ? "date_trunc('year', period_start) >= (SELECT min(period_start) FROM mart.period WHERE period_kind = 'month')" : "true")}
            """
        );
        db.Execute(
            $"""
            CREATE TEMP TABLE IF NOT EXISTS {name}_month AS
            SELECT period_id, CAST(unnest(generate_series(period_start, last_month, INTERVAL 1 MONTH)) AS DATE) AS month FROM {name}
            """
        );
        return sql.Replace("mart.period_month", $"{name}_month", StringComparison.Ordinal).Replace("mart.period ", $"{name} ", StringComparison.Ordinal).Replace("mart.period)", $"{name})", StringComparison.Ordinal);
    }
}
