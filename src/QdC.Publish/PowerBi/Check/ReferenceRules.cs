using System.Text.RegularExpressions;
using QdC.Metrics;

namespace QdC.Publish.PowerBi;

/// <summary>Everything that a model names is there, once: what parses and then fails when the service puts the parts together.</summary>
internal sealed partial class ReferenceRules(TmdlModel model, Action<string, TmdlNode, int, string> say)
{
    public void Check()
    {
        Names();
        Tags();
        Listed();
        foreach (var relationship in model.Relationships)
        {
            Relationship(relationship);
        }
        foreach (var table in model.Tables)
        {
            Table(table);
        }
        foreach (var permission in model.Roles.SelectMany(r => r.Of("tablePermission")).Where(p => model.Table(p.Name) is null))
        {
            Missing(permission, permission.Line, "table", permission.Name, model.Tables);
        }
        foreach (var item in model.Roots.Where(r => r.Kind == "perspective").SelectMany(p => p.Of("perspectiveTable")))
        {
            Perspective(item);
        }
        foreach (var culture in model.Cultures)
        {
            foreach (var table in culture.Of("translations").SelectMany(t => t.Of("model")).SelectMany(m => m.Of("table")))
            {
                Translated(table);
            }
        }
        foreach (var calculated in Calculated())
        {
            FieldParameter(calculated.Table, calculated.Partition);
        }
    }

    private IEnumerable<(TmdlNode Table, TmdlNode Partition)> Calculated() => model.Tables.SelectMany(t => t.Of("partition").Where(p => p.Expression == "calculated").Select(p => (t, p)));

    /// <summary>Names that stand for two things.</summary>
    private void Names()
    {
        Once(model.Tables, "UNIQUE_TABLE_NAME", "two tables have this name");
        Once(model.Expressions, "UNIQUE_EXPRESSION_NAME", "two expressions have this name");
        Once(model.Relationships, "UNIQUE_RELATIONSHIP_NAME", "two relationships have this name");
        Once(model.Measures, "UNIQUE_MEASURE_NAME", "two measures of the model have this name, be it in different tables");
        foreach (var table in model.Tables)
        {
            Once(table.Of("column"), "UNIQUE_COLUMN_NAME", $"two columns of {table.Name} have this name");
            foreach (var measure in table.Of("measure").Where(m => model.Column(table.Name, m.Name) is not null))
            {
                say("UNIQUE_MEASURE_NAME", measure, measure.Line, $"a column of {table.Name} is named {measure.Name} too");
            }
        }
        foreach (var table in model.Tables.Where(t => model.Expressions.Any(e => TmdlModel.Same(e.Name, t.Name))))
        {
            say("TABLE_NAMED_AS_EXPRESSION", table, table.Line, $"an expression is named {table.Name} too; the service refuses it as a duplicate member");
        }
        foreach (var relationship in model.Relationships.Where(r => LikeGuid().IsMatch(r.Name) && !Guid.TryParseExact(r.Name, "D", out _)))
        {
            say("RELATIONSHIP_NAME", relationship, relationship.Line, $"{relationship.Name} looks like a UUID but has other letters than a to f");
        }
    }

