using QdC.Warehouse;

namespace QdC.Pipeline.Run;

/// <summary>What must add up between observations and star: rows of facts, euros, people.</summary>
internal static class StarBalances
{
    private static readonly (string Name, string Left, string LeftSql, string Right, string RightSql)[] Sums =
    [
        ("fact_payment", "observed", "count(*) FROM cur_payment", "rows", "count(*) FROM star.fact_payment"),
        ("fact_activity", "observed", "count(*) FROM cur_activity", "rows", "count(*) FROM star.fact_activity"),
        ("fact_appointment", "observed", "count(*) FROM cur_appointment", "rows", "count(*) FROM star.fact_appointment"),
        ("fact_demand", "observed", "count(*) FROM cur_demand", "rows", "count(*) FROM star.fact_demand"),
        ("fact_problem", "observed", "count(*) FROM cur_problem", "rows", "count(*) FROM star.fact_problem"),
        ("fact_plan", "observed", "count(*) FROM cur_plan", "rows", "count(*) FROM star.fact_plan"),
        ("fact_home_care_month", "observed", "count(*) FROM cur_home_care_delivery", "rows", "count(*) FROM star.fact_home_care_month"),
        ("fact_cost", "observed", "count(*) FROM cur_cost_line", "rows", "count(*) FROM star.fact_cost"),
        ("euros executed", "observed", "coalesce(sum(executed), 0) FROM cur_cost_line", "in star", "coalesce(sum(executed), 0) FROM star.fact_cost"),
        ("euros paid", "observed", "coalesce(sum(amount), 0) FROM cur_payment", "in star", "coalesce(sum(amount), 0) FROM star.fact_payment"),
        ("people", "source persons", "count(*) FROM link.person_map", "linked", "coalesce(sum(n), 0) FROM (SELECT count(*) AS n FROM link.person_map GROUP BY person_id)"),
    ];

    /// <summary>Computes them on a built working copy.</summary>
    public static IEnumerable<(string Name, Balance Balance)> Of(DuckDbSession db) =>
        Sums.Select(s => (s.Name, Balance.Of((s.Left, Count(db, s.LeftSql))).Equal((s.Right, Count(db, s.RightSql))))).Append(("fact_service", Services(db)));

    /// <summary>Services observed are in the star, or stand there already as another system tells them.</summary>
    private static Balance Services(DuckDbSession db) =>
        Balance
            .Of(("observed", Count(db, "count(*) FROM last_service WHERE NOT absent")))
            .Equal(("rows", Count(db, "count(*) FROM star.fact_service WHERE NOT is_inferred")), ("duplicate", Count(db, "count(*) FROM link.service_duplicate")));

    private static decimal Count(DuckDbSession db, string sql) => db.Scalar<decimal>("SELECT " + sql);
}
