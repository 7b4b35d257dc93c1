using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Stage.Looking;

namespace QdC.Pipeline.Scaffold;

/// <summary>What <c>qdc scaffold</c> found out of a table.</summary>
/// <param name="File">The newest file of its kind.</param>
/// <param name="Files">How many files of that kind were looked at.</param>
/// <param name="Sheet">The sheet, or null.</param>
/// <param name="Subject">The subject it was taken for; null for none.</param>
/// <param name="Confidence">How sure that is, from 0 to 1.</param>
/// <param name="Found">Fields of the contract found.</param>
/// <param name="Missing">Fields that must be there and were not found.</param>
/// <param name="Doubtful">Fields found with little confidence, and codes without a meaning.</param>
/// <param name="Changes">What is not the same in all files of its kind.</param>
public sealed record ScaffoldedTable(string File, int Files, string? Sheet, string? Subject, double Confidence, int Found, IReadOnlyList<string> Missing, IReadOnlyList<string> Doubtful, IReadOnlyList<TableChange> Changes);

/// <summary>A draft of a system: its file, the mappings of its codes, and what stands in it.</summary>
/// <param name="SystemFile">The text of <c>systems/&lt;system&gt;.yaml</c>.</param>
/// <param name="CodeLists">The text of each <c>code-lists/&lt;list&gt;.&lt;system&gt;.csv</c> by its name.</param>
/// <param name="Tables">What each table was taken for.</param>
public sealed record Scaffolded(string SystemFile, IReadOnlyDictionary<string, string> CodeLists, IReadOnlyList<ScaffoldedTable> Tables);

/// <summary>Drafts the description of a system nobody has described, from example files.</summary>
public static class Scaffolding
{
    /// <summary>True for a file whose name says that it is of a kind a draft is made from: delimited text, text of fixed width, XML or a workbook.</summary>
    public static bool Reads(string file) => Path.GetExtension(file).ToLowerInvariant() is ".csv" or ".txt" or ".tsv" or ".dat" or ".asc" or ".prn" or ".xml" or ".xlsx";

    /// <summary>A system's name made of any text: small letters, digits and hyphens; empty where nothing is left.</summary>
    public static string NameOf(string text) => new string([.. text.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]).Trim('-');

    /// <summary>Drafts a system. What several files of one pattern hold is drafted together.</summary>
    /// <param name="system">The system's name.</param>
    /// <param name="files">Example files.</param>
    /// <param name="jobs">The contract, its code lists, and the systems already described.</param>
    /// <param name="said">What is known of how the files are written. Default: nothing</param>
    /// <exception cref="ExtractUnreadable">A file is neither text nor a workbook that may be opened.</exception>
    public static Scaffolded Draft(string system, IEnumerable<string> files, JobSet jobs, SaidForms? said = null)
    {
        var draft = SystemDraft.Of(system, FileKinds.Tables(files, said ?? SaidForms.None), jobs);
        return new Scaffolded(
            DraftWriter.System(draft, Dated(draft)),
            DraftWriter.CodeLists(draft),
            [.. draft.Extracts.Select(Told), .. draft.Rest.Select(r => new ScaffoldedTable(r.Table.File, r.Table.Files.Count, r.Table.Sheet, null, r.Confidence, 0, [], [], [.. r.Table.Changes([])]))]);
    }

    /// <summary>A table of one row that tells a date is where the date of all files stands, if their names tell none.</summary>
    private static string? Dated(SystemDraft draft)
    {
        if (draft.Extracts.All(e => e.Table.Pattern.Contains("{date:", StringComparison.Ordinal)))
        {
            return null;
        }
        var found = draft.Rest
            .Where(r => r.Table is { Newest: { Rows.Count: 1, Form.Dialect: not null } })
            .Select(r => (r.Table, Column: r.Table.Columns.Where(c => c.Kind == SketchKind.Date).MaxBy(c => c.Set.First(), StringComparer.Ordinal)))
            .FirstOrDefault(r => r.Column is not null);
        if (found.Column is null)
        {
            return draft.Extracts.Any(e => e.Table.Pattern.Contains("{date:", StringComparison.Ordinal)) ? null
                : "effective_date: as_of   # ? no file tells of which day its data speak: say it to each run with --as-of, or name {date:…} in the patterns, or a cell, or a file beside them\n";
        }
        var likely = found.Table.Columns.FirstOrDefault(c => c.Kind == SketchKind.Date && Vocabulary.Tokens(c.Name) is var t && t.Contains("end")) ?? found.Column;
        return $"effective_date: {{ file: {found.Table.Pattern}, column: {likely.Name}, csv: {{ delimiter: \"{found.Table.Newest.Form.Dialect!.Delimiter}\"{(likely.Dates is ["yyyy-MM-dd"] ? "" : $", dates: [{string.Join(", ", likely.Dates)}]")} }} }}   # ? is this the date of which the data speak?\n";
    }

    private static ScaffoldedTable Told(ExtractDraft extract) =>
        new(
            extract.Table.File,
            extract.Table.Files.Count,
            extract.Table.Sheet,
            extract.Subject.Name,
            extract.Confidence,
            extract.Matches.Count,
            [.. extract.Subject.Fields.Where(f => f.Presence == Presence.Mandatory && !extract.Matches.Any(m => m.Field == f)).Select(f => f.Name)],
            [.. extract.Matches.Where(m => m.Confidence < FieldMatch.Sure || m.Codes is { Share: < 1 }).Select(m => m.Field.Name)],
            [.. extract.Changes]);
}
