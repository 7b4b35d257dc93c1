using System.Text;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Scripts;

/// <summary>Writes the next numbered script: the tables and columns that the embedded star has and the server would not have.</summary>
internal static class StarScript
{
    /// <summary>What every table of the star has before the star's own columns: whose row it is, and which row.</summary>
    public static readonly (string Name, string Type)[] Identity = [("area_code", "varchar(40)"), ("row_high", "bigint"), ("row_low", "bigint")];

    /// <summary>Columns that the embedded star had once. Nothing is dropped on a server: they stay there, empty from the next sync on.</summary>
    public static readonly string[] Retired = [];

    /// <summary>The script; null when nothing is missing.</summary>
    /// <param name="star">The tables of the embedded star.</param>
    /// <param name="there">What the numbered scripts make already.</param>
    public static string? Missing(IReadOnlyList<WarehouseTable> star, IReadOnlyDictionary<string, IReadOnlyList<(string Name, string Type)>> there)
    {
        var text = new StringBuilder();
        foreach (var table in star)
        {
            if (!there.TryGetValue(table.FullName, out var columns))
            {
                text.Append(Create(table.FullName, table.FullName, Identity, table, key: true)).Append(Create(table.StagingName, table.Staging, [("sync_id", "uniqueidentifier"), .. Identity], table, key: false));
                continue;
            }
            foreach (var column in table.Columns.Where(c => columns.All(t => t.Name != c.Name)))
            {
                foreach (var (name, place) in new[] { (table.FullName, table.FullName), (table.StagingName, table.Staging) })
                {
                    text.Append($"IF COL_LENGTH(N'{name}', N'{column.Name}') IS NULL\nALTER TABLE {place} ADD {column.Name} {column.ServerType} NULL;\nGO\n");
                }
            }
        }
        return text.Length == 0 ? null : "-- Tables and columns of the star, written from the embedded star by a test (see CONTRIBUTING.md). Once released it stays as it is.\n" + text;
    }

    private static string Create(string name, string place, IEnumerable<(string Name, string Type)> identity, WarehouseTable table, bool key)
    {
        var lines = identity.Select(c => $"    {c.Name} {c.Type} NOT NULL").Concat(table.Columns.Select(c => $"    {c.Name} {c.ServerType} NULL"));
        if (key)
        {
            lines = lines.Append($"    CONSTRAINT pk_{name.Replace('.', '_')} PRIMARY KEY NONCLUSTERED (area_code, row_high, row_low)");
        }
        return $"IF OBJECT_ID(N'{name}', N'U') IS NULL\nCREATE TABLE {place} (\n{string.Join(",\n", lines)}\n);\nGO\n";
    }
}
