using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Query;
using QdC.Pipeline.Star;

namespace QdC.Pipeline.Lineage;

/// <summary>The declarative files that say where each figure comes from. Nothing of it is written by hand a second time.</summary>
/// <param name="Jobs">Areas, systems, contract.</param>
/// <param name="Metrics">The figures.</param>
/// <param name="Dashboards">The pages of the dashboard.</param>
/// <param name="Reports">The reports.</param>
public sealed record LineageFiles(JobSet Jobs, MetricsFile Metrics, DashboardsFile Dashboards, ReportsFile Reports)
{
    private readonly Lazy<SqlTrace> _trace = new(() => SqlTrace.Of(Jobs.Contract));

    /// <summary>The way of every name in an area, or in several together.</summary>
    /// <param name="areas">The areas, whose systems are the sources.</param>
    public LineageGraph Graph(params IReadOnlyCollection<AreaFile> areas)
    {
        var build = new LineageBuild();
        var missing = Missing(areas);
        foreach (var subject in Jobs.Contract.Subjects.Values)
        {
            var words = FigureText.Codes.ToDictionary(code => code, code => ContractWords.In(code).Subject(subject.Name));
            foreach (var field in subject.Fields)
            {
                var name = $"{subject.Name}.{field.Name}";
                build.Add(LineageKind.Field, name, words, [.. missing[name].Concat(missing[subject.Name]).Select(m => (LineageNote.Unavailable, m))]);
            }
        }
        new SourceLineage(Jobs, build).Add([.. areas.SelectMany(a => a.Sources).Select(s => Jobs.Systems[s.System]).DistinctBy(s => s.Name)]);
        foreach (var (column, fields) in _trace.Value.Columns)
        {
            build.Add(LineageKind.Star, column, notes: fields.Count == 0 ? [(LineageNote.NoField, "")] : []);
            fields.ToList().ForEach(field => build.Step(field, column));
        }
        new FigureLineage(Metrics, build).Add(Dashboards, Reports, missing);
        return build.Graph();
    }

    /// <summary>By field, subject and metric: why an area has it not. Of several areas only what none of them has.</summary>
    private ILookup<string, Words> Missing(IReadOnlyCollection<AreaFile> areas)
    {
        var reports = JobCheck.Report(Jobs with { Areas = areas.ToDictionary(a => a.Area) }, MetricSupplies.Needs(Metrics));
        return reports
            .SelectMany(r => r.Missing.Select(m => (m.Name, m.Reason)).Concat(r.Unavailable.SelectMany(u => u.Lacks.Select(l => (Name: u.Metric, Reason: l.Sentence))))
                .Select(m => (m.Name, Reason: reports.Count == 1 ? m.Reason : Words.Of(language => $"{r.Area}: {m.Reason[language]}"), r.Area)))
            .GroupBy(m => m.Name)
            .Where(m => m.Select(one => one.Area).Distinct().Count() == reports.Count)
            .SelectMany(m => m)
            .ToLookup(m => m.Name, m => m.Reason);
    }
}

/// <summary>Names and steps as they are found, each once.</summary>
internal sealed class LineageBuild
{
    private static readonly IReadOnlyDictionary<string, string> NoWords = new Dictionary<string, string>();
    private readonly Dictionary<string, LineageNode> _nodes = [];
    private readonly HashSet<LineageStep> _steps = [];
    private readonly Dictionary<string, string> _alsoCalled = new(StringComparer.OrdinalIgnoreCase);

    public void Add(LineageKind kind, string name, IReadOnlyDictionary<string, string>? texts = null, IReadOnlyList<(LineageNote, Words)>? notes = null, string? alsoCalled = null)
    {
        _nodes.TryAdd(name, new(kind, name, texts ?? NoWords, notes ?? []));
        if (alsoCalled is not null)
        {
            _alsoCalled.TryAdd(alsoCalled, name);
        }
    }

    public void Note(string name, LineageNote note, Words text) => _nodes[name] = _nodes[name] with { Notes = [.. _nodes[name].Notes, (note, text)] };

    public bool Has(string name) => _nodes.ContainsKey(name);

    public void Step(string from, string to, string? through = null) => _steps.Add(new(from, to, through));

    public LineageGraph Graph() => new(_nodes, _steps, _alsoCalled);
}
