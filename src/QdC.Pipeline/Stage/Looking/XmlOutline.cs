using System.Xml;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Jobs.Grammar;

namespace QdC.Pipeline.Stage.Looking;

/// <summary>An element of an XML file that may be a row.</summary>
/// <param name="Path">Its path from the root.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Fields">How many fields each may have.</param>
public sealed record XmlCandidate(string Path, long Count, int Fields);

/// <summary>A field of an XML file's rows.</summary>
/// <param name="Name">A name of its own: its element's or attribute's, with those around it where several are called so.</param>
/// <param name="Path">Its path from the row.</param>
/// <param name="Repeats">True where one row holds several.</param>
public sealed record XmlField(string Name, string Path, bool Repeats);

/// <summary>Which elements a file is made of: how many of each, which repeat, where texts and attributes stand. It is read once, streaming.</summary>
internal sealed class XmlOutline
{
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";
    private const int Deepest = 200;
    private const int MostPaths = 2000;
    private readonly Node _root = new("", null);

    /// <summary>What stands between the values of a field that repeats.</summary>
    public const string Separator = "|";

    /// <summary>True for a file that begins as XML does.</summary>
    public static bool Looks(ReadOnlySpan<byte> head)
    {
        head = head[TextSource.Mark(head).Length..];
        var start = 0;
        while (start < head.Length && head[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0)
        {
            start++;
        }
        head = head[start..];
        return head.StartsWith("<?xml"u8) || head.StartsWith("<\0?\0x\0m\0l\0"u8) || (head.Length > 2 && head[0] == '<' && (char.IsAsciiLetter((char)head[1]) || head[1] is (byte)'_' or (byte)'!') && !head.StartsWith("<!DOCTYPE html"u8));
    }

    /// <summary>Reads a file's outline.</summary>
    /// <exception cref="ExtractUnreadable">It is cut, not well-formed, or declares a document type.</exception>
    public static XmlOutline Read(string path)
    {
        var name = Path.GetFileName(path);
        using var xml = XmlRowReader.Reader(File.OpenRead(path));
        try
        {
            var outline = new XmlOutline();
            outline.Read(xml, name);
            return outline;
        }
        catch (XmlException e)
        {
            throw XmlRowReader.Unreadable(e, name);
        }
    }

    /// <summary>The elements that may be rows: those that repeat inside one element and hold fields, the likeliest first; where none repeats, those that hold most fields.</summary>
    public IReadOnlyList<XmlCandidate> Candidates()
    {
        var all = _root.Below().Where(n => n.Count > 0).ToList();
        var repeating = all.Where(n => n.Repeats && n.Fields().Count > 0).ToList();
        var found = repeating.Count > 0
            ? repeating.OrderByDescending(n => !repeating.Exists(n.IsBelow)).ThenByDescending(n => n.Fields().Count > 1).ThenByDescending(n => n.Count).ThenByDescending(n => n.Fields().Count)
            : all.Where(n => n.Children.Values.Count(c => c.HasText) > 1).OrderByDescending(n => n.Children.Values.Count(c => c.HasText));
        return [.. found.Select(n => new XmlCandidate(n.Path, n.Count, n.Fields().Count))];
    }

    /// <summary>True where no element repeats: then which is a row is a guess.</summary>
    public bool IsOfOne => !_root.Below().Any(n => n.Repeats);

    /// <summary>The fields of the rows at a path, those of the elements around them too where they are attributes.</summary>
    /// <param name="rows">The path of the rows, as <c>xml:</c> has it.</param>
    public IReadOnlyList<XmlField> Fields(string rows)
    {
        var at = _root.Below().Where(n => rows.StartsWith("//", StringComparison.Ordinal) ? n.Path.EndsWith(rows[1..], StringComparison.Ordinal) : n.Path == rows).ToList();
        var fields = at.SelectMany(n => n.Fields()).GroupBy(f => f.Path).Select(g => (Path: g.Key, Repeats: g.Any(f => f.Repeats))).ToList();
        if (!rows.StartsWith("//", StringComparison.Ordinal))
        {
            var (above, up) = (at.FirstOrDefault()?.Parent, "../");
            for (; above is { Name.Length: > 0 }; above = above.Parent, up += "../")
            {
                fields.AddRange(above.Attributes.Select(a => ($"{up}@{a}", false)));
            }
        }
        var names = new HashSet<string>();
        return [.. fields.Select(f => new XmlField(Own(f.Path, names), f.Path, f.Repeats))];
    }

    /// <summary>The layout by which rows at a path are read.</summary>
    public static XmlLayout Layout(string rows, IReadOnlyList<XmlField> fields) =>
        new()
        {
            Rows = XmlPathForm.Read(rows, new Dictionary<string, string>()),
            Columns = [.. fields.Select(f => new XmlColumn(f.Name, XmlPathForm.Read(f.Path, new Dictionary<string, string>()), f.Repeats ? Separator : null))],
        };

    /// <summary>The shortest end of a path that no other field is called by.</summary>
    private static string Own(string path, HashSet<string> names)
    {
        var steps = path.Split('/').Select(s => s.TrimStart('@')).Where(s => s is not (".." or ".")).ToList();
        for (var taken = 1; taken <= steps.Count; taken++)
        {
            var name = string.Join(' ', steps.TakeLast(taken));
            if (names.Add(TextFold.Header(name)))
            {
                return name;
            }
        }
        var numbered = Enumerable.Range(2, int.MaxValue - 2).Select(i => steps.Count == 0 ? i == 2 ? "text" : $"text {i}" : $"{steps[^1]} {i}").First(n => names.Add(TextFold.Header(n)));
        return numbered;
    }

    private void Read(XmlReader xml, string file)
    {
        var open = new Stack<(Node Node, Dictionary<Node, int> Inside)>();
        open.Push((_root, []));
        var paths = 0;
        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    var (parent, inside) = open.Peek();
                    if (!parent.Children.TryGetValue(xml.LocalName, out var node))
                    {
                        if (++paths > MostPaths || open.Count > Deepest)
                        {
                            throw new ExtractUnreadable("The XML has more kinds of elements than any table has columns", file, allowed: $"{MostPaths} kinds, {Deepest} inside each other");
                        }
                        parent.Children[xml.LocalName] = node = new Node(xml.LocalName, parent);
                    }
                    node.Count++;
                    node.Repeats |= (inside[node] = inside.GetValueOrDefault(node) + 1) > 1;
                    var isEmpty = xml.IsEmptyElement;
                    while (xml.MoveToNextAttribute())
                    {
                        if (xml.Prefix != "xmlns" && xml.Name != "xmlns" && xml.NamespaceURI != Instance && !node.Attributes.Contains(xml.LocalName))
                        {
                            node.Attributes.Add(xml.LocalName);
                        }
                    }
                    if (!isEmpty)
                    {
                        open.Push((node, []));
                    }
                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    open.Peek().Node.HasText = true;
                    break;
            }
        }
    }

    /// <summary>Elements of one path.</summary>
    private sealed class Node(string name, Node? parent)
    {
        public string Name { get; } = name;

        public Node? Parent { get; } = parent;

        public string Path { get; } = parent is null ? "" : $"{parent.Path}/{name}";

        public Dictionary<string, Node> Children { get; } = [];

        public List<string> Attributes { get; } = [];

        public long Count { get; set; }

        /// <summary>True where one element holds several.</summary>
        public bool Repeats { get; set; }

        public bool HasText { get; set; }

        public bool IsBelow(Node other) => Path.StartsWith(other.Path + "/", StringComparison.Ordinal);

        public IEnumerable<Node> Below() => Children.Values.SelectMany(c => c.Below().Prepend(c));

        /// <summary>The paths of texts and attributes in it; an element without anything in it may hold a text in another row.</summary>
        public List<(string Path, bool Repeats)> Fields()
        {
            List<(string, bool)> fields = [.. Attributes.Select(a => ($"@{a}", false))];
            if (HasText || (Children.Count == 0 && Attributes.Count == 0))
            {
                fields.Add((".", false));
            }
            foreach (var child in Children.Values)
            {
                fields.AddRange(child.Fields().Select(f => (f.Path == "." ? child.Name : $"{child.Name}/{f.Path}", f.Repeats || child.Repeats)));
            }
            return fields;
        }
    }
}
