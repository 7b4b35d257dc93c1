using System.Text.Json;

namespace QdC.Pipeline.Lineage;

/// <summary>Follows the columns of one query, given as the engine's parser gives it, to the fields they come from.</summary>
/// <param name="tables">The tables known, by name; what is not among them comes from no field.</param>
/// <param name="unknown">Told of a column that nothing the query reads has.</param>
internal sealed class QueryTrace(IReadOnlyDictionary<string, TracedTable> tables, Action<string> unknown)
{
    /// <summary>What says in which order or group a value is taken, and not what it is.</summary>
    private static readonly string[] Arranging = ["partitions", "orders", "order_bys"];

    /// <summary>What the query gives.</summary>
    public TracedTable Of(JsonElement node) => Query(node, new Dictionary<string, TracedTable>(), null);

    private TracedTable Query(JsonElement node, IReadOnlyDictionary<string, TracedTable> around, Scope? outer)
    {
        var named = new Dictionary<string, TracedTable>(around);
        foreach (var cte in Parts(node, "cte_map", "map"))
        {
            named[cte.GetProperty("key").GetString()!] = Query(cte.GetProperty("value").GetProperty("query").GetProperty("node"), named, outer);
        }
        switch (Type(node))
        {
            case "SET_OPERATION_NODE":
                return Union(Query(node.GetProperty("left"), named, outer), Query(node.GetProperty("right"), named, outer), Text(node, "setop_type") == "UNION_BY_NAME");
            case "RECURSIVE_CTE_NODE":
                var name = Text(node, "cte_name")!;
                named[name] = Query(node.GetProperty("left"), named, outer);
                for (var round = 0; round < 2; round++) // what a step takes of the step before comes in by the second
                {
                    named[name] = Union(named[name], Query(node.GetProperty("right"), named, outer), byName: false);
                }
                return named[name];
            default:
                return Select(node, new Scope(this, named, outer));
        }
    }

    private TracedTable Select(JsonElement node, Scope scope)
    {
        if (node.TryGetProperty("from_table", out var from))
        {
            scope.Read(from, decides: true);
        }
        var columns = new List<TracedColumn>();
        foreach (var item in Parts(node, "select_list"))
        {
            if (Type(item) == "STAR")
            {
                var left = Parts(item, "exclude_list").Select(e => e.GetString()).ToHashSet();
                columns.AddRange(scope.All(Text(item, "relation_name")).Where(c => !left.Contains(c.Name)));
                continue;
            }
            var name = Text(item, "alias") ?? (Type(item) == "COLUMN_REF" ? Parts(item, "column_names").Last().GetString()! : $"column{columns.Count}");
            columns.Add(new(name, scope.Value(item)));
            scope.Aliases[name] = columns[^1];
        }
        foreach (var filter in new[] { "where_clause", "having", "qualify" })
        {
            if (node.TryGetProperty(filter, out var condition))
            {
                scope.Deciding.UnionWith(scope.Value(condition));
            }
        }
        return new(columns, scope.Deciding);
    }

    private static TracedTable Union(TracedTable a, TracedTable b, bool byName)
    {
        var columns = byName
            ? a.Columns.Concat(b.Columns).GroupBy(c => c.Name).Select(same => new TracedColumn(same.Key, [.. same.SelectMany(c => c.Origins)]))
            : a.Columns.Zip(b.Columns, (x, y) => new TracedColumn(x.Name, [.. x.Origins, .. y.Origins]));
        return new([.. columns], [.. a.Rows, .. b.Rows]);
    }

    private static string? Text(JsonElement node, string property) => node.TryGetProperty(property, out var value) ? value.GetString() : null;

    private static string? Type(JsonElement node) => node.ValueKind == JsonValueKind.Object && node.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;

    private static IEnumerable<JsonElement> Parts(JsonElement node, params string[] path)
    {
        foreach (var step in path)
        {
            if (!node.TryGetProperty(step, out node))
            {
                return [];
            }
        }
        return node.EnumerateArray();
    }

    /// <summary>What one SELECT reads, and what its expressions mean there.</summary>
    private sealed class Scope(QueryTrace trace, IReadOnlyDictionary<string, TracedTable> named, Scope? outer)
    {
        private readonly List<Relation> _relations = [];
        private readonly List<(JsonElement Left, JsonElement Right)> _equal = [];
        private readonly HashSet<string> _lookedUp = [];

