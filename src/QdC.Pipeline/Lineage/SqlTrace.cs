using System.Text.Json;
using System.Text.RegularExpressions;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Load;
using QdC.Pipeline.Star;
using QdC.Warehouse;

namespace QdC.Pipeline.Lineage;

/// <summary>
/// Which fields of the contract each column of the star is made of, read from the SQL that makes it: the engine's own parser turns each file of
/// <c>sql/area</c> into a tree, and columns are followed through it down to <c>cur_</c>, <c>last_</c> and <c>hist_</c> tables.
/// </summary>
/// <param name="Columns">Fields as <c>subject.field</c> by column as <c>table.column</c>. None where the column comes from a code list, the calendar or the delivery.</param>
/// <param name="Unknown">Columns that a file names and that could not be found in what it reads, as <c>file: column</c>. Empty where the trace is whole.</param>
internal sealed partial record SqlTrace(IReadOnlyDictionary<string, IReadOnlyList<string>> Columns, IReadOnlyList<string> Unknown)
{
    private const string Star = "star.";

    /// <summary>Reads the SQL of this release.</summary>
    /// <param name="contract">The contract, whose fields the observations hold.</param>
    public static SqlTrace Of(Contract contract)
    {
        var tables = Observed(contract);
        var unknown = new List<string>();
        using var db = DuckDbSession.Open(":memory:");
        foreach (var model in SqlModels.All.Where(m => m.Folder is "1-observations" or "3-link" or "4-dimensions" or "5-facts"))
        {
            // What is inserted are keys: a key stands for what it is looked up by.
            foreach (var match in Made().Matches(model.Text).Where(m => !m.Groups["name"].Value.StartsWith("keys.", StringComparison.Ordinal)))
            {
                using var tree = JsonDocument.Parse(db.Scalar<string>("SELECT json_serialize_sql(?::VARCHAR, skip_empty := true, skip_null := true, skip_default := true)", match.Groups["query"].Value)!);
                if (!tree.RootElement.TryGetProperty("statements", out var statements))
                {
                    throw new InvalidOperationException($"sql/area/{model.Folder}/{model.Name}.sql cannot be traced: {tree.RootElement}");
                }
                var query = new QueryTrace(tables, column => unknown.Add($"sql/area/{model.Folder}/{model.Name}.sql: {column}"));
                tables[match.Groups["name"].Value] = query.Of(statements[0].GetProperty("node"));
            }
        }
        return new(
            tables
                .Where(t => t.Key.StartsWith(Star, StringComparison.Ordinal))
                .SelectMany(t => t.Value.Columns.Select(c => (Name: $"{t.Key[Star.Length..]}.{c.Name}", c.Origins)))
                .ToDictionary(c => c.Name, c => (IReadOnlyList<string>)[.. c.Origins.Select(o => o.Field).Distinct().Order(StringComparer.Ordinal)]),
            unknown
        );
    }

    /// <summary>What the current state holds of each subject: a stored field is itself, a record's key is the fields that make it.</summary>
    private static Dictionary<string, TracedTable> Observed(Contract contract)
    {
        var tables = new Dictionary<string, TracedTable>();
        foreach (var subject in contract.Subjects.Values)
        {
            var columns = ObservationTables
                .Leading.Select(l => new TracedColumn(l.Name, l.Name == "source_key" ? [.. subject.Key.Select(k => new Origin($"{subject.Name}.{k}"))] : []))
                .Concat(subject.Stored.Select(f => new TracedColumn(f.StoredName, subject.Field(f.Name) is null ? [] : [new Origin($"{subject.Name}.{f.Name}")])))
                .Concat([new TracedColumn("valid_from", []), new TracedColumn("valid_to", [])])
                .ToList();
            foreach (var prefix in new[] { "cur", "last", "hist" })
            {
                tables[$"{prefix}_{subject.Name}"] = new(columns, []);
            }
        }
        return tables;
    }

    [GeneratedRegex(@"CREATE OR REPLACE (TEMP )?(TABLE|VIEW) (?<name>[a-z_.]+) AS\s(?<query>.+?);\s*(\n|$)", RegexOptions.Singleline)]
    private static partial Regex Made();
}

/// <summary>A field that a value comes from.</summary>
/// <param name="Field">The field, as <c>subject.field</c>.</param>
/// <param name="Trait">Where several columns were laid under each other: the name of the one it is; else null.</param>
internal readonly record struct Origin(string Field, string? Trait = null);

/// <summary>A column with the fields that its values come from.</summary>
internal sealed record TracedColumn(string Name, IReadOnlySet<Origin> Origins)
{
    public TracedColumn(string name, IReadOnlyCollection<Origin> origins)
        : this(name, origins.ToHashSet()) { }
}

/// <summary>A table, or what a query gives.</summary>
/// <param name="Columns">Its columns, in order.</param>
/// <param name="Rows">The fields that decide which rows it has.</param>
internal sealed record TracedTable(IReadOnlyList<TracedColumn> Columns, IReadOnlySet<Origin> Rows)
{
    public TracedTable(IReadOnlyList<TracedColumn> columns, IReadOnlyCollection<Origin> rows)
        : this(columns, rows.ToHashSet()) { }

    public TracedColumn? Column(string name) => Columns.FirstOrDefault(c => c.Name == name);
}
