using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline.Jobs;
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
        var path = Path.GetFullPath(file);
        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw new UsageWrong("The folder of the file is not there", Path.GetDirectoryName(path), next: "Make it first, or name another.");
        }
        var forms = areas.Select(a => Form(context, a, filter, text, language)).ToList();
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".csv":
                Save(path, stream => RejectCsv.Write(forms, stream));
                break;
            case ".xlsx" when forms is [var only]:
                Save(path, stream => RejectWorkbook.Write(only, stream));
                break;
            case ".xlsx":
                throw new UsageWrong("A workbook goes to one council and comes back from it", $"{forms.Count} areas", "one area", "Name the area: `qdc rejects AREA --export FILE.xlsx`.");
            default:
                throw new UsageWrong("The file's ending says how it is written", Path.GetFileName(path), ".csv or .xlsx");
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
            Lines = [.. (log?.Findings(filter) ?? []).Select(text.Line).OrderByDescending(l => l.IsError)],
        };
    }

    private static void Save(string path, Action<Stream> write)
    {
        using var content = new MemoryStream();
        write(content);
        var beside = path + ".part";
        File.WriteAllBytes(beside, content.ToArray());
        File.Move(beside, path, overwrite: true);
    }
}
