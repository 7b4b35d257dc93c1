using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Stage;

/// <summary>The paths of all columns as trees: one from the row, and one from each element above it that columns begin at.</summary>
internal sealed class XmlPathTree
{
    private readonly Dictionary<int, XmlPathNode> _above = [];
    private readonly Dictionary<int, List<int>> _ofAbove = [];

    public XmlPathTree(XmlLayout layout)
    {
        for (var i = 0; i < layout.Columns.Count; i++)
        {
            var path = layout.Columns[i].Path;
            if (path.Up == 0)
            {
                OfRow.Add(i);
                Row.Add(path, i);
                continue;
            }

            var depth = layout.Rows.Steps.Count - path.Up;
            _above.TryAdd(depth, new XmlPathNode());
            _above[depth].Add(path, i);
            _ofAbove.TryAdd(depth, []);
            _ofAbove[depth].Add(i);
        }
    }

    /// <summary>What is wanted of a row.</summary>
    public XmlPathNode Row { get; } = new();

    /// <summary>The columns that begin at the row.</summary>
    public List<int> OfRow { get; } = [];

    /// <summary>What is wanted of the element that rows lie in, at a depth from 1; null for nothing.</summary>
    public XmlPathNode? Ancestor(int depth) => _above.GetValueOrDefault(depth);

    /// <summary>The columns that begin there.</summary>
    public IReadOnlyList<int> OfAncestor(int depth) => _ofAbove.GetValueOrDefault(depth) ?? [];
}

/// <summary>An element that columns are read from, or that lies on the way to one.</summary>
internal sealed class XmlPathNode
{
    private readonly List<(XmlName Name, XmlPathNode Node)> _elements = [];
    private readonly List<(XmlName Name, int Column)> _attributes = [];

    /// <summary>The columns whose value is this element's text.</summary>
    public List<int> Columns { get; } = [];

    /// <summary>True when columns are read from its attributes.</summary>
    public bool HasAttributes => _attributes.Count > 0;

    /// <summary>The elements inside it that are wanted, of that name.</summary>
    public IEnumerable<XmlPathNode> Elements(XmlName name) => _elements.Where(e => e.Name.Is(name.Local, name.Namespace!)).Select(e => e.Node);

    /// <summary>The columns that are read from an attribute.</summary>
    public IEnumerable<int> Attributes(string local, string space) => _attributes.Where(a => a.Name.Is(local, space)).Select(a => a.Column);

    /// <summary>Notes where a column is read from.</summary>
    public void Add(XmlPath path, int column)
    {
        var node = this;
        foreach (var step in path.IsAttribute ? path.Steps.SkipLast(1) : path.Steps)
        {
            var next = node._elements.Find(e => e.Name == step).Node;
            if (next is null)
            {
                node._elements.Add((step, next = new XmlPathNode()));
            }

            node = next;
        }

        if (path.IsAttribute)
        {
            node._attributes.Add((path.Steps[^1], column));
        }
        else
        {
            node.Columns.Add(column);
        }
    }
}
