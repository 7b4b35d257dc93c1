using System.Text;
using System.Text.RegularExpressions;
using QdC.Metrics;

namespace QdC.Publish.PowerBi;

/// <summary>
/// Reads a file of TMDL, and finds what the service or Desktop would refuse or, worse, take for something else. Depth is everything in TMDL: an
/// object's properties stand one tab below it, its expression two.
/// </summary>
internal sealed partial class TmdlReader
{
    private readonly string _file;
    private readonly string[] _lines;
    private readonly List<PowerBiFinding> _found;
    private int _at;

    private TmdlReader(string file, string text, List<PowerBiFinding> found) => (_file, _lines, _found) = (file, text.Split('\n'), found);

    /// <summary>The objects of a file.</summary>
    /// <param name="file">Its path, for messages.</param>
    /// <param name="text">Its text.</param>
    /// <param name="found">Takes what is wrong.</param>
    public static IReadOnlyList<TmdlNode> Read(string file, string text, List<PowerBiFinding> found)
    {
        var reader = new TmdlReader(file, text, found);
        if (text.Contains('\r') || text.StartsWith('\uFEFF'))
        {
            reader.Say("TMDL_BYTES", 1, "the file has carriage returns or a byte order mark; write UTF-8 with LF and no mark");
        }
        var nodes = new List<TmdlNode>();
        reader.Block(0, null, nodes);
        return nodes;
    }

    private string Content => _lines[_at].Trim();

    /// <summary>Tabs before the text of a line.</summary>
    private static int Depth(string line) => line.Length - line.TrimStart('\t').Length;

    private bool IsBlank(int at) => string.IsNullOrWhiteSpace(_lines[at]);

    private void Say(string rule, int line, string message) => _found.Add(new(rule, _file, line, message));

