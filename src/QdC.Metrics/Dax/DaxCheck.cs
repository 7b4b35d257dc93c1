namespace QdC.Metrics;

/// <summary>Something wrong with the DAX of a measure.</summary>
/// <param name="Rule">The rule: the id of Microsoft's best-practice rule where it is one of those.</param>
/// <param name="Measure">The measure.</param>
/// <param name="Message">What is wrong.</param>
public sealed record DaxFinding(string Rule, string Measure, string Message);

/// <summary>Checks the DAX of a model without an engine: syntax, names, functions and their arguments, variables, and the best-practice rules that measures can break.</summary>
public static class DaxCheck
{
    private const int Many = 255;

    private static readonly Dictionary<string, (int Least, int Most)> Functions = new()
    {
        ["ADDCOLUMNS"] = (3, Many),
        ["ALL"] = (0, Many),
        ["ALLSELECTED"] = (0, Many),
        ["AVERAGEX"] = (2, 2),
        ["BLANK"] = (0, 0),
        ["CALCULATE"] = (1, Many),
        ["CALCULATETABLE"] = (1, Many),
        ["COALESCE"] = (2, Many),
        ["CONTAINSSTRING"] = (2, 2),
        ["COUNTROWS"] = (0, 1),
        ["DATE"] = (3, 3),
        ["DATEADD"] = (3, 3),
        ["DATEDIFF"] = (3, 3),
        ["DATESINPERIOD"] = (4, 4),
        ["DATESYTD"] = (1, 2),
        ["DISTINCTCOUNT"] = (1, 1),
        ["DISTINCTCOUNTNOBLANK"] = (1, 1),
        ["DIVIDE"] = (2, 3),
        ["EDATE"] = (2, 2),
        ["EOMONTH"] = (2, 2),
        ["FALSE"] = (0, 0),
        ["FILTER"] = (2, 2),
        ["FORMAT"] = (2, 3),
        ["HASONEVALUE"] = (1, 1),
        ["IF"] = (2, 3),
        ["ISBLANK"] = (1, 1),
        ["ISCROSSFILTERED"] = (1, 1),
        ["ISFILTERED"] = (1, 1),
        ["ISINSCOPE"] = (1, 1),
        ["KEEPFILTERS"] = (1, 1),
        ["LEFT"] = (1, 2),
        ["LOOKUPVALUE"] = (3, Many),
        ["MAX"] = (1, 2),
        ["MAXX"] = (2, 2),
        ["MIN"] = (1, 2),
        ["MINX"] = (2, 2),
        ["NOT"] = (1, 1),
        ["PERCENTILE.INC"] = (2, 2),
        ["REMOVEFILTERS"] = (0, Many),
        ["RANKX"] = (2, 5),
        ["SAMEPERIODLASTYEAR"] = (1, 1),
        ["SELECTEDMEASURE"] = (0, 0),
        ["SELECTEDMEASUREFORMATSTRING"] = (0, 0),
        ["SELECTEDMEASURENAME"] = (0, 0),
        ["SELECTEDVALUE"] = (1, 2),
        ["SUM"] = (1, 1),
        ["SUMMARIZE"] = (2, Many),
        ["SUMX"] = (2, 2),
        ["SWITCH"] = (3, Many),
        ["TREATAS"] = (2, Many),
        ["TRUE"] = (0, 0),
        ["USERCULTURE"] = (0, 0),
        ["USERELATIONSHIP"] = (2, 2),
        ["VALUES"] = (1, 1),
        ["YEAR"] = (1, 1),
    };

    private static readonly string[] Avoided = ["IFERROR", "INTERSECT", "EVALUATEANDLOG", "TODAY", "NOW"];
    private static readonly string[] Words = ["DAY", "MONTH", "QUARTER", "YEAR", "ASC", "DESC", "DENSE", "SKIP"];