    private void Once(IEnumerable<TmdlNode> nodes, string rule, string message)
    {
        foreach (var twice in nodes.GroupBy(n => n.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            say(rule, twice.Last(), twice.Last().Line, $"{twice.Key}: {message}");
        }
    }

    private void Tags()
    {
        var tagged = model.Roots.SelectMany(r => r.All()).Where(n => n["lineageTag"] is not null).ToList();
        foreach (var node in tagged.Where(n => !Guid.TryParseExact(n["lineageTag"], "D", out _)))
        {
            say("LINEAGE_TAG", node, node.LineOf("lineageTag"), $"\"{node["lineageTag"]}\" is no UUID");
        }
        foreach (var twice in tagged.GroupBy(n => n["lineageTag"], StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            say("LINEAGE_TAG", twice.Last(), twice.Last().LineOf("lineageTag"), $"{twice.Key} is the tag of {twice.First().Kind} {twice.First().Name} too");
        }
        foreach (var twice in model.Roles.SelectMany(r => r.Of("annotation")).Where(a => a.Name == "PBI_Id").GroupBy(a => a.Expression).Where(g => g.Count() > 1))
        {
            say("ROLE_ID", twice.Last(), twice.Last().Line, $"two roles have the PBI_Id {twice.Key}");
        }
    }

    /// <summary>Tables, roles and languages are all listed in the model's file, and nothing else is.</summary>
    private void Listed()
    {
        foreach (var (kind, nodes) in new (string, IReadOnlyList<TmdlNode>)[] { ("table", model.Tables), ("role", model.Roles), ("cultureInfo", model.Cultures) })
        {
            var refs = model.Roots.Where(r => r.Kind == $"ref {kind}").ToList();
            foreach (var unlisted in nodes.Where(n => !refs.Any(r => TmdlModel.Same(r.Name, n.Name))))
            {
                say("MODEL_LISTS_ALL", unlisted, unlisted.Line, $"model.tmdl has no \"ref {kind} {TmdlText.Name(unlisted.Name)}\"; Desktop refuses what it does not list");
            }
            foreach (var dangling in refs.Where(r => !nodes.Any(n => TmdlModel.Same(n.Name, r.Name))))
            {
                Missing(dangling, dangling.Line, kind, dangling.Name, nodes);
            }
        }
    }

    private void Relationship(TmdlNode relationship)
    {
        foreach (var end in new[] { "fromColumn", "toColumn" })
        {
            if (relationship[end] is not { } named)
            {
                say("REFERENCE", relationship, relationship.Line, $"the relationship has no {end}");
            }
            else if (model.Column(named) is null)
            {
                say("REFERENCE", relationship, relationship.LineOf(end), $"{end}: the model has no column {named}{Nearest(TmdlModel.Parts(named).FirstOrDefault() ?? "", model.Tables)}");
            }
        }
    }

    private void Table(TmdlNode table)
    {
        foreach (var column in table.Of("column").Where(c => c["sortByColumn"] is not null))
        {
            Sorted(table, column);
        }
        foreach (var level in table.Of("hierarchy").SelectMany(h => h.Of("level")))
        {
            if (level["column"] is not { } named || model.Column(table.Name, TmdlModel.Bare(named)) is null)
            {
                Missing(level, level.LineOf("column"), $"column of {table.Name}", TmdlModel.Bare(level["column"] ?? ""), [.. table.Of("column")]);
            }
        }
        if (!table.Of("partition").Any() && !table.Of("calculationGroup").Any())
        {
            say("REFERENCE", table, table.Line, $"the table {table.Name} has no partition: nothing says where its rows come from");
        }
        foreach (var partition in table.Of("partition").Where(p => p["expressionSource"] is not null && !model.Expressions.Any(e => TmdlModel.Same(e.Name, TmdlModel.Bare(p["expressionSource"]!)))))
        {
            Missing(partition, partition.LineOf("expressionSource"), "expression", partition["expressionSource"]!, model.Expressions);
        }
    }

    private void Sorted(TmdlNode table, TmdlNode column)
    {
        var name = TmdlModel.Bare(column["sortByColumn"]!);
        var line = column.LineOf("sortByColumn");
        if (model.Column(table.Name, name) is not { } sort)
        {
            Missing(column, line, $"column of {table.Name}", name, [.. table.Of("column")]);
            return;
        }
        if (TmdlModel.Same(sort.Name, column.Name) || (sort.Expression is { } dax && dax.Contains($"[{column.Name}]", StringComparison.OrdinalIgnoreCase)))
        {
            say("SORT_CIRCLE", column, line, $"{column.Name} is sorted by {sort.Name}, which is computed from {column.Name}");
        }
        if (sort.Is("isKey") && table["dataCategory"] == "Time")
        {
            say("SORT_MANY", column, line, $"{column.Name} is sorted by {sort.Name}, which has a value a row: one value of {column.Name} would have many");
        }
    }

    private void Perspective(TmdlNode item)
    {
        if (model.Table(item.Name) is not { } table)
        {
            Missing(item, item.Line, "table", item.Name, model.Tables);
            return;
        }
        foreach (var part in item.Children.Where(c => c.Kind.StartsWith("perspective", StringComparison.Ordinal)))
        {
            var kind = part.Kind["perspective".Length..].ToLowerInvariant();
            if (!table.Of(kind).Any(n => TmdlModel.Same(n.Name, part.Name)))
            {
                Missing(part, part.Line, $"{kind} of {table.Name}", part.Name, [.. table.Of(kind)]);
            }
        }
    }

    private void Translated(TmdlNode translation)
    {
        if (model.Table(translation.Name) is not { } table)
        {
            Missing(translation, translation.Line, "table", translation.Name, model.Tables);
            return;
        }
        Parts(translation, table);

        void Parts(TmdlNode said, TmdlNode of)
        {
            foreach (var part in said.Children.Where(c => c.Kind is "column" or "measure" or "hierarchy" or "level"))
            {
                if (of.Of(part.Kind).FirstOrDefault(n => TmdlModel.Same(n.Name, part.Name)) is { } meant)
                {
                    Parts(part, meant);
                }
                else
                {
                    Missing(part, part.Line, $"{part.Kind} of {of.Name}", part.Name, [.. of.Of(part.Kind)]);
                }
            }
        }
    }

    /// <summary>A calculated table's columns are named in brackets after what its expression gives; what NAMEOF names is there.</summary>
    private void FieldParameter(TmdlNode table, TmdlNode partition)
    {
        foreach (var column in table.Of("column").Where(c => c["sourceColumn"] is { } s && !s.StartsWith('[') && !c.Is("isNameInferred")))
        {
            say("FIELD_PARAMETER_SOURCE", column, column.LineOf("sourceColumn"), $"the source of a calculated table's column is written in brackets: [{column["sourceColumn"]}]");
        }
        foreach (Match named in NameOf().Matches(partition["source"] ?? ""))
        {
            var (of, name) = (named.Groups[1].Value.Trim('\''), named.Groups[2].Value);
            if (model.Table(of) is not { } there || !there.Children.Any(c => c.Kind is "column" or "measure" && TmdlModel.Same(c.Name, name)))
            {
                say("REFERENCE", partition, partition.LineOf("source"), $"NAMEOF ( {named.Groups[1].Value}[{name}] ): the model has no such field");
            }
        }
    }

    private void Missing(TmdlNode at, int line, string kind, string name, IReadOnlyList<TmdlNode> there) => say("REFERENCE", at, line, $"there is no {kind} \"{name}\"{Nearest(name, there)}");

    private static string Nearest(string name, IReadOnlyList<TmdlNode> there) => NearestName.Of(name, there.Select(n => n.Name)) is { } nearest && nearest != name ? $"; nearest: {nearest}" : "";

    [GeneratedRegex("^[0-9a-zA-Z]{8}-[0-9a-zA-Z]{4}-[0-9a-zA-Z]{4}-[0-9a-zA-Z]{4}-[0-9a-zA-Z]{12}$")]
    private static partial Regex LikeGuid();

    [GeneratedRegex(@"NAMEOF\s*\(\s*('[^']+'|\w+)\[([^\]]+)\]\s*\)", RegexOptions.IgnoreCase)]
    private static partial Regex NameOf();
}
