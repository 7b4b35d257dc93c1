using System.IO.Enumeration;
using QdC.Pipeline.Jobs.Grammar;

namespace QdC.Pipeline.Stage.Looking;

/// <summary>What somebody says of how files are written that no header tells: the layout of lines of fixed width, the path of rows in XML.</summary>
/// <param name="Layouts">Layouts, each with the glob of the files it is of.</param>
/// <param name="Rows">Paths, each with the glob of the files it is of.</param>
public sealed record SaidForms(IReadOnlyList<(string Files, FixedForm Layout)> Layouts, IReadOnlyList<(string Files, string Path)> Rows)
{
    /// <summary>Nothing is said.</summary>
    public static SaidForms None { get; } = new([], []);

    /// <summary>True for a path of rows that can be followed.</summary>
    public static bool IsRows(string path) => XmlPathForm.Rows.Fault(path) is null;

    /// <summary>The layout of a file; null where none is said.</summary>
    public FixedForm? LayoutOf(string file) => Of(Layouts, file);

    /// <summary>The path of a file's rows; null where none is said.</summary>
    public string? RowsOf(string file) => Of(Rows, file);

    private static T? Of<T>(IReadOnlyList<(string Files, T Form)> said, string file)
        where T : class =>
        said.FirstOrDefault(s => FileSystemName.MatchesSimpleExpression(s.Files, file)).Form;
}