    /// <summary>Everything that is wrong with a model's measures.</summary>
    public static IReadOnlyList<DaxFinding> Check(DaxModel model)
    {
        var found = new List<DaxFinding>();
        var trees = new Dictionary<string, DaxNode>();
        foreach (var measure in model.Measures)
        {
            if (measure.Name.Trim() != measure.Name || measure.Name.Length == 0)
            {
                found.Add(new("TRIM_OBJECT_NAMES", measure.Name, "its name begins or ends with a space"));
            }
            if (char.IsLower(measure.Name[0]))
            {
                found.Add(new("FIRST_LETTER_OF_OBJECTS_MUST_BE_CAPITALIZED", measure.Name, "its name does not begin with a capital"));
            }
            if (measure is { Metric: not null, Format: null or "" })
            {
                found.Add(new("PROVIDE_FORMAT_STRING_FOR_MEASURES", measure.Name, "a figure that is shown needs a number format"));
            }
            try
            {
                var tree = trees[measure.Name] = DaxSyntax.Read(measure.Expression);
                found.AddRange(Expression(tree, model).Select(f => f with { Measure = measure.Name }));
            }
            catch (DaxUnreadable e)
            {
                found.Add(new("DAX_SYNTAX", measure.Name, e.Message));
            }
        }
        found.AddRange(model.Measures.GroupBy(m => m.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => new DaxFinding("UNIQUE_MEASURE_NAME", g.Key, "two measures have this name")));
        found.AddRange(model.Measures.Where(m => model.Tables.TryGetValue(m.Table, out var columns) && columns.Contains(m.Name)).Select(m => new DaxFinding("UNIQUE_MEASURE_NAME", m.Name, $"a column of {m.Table} has this name")));
        found.AddRange(model.Measures.Where(m => !model.Tables.ContainsKey(m.Table)).Select(m => new DaxFinding("DAX_REFERENCE", m.Name, $"it stands in the table '{m.Table}', which the model does not have")));
        found.AddRange(
            model.Measures.Where(m => trees.ContainsKey(m.Name)).GroupBy(m => Squeezed(m.Expression)).Where(g => g.Count() > 1)
                .Select(g => new DaxFinding("AVOID_DUPLICATE_MEASURES", g.Last().Name, $"it says the same as {g.First().Name}"))
        );
        found.AddRange(Circles(trees));
        return found;
    }

