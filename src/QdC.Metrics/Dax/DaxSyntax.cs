using System.Text.RegularExpressions;

namespace QdC.Metrics;

/// <summary>A DAX expression that cannot be read.</summary>
/// <param name="position">Where, in characters from 0.</param>
/// <param name="message">What was received and what is allowed.</param>
public sealed class DaxUnreadable(int position, string message) : FormatException($"{message} (at character {position})")
{
    /// <summary>Where, in characters from 0.</summary>
    public int Position { get; } = position;
}

/// <summary>Reads DAX: the whole of its expression grammar but queries (EVALUATE, DEFINE) and functions that models define.</summary>
/// <remarks>Operators bind as Microsoft's reference says: ^, then signs, * and /, + and -, &amp;, comparisons and IN, NOT, &amp;&amp;, ||.</remarks>
public sealed partial class DaxSyntax
{
    private static readonly string[][] Levels = [["||"], ["&&"], ["=", "==", "<>", "<", ">", "<=", ">=", "IN"], ["&"], ["+", "-"], ["*", "/"], ["^"]];

    private readonly List<(Kind Kind, string Text, int At)> _tokens;
    private int _next;

    private DaxSyntax(string text) => _tokens = [.. Tokens(text)];

    private enum Kind
    {
        Table,
        Bracket,
        Text,
        Number,
        Word,
        Symbol,
        End,
    }

    private (Kind Kind, string Text, int At) Now => _tokens[_next];

    /// <summary>Reads an expression.</summary>
    /// <exception cref="DaxUnreadable">It is none.</exception>
    public static DaxNode Read(string text)
    {
        var syntax = new DaxSyntax(text);
        var node = syntax.Expression();
        return syntax.Now.Kind == Kind.End ? node : throw syntax.Unexpected("the end of the expression");
    }

    /// <summary>Quotes a table's name.</summary>
    public static string Table(string name) => $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Writes a column with its table.</summary>
    public static string Column(string table, string column) => Table(table) + Measure(column);

    /// <summary>Writes a measure's name.</summary>
    public static string Measure(string name) => $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]";

    /// <summary>Quotes a text.</summary>
    public static string Text(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static IEnumerable<(Kind Kind, string Text, int At)> Tokens(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var match = Token().Match(text, at);
            if (!match.Success || match.Index != at)
            {
                throw new DaxUnreadable(at, $"'{text[at]}' begins nothing in DAX, or a quote or bracket is not closed");
            }
            at += match.Length;
            if (match.Groups["skip"].Success)
            {
                continue;
            }
            var kind = Enum.GetValues<Kind>().First(k => match.Groups[k.ToString().ToLowerInvariant()].Success);
            yield return (kind, match.Value, match.Index);
        }
        yield return (Kind.End, "", text.Length);
    }

    [GeneratedRegex("""(?<skip>\s+|//[^\n]*|--[^\n]*|/\*.*?\*/)|(?<table>'(?:[^']|'')+')|(?<bracket>\[(?:[^\]]|\]\])+\])|(?<text>"(?:[^"]|"")*")|(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<word>[A-Za-z_@][A-Za-z0-9_.@]*)|(?<symbol>&&|\|\||<>|<=|>=|==|[-+*/^&=<>(){},])""", RegexOptions.Singleline)]
    private static partial Regex Token();

    private DaxNode Expression()
    {
        if (!IsWord("VAR"))
        {
            return Operation(0);
        }
        var variables = new List<(string, DaxNode)>();
        while (IsWord("VAR"))
        {
            _next++;
            var name = Take(Kind.Word, "a variable's name");
            Symbol("=");
            variables.Add((name, Expression()));
        }
        if (!IsWord("RETURN"))
        {
            throw Unexpected("RETURN after the variables");
        }
        _next++;
        return new DaxLet(variables, Expression());
    }

    private DaxNode Operation(int level)
    {
        if (level == 2 && IsWord("NOT"))
        {
            _next++;
            return new DaxOperation("NOT", null, Operation(level));
        }
        if (level == Levels.Length)
        {
            return Sign();
        }
        var left = Operation(level + 1);
        while (Levels[level].FirstOrDefault(IsOperator) is { } symbol)
        {
            _next++;
            left = new DaxOperation(symbol, left, Operation(level + 1));
        }
        return left;
    }

    private DaxNode Sign()
    {
        if (Now is { Kind: Kind.Symbol, Text: "-" or "+" } sign)
        {
            _next++;
            return new DaxOperation(sign.Text, null, Sign());
        }
        return Primary();
    }

    private DaxNode Primary()
    {
        var token = Now;
        switch (token.Kind)
        {
            case Kind.Number or Kind.Text:
                _next++;
                return new DaxLiteral(token.Text);
            case Kind.Bracket:
                _next++;
                return new DaxMeasureName(Inside(token.Text, "]]", "]"));
            case Kind.Table:
                _next++;
                return Of(Inside(token.Text, "''", "'"), quoted: true);
            case Kind.Word:
                _next++;
                return IsSymbol("(") ? new DaxCall(token.Text.ToUpperInvariant(), Items("(", ")")) : Of(token.Text, quoted: false);
            case Kind.Symbol when token.Text == "{":
                return new DaxList(Items("{", "}"));
            case Kind.Symbol when token.Text == "(":
                var items = Items("(", ")");
                return items switch
                {
                    [] => throw Unexpected("an expression in the parentheses"),
                    [var one] => one,
                    _ => new DaxList(items),
                };
            default:
                throw Unexpected("a value, a name or a function");
        }
    }

    private DaxNode Of(string table, bool quoted)
    {
        if (Now.Kind == Kind.Bracket)
        {
            var column = Inside(Now.Text, "]]", "]");
            _next++;
            return new DaxColumn(table, column);
        }
        return quoted ? new DaxTableName(table) : new DaxWord(table);
    }

    private List<DaxNode> Items(string open, string close)
    {
        Symbol(open);
        var items = new List<DaxNode>();
        while (!IsSymbol(close))
        {
            if (items.Count > 0)
            {
                Symbol(",");
            }
            items.Add(Expression());
        }
        Symbol(close);
        return items;
    }

    private static string Inside(string quoted, string doubled, string single) => quoted[1..^1].Replace(doubled, single, StringComparison.Ordinal);

    private bool IsOperator(string symbol) => symbol == "IN" ? IsWord("IN") : IsSymbol(symbol);

    private bool IsSymbol(string symbol) => Now.Kind == Kind.Symbol && Now.Text == symbol;

    private bool IsWord(string word) => Now.Kind == Kind.Word && Now.Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private void Symbol(string symbol)
    {
        if (!IsSymbol(symbol))
        {
            throw Unexpected($"\"{symbol}\"");
        }
        _next++;
    }

    private string Take(Kind kind, string expected)
    {
        var token = Now;
        if (token.Kind != kind)
        {
            throw Unexpected(expected);
        }
        _next++;
        return token.Text;
    }

    private DaxUnreadable Unexpected(string expected) => new(Now.At, $"received {(Now.Kind == Kind.End ? "the end" : Now.Text)}, expected {expected}");
}
