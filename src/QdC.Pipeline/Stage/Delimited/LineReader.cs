using System.Text;

namespace QdC.Pipeline.Stage.Delimited;

/// <summary>Divides a text into lines, streaming, and looks as far ahead as it is asked to.</summary>
internal sealed class LineReader(TextReader text, string? lineEnd)
{
    private readonly List<Line> _ahead = [];
    private readonly char[] _buffer = new char[1 << 15];
    private int _position;
    private int _filled;
    private int _next;
    private int _number;

    /// <summary>The line after those taken, or one further ahead; null at the end.</summary>
    public Line? Peek(int ahead = 0)
    {
        while (_ahead.Count - _next <= ahead)
        {
            if (Read() is not { } line)
            {
                return null;
            }
            _ahead.Add(line);
        }
        return _ahead[_next + ahead];
    }

    /// <summary>Takes so many lines.</summary>
    public void Take(int count)
    {
        _next += count;
        if (_next > 4096)
        {
            _ahead.RemoveRange(0, _next);
            _next = 0;
        }
    }

    private Line? Read()
    {
        var line = new StringBuilder();
        while (Next() is var c and >= 0)
        {
            line.Append((char)c);
            if (Ends(line))
            {
                return Cut(line);
            }
        }
        return line.Length == 0 ? null : new Line(++_number, line.ToString(), "");
    }

    private Line Cut(StringBuilder line)
    {
        var end =
            lineEnd is not (null or "\r\n" or "\n") ? lineEnd
            : line[^1] == '\r' ? "\r"
            : line.Length > 1 && line[^2] == '\r' ? "\r\n"
            : "\n";
        return new Line(++_number, line.ToString(0, line.Length - end.Length), end);
    }

    private bool Ends(StringBuilder line) =>
        lineEnd switch
        {
            null => line[^1] == '\n' || (line[^1] == '\r' && Ahead() != '\n'),
            "\r\n" or "\n" => line[^1] == '\n',
            _ => line.Length >= lineEnd.Length && line.ToString(line.Length - lineEnd.Length, lineEnd.Length) == lineEnd,
        };

    private int Next() => Fill() ? _buffer[_position++] : -1;

    private int Ahead() => Fill() ? _buffer[_position] : -1;

    private bool Fill()
    {
        if (_position == _filled)
        {
            (_position, _filled) = (0, text.Read(_buffer));
        }
        return _filled > 0;
    }
}

/// <summary>A line of a text.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Text">What it says.</param>
/// <param name="End">What ended it; empty for a last line without an end.</param>
internal readonly record struct Line(int Number, string Text, string End)
{
    public bool Blank => string.IsNullOrWhiteSpace(Text);
}