    /// <summary>What is wrong with one expression of a model, such as an item of a calculation group; findings name no measure.</summary>
    public static IReadOnlyList<DaxFinding> Expression(DaxNode tree, DaxModel model)
    {
        var found = new List<DaxFinding>();
        Say say = (rule, message) => found.Add(new(rule, "", message));
        if (tree is DaxMeasureName same)
        {
            say("AVOID_MEASURES_THAT_ONLY_REPEAT_ANOTHER", $"it only repeats [{same.Name}]");
        }
        var added = tree.All().OfType<DaxLiteral>().Where(l => l.Text.StartsWith("\"@", StringComparison.Ordinal)).Select(l => l.Text.Trim('"')).ToHashSet();
        var measures = model.Measures.Select(m => m.Name).ToHashSet();
        foreach (var node in tree.All())
        {
            switch (node)
            {
                case DaxColumn { Table: var table, Column: var column } when !model.Tables.TryGetValue(table, out var columns):
                    say(measures.Contains(column) ? "DAX_MEASURES_UNQUALIFIED" : "DAX_REFERENCE", $"'{table}'[{column}]: the model has no table '{table}'");
                    break;
                case DaxColumn { Table: var table, Column: var column } when !model.Tables[table].Contains(column):
                    say(measures.Contains(column) ? "DAX_MEASURES_UNQUALIFIED" : "DAX_REFERENCE", $"'{table}'[{column}]: the table has no such column");
                    break;
                case DaxTableName { Name: var name } when !model.Tables.ContainsKey(name):
                    say("DAX_REFERENCE", $"the model has no table '{name}'");
                    break;
                case DaxMeasureName { Name: var name } when !measures.Contains(name) && !added.Contains(name):
                    say(model.Tables.Values.Any(c => c.Contains(name)) ? "DAX_COLUMNS_FULLY_QUALIFIED" : "DAX_REFERENCE", $"[{name}] is no measure{(model.Tables.Values.Any(c => c.Contains(name)) ? "; a column is written with its table" : "")}");
                    break;
                case DaxCall { Function: var function } when Avoided.Contains(function):
                    say("AVOID_USING_" + function, $"{function} {(function is "TODAY" or "NOW" ? "makes yesterday's figures differ from today's" : "is slow or hides errors")}");
                    break;
                case DaxCall { Function: var function, Arguments: var arguments }:
                    if (!Functions.TryGetValue(function, out var takes))
                    {
                        say("DAX_FUNCTION", $"{function} is no function known here; nearest: {NearestName.Of(function, Functions.Keys) ?? "none"}");
                    }
                    else if (arguments.Count < takes.Least || arguments.Count > takes.Most)
                    {
                        say("DAX_FUNCTION", $"{function} takes {takes.Least}{(takes.Most == takes.Least ? "" : takes.Most == Many ? " or more" : $" to {takes.Most}")} arguments, received {arguments.Count}");
                    }
                    break;
                case DaxOperation { Operator: "/" }:
                    say("USE_THE_DIVIDE_FUNCTION_FOR_DIVISION", "a division without a guard; DIVIDE gives a blank where the denominator is 0");
                    break;
                case DaxOperation { Operator: "-", Left: DaxLiteral { Text: "1" }, Right: DaxCall { Function: "DIVIDE" } }:
                    say("AVOID_USING_'1-(X/Y)'_SYNTAX", "1 - DIVIDE ( … ) is computed twice as slowly as DIVIDE of the difference, and blanks become 1");
                    break;
                case DaxLet { Variables: var variables } let:
                    found.AddRange(Unused(let, variables).Select(v => new DaxFinding("UNUSED_VARIABLE", "", $"{v} is never used")));
                    break;
            }
        }
        found.AddRange(Unknown(tree, []).Distinct().Select(w => new DaxFinding("DAX_REFERENCE", "", $"{w} is neither a variable nor a word that DAX knows")));
        return found;
    }

    private delegate void Say(string rule, string message);

    private static IEnumerable<string> Unused(DaxLet let, IReadOnlyList<(string Name, DaxNode Value)> variables) =>
        variables.Where((v, i) => !variables.Skip(i + 1).Select(x => x.Value).Append(let.Return).SelectMany(n => n.All()).OfType<DaxWord>().Any(w => w.Name == v.Name)).Select(v => v.Name);

    /// <summary>Bare words that stand for nothing where they are written.</summary>
    private static IEnumerable<string> Unknown(DaxNode node, IReadOnlyList<string> known)
    {
        if (node is DaxWord { Name: var name } && !known.Contains(name) && !Words.Contains(name.ToUpperInvariant()))
        {
            return [name];
        }
        if (node is not DaxLet let)
        {
            return node.Parts.SelectMany(p => Unknown(p, known));
        }
        var names = known.ToList();
        var unknown = new List<string>();
        foreach (var (variable, value) in let.Variables)
        {
            unknown.AddRange(Unknown(value, names));
            names.Add(variable);
        }
        return [.. unknown, .. Unknown(let.Return, names)];
    }

    /// <summary>Measures that need themselves.</summary>
    private static IEnumerable<DaxFinding> Circles(Dictionary<string, DaxNode> trees)
    {
        var needs = trees.ToDictionary(t => t.Key, t => t.Value.All().OfType<DaxMeasureName>().Select(m => m.Name).Where(trees.ContainsKey).ToHashSet());
        bool Reaches(string from, string to, HashSet<string> seen) => needs[from].Contains(to) || needs[from].Any(n => seen.Add(n) && Reaches(n, to, seen));
        return trees.Keys.Where(name => Reaches(name, name, [])).Select(name => new DaxFinding("CIRCULAR_DEPENDENCY", name, "it is computed from itself"));
    }

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
