using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Link;

/// <summary>A decision as a file states it.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Area">The area.</param>
/// <param name="A">System and record number of one record.</param>
/// <param name="B">Those of the other.</param>
/// <param name="Same">True when they are one person.</param>
/// <param name="Reason">Why.</param>
public sealed record StatedDecision(int Line, string Area, (string System, string Number) A, (string System, string Number) B, bool Same, string Reason);

/// <summary>
/// A CSV file of decisions on persons: <c>area,system_a,record_a,system_b,record_b,decision,reason</c>, with <c>same</c> or <c>different</c>.
/// Record numbers are the council's own; where those are identifiers the file is to be kept like the council's extracts.
/// </summary>
public static class DecisionFile
{
    private static readonly string[] Columns = ["area", "system_a", "record_a", "system_b", "record_b", "decision", "reason"];

    /// <summary>Reads the file.</summary>
    /// <exception cref="DecisionFileWrong">A column is missing, or a line does not state a decision.</exception>
    /// <exception cref="ReasonTellsWho">A reason, which is kept for ever, holds something shaped like an identifier.</exception>
    public static IReadOnlyList<StatedDecision> Read(string path)
    {
        var name = Masking.FileName(Path.GetFileName(path));
        using var reader = new CsvRowReader(File.OpenRead(path), new CsvDialect { Delimiter = ',', Encoding = "utf-8", Quote = '"' }, name);
        reader.NextTable();
        var at = Columns.Select(column => Enumerable.Range(0, reader.Header.Count).FirstOrDefault(i => reader.Header[i] == column, -1)).ToArray();
        if (at.Contains(-1))
        {
            throw new DecisionFileWrong(name, reader.Line, $"the column {Columns[Array.IndexOf(at, -1)]} is missing");
        }
        var decisions = new List<StatedDecision>();
        while (reader.Read())
        {
            var cells = at.Select(i => PersonFile.Text(reader, i)).ToArray();
            if (cells.Any(c => c.Length == 0) || cells[5] is not ("same" or "different"))
            {
                throw new DecisionFileWrong(name, reader.Line, "every cell is filled, and decision is same or different");
            }
            decisions.Add(new StatedDecision(reader.Line, cells[0], (cells[1], cells[2]), (cells[3], cells[4]), cells[5] == "same", ReasonText.Of(cells[6], $"{name}:{reader.Line}")));
        }
        return decisions;
    }

    /// <summary>Takes the decisions on an area's persons that are not in force already.</summary>
    /// <param name="decisions">The decisions.</param>
    /// <param name="log">The area's ledger.</param>
    /// <param name="keys">The area's keys.</param>
    /// <param name="by">Who takes them.</param>
    /// <returns>How many were new.</returns>
    /// <exception cref="DecisionContradicts">Two of them, or one and one in force, say the opposite.</exception>
    public static int Take(IEnumerable<StatedDecision> decisions, AreaLog log, AreaKeys keys, string by)
    {
        var inForce = PersonDecisions.InForce(log).ToHashSet();
        var taken = 0;
        foreach (var stated in decisions.Where(d => d.Area == keys.Area.Value))
        {
            var decision = PersonDecisions.Pair(PersonReview.RecordOf(keys, stated.A.System, stated.A.Number), PersonReview.RecordOf(keys, stated.B.System, stated.B.Number), stated.Same);
            if (inForce.Add(decision))
            {
                PersonDecisions.Take(log, decision, stated.Reason, by);
                taken++;
            }
        }
        return taken;
    }
}

/// <summary>A file does not state decisions on persons.</summary>
public sealed class DecisionFileWrong(string file, int line, string what)
    : TerminalException(new Problem($"The file does not state decisions: {what}", Where: $"{file}:{line}", Allowed: "area,system_a,record_a,system_b,record_b,decision,reason"));
