using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace QdC.Cli.Showing;

/// <summary>A code that has to be folded: behind its signs, where its parts can still be read.</summary>
internal sealed partial class FoldedCode : IRenderable
{
    private const int Usual = 20;
    private readonly Style _style;
    private readonly string[] _parts;

    /// <param name="code">The cell that holds it.</param>
    /// <param name="options">How it is drawn.</param>
    public FoldedCode(IRenderable code, RenderOptions options)
    {
        List<Segment> segments = [.. code.Render(options, int.MaxValue).Where(s => !s.IsLineBreak)];
        _style = segments.Find(s => s.Text.Trim().Length > 0)?.Style ?? Style.Plain;
        _parts = Behind().Split(string.Concat(segments.Select(s => s.Text)).TrimEnd());
        Width = Math.Max(_parts.Max(p => p.TrimEnd().Length), Math.Min(Usual, _parts.Sum(p => p.Length)));
    }

    /// <summary>How wide it is: its longest part, or as much as most codes need.</summary>
    public int Width { get; }

    /// <inheritdoc/>
    public Measurement Measure(RenderOptions options, int maxWidth) => new(Math.Min(Width, maxWidth), Math.Min(Width, maxWidth));

    /// <inheritdoc/>
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        foreach (var line in Lines(maxWidth))
        {
            yield return new Segment(line, _style);
            yield return Segment.LineBreak;
        }
    }

    private IEnumerable<string> Lines(int width)
    {
        var line = new StringBuilder();
        foreach (var part in _parts.SelectMany(p => p.TrimEnd().Length > width ? p.Chunk(width).Select(c => new string(c)) : [p]))
        {
            if (line.Length > 0 && line.Length + part.TrimEnd().Length > width)
            {
                yield return line.ToString().TrimEnd();
                line.Clear();
            }
            line.Append(part);
        }
        yield return line.ToString().TrimEnd();
    }

    [GeneratedRegex("(?<=[/_.: -])")]
    private static partial Regex Behind();
}
