using QdC.Warehouse;

namespace QdC.Pipeline.Link;

/// <summary>Links records of persons: rules on national identifiers first, then a Fellegi-Sunter model; see docs/linking.md.</summary>
internal static class Linker
{
    /// <summary>From this weight in bits on, two records are joined: odds of 99 to 1.</summary>
    public static readonly double Same = Math.Log2(99);

    /// <summary>From this weight in bits on, a pair is worth a look: odds of 1 to 99.</summary>
    public static readonly double Review = -Math.Log2(99);

    /// <summary>How the engine works: no spill, two threads.</summary>
    public static DuckDbSettings Settings { get; } = new() { MemoryLimit = "2GB", Threads = 2 };

    /// <summary>Links.</summary>
    /// <param name="records">The records.</param>
    /// <param name="model">A model to apply as it is; null trains one on the records.</param>
    /// <param name="settings">Memory and threads; null is <see cref="Settings"/>.</param>
    /// <param name="decided">What persons have decided, in itself free of contradiction; null for nothing.</param>
    internal static LinkResult Run(PersonRecords records, LinkModel? model = null, DuckDbSettings? settings = null, IReadOnlyList<DecidedPair>? decided = null)
    {
        records.Complete();
        var slots = Slots.All.Where(s => records[s].Any).ToList();
        var order = records.ByContent();
        using var tables = new PairTables(records, order, slots, settings ?? Settings);
        var pairs = new Blocking(tables.Db, slots, records.Count).Run();
        var patterns = tables.Compare();
        if (model is null)
        {
            var drawn = tables.Draw();
            pairs += drawn.Sum(d => d.Pairs);
            model = Training.Train(records, slots, patterns, drawn);
        }
        var decisions = Decisions(order, decided ?? []);
        var edges = Decide(tables.Score(model, patterns, Review), decisions);
        var against = edges.Where(e => e.Rung == Rung.Conflict || Is(decisions, e, same: false)).ToList();
        var joining = edges.Where(e => e.Rung == Rung.Decided ? Is(decisions, e, same: true) : Joins(e)).ToList();
        var clusters = Clusters.Of([.. order.Select(records.ValidDocument)], joining, against);
        return Result(records.Count, order, pairs, edges, decisions, clusters, model);
    }

    /// <summary>The decisions by the places of both records in the order, the lower first.</summary>
    private static Dictionary<(int A, int B), bool> Decisions(int[] order, IReadOnlyList<DecidedPair> decided)
    {
        if (decided.Count == 0)
        {
            return [];
        }
        var place = new int[order.Length];
        for (var row = 0; row < order.Length; row++)
        {
            place[order[row]] = row;
        }
        return decided.ToDictionary(d => (Math.Min(place[d.A], place[d.B]), Math.Max(place[d.A], place[d.B])), d => d.Same);
    }

    /// <summary>The edges with what was decided before all others: a pair decided on keeps its evidence, one that was never compared has none.</summary>
    private static List<LinkEdge> Decide(List<LinkEdge> edges, Dictionary<(int A, int B), bool> decisions)
    {
        if (decisions.Count == 0)
        {
            return edges;
        }
        var found = edges.Where(e => decisions.ContainsKey((e.A, e.B))).ToDictionary(e => (e.A, e.B));
        var decided = decisions.Keys.Order().Select(pair => (found.TryGetValue(pair, out var edge) ? edge : new LinkEdge(pair.A, pair.B, 0, Rung.None, 0)) with { Rung = Rung.Decided });
        return [.. decided.OrderByDescending(e => decisions[(e.A, e.B)]), .. edges.Where(e => !decisions.ContainsKey((e.A, e.B)))];
    }

    private static bool Is(Dictionary<(int A, int B), bool> decisions, LinkEdge edge, bool same) => decisions.TryGetValue((edge.A, edge.B), out var decided) && decided == same;

    private static bool Joins(LinkEdge edge) => edge.Rung switch
    {
        Rung.Conflict or Rung.TwoDocuments => false,
        Rung.None or Rung.Doubt => edge.Weight >= Same,
        _ => true,
    };

    private static LinkResult Result(int records, int[] order, long pairs, List<LinkEdge> edges, Dictionary<(int A, int B), bool> decisions, Clusters clusters, LinkModel model)
    {
        var roots = new int[records];
        for (var row = 0; row < records; row++)
        {
            roots[order[row]] = clusters.Root(row);
        }
        var numbers = new Dictionary<int, int>();
        var clusterOf = roots.Select(root => numbers.TryGetValue(root, out var n) ? n : numbers[root] = numbers.Count + 1).ToArray();
        var found = edges
            .Select(e =>
            {
                var (a, b) = (order[e.A], order[e.B]);
                var outcome = clusters.Root(e.A) == clusters.Root(e.B) ? LinkOutcome.Same : Is(decisions, e, same: false) ? LinkOutcome.Different : LinkOutcome.Review;
                return new LinkedPair(Math.Min(a, b), Math.Max(a, b), outcome, e.Pattern, e.Rung, e.Weight);
            })
            .OrderBy(p => p.A)
            .ThenBy(p => p.B)
            .ToList();
        return new LinkResult(clusterOf, numbers.Count, found, pairs, model);
    }
}
