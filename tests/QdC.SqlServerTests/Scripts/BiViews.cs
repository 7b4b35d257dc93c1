using QdC.Metrics;
using QdC.Pipeline.Star;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Scripts;

/// <summary>A view that Power BI reads.</summary>
/// <param name="Name">Its name in schema <c>bi</c>.</param>
/// <param name="Says">What it is, in one sentence.</param>
/// <param name="Query">Its query.</param>
internal sealed record BiView(string Name, string Says, string Query);

/// <summary>
/// The views that Power BI reads, one a table of the metrics and one a dimension. What tells a person from others stays behind: people go
/// by a number that means nothing elsewhere, dates by their month, birth years by their bands; members of the sensitive list are one
/// member in every fact, and stand by themselves for the whole area and year only.
/// </summary>
internal static class BiViews
{
    /// <summary>The key of the member that stands for the sensitive ones.</summary>
    public const int Reserved = -9;

    /// <summary>Dimensions that tell people or families apart, or say more of them than a figure needs.</summary>
    private static readonly string[] Kept = ["dim_case", "dim_person", "dim_professional"];

    private static readonly (string Column, string Label)[] ReservedTexts =
        [("code", "reserved"), ("label_ca", "Dades especialment protegides"), ("label_es", "Datos especialmente protegidos"), ("label_en", "Specially protected data")];

    public static IReadOnlyList<BiView> Of(IReadOnlyList<WarehouseTable> star, MetricsFile metrics)
    {
        var dimensions = star.Where(t => t.Name.StartsWith("dim_", StringComparison.Ordinal) && !Kept.Contains(t.Name)).ToList();
        var counted = metrics.Measures.Values.Select(m => m.Fact.Table).Distinct().ToList();
        return
        [
            new("area", "The areas whose data are here, with the version and when it was published.", "SELECT\n    v.area_code,\n    v.area_name,\n    v.version,\n    v.published_at\nFROM ops.area_version AS v"),
            .. dimensions.Select(Dimension),
            .. star.Where(t => counted.Contains(t.Name)).Select(t => Fact(t, dimensions, metrics)),
            Kpi(star.Single(t => t.Name == "kpi"), dimensions),
            .. star.Where(t => t.Name is "metric_supply" or "published" or "network").Select(t => new BiView(t.Name, TableDescriptions.Of(t.FullName), $"SELECT\n    f.area_code,\n    {List(t.Columns.Where(c => c.Name != "area").Select(c => $"f.{c.Name}"))}\nFROM {t.FullName} AS f")),
        ];
    }

    private static BiView Dimension(WarehouseTable table)
    {
        var (key, shown) = (KeyOf(table), table.Columns.Where(c => c.Name != "sensitive").ToList());
        var query = $"SELECT\n    d.area_code,\n    {List(shown.Select(c => c.Name.StartsWith("label_", StringComparison.Ordinal) ? $"d.{c.Name} AS name_{c.Name[6..]}" : $"d.{c.Name}"))}\nFROM {table.FullName} AS d";
        if (IsSensitive(table))
        {
            var reserved = shown.Select(c =>
                c.Name.EndsWith("_key", StringComparison.Ordinal) ? $"{Reserved}"
                : ReservedTexts.FirstOrDefault(r => r.Column == c.Name).Label is { } label ? $"N'{label}'"
                : "NULL");
            query += $"\nUNION ALL\nSELECT\n    v.area_code,\n    {List(reserved)}\nFROM ops.area_version AS v";
        }
        return new BiView(table.Name["dim_".Length..], TableDescriptions.Of(table.FullName), query);
    }

