using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using QdC.IntegrationTests.Sandbox;
using QdC.Pipeline.Load;
using QdC.Pipeline.Stage;
using QdC.Warehouse;

namespace QdC.IntegrationTests.RowsAddUp;

/// <summary>
/// However an extract is spoilt, every record of the file is loaded, unchanged, rejected or a duplicate, and what the kind of
/// mutation leaves true stays true. Records are counted apart from the product.
/// </summary>
internal sealed class RowsAddUpTests
{
    private const int CasesOfAKind = 15;
    private static readonly DateOnly First = new(2025, 1, 31);
    private static readonly DateOnly Second = new(2025, 2, 28);
    private LoadBench _bench = null!;
    private int _refused;

    public static IEnumerable<Mutation> Kinds => Mutation.All;

    [OneTimeSetUp]
    public void SetUp() => _bench = new LoadBench();

    [OneTimeTearDown]
    public void TearDown() => _bench.Dispose();

    [TestCaseSource(nameof(Kinds))]
    public void rows_add_up(Mutation kind)
    {
        _refused = 0;
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => Try(seed, kind)).QuickCheckThrowOnFailure(CasesOfAKind);
        Assert.That(_refused, Is.LessThan(CasesOfAKind / 2), "files refused as a whole prove little");
    }

    [Test]
    public void rows_add_up_when_several_things_are_wrong_at_once() => Several().QuickCheckThrowOnFailure(75);

    [Test]
    [Category("Slow")]
    public void rows_add_up_in_cases_drawn_anew_each_time() => Several().QuickCheckThrowOnFailure(3000, anew: true);

    private Property Several() =>
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).ToArbitrary(),
            seed =>
            {
                var random = new System.Random(seed);
                Try(seed, [.. Enumerable.Range(0, random.Next(2, 5)).Select(_ => Mutation.All[random.Next(Mutation.All.Count)])]);
            }
        );

    /// <summary>A sound delivery, then the same rows spoilt.</summary>
    private void Try(int seed, params Mutation[] kinds)
    {
        var random = new System.Random(seed);
        var extract = random.Next(2) == 0 ? "case" : "payment";
        var rows = Rows(extract, random);
        var draft = new DraftFile(extract, rows);
        foreach (var kind in kinds)
        {
            kind.Apply(draft, random);
        }
        var bytes = draft.Bytes();
        var counted = CountedApart.Of(bytes);

        _bench.Clear();
        var sound = _bench.Load(extract, First, Encoding.UTF8.GetBytes(Box.CsvOf(extract, rows)));
        Assert.That(sound.Loaded.Loaded, Is.EqualTo(rows.Count));
        StageResult staged;
        LoadCounts loaded;
        try
        {
            (staged, loaded) = _bench.Load(extract, Second, bytes);
        }
        catch (ExtractUnreadable)
        {
            _refused++;
            Assert.That(kinds.Any(k => k.Name is "cut file" or "bad byte" or "stray quote" or "swapped headings") || kinds.Length > 1, "a reason to refuse the file");
            return;
        }

        Assert.That((staged.Records + staged.Lines.Blank, staged.Lines.Footer), Is.EqualTo((counted.Records + counted.Blank, counted.Footer)), "counted apart");
        Assert.That(staged.Records, Is.InRange(counted.Records - counted.Either, counted.Records), "counted apart");
        Assert.That(staged.Records, Is.EqualTo(loaded.Loaded + loaded.Unchanged + staged.Rejected + loaded.Duplicate), "the balance");
        Assert.That(staged.Records, Is.EqualTo(staged.Staged + staged.Rejected));
        Assert.That(_bench.Observations(extract), Is.EqualTo(rows.Count + loaded.Loaded + loaded.Absent), "observations");
        Assert.That(
            _bench.Db.Query("SELECT loaded, unchanged, rejected, duplicate, records FROM meta.delivery ORDER BY seq DESC LIMIT 1", r => r.GetInt64(0) + r.GetInt64(1) + r.GetInt64(2) + r.GetInt64(3) - r.GetInt64(4)).Single(),
            Is.Zero,
            "as the version tells it"
        );
        if (kinds is [var only])
        {
            AssertLeft(only, draft, rows.Count, staged, loaded);
        }
    }

    private static void AssertLeft(Mutation kind, DraftFile draft, int rows, StageResult staged, LoadCounts loaded)
    {
        if (kind.Leaves != Leaves.BalanceOnly)
        {
            Assert.That(loaded.Absent, Is.Zero, "no key is taken for absent");
        }
        switch (kind.Leaves)
        {
            case Leaves.TheSameContent:
                Assert.That((loaded.Unchanged, loaded.Loaded, loaded.Duplicate, staged.Rejected), Is.EqualTo(((long)rows, 0L, 0L, 0L)));
                break;
            case Leaves.Duplicates:
                Assert.That((loaded.Unchanged, loaded.Duplicate, staged.Rejected), Is.EqualTo(((long)rows, (long)draft.Changed, 0L)));
                break;
            case Leaves.EveryRow:
                Assert.That((loaded.Unchanged + loaded.Loaded, staged.Rejected), Is.EqualTo(((long)rows, 0L)));
                break;
            case Leaves.RejectedRows:
                Assert.That((loaded.Unchanged, staged.Rejected), Is.EqualTo(((long)(rows - draft.Changed), (long)draft.Changed)));
                break;
        }
    }

    private static List<string> Rows(string extract, System.Random random)
    {
        var world = new World();
        for (var n = random.Next(1, 13); n > 0; n--)
        {
            if (extract == "payment")
            {
                world.Payment($"Y{n}", $"S{random.Next(4)}", $"{random.Next(1, 28):00}/{random.Next(1, 13):00}/2024", $"{random.Next(1000)},{random.Next(100):00}");
            }
            else if (random.Next(3) == 0)
            {
                world.Case($"C{n}", state: "closed", closed: $"{random.Next(1, 28):00}/12/2024");
            }
            else
            {
                world.Case($"C{n}", team: random.Next(2) == 0 ? "Nord" : "Sud");
            }
        }
        return [.. world.Rows(extract)];
    }
}

/// <summary>How properties are checked here: the same cases in every run, unless they are to be drawn anew.</summary>
internal static class Checking
{
    public static void QuickCheckThrowOnFailure(this Property property, int cases, bool anew = false)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(cases).WithEndSize(1);
        Check.One(anew ? config : config.WithReplay(20250131, 7), property);
    }
}
