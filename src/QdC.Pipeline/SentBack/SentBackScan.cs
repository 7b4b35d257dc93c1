using System.Globalization;
using QdC.Pipeline.Conform;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Plan;
using QdC.Pipeline.Run;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.SentBack;

/// <summary>
/// Recognises workbooks of findings that councils filled in and put into a source's folder, and makes of each one correction for
/// every delivery whose rows it corrects. No filled-in value is ever part of a message.
/// </summary>
/// <param name="area">The area.</param>
/// <param name="jobs">The declarative files.</param>
/// <param name="log">The area's log; null before its first run.</param>
internal sealed class SentBackScan(AreaFile area, JobSet jobs, AreaLog? log)
{
    /// <summary>No field holds more; a number beyond is left as Excel has it, and is a wrong value as any other.</summary>
    private const double LargestNumber = 1e28;

    private readonly List<ScannedDelivery> _deliveries = [];
    private readonly List<ExtractProblem> _problems = [];
    private readonly List<SentBackUnused> _unused = [];
    private readonly List<SentBackPart> _parts = [];
    private Dictionary<long, RecordedFinding>? _findings;
    private Dictionary<long, Delivery>? _known;

    /// <summary>The corrections found.</summary>
    public IReadOnlyList<ScannedDelivery> Deliveries => _deliveries;

    /// <summary>What could not be used, and why.</summary>
    public IReadOnlyList<ExtractProblem> Problems => _problems;

    /// <summary>What was filled in and is not used.</summary>
    public IReadOnlyList<SentBackUnused> Unused => _unused;

    /// <summary>How many values each extract gets.</summary>
    public IReadOnlyList<SentBackPart> Parts => _parts;

    private Dictionary<long, RecordedFinding> Findings => _findings ??= log?.Findings().ToDictionary(f => f.FindingId) ?? [];

    private Dictionary<long, Delivery> Known => _known ??= log?.Deliveries().ToDictionary(d => d.DeliveryId) ?? [];

    /// <summary>Takes the workbooks of a source's folder; gives the names of the files that are spoken for.</summary>
    public IReadOnlySet<string> Take(SourceFile source)
    {
        var taken = new HashSet<string>();
        if (!Directory.Exists(source.Folder))
        {
            return taken;
        }

        foreach (var path in Directory.EnumerateFiles(source.Folder, SentBackForm.SentBackPattern, new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive }).Order(StringComparer.Ordinal))
        {
            if (Take(source, path, Masking.FileName(Path.GetFileName(path))))
            {
                taken.Add(Path.GetFileName(path));
            }
        }

