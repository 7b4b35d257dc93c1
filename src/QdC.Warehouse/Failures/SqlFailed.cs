using System.Text.RegularExpressions;

namespace QdC.Warehouse;

/// <summary>The engine refused a statement. Quoted values and long digit runs of its message are masked: it may quote data.</summary>
public sealed partial class SqlFailed : TerminalException
{
    /// <summary>A refusal of the engine.</summary>
    /// <param name="script">The script or the beginning of the statement.</param>
    /// <param name="engineMessage">What the engine said, unmasked.</param>
    /// <param name="inner">The engine's exception; never print it.</param>
    public SqlFailed(string script, string engineMessage, Exception? inner = null)
        : base(new Problem("The engine refused a statement", Where: script, Received: Mask(engineMessage))) => Engine = inner;

    /// <summary>The engine's own exception. Its message may quote data: it is kept off <see cref="Exception.InnerException"/> so that no log prints it.</summary>
    public Exception? Engine { get; }

    internal static string Mask(string message)
    {
        var firstLines = message.Split("\n\nLINE ", 2)[0].Trim().ReplaceLineEndings(" ");
        return Digits().Replace(QuotedValue().Replace(Quoted().Replace(firstLines, "'…'"), m => Name().IsMatch(m.Value) ? m.Value : "\"…\""), "9…");
    }

    [GeneratedRegex("'[^']*'", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();

    /// <summary>The engine puts names of columns and some values (a key that is there twice, a day that is none) in the same quotes.</summary>
    [GeneratedRegex("\"[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex QuotedValue();

    /// <summary>A name of ours, which has small letters only.</summary>
    [GeneratedRegex("^\"[a-z_][a-z0-9_.]*\"$", RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex("[0-9]{5,}", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}
