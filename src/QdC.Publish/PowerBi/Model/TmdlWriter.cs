using System.Globalization;
using QdC.Metrics;

namespace QdC.Publish.PowerBi;

/// <summary>Writes a semantic model as TMDL: a file a table, and one each for what the model is, its parameters, its relationships and each of its languages.</summary>
internal sealed class TmdlWriter(SemanticModel model)
{
    /// <summary>The model's files by path, <c>definition/…</c>.</summary>
    public IEnumerable<(string Path, string Text)> Files()
    {
        yield return ("definition/database.tmdl", Written(t => t.Object("database", () => t.Property("compatibilityLevel", "1601"))));
        yield return ("definition/model.tmdl", Written(Model));
        yield return ("definition/expressions.tmdl", Written(Parameters));
        yield return ("definition/relationships.tmdl", Written(Relationships));
        foreach (var table in model.Tables)
        {
            yield return ($"definition/tables/{table.Name}.tmdl", Written(t => Table(t, table)));
        }
        foreach (var role in model.Roles)
        {
            yield return ($"definition/roles/{role.Name}.tmdl", Written(t => Role(t, role)));
        }
        foreach (var (language, culture) in Words.Cultures)
        {
            yield return ($"definition/cultures/{culture}.tmdl", Written(t => Culture(t, language, culture)));
        }
    }

    private static string Written(Action<TmdlText> write)
    {
        var text = new TmdlText();
        write(text);
        return text.ToString();
    }

    private void Model(TmdlText t)
    {
        t.Object("model Model", () =>
        {
            t.Property("culture", Words.Cultures[0].Culture);
            t.Property("defaultPowerBIDataSourceVersion", "powerBI_V3");
            t.Flag("discourageImplicitMeasures");
            t.Property("sourceQueryCulture", "en-US");
            t.Object("dataAccessOptions", () =>
            {
                t.Flag("legacyRedirects");
                t.Flag("returnErrorValuesAsNull");
            });
        });
        t.Annotation("__PBI_TimeIntelligenceEnabled", "0");
        t.Ignored(model.Ignored);
        t.Blank();
        foreach (var table in model.Tables)
        {
            t.Line($"ref table {TmdlText.Name(table.Name)}");
        }
        if (model.Roles.Count > 0)
        {
            t.Blank();
        }
        foreach (var role in model.Roles)
        {
            t.Line($"ref role {TmdlText.Name(role.Name)}");
        }
        t.Blank();
        foreach (var (_, culture) in Words.Cultures)
        {
            t.Line($"ref cultureInfo {culture}");
        }
    }

    private void Parameters(TmdlText t)
    {
        foreach (var (name, value) in model.Parameters)
        {
            if (name != model.Parameters[0].Name)
            {
                t.Blank();
            }
            t.Object($"expression {name}", Parameter(value), () =>
            {
                t.Property("lineageTag", Tag("expression", name));
                t.Annotation("PBI_ResultType", "Text");
            });
        }
    }

