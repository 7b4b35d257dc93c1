using System.Text.RegularExpressions;
using QdC.Metrics;

namespace QdC.Publish.PowerBi;

/// <summary>
/// The rules of Microsoft's Best Practice Analyzer that can be told from the text of a model, under their own names, and a few of the house.
/// An object's annotation BestPracticeAnalyzer_IgnoreRules excepts it.
/// </summary>
internal sealed partial class BestPracticeRules
{
    private const int MostCalculatedColumns = 5;
    private static readonly string[] Numeric = ["int64", "decimal", "double"];

    private readonly TmdlModel _model;
    private readonly IReadOnlySet<(string Table, string Field)> _shown;
    private readonly Action<string, TmdlNode, int, string> _say;
    private readonly List<(TmdlNode? From, TmdlNode? To, TmdlNode Node)> _ways;
    private readonly string _dax;

    /// <summary>Rules for a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="shown">The fields that a report on it uses.</param>
    /// <param name="say">Takes what is wrong.</param>
    public BestPracticeRules(TmdlModel model, IReadOnlySet<(string Table, string Field)> shown, Action<string, TmdlNode, int, string> say)
    {
        (_model, _shown) = (model, shown);
        _say = (rule, node, line, message) =>
        {
            if (!node.Ignores(rule) && !(model.Model?.Ignores(rule) ?? false))
            {
                say(rule, node, line, message);
            }
        };
        _ways = [.. model.Relationships.Select(r => (model.Column(r["fromColumn"]), model.Column(r["toColumn"]), r))];
        _dax = string.Join('\n', new DaxRules(model, say).Expressions().Select(e => e.Dax));
    }

    public void Check()
    {
        Whole();
        foreach (var (from, to, node) in _ways)
        {
            Relationship(from, to, node);
        }
        foreach (var table in _model.Tables)
        {
            Table(table);
            foreach (var column in table.Of("column"))
            {
                Column(table, column);
            }
            foreach (var measure in table.Of("measure"))
            {
                Measure(measure);
            }
        }
        Translations();
        foreach (var role in _model.Roles)
        {
            Role(role);
        }
    }

    private void Whole()
    {
        if (_model.Model is not { } whole)
        {
            return;
        }
        if (!whole.Is("discourageImplicitMeasures"))
        {
            _say("DISCOURAGE_IMPLICIT_MEASURES", whole, whole.Line, "the model lets readers sum columns by dragging them, which calculation groups do not reach; add discourageImplicitMeasures");
        }
        if (!_model.Roots.Concat(whole.Children).Any(a => a is { Kind: "annotation", Name: "__PBI_TimeIntelligenceEnabled", Expression: "0" }))
        {
            _say("TIME_INTELLIGENCE_OFF", whole, whole.Line, "annotation __PBI_TimeIntelligenceEnabled = 0 is missing: Desktop would make a hidden table of dates for every date column");
        }
        if (!_model.Tables.Any(t => t["dataCategory"] == "Time" && t.Of("column").Any(c => c.Is("isKey") && c["dataType"] == "dateTime")) && !Ignored(whole, "MODEL_SHOULD_HAVE_A_DATE_TABLE"))
        {
            _say("MODEL_SHOULD_HAVE_A_DATE_TABLE", whole, whole.Line, "no table has dataCategory: Time and a dateTime column that isKey");
        }
        var calculated = _model.Columns.Count(c => c.Expression is not null);
        if (calculated > MostCalculatedColumns)
        {
            _say("REDUCE_NUMBER_OF_CALCULATED_COLUMNS", whole, whole.Line, $"{calculated} calculated columns; at most {MostCalculatedColumns}");
        }
    }

    /// <summary>Annotations of the model stand beside it in the file.</summary>
    private bool Ignored(TmdlNode whole, string rule) => whole.Ignores(rule) || _model.Roots.Any(a => a is { Kind: "annotation", Name: "BestPracticeAnalyzer_IgnoreRules" } && a.Expression!.Contains($"\"{rule}\"", StringComparison.Ordinal));

