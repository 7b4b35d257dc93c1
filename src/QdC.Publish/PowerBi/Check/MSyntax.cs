using System.Text.RegularExpressions;

namespace QdC.Publish.PowerBi;

/// <summary>An expression of Power Query (M) that cannot be read.</summary>
/// <param name="position">Where, in characters from 0.</param>
/// <param name="message">What was received and what is allowed.</param>
internal sealed class MUnreadable(int position, string message) : FormatException(message)
{
    /// <summary>Where, in characters from 0.</summary>
    public int Position { get; } = position;
}

/// <summary>
/// Reads M as far as its grammar goes: let, each, functions, records, lists, field and item access, operators, types. What names stand for is
/// told too, so that a misspelt step or parameter is found before a refresh fails.
/// </summary>
internal sealed partial class MSyntax
{
    private static readonly string[] Operators = ["=", "<>", "<", ">", "<=", ">=", "+", "-", "*", "/", "&", "and", "or", "meta", "is", "as", "??"];
    private static readonly string[] Keywords = ["and", "as", "each", "else", "error", "false", "if", "in", "is", "let", "meta", "not", "null", "or", "otherwise", "section", "shared", "then", "true", "try", "type"];

    private readonly List<(string Kind, string Text, int At)> _tokens = [];
    private readonly Stack<HashSet<string>> _scopes = new();
    private readonly List<(string Name, int At)> _unknown = [];
    private int _next;

    private MSyntax(string text, IEnumerable<string> known)
    {
        _scopes.Push([.. known]);
        var at = 0;
        while (at < text.Length)
        {
            var match = Token().Match(text, at);
            if (!match.Success || match.Index != at)
            {
                throw new MUnreadable(at, $"'{text[at]}' begins nothing in M, or a quote is not closed");
            }
            at += match.Length;
            if (!match.Groups["skip"].Success)
            {
                _tokens.Add((new[] { "text", "number", "name", "symbol" }.First(k => match.Groups[k].Success), match.Value, match.Index));
            }
        }
        _tokens.Add(("end", "", text.Length));
    }

    private (string Kind, string Text, int At) Now => _tokens[_next];

    /// <summary>Reads an expression.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="known">The model's own named expressions.</param>
    /// <returns>Names that stand for nothing, with their places.</returns>
    /// <exception cref="MUnreadable">It is no M.</exception>
    public static IReadOnlyList<(string Name, int At)> Read(string text, IEnumerable<string> known)
    {
        var syntax = new MSyntax(text, known);
        syntax.Expression();
        if (syntax.Now.Kind != "end")
        {
            throw syntax.Unexpected("the end of the expression");
        }
        return syntax._unknown;
    }

    private void Expression()
    {
        switch (Now.Text)
        {
            case "let" when Now.Kind == "name":
                Let();
                break;
            case "if" when Now.Kind == "name":
                _next++;
                Expression();
                Word("then");
                Expression();
                Word("else");
                Expression();
                break;
            case "each" when Now.Kind == "name":
                _next++;
                Scoped(["_"], Expression);
                break;
            case "try" or "error" when Now.Kind == "name":
                _next++;
                Expression();
                if (Now is { Kind: "name", Text: "otherwise" })
                {
                    _next++;
                    Expression();
                }
                break;
            case "(" when IsFunction():
                Function();
                break;
            default:
                Operation();
                break;
        }
    }

    /// <summary>Steps may name each other in any order.</summary>
    private void Let()
    {
        _next++;
        var names = new HashSet<string>();
        var depth = 0;
        for (var i = _next; i < _tokens.Count - 1 && !(depth == 0 && _tokens[i] is { Kind: "name", Text: "in" }); i++)
        {
            depth += _tokens[i].Text is "(" or "{" or "[" || _tokens[i] is { Kind: "name", Text: "let" } ? 1 : _tokens[i].Text is ")" or "}" or "]" || _tokens[i] is { Kind: "name", Text: "in" } ? -1 : 0;
            if (depth == 0 && _tokens[i].Kind == "name" && _tokens[i + 1].Text == "=" && !names.Add(Bare(_tokens[i].Text)))
            {
                throw new MUnreadable(_tokens[i].At, $"two steps are called {_tokens[i].Text}");
            }
        }
        Scoped(names, () =>
        {
            do
            {
                Name("a step's name");
                Symbol("=");
                Expression();
            } while (Take(","));
            Word("in");
            Expression();
        });
    }

    private void Operation()
    {
        while (Now is { Text: "-" or "+" } or { Kind: "name", Text: "not" })
        {
            _next++;
        }
        Primary();
        while (Operators.Contains(Now.Text) && Now.Kind is "symbol" or "name" && Operators.Contains(Now.Text))
        {
            var isType = Now.Text is "is" or "as";
            _next++;
            if (isType)
            {
                Type();
            }
            else
            {
                Operand();
            }
        }
    }

    private void Operand()
    {
        while (Now is { Text: "-" or "+" } or { Kind: "name", Text: "not" })
        {
            _next++;
        }
        if (Now is { Kind: "name", Text: "each" or "if" or "let" })
        {
            Expression();
            return;
        }
        Primary();
    }

    private void Primary()
    {
        var token = Now;
        switch (token)
        {
            case { Kind: "text" or "number" }:
                _next++;
                break;
            case { Kind: "name", Text: "null" or "true" or "false" }:
                _next++;
                break;
            case { Kind: "name", Text: "type" }:
                _next++;
                Type();
                return;
            case { Kind: "name" } when !Keywords.Contains(token.Text):
                _next++;
                Known(token.Text, token.At);
                break;
            case { Text: "@" }:
                _next++;
                Name("a name");
                break;
            case { Text: "(" }:
                _next++;
                Expression();
                Symbol(")");
                break;
            case { Text: "[" }:
                Record();
                break;
            case { Text: "{" }:
                List();
                break;
            default:
                throw Unexpected("a value, a name or a bracket");
        }
        Suffixes();
    }