    /// <summary>A text parameter of queries with its value.</summary>
    public static string Parameter(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\" meta [IsParameterQuery=true, Type=\"Text\", IsParameterQueryRequired=true]";

    private void Relationships(TmdlText t)
    {
        foreach (var (at, relationship) in model.Relationships.Index())
        {
            if (at > 0)
            {
                t.Blank();
            }
            t.Object($"relationship {Tag("relationship", relationship.FromTable, relationship.FromColumn, relationship.ToTable)}", () =>
            {
                if (!relationship.IsActive)
                {
                    t.Property("isActive", "false");
                }
                t.Property("fromColumn", $"{TmdlText.Name(relationship.FromTable)}.{TmdlText.Name(relationship.FromColumn)}");
                t.Property("toColumn", $"{TmdlText.Name(relationship.ToTable)}.{TmdlText.Name(relationship.ToColumn)}");
            });
        }
    }

    private void Table(TmdlText t, ModelTable table) =>
        t.Object($"table {TmdlText.Name(table.Name)}", () =>
        {
            t.Property("lineageTag", Tag(table.Name));
            if (table.IsDates)
            {
                t.Property("dataCategory", "Time");
            }
            if (table.Items is { } items)
            {
                t.Blank();
                Items(t, items, table.Precedence);
            }
            foreach (var measure in table.Measures)
            {
                t.Blank();
                Measure(t, table, measure);
            }
            foreach (var column in table.Columns)
            {
                t.Blank();
                Column(t, table, column);
            }
            foreach (var hierarchy in table.Hierarchies)
            {
                t.Blank();
                Hierarchy(t, table, hierarchy);
            }
            t.Blank();
            Partition(t, table);
            t.Ignored(table.Ignored);
        }, table.Description.Ca);

    private static void Items(TmdlText t, IReadOnlyList<DaxTimeItem> items, int precedence) =>
        t.Object("calculationGroup", () =>
        {
            t.Property("precedence", precedence.ToString(CultureInfo.InvariantCulture));
            foreach (var item in items)
            {
                t.Blank();
                t.Object($"calculationItem {TmdlText.Name(item.Name)}", item.Expression, () =>
                {
                    if (item.Format is { } format)
                    {
                        t.Blank();
                        t.Object("formatStringDefinition", format, () => { });
                    }
                });
            }
        });

    private void Measure(TmdlText t, ModelTable table, ModelMeasure measure) =>
        t.Object($"measure {TmdlText.Name(measure.Name)}", measure.Expression, () =>
        {
            if (measure.Format is { } format)
            {
                t.Property("formatString", format);
            }
            t.Flag("isHidden", measure.Names is null);
            if (measure.Folder is { } folder)
            {
                t.Property("displayFolder", folder.Ca);
            }
            t.Property("lineageTag", Tag(table.Name, "measure", measure.Name));
        }, measure.Description?.Ca);

    private void Column(TmdlText t, ModelTable table, ModelColumn column)
    {
        void Inside()
        {
            t.Property("dataType", column.Type);
            t.Flag("isHidden", column.IsHidden);
            t.Flag("isKey", column.IsKey);
            if (column.Format is { } format)
            {
                t.Property("formatString", format);
            }
            if (column.IsHidden && !column.IsKey && !table.Columns.Any(c => c.SortBy == column.Name))
            {
                t.Property("isAvailableInMdx", "false");
            }
            t.Property("lineageTag", Tag(table.Name, "column", column.Name));
            if (column.Category is { } category)
            {
                t.Property("dataCategory", category);
            }
            t.Property("summarizeBy", "none");
            if (column.Source is { } source)
            {
                t.Property("sourceColumn", source);
            }
            if (column.SortBy is { } sort)
            {
                t.Property("sortByColumn", TmdlText.Name(sort));
            }
            t.Annotation("SummarizationSetBy", "User");
            t.Ignored(column.Ignored);
        }
        var head = $"column {TmdlText.Name(column.Name)}";
        if (column.Expression is { } expression)
        {
            t.Object(head, expression, Inside, column.Description?.Ca);
        }
        else
        {
            t.Object(head, Inside, column.Description?.Ca);
        }
    }

    private void Hierarchy(TmdlText t, ModelTable table, ModelHierarchy hierarchy) =>
        t.Object($"hierarchy {TmdlText.Name(hierarchy.Names.Ca)}", () =>
        {
            t.Property("lineageTag", Tag(table.Name, "hierarchy", hierarchy.Names.Ca));
            foreach (var level in hierarchy.Levels)
            {
                t.Blank();
                t.Object($"level {TmdlText.Name(level.Name)}", () =>
                {
                    t.Property("lineageTag", Tag(table.Name, "hierarchy", hierarchy.Names.Ca, level.Name));
                    t.Property("column", TmdlText.Name(level.Name));
                });
            }
        }, hierarchy.Description.Ca);

    private void Partition(TmdlText t, ModelTable table)
    {
        if (table.View is null)
        {
            t.Line($"partition {TmdlText.Name(table.Name)} = calculationGroup");
            return;
        }
        t.Object($"partition {TmdlText.Name(table.Name)} = m", () =>
        {
            t.Property("mode", "import");
            t.Expression("source", Query(table));
        });
    }

    /// <summary>Reads a view, the area's rows and the model's columns of it, under the view's own names.</summary>
    private string Query(ModelTable table)
    {
        var ofArea = model.Parameters.Any(p => p.Name == "AreaCode");
        var area = ofArea ? $"    Area = Table.SelectRows(View, each [{AreaModel.AreaCode}] = AreaCode),\n" : "";
        return $$"""
            let
                Source = Sql.Database(Server, Database),
                View = Source{[Schema = "bi", Item = "{{table.View}}"]}[Data],
            {{area}}    Columns = Table.SelectColumns({{(ofArea ? "Area" : "View")}}, { {{string.Join(", ", table.Columns.Select(c => c.Source).OfType<string>().Select(s => $"\"{s}\""))}} })
            in
                Columns
            """;
    }

    private static void Role(TmdlText t, ModelRole role) =>
        t.Object($"role {TmdlText.Name(role.Name)}", () =>
        {
            t.Property("modelPermission", "read");
            foreach (var (table, filter) in role.Filters)
            {
                t.Blank();
                t.Object($"tablePermission {TmdlText.Name(table)}", filter, () => { });
            }
        });

    private void Culture(TmdlText t, string language, string culture) =>
        t.Object($"cultureInfo {culture}", () =>
        {
            t.Blank();
            t.Object("translations", () => t.Object("model Model", () =>
            {
                foreach (var table in model.Tables)
                {
                    t.Blank();
                    t.Object($"table {TmdlText.Name(table.Name)}", () => Translations(t, table, language));
                }
            }));
        });

    private static void Translations(TmdlText t, ModelTable table, string language)
    {
        void Said(string kind, string name, Words names, Words description, Words? folder = null, Action? below = null)
        {
            t.Blank();
            t.Object($"{kind} {TmdlText.Name(name)}", () =>
            {
                t.Property("caption", names[language]);
                t.Property("description", description[language]);
                if (folder is not null)
                {
                    t.Property("displayFolder", folder[language]);
                }
                below?.Invoke();
            });
        }
        t.Property("caption", table.Names[language]);
        t.Property("description", table.Description[language]);
        foreach (var measure in table.Measures.Where(m => m.Names is not null))
        {
            Said("measure", measure.Name, measure.Names!, measure.Description!, measure.Folder);
        }
        foreach (var column in table.Columns.Where(c => !c.IsHidden))
        {
            Said("column", column.Name, column.Names!, column.Description!);
        }
        foreach (var hierarchy in table.Hierarchies)
        {
            Said("hierarchy", hierarchy.Names.Ca, hierarchy.Names, hierarchy.Description, null, () =>
            {
                foreach (var level in hierarchy.Levels)
                {
                    Said("level", level.Name, level.Names!, level.Description!);
                }
            });
        }
    }

    private string Tag(params string[] path) => LineageTag.Of([model.Name, .. path]);
}
