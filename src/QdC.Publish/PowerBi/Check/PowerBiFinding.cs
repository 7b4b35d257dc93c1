namespace QdC.Publish.PowerBi;

/// <summary>Something wrong in the files of Power BI.</summary>
/// <param name="Rule">The rule it breaks: <see cref="PowerBiRules"/>.</param>
/// <param name="File">The file, by its path under <c>powerbi</c>.</param>
/// <param name="Line">The line, from 1; 0 when the file itself is meant.</param>
/// <param name="Message">What was received and what is allowed.</param>
public sealed record PowerBiFinding(string Rule, string File, int Line, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{(Line > 0 ? $"{File}:{Line}" : File)} {Rule}: {Message}";
}
