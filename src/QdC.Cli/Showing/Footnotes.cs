using Spectre.Console;

namespace QdC.Cli.Showing;

/// <summary>Reasons that stand below a table, each once, with the mark that its cells carry.</summary>
internal sealed class Footnotes
{
    private readonly List<string> _notes = [];

    /// <summary>The mark of a reason.</summary>
    public char Of(string reason)
    {
        if (!_notes.Contains(reason))
        {
            _notes.Add(reason);
        }
        return Mark(_notes.IndexOf(reason));
    }

    /// <summary>Writes them.</summary>
    public void Write(IAnsiConsole console)
    {
        for (var i = 0; i < _notes.Count; i++)
        {
            console.Line($" {Mark(i)} {_notes[i]}", "dim");
        }
    }

    private static char Mark(int i) => i < 3 ? "¹²³"[i] : (char)('⁴' + i - 3);
}
