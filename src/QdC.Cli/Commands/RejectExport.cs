using QdC.Cli.App;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Validate;
using QdC.Publish.Csv;
using QdC.Publish.Excel;
using QdC.Warehouse;

namespace QdC.Cli.Commands;

/// <summary>Writes findings to a file, whole or not at all.</summary>
internal static class RejectExport
{
    /// <summary>Writes them and gives back how many there are.</summary>
    public static int Write(CommandContext context, IReadOnlyList<AreaFile> areas, FindingFilter filter, FindingText text, string language, string file)
    {
        var path = OutputFile.Path(file, ".csv", ".xlsx");
        var forms = areas.Select(a => Form(context, a, filter, text, language)).ToList();
        if (OutputFile.Ending(path) == ".csv")
        {
            OutputFile.Save(path, stream => RejectCsv.Write(forms, stream));
        }
        else
        {
            var only = forms is [var one]
                ? one
                : throw new UsageWrong("A workbook goes to one council and comes back from it", $"{forms.Count} areas", "one area", "Name the area: `qdc rejects AREA --export FILE.xlsx`.");
            OutputFile.Save(path, stream => RejectWorkbook.Write(only, stream));
        }
        return forms.Sum(f => f.Lines.Count);
    }

    private static RejectReport Form(CommandContext context, AreaFile area, FindingFilter filter, FindingText text, string language)
    {
        using var log = context.OpenLog(area.Area);
        return new RejectReport
        {
            Area = area.Area,
            AreaName = area.Name,
            Date = DateOnly.FromDateTime(context.Clock.GetUtcNow().UtcDateTime),
            Language = language,
            Lines = [.. (log?.Findings(filter) ?? []).Select(f => Line(f, text)).OrderByDescending(l => l.IsError)],
        };
    }

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