    private void Relationship(TmdlNode? from, TmdlNode? to, TmdlNode node)
    {
        if (from is null || to is null)
        {
            return;
        }
        if (from["dataType"] != to["dataType"])
        {
            _say("RELATIONSHIP_COLUMNS_SAME_DATA_TYPE", node, node.Line, $"{from.Parent!.Name}[{from.Name}] is {from["dataType"]}, {to.Parent!.Name}[{to.Name}] is {to["dataType"]}");
        }
        if (from["dataType"] is not ("int64" or "dateTime") && !from.Ignores("RELATIONSHIP_COLUMNS_SHOULD_BE_OF_INTEGER_DATA_TYPE"))
        {
            _say("RELATIONSHIP_COLUMNS_SHOULD_BE_OF_INTEGER_DATA_TYPE", node, node.Line, $"{from.Parent!.Name}[{from.Name}] is {from["dataType"]}");
        }
        if (node["crossFilteringBehavior"] == "bothDirections")
        {
            var isMany = node["toCardinality"] == "many";
            _say(isMany ? "MANY-TO-MANY_RELATIONSHIPS_SHOULD_BE_SINGLE-DIRECTION" : "AVOID_EXCESSIVE_BI-DIRECTIONAL_OR_MANY-TO-MANY_RELATIONSHIPS", node, node.LineOf("crossFilteringBehavior"), "filters go one way, from a breakdown to the facts");
        }
        else if (node["toCardinality"] == "many")
        {
            _say("AVOID_EXCESSIVE_BI-DIRECTIONAL_OR_MANY-TO-MANY_RELATIONSHIPS", node, node.LineOf("toCardinality"), "many rows relate to one");
        }
        if (node["isActive"] == "false" && !_dax.Contains($"USERELATIONSHIP ( '{from.Parent!.Name.Replace("'", "''", StringComparison.Ordinal)}'[{from.Name}]", StringComparison.Ordinal))
        {
            _say("INACTIVE_RELATIONSHIPS_THAT_ARE_NEVER_ACTIVATED", node, node.Line, $"no measure asks for {from.Parent!.Name}[{from.Name}] by USERELATIONSHIP");
        }
        if (!from.Is("isHidden"))
        {
            _say("HIDE_FOREIGN_KEYS", from, from.Line, $"{from.Name} is a key and is hidden");
        }
        if (!to.Is("isKey"))
        {
            _say("MARK_PRIMARY_KEYS", to, to.Line, $"{to.Name} tells the rows of {to.Parent!.Name} apart and has isKey");
        }
    }

    private void Table(TmdlNode table)
    {
        bool Is(TmdlNode? end) => end?.Parent == table;
        var (many, one) = (_ways.Any(w => Is(w.From)), _ways.Any(w => Is(w.To)));
        if (many && one)
        {
            _say("SNOWFLAKE_SCHEMA_ARCHITECTURE", table, table.Line, $"{table.Name} is a breakdown and has one itself; breakdowns relate to facts only");
        }
        if (!many && !one)
        {
            _say("ENSURE_TABLES_HAVE_RELATIONSHIPS", table, table.Line, $"{table.Name} relates to no table");
        }
        if (AutoDate().IsMatch(table.Name))
        {
            _say("REMOVE_AUTO-DATE_TABLE", table, table.Line, $"{table.Name} is a table of dates that Desktop made by itself");
        }
        if (table["dataCategory"] != "Time" && one && Dates().IsMatch(table.Name))
        {
            _say("DATE/CALENDAR_TABLES_SHOULD_BE_MARKED_AS_A_DATE_TABLE", table, table.Line, $"{table.Name} needs dataCategory: Time and a key");
        }
        if (table.Of("calculationGroup").Any(g => !g.Of("calculationItem").Any()))
        {
            _say("CALCULATION_GROUPS_WITH_NO_CALCULATION_ITEMS", table, table.Line, $"{table.Name} has no items");
        }
        var partitions = table.Of("partition").ToList();
        if (partitions is [var only] && only.Name != table.Name)
        {
            _say("PARTITION_NAME_SHOULD_MATCH_TABLE_NAME_FOR_SINGLE_PARTITION_TABLES", only, only.Line, $"the partition of {table.Name} is called {only.Name}");
        }
        if (partitions.Any(p => p.Expression == "calculated"))
        {
            _say("REDUCE_USAGE_OF_CALCULATED_TABLES", table, table.Line, $"{table.Name} is calculated; the warehouse makes tables");
        }
        Named(table, table.Is("isHidden"));
        foreach (var hierarchy in table.Of("hierarchy"))
        {
            Named(hierarchy, hierarchy.Is("isHidden"));
        }
        if (many)
        {
            foreach (var column in table.Of("column").Where(c => !c.Is("isHidden") && Numeric.Contains(c["dataType"])))
            {
                _say("HIDE_FACT_TABLE_COLUMNS", column, column.Line, $"{column.Name} is a number of a fact; readers use the measures");
            }
        }
    }

    private void Column(TmdlNode table, TmdlNode column)
    {
        var (hidden, type) = (column.Is("isHidden"), column["dataType"]);
        var isSort = table.Of("column").Any(c => c["sortByColumn"] is { } s && TmdlModel.Same(TmdlModel.Bare(s), column.Name));
        var isLevel = table.Of("hierarchy").SelectMany(h => h.Of("level")).Any(l => l["column"] is { } c && TmdlModel.Same(TmdlModel.Bare(c), column.Name));
        Named(column, hidden);
        if (column["sourceColumn"] is null && column.Expression is null)
        {
            _say("DATA_COLUMNS_MUST_HAVE_A_SOURCE_COLUMN", column, column.Line, $"{column.Name} has neither a sourceColumn nor an expression");
        }
        if (type == "double")
        {
            _say("AVOID_FLOATING_POINT_DATA_TYPES", column, column.LineOf("dataType"), $"{column.Name} is double; decimal keeps four decimals exactly");
        }
        if (Numeric.Contains(type) && column["summarizeBy"] != "none")
        {
            _say("NUMERIC_COLUMN_SUMMARIZE_BY", column, column.LineOf("summarizeBy"), $"{column.Name} is a number that readers would sum by dragging it; summarizeBy: none");
        }
        if (type == "dateTime" && !hidden && column["formatString"] is null)
        {
            _say("DATECOLUMN_FORMATSTRING", column, column.Line, $"the date {column.Name} has no formatString");
        }
        if (type == "string" && MonthName().IsMatch(column.Name) && column["sortByColumn"] is null)
        {
            _say("MONTH_(AS_A_STRING)_MUST_BE_SORTED", column, column.Line, $"{column.Name} is text and is sorted by a number or a date");
        }
        if (hidden && !isSort && !isLevel && !column.Is("isKey") && column["isAvailableInMdx"] != "false")
        {
            _say("ISAVAILABLEINMDX_FALSE_NONATTRIBUTE_COLUMNS", column, column.Line, $"{column.Name} is hidden and orders nothing: isAvailableInMdx: false saves memory");
        }
        if ((isSort || isLevel || !hidden) && column["isAvailableInMdx"] == "false")
        {
            _say("SET_ISAVAILABLEINMDX_TO_TRUE_ON_NECESSARY_COLUMNS", column, column.LineOf("isAvailableInMdx"), $"{column.Name} is seen, orders or is a level and must be available in MDX");
        }
        var related = _ways.Any(w => w.From == column || w.To == column);
        if (hidden && !isSort && !isLevel && !related && column["sourceColumn"] != AreaModel.AreaCode && !_shown.Contains((table.Name, column.Name)) && !_dax.Contains($"[{column.Name}]", StringComparison.Ordinal))
        {
            _say("UNNECESSARY_COLUMNS", column, column.Line, $"{column.Name} is hidden and nothing uses it; what a model does not need it does not hold");
        }
    }

    private void Measure(TmdlNode measure)
    {
        var hidden = measure.Is("isHidden");
        Named(measure, hidden);
        if (!hidden && measure["formatString"] is null && !measure.Of("formatStringDefinition").Any())
        {
            _say("PROVIDE_FORMAT_STRING_FOR_MEASURES", measure, measure.Line, $"{measure.Name} has no formatString");
        }
        if (!hidden && measure["displayFolder"] is null)
        {
            _say("MEASURE_FOLDER", measure, measure.Line, $"{measure.Name} has no displayFolder");
        }
        if (measure["formatString"] is { } format)
        {
            if (format.Contains('%', StringComparison.Ordinal) && !Percent().IsMatch(format))
            {
                _say("PERCENTAGE_FORMATTING", measure, measure.LineOf("formatString"), $"received {format}, expected #,0.0%;-#,0.0%;#,0.0%");
            }
            if (format is "0" or "#" or "#0" or "#,##0")
            {
                _say("INTEGER_FORMATTING", measure, measure.LineOf("formatString"), $"received {format}, expected #,0");
            }
        }
        if (hidden && !_shown.Contains((measure.Parent!.Name, measure.Name)) && !_dax.Contains($"[{measure.Name}]", StringComparison.Ordinal))
        {
            _say("UNNECESSARY_MEASURES", measure, measure.Line, $"{measure.Name} is hidden and nothing uses it");
        }
    }

    private void Named(TmdlNode node, bool hidden)
    {
        if (!hidden && string.IsNullOrEmpty(node.Description))
        {
            _say("OBJECTS_WITH_NO_DESCRIPTION", node, node.Line, $"{node.Kind} {node.Name} has no description (///)");
        }
        if (!hidden && node.Name.Length > 0 && char.IsLower(node.Name[0]))
        {
            _say("FIRST_LETTER_OF_OBJECTS_MUST_BE_CAPITALIZED", node, node.Line, $"{node.Name} begins with a small letter");
        }
        if (node.Name.Trim() != node.Name)
        {
            _say("TRIM_OBJECT_NAMES", node, node.Line, $"\"{node.Name}\" begins or ends with a space");
        }
        if (node.Name.Any(char.IsControl))
        {
            _say("AVOID_INVALID_NAME_CHARACTERS", node, node.Line, $"the name of {node.Kind} {node.Name} has control characters");
        }
    }

    /// <summary>Every language has the name, description and folder of everything that readers see.</summary>
    private void Translations()
    {
        foreach (var (_, culture) in Words.Cultures.Where(c => !_model.Cultures.Any(m => m.Name == c.Culture)))
        {
            _say("TRANSLATION_MISSING", _model.Model ?? _model.Roots[0], 1, $"the model has no cultureInfo {culture}");
        }
        foreach (var culture in _model.Cultures)
        {
            var said = culture.Of("translations").SelectMany(t => t.Of("model")).SelectMany(m => m.Of("table")).GroupBy(t => t.Name).ToDictionary(t => t.Key, t => t.First());
            foreach (var table in _model.Tables.Where(t => !t.Is("isHidden")))
            {
                Translated(culture, table, said.GetValueOrDefault(table.Name));
            }
        }
    }

    private void Translated(TmdlNode culture, TmdlNode node, TmdlNode? said)
    {
        var missing = new[] { ("caption", true), ("description", node.Kind != "level"), ("displayFolder", node["displayFolder"] is not null) }.Where(p => p.Item2 && string.IsNullOrWhiteSpace(said?[p.Item1])).Select(p => p.Item1).ToList();
        if (missing.Count > 0)
        {
            _say("TRANSLATION_MISSING", said ?? culture, said?.Line ?? culture.Line, $"{culture.Name} has no {string.Join(", ", missing)} of {node.Kind} {node.Name}");
        }
        foreach (var part in node.Children.Where(c => c.Kind is "column" or "measure" or "hierarchy" or "level" && !c.Is("isHidden")))
        {
            Translated(culture, part, said?.Of(part.Kind).FirstOrDefault(p => p.Name == part.Name));
        }
    }

    private void Role(TmdlNode role)
    {
        foreach (var permission in role.Of("tablePermission"))
        {
            if (Tricks().Match(permission.Expression ?? "") is { Success: true } trick)
            {
                _say("LIMIT_ROW_LEVEL_SECURITY_(RLS)_LOGIC", permission, permission.ExpressionLine, $"{trick.Value} takes texts apart for every row; the warehouse gives a column to compare");
            }
            if (_dax.Contains($"USERELATIONSHIP ( '{permission.Name}'", StringComparison.Ordinal))
            {
                _say("AVOID_THE_USERELATIONSHIP_FUNCTION_AND_RLS_AGAINST_THE_SAME_TABLE", permission, permission.Line, $"a measure uses USERELATIONSHIP on {permission.Name}, which fails for whoever the role filters");
            }
        }
        if (!role.Of("tablePermission").Any())
        {
            _say("ROLE_FILTERS_NOTHING", role, role.Line, $"the role {role.Name} filters no table");
        }
    }

    [GeneratedRegex("^(?:LocalDateTable_|DateTableTemplate_)")]
    private static partial Regex AutoDate();

    [GeneratedRegex("^(?:Date|Dates|Calendar|Calendari|Calendario)$", RegexOptions.IgnoreCase)]
    private static partial Regex Dates();

    [GeneratedRegex(@"\b(?:Mes|Month)\b", RegexOptions.IgnoreCase)]
    private static partial Regex MonthName();

    [GeneratedRegex(@"^(#,0\.0+%|#,0%);-\1;\1$")]
    private static partial Regex Percent();

    [GeneratedRegex(@"\b(?:LEFT|RIGHT|MID|SEARCH|FIND|SUBSTITUTE|UPPER|LOWER|FORMAT)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Tricks();
}
