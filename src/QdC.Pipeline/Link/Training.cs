namespace QdC.Pipeline.Link;

/// <summary>How often a pattern of agreement was seen.</summary>
internal readonly record struct PatternCount(long Pattern, long Pairs);

/// <summary>
/// Estimates a model by expectation-maximisation. The shares are of all pairs: those compared hold nearly all matches, the rest are strangers.
/// u of equal values is counted from how often each value stands in the file, u of the other levels from pairs drawn at random; what
/// belongs to persons and families is taken out of both.
/// </summary>
internal static class Training
{
    private const int Rounds = 40;
    private const double Settled = 1e-5;

    // Each level was seen half a time before anything was seen (Krichevsky-Trofimov), so that no chance is nought.
    private const double Before = 0.5;

    /// <summary>Trains.</summary>
    /// <param name="records">The records.</param>
    /// <param name="slots">What they have.</param>
    /// <param name="compared">The pairs that blocking found.</param>
    /// <param name="drawn">Pairs drawn at random.</param>
    public static LinkModel Train(PersonRecords records, IReadOnlyCollection<Slot> slots, IReadOnlyList<PatternCount> compared, IReadOnlyList<PatternCount> drawn)
    {
        var model = First(records, slots);
        for (var round = 0; round < Rounds; round++)
        {
            var next = Improve(model, records, slots, compared, drawn);
            var moved = next.Fields.Zip(model.Fields).Max(f => f.First.Levels.Zip(f.Second.Levels).Max(l => Math.Abs(l.First.M - l.Second.M)));
            model = next;
            if (moved < Settled)
            {
                break;
            }
        }
        return model;
    }

    /// <summary>A start: one person's values are mostly equal, strangers' as often as the file's values coincide.</summary>
    private static LinkModel First(PersonRecords records, IReadOnlyCollection<Slot> slots) =>
        new(
            LinkModel.CurrentForm,
            records.Count,
            new Dictionary<Relation, double> { [Relation.Same] = 0.1, [Relation.Household] = 0.1, [Relation.Twin] = 0.001, [Relation.Namesake] = 0.001 },
            [
                .. Comparison.All.Where(c => slots.Contains(c.Slot)).Select(c =>
                {
                    var equal = (records[c.Slot].EqualPairs + Before) / (records[c.Slot].Pairs + (2 * Before));
                    return new FieldModel(c.Slot.Name(), [.. c.Levels.Select((l, i) => new LevelModel(l.Name, StartM(i, c.Different), StartU(i, c.Different, equal)))]);
                }),
            ]);

    private static double StartM(int level, int levels) => level == 0 ? 0.8 : 0.2 / (levels - 1);

    private static double StartU(int level, int levels, double equal) => level == 0 ? equal : (1 - equal) * (level == levels - 1 ? 0.95 : 0.05 / Math.Max(1, levels - 2));

    private static LinkModel Improve(LinkModel model, PersonRecords records, IReadOnlyCollection<Slot> slots, IReadOnlyList<PatternCount> compared, IReadOnlyList<PatternCount> drawn)
    {
        var mixture = new Mixture(model, records.Count);
        var relations = new double[Mixture.Relations.Length];
        var matched = Counters();
        var bound = Counters(); // agreements that are no chance
        var chance = Counters();
        Span<double> shares = stackalloc double[Mixture.Relations.Length];
        foreach (var (pattern, pairs) in compared)
        {
            mixture.Chances(pattern, shares);
            Mixture.Normalise(shares);
            for (var r = 0; r < shares.Length; r++)
            {
                relations[r] += shares[r] * pairs;
            }
            foreach (var slot in Slots.All)
            {
                var level = Slots.Level(pattern, slot);
                matched[(int)slot][level] += shares[0] * pairs;
                bound[(int)slot][level] += (1 - ByChance(shares, slot)) * pairs;
            }
        }
        foreach (var (pattern, pairs) in drawn)
        {
            mixture.Chances(pattern, shares);
            Mixture.Normalise(shares);
            foreach (var slot in Slots.All)
            {
                chance[(int)slot][Slots.Level(pattern, slot)] += ByChance(shares, slot) * pairs;
            }
        }
        return new LinkModel(
            LinkModel.CurrentForm,
            records.Count,
            Mixture.Relations.SkipLast(1).ToDictionary(r => r, r => (relations[(int)r] + 1e-3) / records.Count),
            [.. Comparison.All.Where(c => slots.Contains(c.Slot)).Select(c => Field(c, records[c.Slot], matched[(int)c.Slot], bound[(int)c.Slot], chance[(int)c.Slot]))]);
    }

    private static FieldModel Field(Comparison comparison, Column column, double[] matched, double[] bound, double[] chance)
    {
        var levels = comparison.Different;
        var m = matched.Skip(1).Take(levels).Sum() + (Before * levels);
        var equal = (Math.Max(0, column.EqualPairs - bound[Comparison.Equal]) + Before) / (column.Pairs + (2 * Before));
        var others = chance.Skip(2).Take(levels - 1).Sum() + (Before * (levels - 1));
        return new FieldModel(
            comparison.Slot.Name(),
            [
                .. comparison.Levels.Select((l, i) => new LevelModel(
                    l.Name,
                    (matched[i + 1] + Before) / m,
                    i == 0 ? equal : (1 - equal) * (chance[i + 1] + Before) / others)),
            ]);
    }

    private static double ByChance(ReadOnlySpan<double> shares, Slot slot)
    {
        var sum = 0.0;
        for (var r = 0; r < shares.Length; r++)
        {
            sum += Mixture.ByChance((Relation)r, slot) ? shares[r] : 0;
        }
        return sum;
    }

    private static double[][] Counters() => [.. Slots.All.Select(_ => new double[1 << Slots.Bits])];
}
