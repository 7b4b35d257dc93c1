using System.Globalization;
using System.Text.Json;
using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Star;

/// <summary>The temporary tables and macros that the SQL of an area takes its settings and code lists from.</summary>
internal static class AreaContext
{
    internal static readonly (int Key, string Code, string Ca, string Es, string En)[] UnknownMembers =
    [
        (-1, "unknown", "Sense dada", "Sin dato", "Unknown"),
        (-2, "not_applicable", "No aplicable", "No aplicable", "Not applicable"),
        (-3, "invalid", "Valor no vàlid", "Valor no válido", "Invalid"),
        (-4, "unmapped", "Codi sense correspondència", "Código sin correspondencia", "Unmapped"),
    ];

    /// <summary>The steps that make them.</summary>
    /// <param name="jobs">The declarative files.</param>
    /// <param name="area">The area.</param>
    public static IEnumerable<BuildStep> Steps(JobSet jobs, AreaFile area) =>
        [
            BuildStep.Of("SET asof_loop_join_threshold = 0"), // an estimate that is too low must not turn an as-of look-up into a loop
            BuildStep.Of($"""
                CREATE OR REPLACE TEMP TABLE parameter AS
                SELECT {area.Number}::BIGINT AS area_number, {Date(area.HistoryFrom)} AS history_from,
                    coalesce((SELECT max(effective_date) FROM meta.delivery WHERE subject <> 'population'), {Date(area.HistoryFrom)}) AS horizon,
                    {area.ServiceOpenMonths} AS service_open_months
                """),
            BuildStep.Of($"""
                CREATE OR REPLACE TEMP TABLE area_municipality AS SELECT unnest(
                    [{string.Join(", ", area.Municipalities.Select(m => $"{{'municipality': {Text(m.Code)}, 'member_from': {Date(m.From)}, 'member_to': {Date(m.To)}}}"))}]
                    ::STRUCT(municipality VARCHAR, member_from DATE, member_to DATE)[], recursive := true)
                """),
            // One that is no municipality of the area at any time counts with what is delivered of it, as before anybody said when it belongs.
            BuildStep.Of("""
                CREATE OR REPLACE TEMP MACRO counts_in_year(code, of_year) AS (
                    SELECT count(*) = 0 OR bool_or(make_date(of_year, 1, 1) BETWEEN member_from AND member_to) FROM area_municipality WHERE municipality = code)
                """),
            BuildStep.Of("CREATE OR REPLACE TEMP TABLE record_system (subject VARCHAR, system VARCHAR)"),
            .. area.SystemOfRecord.Select(record => BuildStep.Of($"INSERT INTO record_system VALUES ({Text(record.Key)}, {Text(record.Value)})")),
            BuildStep.Of("CREATE OR REPLACE TEMP TABLE code_list (list VARCHAR, key BIGINT, code VARCHAR, label_ca VARCHAR, label_es VARCHAR, label_en VARCHAR, attributes JSON)"),
            BuildStep.Doing("code_list", db => WriteCodes(db, jobs.CodeLists), ["parameter"], ["code_list"]),
            BuildStep.Of("CREATE OR REPLACE TEMP MACRO month_no(of_day) AS date_diff('month', DATE '1970-01-01', of_day)"),
            BuildStep.Of("CREATE OR REPLACE TEMP MACRO flawed(flaws, field) AS coalesce(contains(',' || flaws || ',', ',' || field || ':invalid,'), false)"),
            BuildStep.Of("""
                CREATE OR REPLACE TEMP MACRO coded(value, flaws, field) AS CASE
                    WHEN value IS NOT NULL THEN value
                    WHEN contains(',' || flaws || ',', ',' || field || ':invalid,') THEN 'invalid'
                    WHEN contains(',' || flaws || ',', ',' || field || ':unmapped,') THEN 'unmapped'
                    ELSE 'unknown' END
                """),
            .. AgeMacros(jobs.CodeLists).Select(sql => BuildStep.Of(sql)),
        ];

    /// <summary>Writes the macros that turn the age reached in a year into the key of its band, for queries.</summary>
    /// <remarks>The age of year Y is Y − 1 − birth year: the age at 1 January, the population's reference day.</remarks>
    public static void AgeMacros(DuckDbSession db, CodeListSet lists)
    {
        foreach (var macro in AgeMacros(lists))
        {
            db.Execute(macro);
        }
    }

    private static string[] AgeMacros(CodeListSet lists) => [AgeMacro("age_band_key", lists.Lists["age-band"]), AgeMacro("age_group_key", lists.Lists["population-age-band"])];

    /// <summary>As one text: a thousand rows of literals take longer to plan than to write.</summary>
    private static void WriteCodes(DuckDbSession db, CodeListSet lists) =>
        db.Execute(
            """
            INSERT INTO code_list
            SELECT unnest(from_json(?, '[{"list":"VARCHAR","key":"BIGINT","code":"VARCHAR","ca":"VARCHAR","es":"VARCHAR","en":"VARCHAR","attributes":"VARCHAR"}]'), recursive := true)
            """,
            JsonSerializer.Serialize(CodeRows(lists, db.Scalar<DateOnly>("SELECT horizon FROM parameter")), JsonSerializerOptions.Web)
        );

    private static string AgeMacro(string name, CodeList bands)
    {
        var byAge = bands
            .Entries.Select(e => (e.Key, From: int.Parse(e.Code.TrimEnd('+').Split('-')[0], CultureInfo.InvariantCulture)))
            .OrderByDescending(b => b.From)
            .ToList();
        var cases = byAge.SkipLast(1).Select(b => $"WHEN age_year - 1 - birth_year >= {b.From} THEN {b.Key}");
        return $"CREATE OR REPLACE TEMP MACRO {name}(age_year, birth_year) AS CASE WHEN birth_year < 0 THEN birth_year {string.Join(" ", cases)} ELSE {byAge[^1].Key} END";
    }

    /// <summary>The codes with their attributes as they are on the last day the version knows of: a held version keeps the comarques of its time.</summary>
    private static IEnumerable<CodeRow> CodeRows(CodeListSet lists, DateOnly day) =>
        lists
            .Lists.Values.SelectMany(list =>
                list.Entries.Select(e => new CodeRow(list.Name, e.Key, e.Code, e.Labels["ca"], e.Labels["es"], e.Labels["en"], JsonSerializer.Serialize(e.AttributesOn(day))))
            )
            .Concat(lists.Lists.Keys.Append("unknown-members").SelectMany(list => UnknownMembers.Select(m => new CodeRow(list, m.Key, m.Code, m.Ca, m.Es, m.En, "{}"))));

    private static string Text(string text) => $"'{text.Replace("'", "''")}'";

    private static string Date(DateOnly date) => $"DATE '{date:yyyy-MM-dd}'";

    private sealed record CodeRow(string List, int Key, string Code, string Ca, string Es, string En, string Attributes);
}
