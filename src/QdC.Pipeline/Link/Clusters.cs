namespace QdC.Pipeline.Link;

/// <summary>
/// Connected components over the edges that join, strongest first. Two groups that hold something against each other are not joined, and
/// a single edge that alone holds two groups together must carry evidence in proportion to the pairs it would join.
/// </summary>
internal sealed class Clusters
{
    private readonly int[] _parent;
    private readonly Dictionary<int, List<int>> _against = [];
    private readonly HashSet<(int, int)> _refused = [];

    private readonly (int Dni, int Nie)[] _own;
    private readonly (int Dni, int Nie)[] _documents;

    private Clusters((int Dni, int Nie)[] documents)
    {
        _parent = [.. Enumerable.Range(0, documents.Length)];
        _own = documents;
        _documents = [.. documents];
    }

    /// <summary>Edges that were not followed, to be looked at by a person.</summary>
    public IReadOnlySet<(int A, int B)> Refused => _refused;

    /// <summary>Joins.</summary>
    /// <param name="documents">The valid DNI and NIE of each record as numbers, 0 for none; a cluster has one of each at most.</param>
    /// <param name="joining">The edges that join, strongest first.</param>
    /// <param name="against">Pairs that must not come together.</param>
    public static Clusters Of((int Dni, int Nie)[] documents, IReadOnlyList<LinkEdge> joining, IReadOnlyList<LinkEdge> against)
    {
        var clusters = new Clusters(documents);
        foreach (var edge in against)
        {
            clusters.Hold(edge.A, edge.B);
            clusters.Hold(edge.B, edge.A);
        }
        foreach (var edge in joining)
        {
            clusters.Join(edge);
        }
        clusters.CutWeakBridges(joining);
        return clusters;
    }

    /// <summary>The record that stands for a record's cluster.</summary>
    public int Root(int record)
    {
        while (_parent[record] != record)
        {
            record = _parent[record] = _parent[_parent[record]];
        }
        return record;
    }

    private void Hold(int record, int other)
    {
        if (!_against.TryGetValue(record, out var list))
        {
            _against.Add(record, list = []);
        }
        list.Add(other);
    }

    private void Join(LinkEdge edge)
    {
        var (a, b) = (Root(edge.A), Root(edge.B));
        if (a == b)
        {
            return;
        }
        if (edge.Rung != Rung.Decided && (Differ(_documents[a].Dni, _documents[b].Dni) || Differ(_documents[a].Nie, _documents[b].Nie) || Opposed(a, b) || Opposed(b, a)))
        {
            _refused.Add((edge.A, edge.B));
            return;
        }
        var (kept, gone) = a < b ? (a, b) : (b, a);
        _parent[gone] = kept;
        _documents[kept] = (Math.Max(_documents[a].Dni, _documents[b].Dni), Math.Max(_documents[a].Nie, _documents[b].Nie));
        if (_against.Remove(gone, out var list))
        {
            if (_against.TryGetValue(kept, out var here))
            {
                here.AddRange(list);
            }
            else
            {
                _against.Add(kept, list);
            }
        }
    }

    private static bool Differ(int a, int b) => a != 0 && b != 0 && a != b;

    private bool Opposed(int root, int other) => _against.TryGetValue(root, out var list) && list.Exists(r => Root(r) == other);

    private void CutWeakBridges(IReadOnlyList<LinkEdge> joining)
    {
        var sizes = new Dictionary<int, int>();
        for (var record = 0; record < _parent.Length; record++)
        {
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(sizes, Root(record), out _)++;
        }
        var groups = joining
            .Where(e => !_refused.Contains((e.A, e.B)) && sizes[Root(e.A)] > 3)
            .GroupBy(e => Root(e.A))
            .Select(g => (Edges: g.ToList(), Weak: Bridges.Weak([.. g])))
            .Where(g => g.Weak.Count > 0)
            .ToList();
        foreach (var (edges, weak) in groups)
        {
            foreach (var edge in edges)
            {
                (_parent[edge.A], _parent[edge.B]) = (edge.A, edge.B);
                (_documents[edge.A], _documents[edge.B]) = (_own[edge.A], _own[edge.B]);
            }
            foreach (var edge in edges.Where(e => !weak.Contains((e.A, e.B))))
            {
                Join(edge);
            }
            _refused.UnionWith(weak);
        }
    }
}
