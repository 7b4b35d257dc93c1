using System.Data;
using System.Diagnostics;
using System.Globalization;
using ClosedXML.Excel;
using QdC.Metrics;
using QdC.Publish.Detail;

namespace QdC.Benchmarks;

/// <summary>A detail of many rows and twelve columns, written a row at a time, against ClosedXML with the same cells: each in a process of its own.</summary>
internal sealed class ExportMeasure(int rows, int runs, TextWriter to)
{
    private const int Columns = 12;
    private static readonly string[] Towns = ["Tarragona", "Reus", "Olot", "Balaguer", "Sant Feliu de Pallerols", "Valls"];
    private static readonly DateTime First = new(2015, 1, 1);

    /// <summary>Measures both, as a median of several runs.</summary>
    public void Run()
    {
        var (ours, theirs) = (Median("ours"), Median("closedxml"));
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows} rows x {Columns} columns, median of {runs}"));
        foreach (var (name, m) in new[] { ("qdc", ours), ("ClosedXML", theirs) })
        {
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-10} {m.Own:0.00} s writing, {m.Measured.CpuSeconds:0.00} CPU s and {m.Measured.PeakBytes / 1e6:0} MB peak of the process"));
        }
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  ClosedXML takes {theirs.Own / ours.Own:0.0} times as long"));
    }

    /// <summary>Writes the file in this process and says how long that took.</summary>
    public static void Write(string how, string file, int rows)
    {
        var watch = Stopwatch.StartNew();
        if (how == "ours")
        {
            using var stream = File.Create(file);
            var columns = Enumerable.Range(0, Columns).Select(c => new DetailColumn($"column {c}", (c % 4) switch { 0 => "dd/mm/yyyy", 1 => "#,##0.00", 2 => "0", _ => null }, 18)).ToList();
            DetailWorkbook.Write(new DetailDocument([("What", "benchmark")], "Cover", "Rows", columns, rows, new Source(rows)), stream);
        }
        else
        {
            using var workbook = new XLWorkbook();
            var sheet = workbook.AddWorksheet("Rows");
            for (var r = 0; r < rows; r++)
            {
                for (var c = 0; c < Columns; c++)
                {
                    sheet.Cell(r + 1, c + 1).Value = Value(r, c);
                }
            }
            workbook.SaveAs(file);
        }
        Console.WriteLine(watch.Elapsed.TotalSeconds.ToString("R", CultureInfo.InvariantCulture));
    }

    private (double Own, Measured Measured) Median(string how)
    {
        var file = Path.Combine(Path.GetTempPath(), $"qdc-export-{Environment.ProcessId}.xlsx");
        try
        {
            var measured = Enumerable.Range(0, runs)
                .Select(_ => Measured.Dotnet([typeof(ExportMeasure).Assembly.Location, "export-write", how, file, rows.ToString(CultureInfo.InvariantCulture)], new Dictionary<string, string>()))
                .Select(m => m.Code == 0 ? (Own: double.Parse(m.Output, CultureInfo.InvariantCulture), m) : throw new InvalidOperationException(string.Join('\n', m.Lines.Select(l => l.Line))))
                .OrderBy(m => m.Own)
                .ToList();
            return measured[measured.Count / 2];
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static object Value(int row, int column) =>
        (column % 4) switch
        {
            0 => First.AddDays((row + column) % 3650),
            1 => (row * 37 + column) % 100_000 / 100d,
            2 => (double)row,
            _ => Towns[(row + column) % Towns.Length],
        };

    /// <summary>The rows, made while they are read.</summary>
    private sealed class Source(int rows) : DbReader
    {
        private int _row = -1;

        public override int FieldCount => Columns;

        public override bool Read() => ++_row < rows;

        public override object GetValue(int ordinal) => Value(_row, ordinal);
    }
}