    private static BiView Fact(WarehouseTable table, List<WarehouseTable> dimensions, MetricsFile metrics)
    {
        var facts = metrics.Measures.Values.Select(m => m.Fact).Where(f => f.Table == table.Name).ToList();
        var month = facts.Select(f => f.Date).OfType<string>().FirstOrDefault();
        var (columns, joins) = (new List<string>(), new List<string>());
        var monthOf = month is null ? "" : month == "month" ? "f.month" : $"DATEFROMPARTS(YEAR(f.{month}), MONTH(f.{month}), 1)";
        if (month is not null)
        {
            columns.Add(month == "month" ? monthOf : $"{monthOf} AS month");
        }
        foreach (var column in table.Columns.Where(c => c.Name != month))
        {
            Shown(column);
        }
        foreach (var together in metrics.Measures.Values.Where(m => m.Fact.Table == table.Name && m.Aggregate == Aggregate.Distinct && m.Column.Contains(',')).Select(m => m.Column).Distinct())
        {
            columns.Add($"DENSE_RANK() OVER (PARTITION BY f.area_code ORDER BY {string.Join(", ", together.Split(", ").Select(c => $"f.{c}"))}) AS {DaxNames.Items}");
        }
        return new BiView(table.Name, TableDescriptions.Of(table.FullName), $"SELECT\n    f.area_code,\n    {List(columns)}\nFROM {table.FullName} AS f{string.Concat(joins)}");

        void Shown(WarehouseColumn column)
        {
            var c = column.Name;
            if (c == "person_key")
            {
                columns.Add("n.person_number");
                joins.Add("\nLEFT JOIN star.person_number AS n ON n.area_code = f.area_code AND n.person_key = f.person_key");
            }
            else if (c is "family_id" or "user_month")
            {
                columns.Add($"CASE WHEN f.{c} IS NULL THEN NULL ELSE DENSE_RANK() OVER (PARTITION BY f.area_code ORDER BY f.{c}) END AS {(c == "family_id" ? "family" : c)}_number");
            }
            else if (c == "birth_year")
            {
                foreach (var (band, path) in facts[0].Dimensions.Where(d => d.Value.IsAgeOfBirthYear))
                {
                    Age(metrics.Dimensions[band]);
                }
            }
            else if (c.EndsWith("_key", StringComparison.Ordinal))
            {
                Key(c);
            }
            else if (column.EmbeddedType != "UUID" && c != "external_ref" && (!column.IsDate || c.EndsWith("month", StringComparison.Ordinal)))
            {
                columns.Add($"f.{c}");
            }
        }

        void Age(Dimension band)
        {
            columns.Add($"CASE WHEN f.birth_year < 0 THEN f.birth_year ELSE {band.Name}.{band.Key} END AS {band.Key}");
            joins.Add($"""

                LEFT JOIN (
                    SELECT area_code, {band.Key}, CASE WHEN from_age = 0 THEN -1000 ELSE from_age END AS from_age,
                        LEAD(from_age, 1, 1000) OVER (PARTITION BY area_code ORDER BY from_age) AS to_age
                    FROM star.{band.Table} WHERE from_age IS NOT NULL) AS {band.Name}
                    ON {band.Name}.area_code = f.area_code
                    AND YEAR({monthOf}) - 1 - f.birth_year >= {band.Name}.from_age AND YEAR({monthOf}) - 1 - f.birth_year < {band.Name}.to_age
                """);
        }

        void Key(string column)
        {
            var role = column.StartsWith("lead_", StringComparison.Ordinal) ? column["lead_".Length..] : column;
            if (dimensions.Find(d => d.Columns[0].Name == role) is not { } dimension)
            {
                return; // it tells cases, services or professionals apart
            }
            if (!IsSensitive(dimension))
            {
                columns.Add($"f.{column}");
                return;
            }
            var alias = dimension.Name["dim_".Length..];
            columns.Add($"CASE WHEN {alias}.sensitive = 1 THEN {Reserved} ELSE f.{column} END AS {column}");
            columns.AddRange(dimension.Columns.Select(c => c.Name).Where(c => c is "block" or "utilities").Select(c => $"{alias}.{c} AS {alias}_{c}"));
            joins.Add($"\nLEFT JOIN {dimension.FullName} AS {alias} ON {alias}.area_code = f.area_code AND {alias}.{role} = f.{column}");
        }
    }

    private static BiView Kpi(WarehouseTable table, List<WarehouseTable> dimensions)
    {
        var hidden = dimensions.Where(IsSensitive).Select(d =>
            $"    AND NOT (f.breakdown = '{d.Name["dim_".Length..]}' AND f.period_kind <> 'year' AND EXISTS (\n        SELECT 1 FROM {d.FullName} AS d WHERE d.area_code = f.area_code AND d.code = f.member AND d.sensitive = 1))");
        return new BiView("kpi", TableDescriptions.Of(table.FullName), $"SELECT\n    f.area_code,\n    {List(table.Columns.Select(c => $"f.{c.Name}"))}\nFROM mart.kpi AS f\nWHERE f.area_code IS NOT NULL\n{string.Join('\n', hidden)}");
    }

    private static bool IsSensitive(WarehouseTable dimension) => dimension.Columns.Any(c => c.Name == "sensitive");

    private static string KeyOf(WarehouseTable dimension) => dimension.Columns[0].Name;

    private static string List(IEnumerable<string> columns) => string.Join(",\n    ", columns);
}