        return taken;
    }

    /// <summary>Takes one file; false when it is no workbook of findings.</summary>
    /// <param name="source">The source in whose folder it lies.</param>
    /// <param name="path">The file.</param>
    /// <param name="file">What it is called in messages.</param>
    public bool Take(SourceFile source, string path, string file)
    {
        try
        {
            if (ReturnedWorkbook.Read(path, file) is not { } workbook)
            {
                return false;
            }
            Take(source, path, file, workbook);
        }
        catch (ExtractUnreadable e)
        {
            _unused.Add(new SentBackUnused(SentBackWhy.Unreadable));
            _problems.Add(new ExtractProblem(source.System, "", file, e.Message, true));
        }

        return true;
    }

    private void Take(SourceFile source, string path, string file, ReturnedWorkbook workbook)
    {
        void Say(SentBackWhy why, string what, string? next = null, bool failure = true, string? rows = null)
        {
            _unused.Add(new SentBackUnused(why, rows));
            _problems.Add(new ExtractProblem(source.System, "", file, new Problem(what, file, NextStep: next).ToString(), failure));
        }

        if (workbook.Area != area.Area)
        {
            Say(SentBackWhy.OtherArea, "The workbook of findings was made for another area; nothing of it is used", "Put it into a folder of the council that it was sent to.");
            return;
        }

        if (workbook.Values.Count == 0)
        {
            Say(SentBackWhy.Empty, "The workbook of findings came back without a value", "Fill in the last, yellow column, or take the file away.", failure: false);
            return;
        }

        string sha;
        using (var bytes = File.OpenRead(path))
        {
            sha = Landing.HashOf(bytes);
        }

        if (IsTaken(sha))
        {
            _unused.Add(new SentBackUnused(SentBackWhy.Known));
            return;
        }

        var cells = new List<(long Origin, string System, string Extract, SentBackCell Cell)>();
        foreach (var filled in workbook.Values.GroupBy(v => v.FindingId))
        {
            var rows = string.Join(", ", filled.Select(f => f.Row.ToString(CultureInfo.InvariantCulture)));
            if (filled.Key is null || !Findings.TryGetValue(filled.Key.Value, out var finding))
            {
                Say(SentBackWhy.NoFinding, $"Row {rows} names no finding of this area, so its value is not used", "Leave the column of finding numbers as it was exported.", rows: rows);
            }
            else if (filled.Count() > 1)
            {
                Say(SentBackWhy.Twice, $"Rows {rows} name the same finding, so neither value is used", "Leave one of them.", rows: rows);
            }
            else if (finding.State == FindingState.Corrected)
            {
                Say(SentBackWhy.Corrected, $"The finding of row {rows} is corrected already, so its value is not used", failure: false, rows: rows);
            }
            else if (CellOf(finding, filled.Single()) is { } cell)
            {
                cells.Add(cell);
            }
            else
            {
                Say(SentBackWhy.NoCell, $"The finding of row {rows} is not about one cell, so no value can correct it", "Send the corrected file instead.", rows: rows);
            }
        }

        Emit(path, sha, workbook, cells);
    }

    private void Emit(string path, string sha, ReturnedWorkbook workbook, List<(long Origin, string System, string Extract, SentBackCell Cell)> cells)
    {
        var groups = cells.GroupBy(c => (c.Origin, c.System, c.Extract)).OrderBy(g => g.Key).ToList();
        foreach (var group in groups)
        {
            var origin = Known[group.Key.Origin];
            var day = origin.EffectiveDate!.Value;
            var rows = new SentBackRows([.. group.Select(g => g.Cell).OrderBy(c => c.Sheet, StringComparer.Ordinal).ThenBy(c => c.Line).ThenBy(c => c.Finding)]);
            _parts.Add(new SentBackPart(origin.System, origin.Extract, origin.Facts.FileName, rows.Cells.Count));
            var hash = string.Create(CultureInfo.InvariantCulture, $"{sha}+{origin.DeliveryId}@{day:yyyyMMdd}");
            _deliveries.Add(new ScannedDelivery
            {
                System = origin.System,
                Extract = origin.Extract,
                Path = path,
                ContentHash = hash,
                Bytes = new FileInfo(path).Length,
                EffectiveDate = day,
                Sequence = Sequence(origin, hash, workbook.WrittenOn),
                Mode = new SentBackMode(origin.DeliveryId, groups.Count).ToString(),
                IsCorrection = true,
                Content = rows.Write,
            });
        }
    }

    /// <summary>True when every delivery of the workbook is known and landed. A finding may have moved since, so it is not taken apart again.</summary>
    private bool IsTaken(string sha)
    {
        var parts = Known.Values.Where(d => d.ContentHash.StartsWith(sha + "+", StringComparison.Ordinal)).ToList();
        return parts.Count > 0
            && parts.Count == SentBackMode.Of(parts[0])!.Value.Parts
            && parts.TrueForAll(d => d.Facts.LandedPath is not null && d.State is not (DeliveryState.Waiting or DeliveryState.Failed));
    }

    /// <summary>After every workbook that corrected the same day before; by the day it was written where nothing else speaks.</summary>
    private int Sequence(Delivery origin, string hash, DateOnly? written)
    {
        var others = Known.Values.Where(d => d.System == origin.System && d.Extract == origin.Extract && d.EffectiveDate == origin.EffectiveDate && SentBackMode.Of(d) is not null).ToList();
        if (others.Find(d => d.ContentHash == hash) is { } same)
        {
            return same.Facts.Sequence;
        }

        var byDay = written is { } day ? (day.Year * 10000) + (day.Month * 100) + day.Day : 1;
        return Math.Max(byDay, others.Select(d => d.Facts.Sequence + 1).DefaultIfEmpty(0).Max());
    }

    private (long, string, string, SentBackCell)? CellOf(RecordedFinding recorded, FilledIn filled)
    {
        var finding = recorded.Finding;
        var extract = jobs.Systems.GetValueOrDefault(finding.System)?.Extracts.FirstOrDefault(e => e.Name == finding.Extract)?.At(Raised(recorded)?.EffectiveDate ?? DateOnly.MinValue);
        var columns = finding.Field is { } field && extract?.Columns.GetValueOrDefault(field) is { From.Count: > 0 } mapping ? mapping.From
            : finding.Column is { } column ? [column]
            : [];
        if (extract is null || finding.Line is not { } line || columns.Count == 0 || Raised(recorded) is not { EffectiveDate: not null } raised)
        {
            return null;
        }

        var value = new Personal<string>(Text(filled.Value.Open(), extract));
        return (SentBackMode.OriginOf(raised), finding.System, finding.Extract, new SentBackCell(recorded.FindingId, finding.KeyHash, finding.Sheet, line, columns, value));
    }

    /// <summary>The delivery in which the finding's row stands; what checks over the star found names its file.</summary>
    private Delivery? Raised(RecordedFinding recorded) =>
        recorded.DeliveryId is { } id
            ? Known.GetValueOrDefault(id)
            : Known.Values.Where(d => d.System == recorded.Finding.System && d.Extract == recorded.Finding.Extract && d.Facts.FileName == recorded.Finding.File)
                .MaxBy(d => d.Order, StringComparer.Ordinal);

    /// <summary>The value as the extract's own files would write it.</summary>
    private static string Text(object value, ExtractDefinition extract)
    {
        var (dates, mark) = (extract.Form?.Dates ?? [], extract.Form?.Decimal ?? '.');
        return value switch
        {
            DateTime date => date.ToString(dates.Count > 0 ? dates[0] : "yyyy-MM-dd", CultureInfo.InvariantCulture),
            double number when Math.Abs(number) < LargestNumber => ((decimal)number).ToString(CultureInfo.InvariantCulture).Replace('.', mark),
            bool truth => truth ? "1" : "0",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!.Trim(),
        };
    }
}
