using QdC.Cli.App;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Validate;
using QdC.Portal.Pages.Quality;
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
        return RejectForm.Of(area, log, filter, text, language, context.Clock);
    }
}