        public Dictionary<string, TracedColumn> Aliases { get; } = [];

        public HashSet<Origin> Deciding { get; } = [];

        /// <summary>Adds what a FROM names. A row that an outer join only adds to is not decided by it.</summary>
        public void Read(JsonElement from, bool decides)
        {
            switch (Type(from))
            {
                case "JOIN":
                    var isOuter = Text(from, "join_type") == "LEFT";
                    Read(from.GetProperty("left"), decides);
                    Read(from.GetProperty("right"), decides && !isOuter);
                    if (from.TryGetProperty("condition", out var condition))
                    {
                        Equal(condition);
                        if (decides && !isOuter && _relations[^1].Key is null)
                        {
                            Deciding.UnionWith(Value(condition));
                        }
                    }
                    return;
                case "SUBQUERY":
                    Add(Text(from, "alias") ?? "", trace.Query(from.GetProperty("subquery").GetProperty("node"), named, this), null, decides);
                    return;
                case "PIVOT":
                    var inner = new Scope(trace, named, this);
                    inner.Read(from.GetProperty("source"), decides: true);
                    Add(Text(from, "alias") ?? "", Unpivoted(from, new([.. inner.All(null)], inner.Deciding)), null, decides);
                    return;
                case "BASE_TABLE":
                    var (schema, table) = (Text(from, "schema_name"), Text(from, "table_name")!);
                    var full = schema is null ? table : $"{schema}.{table}";
                    var found = named.GetValueOrDefault(full) ?? trace.Known(full);
                    // The key of a dimension says which member, and that is said by what it is looked up by.
                    var key = schema == "keys" ? "key" : schema == "star" && table.StartsWith("dim_", StringComparison.Ordinal) ? found?.Columns[0].Name : null;
                    Add(Text(from, "alias") ?? table, found, key, decides && key is null);
                    return;
            }
        }

        /// <summary>The columns of one relation, or of all.</summary>
        public IEnumerable<TracedColumn> All(string? alias) => _relations.Where(r => alias is null || r.Alias == alias).SelectMany(r => r.Table?.Columns ?? []);

        /// <summary>The fields that an expression's value comes from.</summary>
        public HashSet<Origin> Value(JsonElement expression)
        {
            switch (expression.ValueKind)
            {
                case JsonValueKind.Array:
                    return [.. expression.EnumerateArray().SelectMany(Value)];
                case JsonValueKind.Object:
                    break;
                default:
                    return [];
            }
            switch (Type(expression))
            {
                case "COLUMN_REF":
                    return Column([.. Parts(expression, "column_names").Select(n => n.GetString()!)]);
                case "SUBQUERY" when expression.TryGetProperty("subquery", out var subquery):
                    var asked = trace.Query(subquery.GetProperty("node"), named, this);
                    return [.. asked.Columns.SelectMany(c => c.Origins), .. asked.Rows, .. expression.TryGetProperty("child", out var child) ? Value(child) : []];
                case "OPERATOR_IS_NULL" or "OPERATOR_IS_NOT_NULL" when Asked(expression) is { Table: { } table }:
                    return [.. Inner(expression), .. table.Rows]; // it asks whether there is such a row
                case "FUNCTION" or "WINDOW_AGGREGATE" when Text(expression, "function_name") == "count_star":
                    return [.. Inner(expression), .. _relations.SelectMany(r => r.Table?.Rows ?? new HashSet<Origin>())];
                default:
                    return OfTrait(expression, Inner(expression));
            }
        }

        private HashSet<Origin> Inner(JsonElement expression) => [.. expression.EnumerateObject().Where(p => !Arranging.Contains(p.Name)).SelectMany(p => Value(p.Value))];

        private Relation? Asked(JsonElement expression) =>
            Parts(expression, "children").First() is var child && Type(child) == "COLUMN_REF" && Parts(child, "column_names").ToList() is [var alias, _]
                ? _relations.Find(r => r.Alias == alias.GetString())
                : null;

        /// <summary>Of columns that were laid under each other, the one that a filter picks.</summary>
        private HashSet<Origin> OfTrait(JsonElement expression, HashSet<Origin> origins)
        {
            if (!expression.TryGetProperty("filter", out var filter) || Type(filter) != "COMPARE_EQUAL" || Type(filter.GetProperty("right")) != "VALUE_CONSTANT")
            {
                return origins;
            }
            var trait = filter.GetProperty("right").GetProperty("value").GetProperty("value").ToString();
            return origins.Any(o => o.Trait == trait) ? [.. origins.Where(o => o.Trait is null || o.Trait == trait).Select(o => new Origin(o.Field))] : origins;
        }

