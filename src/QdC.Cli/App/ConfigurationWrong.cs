using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Cli.App;

/// <summary>One thing wrong with the declarative files.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1; 0 when the file itself is meant.</param>
/// <param name="What">What is wrong, received and allowed.</param>
/// <param name="Nearest">The valid name most likely meant.</param>
/// <param name="Next">What to do.</param>
internal sealed record ConfigurationProblem(string File, int Line, string What, string? Nearest = null, string? Next = null)
{
    /// <summary>The folder is not there.</summary>
    public static ConfigurationProblem NoJobs(string folder) =>
        new(folder, 0, "the folder of declarative files is not there", Next: "Run qdc in the folder that holds etl-jobs, or name it with --jobs DIR.");

    public static ConfigurationProblem Of(JobProblem p) =>
        new(
            p.Path,
            p.Line,
            p.What + (p.Received is null ? "" : $" \"{p.Received}\"") + (p.Allowed is null ? "" : $"; allowed: {p.Allowed}"),
            p.Nearest,
            p.Next
        );

    public static ConfigurationProblem Of(MetricsProblem p) => new(p.Path, p.Line, p.Message);

    /// <summary>The place a terminal can jump to.</summary>
    public string Place => Line > 0 ? $"{File}:{Line}" : File;
}

/// <summary>The declarative files cannot be used.</summary>
internal sealed class ConfigurationWrong(IReadOnlyList<ConfigurationProblem> problems)
    : TerminalException(new Problem(
        problems.Count == 1 ? "The configuration is wrong in one place" : $"The configuration is wrong in {problems.Count} places",
        NextStep: "Correct the files; `qdc check` reads them again."))
{
    /// <summary>Every problem of every file.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; } = problems;
}

/// <summary>Options that do not go together, or a value that an option does not take.</summary>
internal sealed class UsageWrong(string what, string? received = null, string? allowed = null, string? next = null)
    : TerminalException(new Problem(what, Received: received, Allowed: allowed, NextStep: next));
