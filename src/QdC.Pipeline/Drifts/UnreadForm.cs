using System.IO.Enumeration;
using QdC.Pipeline.Conform;
using QdC.Pipeline.Forget;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Stage.Delimited;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Drifts;

/// <summary>
/// Looks at a delivery that could not be read for the table that the one before it held: with another delimiter or encoding, in another
/// line or sheet, or with other columns. It reads nothing but the beginning.
/// </summary>
internal static class UnreadForm
{
    private const int Head = 1 << 18;
    private const int Searched = 40;
    private const double Recognised = 0.5;
    private static readonly char[] Delimiters = [';', ',', '\t', '|'];

    /// <summary>What it looks like and what changed; null where nothing of the delivery before is recognised in it.</summary>
    /// <param name="request">The delivery.</param>
    /// <param name="before">What the one before it looked like.</param>
    public static (Shape Shape, IReadOnlyList<DriftNote> Notes)? Of(StageRequest request, Shape before)
    {
        try
        {
            return request.HoldsJoined || before.Columns.Count == 0
                ? null
                : request.Extract.Form switch
                {
                    XlsxLayout => Sheets(request, before),
                    null or CsvDialect => Text(request, before),
                    _ => With(request, before, [], ExtractReader.Open(request.Open(), holdsJoined: false, request.Extract, request.FileName, request.Limits)),
                };
        }
        catch (TerminalException e) when (e is ExtractUnreadable or LandedFileDamaged)
        {
            return null; // nothing is found in what is no table at all
        }
    }

    private static (Shape, IReadOnlyList<DriftNote>)? Text(StageRequest request, Shape before)
    {
        var head = new byte[Head];
        using (var content = request.Open())
        {
            head = head[..content.ReadAtLeast(head, Head, throwOnEndOfStream: false)];
        }

        var declared = request.Extract.Csv ?? new CsvDialect();
        if (head.AsSpan().StartsWith(RowsContent.Magic) || Find(head, declared, before) is not { } found)
        {
            return null;
        }

        var notes = new List<DriftNote>();
        var effect = new DriftEffect();
        if (found.Encoding != declared.Encoding)
        {
            notes.Add(Note(DriftKinds.Encoding, "encoding", before.Encoding ?? declared.Encoding, found.Encoding, new() { Encoding = found.Encoding }));
            effect = effect with { Encoding = found.Encoding };
        }

        if (found.Delimiter != declared.Delimiter)
        {
            notes.Add(Note(DriftKinds.Delimiter, "delimiter", Shown(declared.Delimiter), Shown(found.Delimiter), new() { Delimiter = found.Delimiter }));
            effect = effect with { Delimiter = found.Delimiter };
        }

        if (found.Above != declared.SkipLines && !found.IsUsual)
        {
            notes.Add(Note(DriftKinds.HeaderLine, "header line", $"line {before.HeaderLine}", $"line {found.Above + 1}", new() { Above = found.Above }));
            effect = effect with { Above = found.Above };
        }

        var changed = effect.On(request.Extract);
        return With(request with { Extract = changed }, before, notes, new CsvRowReader(new MemoryStream(head), changed.Csv!, request.FileName));
    }

    /// <summary>The way to read the text in which most of the columns before stand in one line; what is declared comes first.</summary>
    private static (string Encoding, char Delimiter, int Above, bool IsUsual)? Find(byte[] head, CsvDialect declared, Shape before)
    {
        var best = (Share: Recognised - 1e-9, Form: default((string, char, int, bool)?));
        foreach (var encoding in new[] { declared.Encoding, FormFinder.Encoding(head).Name }.Distinct())
        {
            using var reader = new StreamReader(TextSource.Open(new MemoryStream(head), encoding, "", out _));
            var text = reader.ReadToEnd();
            foreach (var delimiter in Delimiters.Prepend(declared.Delimiter).Distinct())
            {
                var quote = declared.Quote == '\0' ? DelimitedForm.None : declared.Quote;
                var records = FormFinder.Sample(text, new CellForm(delimiter.ToString(), quote, quote), null, null).Take(Searched).ToList();
                var usual = records.Find(r => r.Line > declared.SkipLines && !r.Blank);
                foreach (var record in records)
                {
                    var share = Share(record.Cells, before);
                    if (share > best.Share + 1e-9)
                    {
                        best = (share, (encoding, delimiter, record.Line - 1, ReferenceEquals(record, usual)));
                    }
                }
            }
        }

        return best.Form;
    }