    private void Suffixes()
    {
        while (Now.Text is "(" or "[" or "{")
        {
            switch (Now.Text)
            {
                case "(":
                    Items("(", ")", Expression);
                    break;
                case "{":
                    _next++;
                    Expression();
                    Symbol("}");
                    Take("?");
                    break;
                default:
                    Field();
                    break;
            }
        }
    }

    /// <summary>A record <c>[a = 1]</c>, or a field of what <c>each</c> goes over: <c>[a]</c>.</summary>
    private void Record()
    {
        if (_tokens[_next + 1].Text == "]" || (_tokens[_next + 1].Kind == "name" && _tokens[_next + 2].Text == "="))
        {
            Items("[", "]", () =>
            {
                Name("a field's name");
                Symbol("=");
                Expression();
            });
            return;
        }
        Field();
    }

    private void Field()
    {
        Symbol("[");
        if (Now.Text == "[")
        {
            Field();
            while (Take(","))
            {
                Field();
            }
        }
        else
        {
            Name("a field's name");
            while (Now.Kind is "name" or "number")
            {
                _next++;
            }
        }
        Symbol("]");
        Take("?");
    }

    private void List() =>
        Items("{", "}", () =>
        {
            Expression();
            if (Take(".."))
            {
                Expression();
            }
        });

    private void Items(string open, string close, Action item)
    {
        Symbol(open);
        if (Take(close))
        {
            return;
        }
        do
        {
            item();
        } while (Take(","));
        Symbol(close);
    }

    private void Type()
    {
        if (Now is { Kind: "name", Text: "nullable" or "table" or "function" })
        {
            var word = Now.Text;
            _next++;
            if (word == "nullable" || Now.Text is "[" or "(")
            {
                TypeRest();
            }
            return;
        }
        TypeRest();
    }

    private void TypeRest()
    {
        switch (Now.Text)
        {
            case "{":
                _next++;
                Type();
                Symbol("}");
                break;
            case "[":
                Items("[", "]", () =>
                {
                    Name("a field's name");
                    if (Take("="))
                    {
                        Type();
                    }
                });
                break;
            default:
                Name("a type");
                break;
        }
    }

    private bool IsFunction()
    {
        var (depth, i) = (0, _next);
        do
        {
            depth += _tokens[i].Text == "(" ? 1 : _tokens[i].Text == ")" ? -1 : 0;
            i++;
        } while (depth > 0 && i < _tokens.Count);
        return i < _tokens.Count && (_tokens[i].Text == "=>" || (_tokens[i].Text == "as" && _tokens.Skip(i).Take(4).Any(t => t.Text == "=>")));
    }

    private void Function()
    {
        var names = new HashSet<string>();
        Items("(", ")", () =>
        {
            names.Add(Bare(Now.Text));
            Name("an argument's name");
            if (Now is { Kind: "name", Text: "as" })
            {
                _next++;
                Type();
            }
        });
        if (Now is { Kind: "name", Text: "as" })
        {
            _next++;
            Type();
        }
        Symbol("=>");
        Scoped(names, Expression);
    }

    private void Scoped(IEnumerable<string> names, Action read)
    {
        _scopes.Push([.. names]);
        read();
        _scopes.Pop();
    }

    /// <summary>Functions of the library have a point in their name, or a number sign before it.</summary>
    private void Known(string name, int at)
    {
        var bare = Bare(name);
        if (!_scopes.Any(s => s.Contains(bare)) && !(bare.Contains('.', StringComparison.Ordinal) && char.IsUpper(bare[0])) && !(name.StartsWith('#') && !name.StartsWith("#\"", StringComparison.Ordinal)))
        {
            _unknown.Add((bare, at));
        }
    }

    private static string Bare(string name) => name.StartsWith("#\"", StringComparison.Ordinal) ? name[2..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : name;

    private void Name(string expected)
    {
        if (Now.Kind != "name")
        {
            throw Unexpected(expected);
        }
        _next++;
    }

    private void Word(string word)
    {
        if (Now.Kind != "name" || Now.Text != word)
        {
            throw Unexpected($"\"{word}\"");
        }
        _next++;
    }

    private void Symbol(string symbol)
    {
        if (!Take(symbol))
        {
            throw Unexpected($"\"{symbol}\"");
        }
    }

    private bool Take(string symbol)
    {
        if (Now.Kind != "symbol" || Now.Text != symbol)
        {
            return false;
        }
        _next++;
        return true;
    }

    private MUnreadable Unexpected(string expected) => new(Now.At, $"received {(Now.Kind == "end" ? "the end" : Now.Text)}, expected {expected}");

    [GeneratedRegex("""(?<skip>\s+|//[^\n]*|/\*.*?\*/)|(?<text>"(?:[^"]|"")*")|(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<name>#"(?:[^"]|"")*"|#?[\p{L}_][\p{L}\p{Nd}_]*(?:\.[\p{L}_][\p{L}\p{Nd}_]*)*)|(?<symbol>=>|<>|<=|>=|\.\.\.|\.\.|\?\?|[-+*/&=<>(){}\[\],?@;!])""", RegexOptions.Singleline)]
    private static partial Regex Token();
}
