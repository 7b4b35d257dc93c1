using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Jobs.Reading;
using QdC.Pipeline.Jobs.Yaml;
using QdC.Pipeline.Query;

namespace QdC.Pipeline.Report;

/// <summary>A variable of a form: the figure that it is.</summary>
/// <param name="Name">Its number or name on the form.</param>
/// <param name="Label">What the form says it is.</param>
/// <param name="Metric">The figure.</param>
/// <param name="Where">The members it keeps.</param>
/// <param name="ByRegistration">True when it is counted by the day of registration.</param>
public sealed record FormVariable(string Name, string Label, Metric Metric, IReadOnlyList<MemberFilter> Where, bool ByRegistration);

/// <summary>
/// The variables of the RUDEL's Fitxa 1 as a council gives them: <c>code-lists/rudel-fitxa-1.csv</c>. Its columns: variable, label,
/// metric, where (<c>sex=D;age_group=65+</c>, or empty) and counted_by (action or registration; empty is action). No such list is public,
/// so none comes with the program.
/// </summary>
/// <param name="Variables">The variables in the order of the file.</param>
public sealed record RudelForm(IReadOnlyList<FormVariable> Variables)
{
    /// <summary>The file's name without its ending.</summary>
    public const string Stem = "rudel-fitxa-1";

    private static readonly string[] Columns = ["variable", "label", "metric", "where", "counted_by"];
    private static readonly string[] CountedBy = ["action", "registration"];

    /// <summary>Reads the file of a jobs folder; null when there is none, or when something is wrong with it.</summary>
    /// <param name="jobsFolder">The folder that holds <c>code-lists</c>.</param>
    /// <param name="metrics">The figures there are.</param>
    /// <param name="lists">The code lists, for the members of dimensions.</param>
    /// <returns>The form, and every problem found.</returns>
    public static (RudelForm? Form, IReadOnlyList<JobProblem> Problems) Read(string jobsFolder, MetricsFile metrics, CodeListSet lists)
    {
        var path = Path.Combine(jobsFolder, "code-lists", Stem + ".csv");
        if (!File.Exists(path))
        {
            return (null, []);
        }
        var problems = new Problems();
        var shown = $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(jobsFolder)))}/code-lists/{Stem}.csv";
        var form = Read(new JobText(shown, File.ReadAllText(path)), metrics, lists, problems);
        return (problems.All.Count == 0 ? form : null, problems.All);
    }

    private static RudelForm? Read(JobText file, MetricsFile metrics, CodeListSet lists, Problems problems)
    {
        var table = CsvTable.Read(file, problems);
        var at = Columns.ToDictionary(c => c, c => table.Header.ToList().FindIndex(h => h.Text == c));
        foreach (var missing in Columns.Where(c => at[c] < 0))
        {
            problems.Error(file.Start, $"missing column \"{missing}\"", next: $"The first line needs {string.Join(",", Columns)}.");
        }
        if (at.Values.Any(i => i < 0))
        {
            return null;
        }
        var names = new Dictionary<string, int>();
        var variables = new List<FormVariable>();
        foreach (var row in table.Rows)
        {
            if (row.Count != table.Header.Count)
            {
                problems.Error(row[0].Place, $"the row has {row.Count} values", next: $"The header has {table.Header.Count}; a value with a comma needs quotes.");
                continue;
            }
            var (variable, metric, where, countedBy) = (row[at["variable"]], row[at["metric"]], row[at["where"]], row[at["counted_by"]]);
            if (variable.Text == "")
            {
                problems.Error(variable.Place, "the variable has no name");
            }
            else if (!names.TryAdd(variable.Text, variable.Place.Line))
            {
                problems.Error(variable.Place, "duplicate variable", variable.Text, next: $"It stands already at line {names[variable.Text]}.");
            }
            if (countedBy.Text is not "" && !CountedBy.Contains(countedBy.Text))
            {
                problems.Unknown(countedBy.Place, "way of counting", countedBy.Text, CountedBy);
            }
            if (Figure(metrics, lists, metric, where, countedBy, problems) is { } figure)
            {
                variables.Add(new(variable.Text, row[at["label"]].Text, figure.Metric, figure.Where, countedBy.Text == CountedBy[1]));
            }
        }
        return new(variables);
    }

    /// <summary>The figure that a row names, with the members it keeps; null, with a problem, when there is no such.</summary>
    private static (Metric Metric, IReadOnlyList<MemberFilter> Where)? Figure(MetricsFile metrics, CodeListSet lists, CsvCell metric, CsvCell where, CsvCell countedBy, Problems problems)
    {
        if (!metrics.Metrics.TryGetValue(metric.Text, out var known))
        {
            problems.Unknown(metric.Place, "metric", metric.Text, metrics.Metrics.Keys);
            return null;
        }
        var filters = Filters(metrics, lists, known, where, problems);
        if (countedBy.Text == CountedBy[1] && ByRegistration.Of(known) is null)
        {
            problems.Error(countedBy.Place, $"{known.Name} counts what has no day of registration", countedBy.Text, CountedBy[0]);
        }
        return filters is null ? null : (known, filters);
    }

    /// <summary>The members that a cell keeps of a figure; null, with a problem, when there are no such.</summary>
    internal static IReadOnlyList<MemberFilter>? Filters(MetricsFile metrics, CodeListSet lists, Metric known, CsvCell where, Problems problems)
    {
        if (MemberFilters.Parse(where.Text) is not { } filters)
        {
            problems.Error(where.Place, "bad filter", where.Text, MemberFilters.Allowed);
            return null;
        }
        if (filters.FirstOrDefault(f => !metrics.Dimensions.ContainsKey(f.Dimension)) is { } unknown)
        {
            problems.Unknown(where.Place, $"dimension of {known.Name}", unknown.Dimension, known.Breakdowns);
            return null;
        }
        try
        {
            var touched = FigureCut.Check(metrics, known, [], filters);
            if (touched.Count > 1 && filters.FirstOrDefault(f => MemberFilters.IsSensitive(f, metrics, lists)) is { } sensitive)
            {
                problems.Error(where.Place, "a member of the sensitive list is counted for the whole area and year only", $"{sensitive.Dimension}={sensitive.Member}", next: "Leave the other filters out.");
            }
        }
        catch (CutNotPossible impossible)
        {
            problems.Error(where.Place, impossible.Problem.What, where.Text, impossible.Problem.Allowed);
        }
        foreach (var filter in filters)
        {
            if (MemberFilters.Members(filter.Dimension, lists) is { } members && !members.Contains(filter.Member))
            {
                problems.Unknown(where.Place, $"member of {filter.Dimension}", filter.Member, members);
            }
        }
        return filters;
    }
}
