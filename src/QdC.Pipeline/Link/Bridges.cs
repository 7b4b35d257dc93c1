namespace QdC.Pipeline.Link;

/// <summary>Finds the edges that alone hold two groups of a cluster together and are too weak for it.</summary>
internal static class Bridges
{
    /// <summary>
    /// The weak bridges among a cluster's edges: where a bridge joins groups of m and n records, both of two or more, it says something
    /// on m·n pairs, so its odds must be m·n times those that join two records.
    /// </summary>
    public static IReadOnlySet<(int A, int B)> Weak(IReadOnlyList<LinkEdge> edges)
    {
        var neighbours = new Dictionary<int, List<(int To, int Edge)>>();
        for (var i = 0; i < edges.Count; i++)
        {
            Neighbours(edges[i].A).Add((edges[i].B, i));
            Neighbours(edges[i].B).Add((edges[i].A, i));
        }
        var seen = new Dictionary<int, (int At, int Low, int Size)>();
        var weak = new HashSet<(int, int)>();
        var path = new Stack<(int Record, int By, int Next)>();
        path.Push((edges[0].A, -1, 0));
        seen[edges[0].A] = (0, 0, 1);
        while (path.TryPop(out var step))
        {
            var (record, by, next) = step;
            if (next < neighbours[record].Count)
            {
                path.Push((record, by, next + 1));
                var (to, edge) = neighbours[record][next];
                if (edge == by)
                {
                    continue;
                }
                if (seen.TryGetValue(to, out var known))
                {
                    seen[record] = seen[record] with { Low = Math.Min(seen[record].Low, known.At) };
                    continue;
                }
                seen[to] = (seen.Count, seen.Count, 1);
                path.Push((to, edge, 0));
                continue;
            }
            if (by < 0)
            {
                continue;
            }
            var child = seen[record];
            var above = edges[by].A == record ? edges[by].B : edges[by].A;
            var parent = seen[above];
            seen[above] = (parent.At, Math.Min(parent.Low, child.Low), parent.Size + child.Size);
            var rest = neighbours.Count - child.Size;
            if (child.Low > parent.At && child.Size > 1 && rest > 1 && edges[by].Rung is Rung.None && edges[by].Weight < Linker.Same + Math.Log2((double)child.Size * rest))
            {
                weak.Add((edges[by].A, edges[by].B));
            }
        }
        return weak;

        List<(int To, int Edge)> Neighbours(int record)
        {
            if (!neighbours.TryGetValue(record, out var list))
            {
                neighbours.Add(record, list = []);
            }
            return list;
        }
    }
}
