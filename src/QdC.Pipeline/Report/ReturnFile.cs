using System.Globalization;
using System.Text;
using ExcelDataReader;
using QdC.Metrics;
using QdC.Pipeline.Extract;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Jobs.Reading;
using QdC.Pipeline.Query;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Report;

/// <summary>A figure that the area returned for a year.</summary>
/// <param name="Variable">The figure, with what it keeps.</param>
/// <param name="Year">The year.</param>
/// <param name="Value">The number, in the metric's unit: 12.3 for 12.3 %.</param>
/// <param name="From">Where it stands, in words; null where nobody said.</param>
public sealed record ReturnedFigure(FormVariable Variable, int Year, double Value, string? From);

/// <summary>Reads a return that a planner typed in: a workbook made of the template, or a CSV file with the same columns.</summary>
/// <param name="metrics">The figures there are.</param>
/// <param name="lists">The code lists, for the members of dimensions.</param>
/// <param name="rudel">The variables of the RUDEL's form; null where there are none.</param>
public sealed class ReturnFile(MetricsFile metrics, CodeListSet lists, RudelForm? rudel)
{
    private const int MostLines = 10_000;
    private readonly List<string> _faults = [];

    /// <summary>The lines of the template: the variables of the form where there is one, then every metric.</summary>
    /// <param name="language">ca, es or en.</param>
    public IReadOnlyList<ReturnLine> Template(string language) =>
        [
            .. (rudel?.Variables ?? []).Select(v => Line(v.Name, v.Label, v.Metric, language)),
            .. metrics.Metrics.Values.Select(m => Line(m.Name, m.Texts[language].Name, m, language)),
        ];

    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ReturnUnreadable">Something is wrong with it; every fault is told.</exception>
    /// <exception cref="ExtractUnreadable">It is no sound workbook.</exception>
    public IReadOnlyList<ReturnedFigure> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new ReturnUnreadable(path, ["it is not there"]);
        }
        var rows = path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) ? Sheet(path) : Csv(path);
        var name = Path.GetFileName(path);
        var head = rows.FindIndex(r => r.Cells.Any(c => ReturnForm.Variable.Is(c.Text)) && r.Cells.Any(c => ReturnForm.Figure.Is(c.Text)));
        if (head < 0)
        {
            throw new ReturnUnreadable(name, [$"no line holds the headers {string.Join(", ", ReturnForm.Columns.Select(c => c.Ca))} (in ca, es or en)"]);
        }
        int At((string, string, string) column) => rows[head].Cells.ToList().FindIndex(c => column.Is(c.Text));
        var (variable, year, figure, from) = (At(ReturnForm.Variable), At(ReturnForm.Year), At(ReturnForm.Figure), At(ReturnForm.From));
        if (year < 0)
        {
            throw new ReturnUnreadable(name, [$"the column {ReturnForm.Year.Ca} is missing"]);
        }
        var returned = rows.Skip(head + 1)
            .Where(row => row.At(figure).Text.Length > 0)
            .Select(row => Figure(row, row.At(variable).Text, row.At(year).Text, row.At(figure), row.At(from).Text))
            .OfType<ReturnedFigure>()
            .ToList();
        return _faults.Count > 0 ? throw new ReturnUnreadable(name, _faults)
            : returned.Count == 0 ? throw new ReturnUnreadable(name, [$"no line has a number in {ReturnForm.Figure.Ca}"])
            : returned;
    }

    private ReturnedFigure? Figure(Row row, string variable, string year, Cell figure, string from)
    {
        var known = Variable(row.Line, variable);
        if (!int.TryParse(year.Split(['.', ','])[0], NumberStyles.None, CultureInfo.InvariantCulture, out var inYear) || inYear is < 1990 or > 2100)
        {
            Fault(row.Line, $"\"{Masking.ColumnName(year)}\" is no year");
            return null;
        }
        if (figure.Number is null && Number(figure.Text) is null)
        {
            Fault(row.Line, $"\"{Masking.ColumnName(figure.Text)}\" is no number, or can be read in two ways: write 1234 or 1234,5");
            return null;
        }
        return known is null ? null : new(known, inYear, figure.Number ?? Number(figure.Text)!.Value, from.Length == 0 ? null : from);
    }

    private FormVariable? Variable(int line, string text)
    {
        if (rudel?.Variables.FirstOrDefault(v => v.Name == text) is { } ofForm)
        {
            return ofForm;
        }
        var parts = text.Split(' ', 2, StringSplitOptions.TrimEntries);
        if (!metrics.Metrics.TryGetValue(parts[0], out var metric))
        {
            var names = metrics.Metrics.Keys.Concat(rudel?.Variables.Select(v => v.Name) ?? []).ToList();
            Fault(line, $"there is no figure \"{Masking.ColumnName(parts[0])}\"" + (NearestName.Of(parts[0], names) is { } near ? $"; did you mean \"{near}\"?" : "; `qdc query --list` names them"));
            return null;
        }
        var problems = new Problems();
        var at = new Jobs.Yaml.Place("", line, 1);
        var where = RudelForm.Filters(metrics, lists, metric, new CsvCell(parts.ElementAtOrDefault(1) ?? "", at), problems);
        foreach (var problem in problems.All)
        {
            Fault(line, $"{problem.What} \"{Masking.ColumnName(problem.Received ?? "")}\"" + (problem.Allowed is { } allowed ? $"; allowed: {allowed}" : ""));
        }
        return where is null ? null : new("", metric.Name, metric, where, false);
    }

    private void Fault(int line, string what) => _faults.Add($"line {line}: {what}");

    private static ReturnLine Line(string variable, string label, Metric metric, string language) => new(variable, label, FigureText.In(language).Unit(metric), ReportCells.Format(metric));

    /// <summary>A number as people write it, with what may stand behind it; null when it is none or might be two.</summary>
    internal static double? Number(string text)
    {
        var bare = new string([.. text.Where(c => !char.IsWhiteSpace(c) && c is not ('€' or '%' or '\''))]);
        var (comma, point) = (bare.LastIndexOf(','), bare.LastIndexOf('.'));
        var last = Math.Max(comma, point);
        var separators = bare.Count(c => c is ',' or '.');
        if (separators == 1 && bare.Length - last == 4 && bare[..last].TrimStart('-') is not ("0" or ""))
        {
            return null; // 1.234 is a thousand to some and one and a bit to others
        }
        var isGrouped = separators > 1 && (comma < 0 || point < 0); // 1.234.567
        var plain = isGrouped ? bare.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal)
            : last < 0 ? bare
            : bare[..last].Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal) + "." + bare[(last + 1)..];
        return double.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static List<Row> Csv(string path)
    {
        var text = File.ReadAllText(path, Encoding.UTF8).TrimStart('\uFEFF');
        var first = text.Split('\n', 2)[0];
        var problems = new Problems();
        // The tables of code lists are cut by commas; a list of figures comes from a spreadsheet, which may cut by semicolons.
        var table = CsvTable.Read(new JobText(Path.GetFileName(path), text), problems, first.Count(c => c == ';') > first.Count(c => c == ',') ? ';' : ',');
        if (problems.All.Count > 0)
        {
            throw new ReturnUnreadable(Path.GetFileName(path), [.. problems.All.Select(p => $"line {p.Line}: {p.What}")]);
        }
        return [.. table.Rows.Prepend(table.Header).Where(r => r.Count > 0).Select(r => new Row(r[0].Place.Line, [.. r.Select(c => new Cell(c.Text, null))]))];
    }

    private static List<Row> Sheet(string path)
    {
        var file = Path.GetFileName(path);
        using var bytes = Workbook.Load(File.OpenRead(path), file, new WorkbookLimits());
        bytes.Position = 0;
        var excel = Workbook.Open(bytes, file);
        var rows = new List<Row>();
        while (rows.Count < MostLines && Workbook.Guard(file, excel.Read))
        {
            rows.Add(new Row(excel.Depth + 1, Workbook.Guard(file, () => Enumerable.Range(0, excel.FieldCount).Select(i => Of(excel, i)).ToList())));
        }
        return rows;
    }

    /// <summary>A percentage is held as 0.123 and shown as 12.3 %; figures are given in percent.</summary>
    private static Cell Of(IExcelDataReader excel, int column) =>
        excel.GetValue(column) switch
        {
            null => new("", null),
            double number => new(number.ToString(CultureInfo.InvariantCulture), excel.GetNumberFormatString(column)?.Contains('%', StringComparison.Ordinal) == true ? number * 100 : number),
            var other => new(Convert.ToString(other, CultureInfo.InvariantCulture)?.Trim() ?? "", null),
        };

    private readonly record struct Cell(string Text, double? Number);

    private sealed record Row(int Line, IReadOnlyList<Cell> Cells)
    {
        public Cell At(int column) => column >= 0 && column < Cells.Count ? Cells[column] : new("", null);
    }
}

/// <summary>A return cannot be read.</summary>
public sealed class ReturnUnreadable(string file, IReadOnlyList<string> faults)
    : TerminalException(new Problem(
        faults.Count == 1 ? "The return cannot be read" : $"The return cannot be read: {faults.Count} faults",
        Where: file,
        Received: string.Join("\n", faults.Take(20)),
        NextStep: "Correct it, or begin with the template: qdc report conciliacio --template -o plantilla.xlsx"));
