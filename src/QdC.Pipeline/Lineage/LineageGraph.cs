using QdC.Metrics;
using QdC.Pipeline.Query;

namespace QdC.Pipeline.Lineage;

/// <summary>What a name stands for, in the order in which data go.</summary>
public enum LineageKind
{
    /// <summary>A column of a council's file, <c>hestia:expedients.DtObertura</c>.</summary>
    Source,

    /// <summary>A field of the contract, <c>case.opened_on</c>.</summary>
    Field,

    /// <summary>A column of the star, <c>fact_case.opened_on</c>.</summary>
    Star,

    /// <summary>A figure, <c>open_cases</c>.</summary>
    Metric,

    /// <summary>A visual of the dashboard or a sheet of a report, <c>dashboard:resum/1</c>, <c>report:memoria/2</c>.</summary>
    Shown,
}

/// <summary>What there is to say of a name beside where it comes from.</summary>
public enum LineageNote
{
    /// <summary>It is not available; why is told along.</summary>
    Unavailable,

    /// <summary>It holds one value always.</summary>
    Constant,

    /// <summary>It follows from the deliveries.</summary>
    Derived,

    /// <summary>It comes from no field: a code list, the calendar or the delivery itself.</summary>
    NoField,
}

/// <summary>A name on the way from a council's file to a figure.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Name">The name, unlike any other.</param>
/// <param name="Texts">What readers call it, by language; empty where it has its name only.</param>
/// <param name="Notes">What there is to say of it, each with what is told along.</param>
public sealed record LineageNode(LineageKind Kind, string Name, IReadOnlyDictionary<string, string> Texts, IReadOnlyList<(LineageNote Note, Words Text)> Notes);

/// <summary>One step of the way.</summary>
/// <param name="From">What is read.</param>
/// <param name="To">What is made of it.</param>
/// <param name="Through">The code list that translates, or the dimension that the figure is broken down by; null for neither.</param>
public sealed record LineageStep(string From, string To, string? Through);

/// <summary>The way of every name, from the councils' columns to what readers see, and back. <see cref="LineageFiles.Graph"/> makes it.</summary>
public sealed class LineageGraph
{
    private readonly ILookup<string, LineageStep> _before;
    private readonly ILookup<string, LineageStep> _after;
    private readonly IReadOnlyDictionary<string, string> _alsoCalled;

    internal LineageGraph(IReadOnlyDictionary<string, LineageNode> nodes, IReadOnlyCollection<LineageStep> steps, IReadOnlyDictionary<string, string> alsoCalled)
    {
        (Nodes, _alsoCalled) = (nodes, alsoCalled);
        _before = steps.ToLookup(s => s.To);
        _after = steps.ToLookup(s => s.From);
    }

    /// <summary>Every name.</summary>
    public IReadOnlyDictionary<string, LineageNode> Nodes { get; }

    /// <summary>The name as somebody writes it: any case, the extract's name in place of the file's.</summary>
    /// <exception cref="UnknownName">There is none; the nearest is told.</exception>
    public LineageNode Find(string name)
    {
        var asked = name.Trim();
        return Nodes.GetValueOrDefault(asked)
            ?? Nodes.Values.FirstOrDefault(n => n.Name.Equals(asked, StringComparison.OrdinalIgnoreCase))
            ?? (_alsoCalled.TryGetValue(asked, out var own) ? Nodes[own] : throw new UnknownName("figure, field or column", asked, [.. Nodes.Keys]));
    }

    /// <summary>The steps that lead to a name, in order of kind and name.</summary>
    public IEnumerable<LineageStep> Before(string name) => _before[name].OrderByDescending(s => Nodes[s.From].Kind).ThenBy(s => s.From, StringComparer.Ordinal);

    /// <summary>The steps that lead on from a name, in order of kind and name.</summary>
    public IEnumerable<LineageStep> After(string name) => _after[name].OrderBy(s => Nodes[s.To].Kind).ThenBy(s => s.To, StringComparer.Ordinal);

    /// <summary>All that a name comes from, itself left out.</summary>
    public IReadOnlyList<LineageNode> Up(string name) => Reached(name, n => _before[n].Select(s => s.From));

    /// <summary>All that is made of a name, itself left out.</summary>
    public IReadOnlyList<LineageNode> Down(string name) => Reached(name, n => _after[n].Select(s => s.To));

    private List<LineageNode> Reached(string name, Func<string, IEnumerable<string>> next)
    {
        var (seen, left) = (new HashSet<string> { name }, new Queue<string>([name]));
        while (left.TryDequeue(out var one))
        {
            foreach (var further in next(one).Where(seen.Add))
            {
                left.Enqueue(further);
            }
        }
        return [.. seen.Where(n => n != name).Select(n => Nodes[n]).OrderBy(n => n.Kind).ThenBy(n => n.Name, StringComparer.Ordinal)];
    }
}