    private static (Shape, IReadOnlyList<DriftNote>)? Sheets(StageRequest request, Shape before)
    {
        var layout = request.Extract.Xlsx!;
        var best = (Share: Recognised - 1e-9, Sheet: "", Row: 0);
        using (var bytes = Workbook.Load(request.Open(), request.FileName, request.Limits))
        using (var excel = Workbook.Open(bytes, request.FileName))
        {
            do
            {
                for (var row = 0; row < Searched && Workbook.Guard(request.FileName, excel.Read); row++)
                {
                    string[] cells = [.. Enumerable.Range(0, excel.FieldCount).Select(i => excel.GetValue(i)?.ToString() ?? "")];
                    if (Share(cells, before) is var share && share > best.Share + 1e-9)
                    {
                        best = (share, excel.Name, excel.Depth);
                    }
                }
            }
            while (Workbook.Guard(request.FileName, excel.NextResult));
        }

        if (best.Sheet.Length == 0)
        {
            return null;
        }

        var notes = new List<DriftNote>();
        var effect = new DriftEffect();
        if (!layout.Sheets.Any(s => FileSystemName.MatchesSimpleExpression(s, best.Sheet)))
        {
            var pattern = Masking.SheetPattern(best.Sheet);
            notes.Add(Note(DriftKinds.Sheet, "sheet", before.Sheet, Masking.SheetName(best.Sheet), new() { Sheet = pattern }));
            effect = effect with { Sheet = pattern };
        }

        if (layout.TitleRows is { } titles && titles != best.Row)
        {
            notes.Add(Note(DriftKinds.HeaderLine, "header line", $"row {before.HeaderLine}", $"row {best.Row + 1}", new() { Above = best.Row }));
            effect = effect with { Above = best.Row };
        }

        var reading = layout with { Sheets = [best.Sheet], TitleRows = best.Row };
        return With(request with { Extract = effect.On(request.Extract) }, before, notes, new XlsxRowReader(request.Open(), reading, request.FileName, _ => true, request.Limits));
    }

    private static (Shape, IReadOnlyList<DriftNote>) With(StageRequest request, Shape before, List<DriftNote> notes, RowReader reader)
    {
        using (reader)
        {
            var (plan, taker) = (new RowPlan(request), new ShapeTaker(request));
            reader.NextTable();
            plan.Find(reader);
            taker.Begin(reader, plan);
            while (reader.Counts.Records < ShapeTaker.Sampled && reader.Read())
            {
                taker.Take(reader, null);
            }

            var shape = taker.Finish(reader.Counts.Records, []);
            notes.AddRange(DriftFinder.Between(before, shape, request.Extract, unread: true).Where(n => n.Kind != DriftKinds.Encoding));
            return (shape, notes);
        }
    }

    private static DriftNote Note(string kind, string subject, string? before, string? after, DriftEffect effect) =>
        new() { Kind = kind, Subject = subject, IsDestructive = true, Before = before, After = after, Effect = effect.ToJson() };

    private static double Share(IEnumerable<string> cells, Shape before)
    {
        var names = cells.Select(c => TextFold.Header(c)).ToHashSet();
        return before.Columns.Count(c => names.Contains(TextFold.Header(c.Name))) / (double)before.Columns.Count;
    }

    private static string Shown(char delimiter) => delimiter == '\t' ? "tab" : delimiter.ToString();
}
