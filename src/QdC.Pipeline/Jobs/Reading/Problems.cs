using QdC.Metrics;
using QdC.Pipeline.Jobs.Yaml;

namespace QdC.Pipeline.Jobs.Reading;

/// <summary>Where the problems of all files gather while they are read.</summary>
internal sealed class Problems
{
    private readonly List<JobProblem> found = [];

    /// <summary>Every problem by file and place, each once.</summary>
    public IReadOnlyList<JobProblem> All =>
        [
            .. found
                .Distinct()
                .OrderBy(p => p.Path, StringComparer.Ordinal)
                .ThenBy(p => p.Line)
                .ThenBy(p => p.Column),
        ];

    /// <summary>Notes an error.</summary>
    public void Error(
        Place at,
        string what,
        string? received = null,
        string? allowed = null,
        string? nearest = null,
        string? next = null
    ) => found.Add(new(at.Path, at.Line, at.Column, ProblemSeverity.Error, what, received, allowed, nearest, next));

    /// <summary>Notes something that is worth saying and stops nothing.</summary>
    public void Warning(Place at, string what, string? received = null, string? next = null) =>
        found.Add(new(at.Path, at.Line, at.Column, ProblemSeverity.Warning, what, received, Next: next));

    /// <summary>Notes a name that is none of the allowed ones, with the nearest of them.</summary>
    public void Unknown(Place at, string kind, string received, IEnumerable<string> allowed)
    {
        var names = allowed.ToList();
        Error(at, $"unknown {kind}", received, NearestName.List(names), NearestName.Of(received, names));
    }
}
