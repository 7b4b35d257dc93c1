using System.Text;

namespace QdC.Pipeline.Jobs;

/// <summary>Whether a problem keeps the jobs from running.</summary>
public enum ProblemSeverity
{
    /// <summary>The files cannot be used as they are.</summary>
    Error,

    /// <summary>Worth saying; the files can be used.</summary>
    Warning,
}

/// <summary>One problem of one declarative file: what, where, received, allowed, next step.</summary>
/// <param name="Path">The file, from the folder that holds <c>etl-jobs</c>, with forward slashes.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Severity">Whether it keeps the jobs from running.</param>
/// <param name="What">What is wrong, without the value: <c>unknown field</c>.</param>
/// <param name="Received">The value found; null when something is missing.</param>
/// <param name="Allowed">What may stand there; null when that is clear.</param>
/// <param name="Nearest">The valid name most like the one received; null when none is near.</param>
/// <param name="Next">What to do, as a sentence; null when that is clear.</param>
public sealed record JobProblem(
    string Path,
    int Line,
    int Column,
    ProblemSeverity Severity,
    string What,
    string? Received = null,
    string? Allowed = null,
    string? Nearest = null,
    string? Next = null
)
{
    /// <summary>One line, for example <c>etl-jobs/areas/reus.yaml:14:3 unknown key "nmae"; allowed: area, name. Did you mean "name"?</c></summary>
    public override string ToString()
    {
        var line = new StringBuilder($"{Path}:{Line}:{Column} ");
        if (Severity == ProblemSeverity.Warning)
            line.Append("warning: ");
        line.Append(What);
        if (Received is not null)
            line.Append($" \"{Received}\"");
        if (Allowed is not null)
            line.Append($"; allowed: {Allowed}");
        line.Append('.');
        if (Nearest is not null)
            line.Append($" Did you mean \"{Nearest}\"?");
        if (Next is not null)
            line.Append($" {Next}");
        return line.ToString();
    }
}