        private HashSet<Origin> Column(IReadOnlyList<string> names)
        {
            var (alias, name) = names is [.., var table, var column] ? (table, column) : (null, names[0]);
            for (var scope = this; scope is not null; scope = scope.Outer)
            {
                if (scope.Own(alias, name) is { } own)
                {
                    return own;
                }
            }
            trace.Unknown(string.Join('.', names));
            return [];
        }

        private Scope? Outer => outer;

        private HashSet<Origin>? Own(string? alias, string name)
        {
            var relation = alias is not null ? _relations.Find(r => r.Alias == alias) : _relations.Find(r => r.Table?.Column(name) is not null);
            if (relation is null && alias is null)
            {
                return Aliases.TryGetValue(name, out var told) ? [.. told.Origins] : _relations.Exists(r => r.Table is null) ? [] : null;
            }
            if (relation is null || (relation.Table is { } table && table.Column(name) is null))
            {
                return null;
            }
            var lookedUp = relation.Key == name || relation.IsList ? LookedUpBy(relation) : [];
            return lookedUp.Count > 0 ? lookedUp : [.. relation.Table?.Column(name)?.Origins ?? new HashSet<Origin>()];
        }

        /// <summary>What says which row of a relation is joined: the other sides of the equations that it stands in.</summary>
        private HashSet<Origin> LookedUpBy(Relation relation)
        {
            if (relation.IsFirst || !_lookedUp.Add(relation.Alias))
            {
                return [];
            }
            var by = _equal.SelectMany(e => new[] { (This: e.Left, Other: e.Right), (This: e.Right, Other: e.Left) }).Where(e => Type(e.This) == "COLUMN_REF" && Names(e.This, relation.Alias)).SelectMany(e => Value(e.Other)).ToHashSet();
            _lookedUp.Remove(relation.Alias);
            return by;
        }

        private static bool Names(JsonElement column, string alias) => Parts(column, "column_names").First().GetString() == alias;

        private void Equal(JsonElement condition)
        {
            switch (Type(condition))
            {
                case "CONJUNCTION_AND":
                    foreach (var child in Parts(condition, "children"))
                    {
                        Equal(child);
                    }
                    break;
                case "COMPARE_EQUAL":
                    _equal.Add((condition.GetProperty("left"), condition.GetProperty("right")));
                    break;
            }
        }

        private void Add(string alias, TracedTable? table, string? key, bool decides)
        {
            _relations.Add(new(alias, table, key, _relations.Count == 0));
            if (decides && table is not null)
            {
                Deciding.UnionWith(table.Rows);
            }
        }

        private static TracedTable Unpivoted(JsonElement node, TracedTable source)
        {
            var pivot = Parts(node, "pivots").Single();
            var laid = Parts(pivot, "entries").SelectMany(e => Parts(e, "values")).Select(v => v.GetProperty("value").GetString()!).ToHashSet();
            return new(
                [
                    .. source.Columns.Where(c => !laid.Contains(c.Name)),
                    new(Parts(pivot, "unpivot_names").Single().GetString()!, []),
                    new(Parts(node, "unpivot_names").Single().GetString()!, [.. source.Columns.Where(c => laid.Contains(c.Name)).SelectMany(c => c.Origins.Select(o => new Origin(o.Field, c.Name)))]),
                ],
                source.Rows
            );
        }
    }

    private TracedTable? Known(string name) => tables.GetValueOrDefault(name);

    private void Unknown(string column) => unknown(column);

    /// <summary>Something a SELECT reads.</summary>
    /// <param name="Alias">What it is called there.</param>
    /// <param name="Table">Its columns; null where none of them comes from a field.</param>
    /// <param name="Key">The column that stands for what it is looked up by; null for none.</param>
    /// <param name="IsFirst">True when others are joined to it.</param>
    private sealed record Relation(string Alias, TracedTable? Table, string? Key, bool IsFirst)
    {
        /// <summary>True when nothing in it comes from a field, so that what it gives is decided by what it is looked up by.</summary>
        public bool IsList { get; } = Table is null || Table.Columns.All(c => c.Origins.Count == 0);
    }
}