    /// <summary>Objects and properties at one depth.</summary>
    private void Block(int depth, TmdlNode? parent, List<TmdlNode> nodes)
    {
        string? description = null;
        while (_at < _lines.Length)
        {
            if (IsBlank(_at))
            {
                if (description is not null)
                {
                    Say("TMDL_DESCRIPTION_PLACE", _at, "a description (///) stands directly above its object, with no empty line between");
                    description = null;
                }
                _at++;
                continue;
            }
            var here = Depth(_lines[_at]);
            if (here < depth)
            {
                break;
            }
            if (_lines[_at].TrimStart('\t') is [' ', ..])
            {
                Say("TMDL_INDENT", _at + 1, "the line begins with spaces; a level is one tab");
                _at++;
                continue;
            }
            if (here > depth)
            {
                Say(parent?.Expression is { Length: > 0 } ? "TMDL_TEXT_AFTER_EQUALS" : "TMDL_INDENT", _at + 1, $"the line stands {here} tabs deep, {depth} are expected{(parent?.Expression is { Length: > 0 } ? ": an expression of several lines begins on the line after \"=\"" : "")}");
                _at++;
                continue;
            }
            if (Content.StartsWith("///", StringComparison.Ordinal))
            {
                description = (description is null ? "" : description + " ") + Content[3..].Trim();
                _at++;
                continue;
            }
            if (Content.StartsWith("//", StringComparison.Ordinal))
            {
                Say("TMDL_COMMENT", _at + 1, "comments (//) are no part of TMDL; a description is written with ///");
                _at++;
                continue;
            }
            if (!TryObject(depth, parent, nodes, description))
            {
                if (description is not null)
                {
                    Say("TMDL_DESCRIPTION_PLACE", _at + 1, "a description (///) belongs to an object, and this is none");
                }
                Property(depth, parent);
            }
            description = null;
        }
        if (description is not null)
        {
            Say("TMDL_DESCRIPTION_PLACE", _at, "a description (///) with no object below it");
        }
    }

    private bool TryObject(int depth, TmdlNode? parent, List<TmdlNode> nodes, string? description)
    {
        var head = Head().Match(Content);
        var kind = head.Groups["kind"].Value;
        if (!head.Success || !TmdlGrammar.Keywords.Contains(kind) || Content[kind.Length..].StartsWith(':') || TakesProperty(parent, kind, head.Groups["rest"].Value))
        {
            return false;
        }
        var line = _at + 1;
        if (!TmdlGrammar.Children(parent).Contains(kind))
        {
            Say("TMDL_OBJECT_PLACE", line, $"a {kind} cannot stand {(parent is null ? "by itself" : $"in a {parent.Kind}")}; allowed: {string.Join(", ", TmdlGrammar.Children(parent))}");
        }
        var (name, rest, hasEquals) = Named(kind, head.Groups["rest"].Value, line);
        var node = new TmdlNode(kind, name, _file, line) { Parent = parent, Description = description };
        nodes.Add(node);
        _at++;
        if (hasEquals)
        {
            if (!TmdlGrammar.HasDefault(kind, parent))
            {
                Say("TMDL_OBJECT_PLACE", line, $"a {kind} takes no expression here");
            }
            (node.Expression, node.ExpressionLine) = Expression(node, rest, depth, below: 2, isRaw: kind is "annotation" or "partition");
        }
        Block(depth + 1, node, node.Children);
        if (kind == "dataAccessOptions" && node.Properties.Count == 0)
        {
            Say("TMDL_STRUCT", line, $"{kind} needs what stands in it, one tab deeper");
        }
        return true;
    }

    /// <summary>True where a word that is also an object's keyword is a property here: <c>column: X</c> in a level, a flag.</summary>
    private static bool TakesProperty(TmdlNode? parent, string kind, string rest) =>
        parent is not null && TmdlGrammar.Properties(parent).Any(p => p.TrimEnd(':', '=') == kind) && (rest.Length == 0 || rest.StartsWith('='));

    private (string Name, string After, bool HasEquals) Named(string kind, string rest, int line)
    {
        if (rest.StartsWith('\''))
        {
            var quoted = QuotedName().Match(rest);
            if (!quoted.Success)
            {
                Say("TMDL_NAME_QUOTES", line, $"the quote of a name is not closed: {rest}");
                return (rest, "", false);
            }
            var after = quoted.Groups["after"].Value;
            if (after.Length > 0 && !after.StartsWith('='))
            {
                Say("TMDL_NAME_QUOTES", line, $"\"{after}\" follows the name; a quote inside a name is doubled");
            }
            return (quoted.Groups["name"].Value.Replace("''", "'", StringComparison.Ordinal), after.TrimStart('=').Trim(), after.StartsWith('='));
        }
        var equals = rest.IndexOf('=');
        var name = (equals < 0 ? rest : rest[..equals]).Trim();
        if (name.Length == 0 && !TmdlGrammar.MayBeNameless(kind))
        {
            Say("TMDL_NAME_QUOTES", line, $"a {kind} needs a name");
        }
        if (name.AsSpan().ContainsAny(" .:'\t"))
        {
            Say("TMDL_NAME_QUOTES", line, $"the name {name} has a space, point, colon or quote and must stand in single quotes");
        }
        return (name, equals < 0 ? "" : rest[(equals + 1)..].Trim(), equals >= 0);
    }

    private void Property(int depth, TmdlNode? parent)
    {
        var line = _at + 1;
        var property = PropertyLine().Match(Content);
        var name = property.Groups["name"].Value;
        var sign = property.Groups["sign"].Value;
        if (parent is null || !property.Success)
        {
            var continues = parent is { Expression.Length: > 0, Properties.Count: 0, Children.Count: 0 };
            Say(parent is null ? "TMDL_ROOT" : continues ? "TMDL_TEXT_AFTER_EQUALS" : "TMDL_LINE", line, $"\"{Content}\" is {(parent is null ? "no object; what stands by itself in a file is " + string.Join(", ", TmdlGrammar.Children(null)) : "neither an object nor a property")}");
            _at++;
            return;
        }
        if (parent.Children.Count > 0)
        {
            Say("TMDL_PROPERTY_AFTER_CHILD", line, $"{name} stands after an object or annotation of {parent.Kind} {parent.Name}; properties come first");
        }
        var allowed = TmdlGrammar.Properties(parent);
        if (!allowed.Contains(name + sign))
        {
            var other = allowed.FirstOrDefault(p => p.TrimEnd(':', '=') == name);
            var isStruct = TmdlGrammar.Children(parent).Contains(name);
            var isBoolean = sign == ":" && allowed.Contains(name) && property.Groups["value"].Value is "true" or "false";
            if (!isBoolean)
            {
                Say(
                    isStruct ? "TMDL_STRUCT" : other is null ? "TMDL_PROPERTY" : "TMDL_PROPERTY_SIGN",
                    line,
                    isStruct ? $"{name} is written without a colon, and what stands in it one tab deeper"
                    : other is null ? $"a {parent.Kind} has no property \"{name}\"; nearest: {NearestName.Of(name, allowed.Select(p => p.TrimEnd(':', '='))) ?? "none"}"
                    : $"{name} is written \"{other}\"");
            }
        }
        if (parent.Properties.Any(p => p.Name == name))
        {
            Say("TMDL_PROPERTY_TWICE", line, $"{name} stands twice in {parent.Kind} {parent.Name}");
        }
        _at++;
        var value = sign == "=" ? Expression(parent, property.Groups["value"].Value, depth, below: 1, isRaw: false).Text
            : sign == ":" ? property.Groups["value"].Value.Trim()
            : "true";
        parent.Properties.Add(new(name, value, line));
    }

    /// <summary>The expression after an equals sign: on the same line, between backticks, or on the lines below, so many levels deeper.</summary>
    private (string Text, int Line) Expression(TmdlNode node, string inline, int depth, int below, bool isRaw)
    {
        if (inline == "```")
        {
            return Verbatim();
        }
        if (inline.Length > 0)
        {
            if (!isRaw && IsOpen(inline))
            {
                Say("TMDL_TEXT_AFTER_EQUALS", _at, "an expression of several lines begins on the line after \"=\", two tabs deeper than its object");
                SkipDeeper(depth);
            }
            return (inline, _at);
        }
        var first = _at;
        while (first < _lines.Length && IsBlank(first))
        {
            first++;
        }
        var body = depth + below;
        if (first == _lines.Length || Depth(_lines[first]) <= depth || (Depth(_lines[first]) < body && IsPropertyOrObject(node, _lines[first].Trim())))
        {
            Say("EXPRESSION_RELIANT_OBJECTS_MUST_HAVE_AN_EXPRESSION", _at, $"{node.Kind} {node.Name} has no expression after \"=\"");
            return ("", _at);
        }
        if (Depth(_lines[first]) != body)
        {
            Say("TMDL_BODY_DEPTH", first + 1, $"the expression begins {Depth(_lines[first])} tabs deep and must begin {body} deep; what follows would be taken for a part of it");
        }
        var text = new StringBuilder();
        var (line, least) = (first + 1, Math.Min(body, Depth(_lines[first])));
        while (_at < _lines.Length && (IsBlank(_at) || (Depth(_lines[_at]) >= least && (least == body || !IsPropertyOrObject(node, Content)))))
        {
            text.Append(IsBlank(_at) ? "" : _lines[_at][least..]).Append('\n');
            _at++;
        }
        return (text.ToString().Trim('\n').TrimEnd(), line);
    }

    private (string Text, int Line) Verbatim()
    {
        var (start, text) = (_at, new StringBuilder());
        while (_at < _lines.Length && _lines[_at].Trim() != "```")
        {
            text.Append(_lines[_at++]).Append('\n');
        }
        if (_at == _lines.Length)
        {
            Say("TMDL_BACKTICKS", start, "the three backticks are not closed by three alone on a line");
            return (text.ToString(), start + 1);
        }
        _at++;
        return (text.ToString().TrimEnd(), start + 1);
    }

    private static bool IsPropertyOrObject(TmdlNode node, string content)
    {
        var word = Head().Match(content).Groups["kind"].Value;
        return TmdlGrammar.Properties(node).Any(p => content == p || content.StartsWith(p.EndsWith('=') ? p.TrimEnd('=') + " =" : p + (p.EndsWith(':') ? "" : "\n"), StringComparison.Ordinal)) || TmdlGrammar.Children(node).Contains(word);
    }

    private void SkipDeeper(int depth)
    {
        while (_at < _lines.Length && (IsBlank(_at) || Depth(_lines[_at]) > depth))
        {
            _at++;
        }
    }

    /// <summary>True when brackets or quotes of a one-line expression are not closed.</summary>
    private static bool IsOpen(string text)
    {
        var bare = Strings().Replace(text, "");
        return bare.Count(c => c is '(' or '{' or '[') > bare.Count(c => c is ')' or '}' or ']');
    }

    [GeneratedRegex(@"^(?<kind>(?:ref )?[A-Za-z]+)(?=\s|=|$)\s*(?<rest>.*)$")]
    private static partial Regex Head();

    [GeneratedRegex(@"^'(?<name>(?:[^']|'')*)'\s*(?<after>.*)$")]
    private static partial Regex QuotedName();

    [GeneratedRegex(@"^(?<name>[A-Za-z_]\w*)\s*(?:(?<sign>[:=])\s*(?<value>.*))?$")]
    private static partial Regex PropertyLine();

    [GeneratedRegex("\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|\\[(?:[^\\]\"]|\\]\\])*\\]")]
    private static partial Regex Strings();
}
