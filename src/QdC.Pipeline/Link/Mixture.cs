namespace QdC.Pipeline.Link;

/// <summary>
/// The chances of a pattern of agreement under each relation. A relation is made of the two distributions of each field alone: in what the two
/// records share they agree as one person's do (m), in what they do not as strangers' do (u). Nothing but its share has to be learnt.
/// </summary>
internal sealed class Mixture
{
    /// <summary>The relations, in order.</summary>
    public static readonly Relation[] Relations = Enum.GetValues<Relation>();

    private static readonly Slot[] OnesOwn = [Slot.Given, Slot.Birth, Slot.Sex, Slot.Document, Slot.Cip, Slot.Nass];

    private readonly double[] _priors;
    private readonly double[][] _m;
    private readonly double[][] _u;

    /// <summary>The mixture that a model tells for so many records.</summary>
    public Mixture(LinkModel model, int records)
    {
        var perPair = 2.0 / Math.Max(1, records - 1);
        _priors = [.. Relations.SkipLast(1).Select(r => model.PairsPerRecord[r] * perPair)];
        _priors = [.. _priors, Math.Max(1e-9, 1 - _priors.Sum())];
        _m = [.. Slots.All.Select(s => Logs(model.Of(s), l => l.M))];
        _u = [.. Slots.All.Select(s => Logs(model.Of(s), l => l.U))];
    }

    /// <summary>True when the records agree in the slot by chance only.</summary>
    public static bool ByChance(Relation relation, Slot slot) => relation switch
    {
        Relation.Same => false,
        Relation.Stranger => true,
        Relation.Twin => slot != Slot.Birth && OnesOwn.Contains(slot),
        Relation.Namesake => slot is not (Slot.Given or Slot.Sex) && OnesOwn.Contains(slot),
        _ => OnesOwn.Contains(slot),
    };

    /// <summary>The logarithm (base 2) of each relation's share times the chance of the pattern.</summary>
    public void Chances(long pattern, Span<double> chances)
    {
        for (var r = 0; r < Relations.Length; r++)
        {
            chances[r] = Math.Log2(_priors[r]);
        }
        for (var s = 0; s < Slots.Count; s++)
        {
            var level = Slots.Level(pattern, (Slot)s);
            if (level == 0 || _m[s].Length == 0)
            {
                continue;
            }
            var (m, u) = (_m[s][level - 1], _u[s][level - 1]);
            for (var r = 0; r < Relations.Length; r++)
            {
                chances[r] += Chance[r][s] ? u : m;
            }
        }
    }

    /// <summary>Turns logarithms of chances into shares that add up to 1.</summary>
    public static void Normalise(Span<double> chances)
    {
        var highest = double.NegativeInfinity;
        foreach (var c in chances)
        {
            highest = Math.Max(highest, c);
        }
        var sum = 0.0;
        for (var i = 0; i < chances.Length; i++)
        {
            chances[i] = Math.Pow(2, chances[i] - highest);
            sum += chances[i];
        }
        for (var i = 0; i < chances.Length; i++)
        {
            chances[i] /= sum;
        }
    }

    private static readonly bool[][] Chance = [.. Relations.Select(r => Slots.All.Select(s => ByChance(r, s)).ToArray())];

    private static double[] Logs(FieldModel? field, Func<LevelModel, double> chance) => field is null ? [] : [.. field.Levels.Select(l => Math.Log2(chance(l)))];
}
