using NUnit.Framework;
using QdC.Pipeline.Link;

namespace QdC.Tests.Link;

/// <summary>Who keeps a key when records come together and part.</summary>
public sealed class PersonKeysTests
{
    private readonly Dictionary<Guid, long> _minted = [];
    private Dictionary<int, Guid> _before = [];

    [SetUp]
    public void SetUp()
    {
        _minted.Clear();
        _before = [];
    }

    [Test]
    public void A_person_is_called_by_the_oldest_of_their_records_at_first() =>
        Assert.That(Link([2, 0], [1]), Is.EqualTo(new Dictionary<int, Guid> { [0] = Record(0), [2] = Record(0), [1] = Record(1) }));

    [Test]
    public void Where_two_come_together_the_key_minted_first_stays()
    {
        Link([1]);
        Link([1], [0]); // the older record comes later, as from a delivery that was late
        var merged = Link([0, 1]);
        Assert.That(merged[0], Is.EqualTo(Record(1)));
        Assert.That(Changes([0, 1], [2]), Is.EqualTo(Array.Empty<string>()), "nothing changed since");
    }

    [Test]
    public void A_split_leaves_the_key_with_the_oldest_record_and_gives_the_rest_one_that_is_theirs_alone()
    {
        Link([0, 1, 2, 3]);
        var split = Link([0, 3], [1, 2]);
        Assert.That(split[3], Is.EqualTo(Record(0)));
        Assert.That(split[1], Is.EqualTo(Record(1)));
        Assert.That(split[2], Is.EqualTo(split[1]));
    }

    [Test]
    public void Merged_and_split_again_each_has_the_key_they_had()
    {
        var first = Link([0], [1]);
        Link([0, 1]);
        Assert.That(Link([0], [1]), Is.EqualTo(first));
    }

    [Test]
    public void A_key_that_another_bears_is_not_given_twice()
    {
        Link([1]);
        Link([1], [0]);
        Link([0, 1]); // called by record 1
        var split = Link([0], [1]);
        Assert.That(split[0], Is.EqualTo(Record(1)), "the oldest record keeps the key");
        Assert.That(split[1], Is.Not.EqualTo(Record(1)));
    }

    [Test]
    public void Merges_and_splits_are_told()
    {
        Link([0], [1], [2, 3]);
        Assert.That(Changes([0, 1], [2], [3]), Is.EquivalentTo(new[] { $"Merge {Record(0)} {Record(1)}", $"Split {Record(2)} {Record(3)}" }));
    }

    [Test]
    public void In_any_history_each_cluster_has_one_key_and_an_unchanged_one_keeps_it([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        int[] cluster = [.. Enumerable.Range(0, 40).Select(_ => random.Next(25))];
        var known = 20;
        var last = new Dictionary<string, Guid>();
        for (var month = 0; month < 12; month++)
        {
            for (var moves = random.Next(6); moves > 0; moves--)
            {
                cluster[random.Next(known)] = random.Next(25);
            }
            known = Math.Min(40, known + random.Next(4));
            var groups = Enumerable.Range(0, known).GroupBy(i => cluster[i]).Select(g => g.ToArray()).ToArray();
            var people = Link(groups);
            var now = groups.ToDictionary(g => string.Join(' ', g), g => g.Select(i => people[i]).Distinct().Single());
            Assert.That(now.Values, Is.Unique);
            Assert.That(now.Keys.Intersect(last.Keys).Where(k => now[k] != last[k]), Is.Empty, $"month {month}");
            last = now;
        }
    }

    /// <summary>Links records, numbered by age, into groups; gives the person of each and remembers them as the version before.</summary>
    private Dictionary<int, Guid> Link(params int[][] groups)
    {
        var (records, keys) = Assign(groups);
        _before = records.ToDictionary(r => r, r => keys.PersonOf(records.IndexOf(r)));
        foreach (var person in _before.Values.Distinct().Order())
        {
            _minted.TryAdd(person, _minted.Count + 1);
        }
        return _before;
    }

    private string[] Changes(params int[][] groups) => [.. Assign(groups).Keys.Changes([]).Select(c => $"{c.Kind} {c.Person} {c.Other}")];

    private (List<int> Records, PersonKeys Keys) Assign(int[][] groups)
    {
        var records = groups.SelectMany(g => g).Order().ToList();
        var named = records.Select(r => new NamedRecord(Record(r), null, null, null, _before.TryGetValue(r, out var person) ? (person, _minted[person]) : null)).ToList();
        return (records, PersonKeys.Assign(named, [.. records.Select(r => Array.FindIndex(groups, g => g.Contains(r)))]));
    }

    private static Guid Record(int number) => new($"00000000-0000-0000-0000-{number:d12}");
}
