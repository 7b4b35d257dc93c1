using QdC.Pipeline.Jobs;
using QdC.Pipeline.Validate;
using QdC.Publish.Excel;
using QdC.Warehouse;

namespace QdC.Portal.Pages.Quality;

/// <summary>An area's findings as the form that its council gets; the portal and <c>qdc rejects --export</c> write the same.</summary>
public static class RejectForm
{
    /// <summary>The form, errors first.</summary>
    /// <param name="area">The area.</param>
    /// <param name="log">Its log; null before its first run.</param>
    /// <param name="filter">Which findings.</param>
    /// <param name="text">Their words.</param>
    /// <param name="language">ca, es or en.</param>
    /// <param name="clock">The clock.</param>
    public static RejectReport Of(AreaFile area, AreaLog? log, FindingFilter filter, FindingText text, string language, TimeProvider clock) =>
        new()
        {
            Area = area.Area,
            AreaName = area.Name,
            Date = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime),
            Language = language,
            Lines = [.. (log?.Findings(filter) ?? []).Select(f => Line(f, text)).OrderByDescending(l => l.IsError)],
        };

    private static RejectLine Line(RecordedFinding recorded, FindingText text)
    {
        var finding = recorded.Finding;
        return new RejectLine
        {
            FindingId = recorded.FindingId,
            IsError = finding.Severity == Severity.Error,
            Rule = finding.Rule,
            Sentence = text.Sentence(finding),
            RuleSentence = text.RuleSentence(finding.Rule),
            Extract = $"{finding.System}/{finding.Extract}",
            File = finding.File,
            Sheet = finding.Sheet,
            Line = finding.Line,
            Column = finding.Column ?? finding.Field,
            RecordNo = finding.RecordNo,
            Received = finding.Masked,
            Allowed = text.Allowed(finding),
            State = recorded.State.ToString().ToLowerInvariant(),
            FirstSeen = DateOnly.FromDateTime(recorded.FirstSeen.UtcDateTime),
        };
    }
}
