using System.Diagnostics;
using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.Tests.Warehouse;

internal sealed class FindingTests
{
    private TestHome _test = null!;
    private AreaLog _log = null!;
    private Delivery _january = null!;
    private Delivery _february = null!;
    private Delivery _march = null!;

    [SetUp]
    public void SetUp()
    {
        _test = new TestHome();
        _log = _test.Log();
        _january = _log.Register(_test.Delivery("aa", "2025-01-31"));
        _february = _log.Register(_test.Delivery("bb", "2025-02-28"));
        _march = _log.Register(_test.Delivery("cc", "2025-03-31"));
    }

    [TearDown]
    public void TearDown()
    {
        _log.Dispose();
        _test.Dispose();
    }

    public static Finding Finding(string key, string rule = "doc_check", int line = 2, string? field = "doc_number") => new()
    {
        Rule = rule,
        Severity = Severity.Query,
        System = "hestia",
        Extract = "case",
        Subject = "case",
        KeyHash = key,
        Field = field,
        File = "expedients.csv",
        Line = line,
        Column = "IdExpedient",
        Masked = "****678Z",
    };

    [Test]
    public void A_finding_comes_back_as_it_was_raised()
    {
        var raised = Finding("k1") with { Sheet = "Gener", RecordNo = "E-17", Args = """{"allowed":"H, D"}""", Severity = Severity.Error };
        _log.MergeFindings(1, _january, [raised]);
        var found = _log.Findings().Single();
        Assert.That(found.Finding, Is.EqualTo(raised));
        Assert.That((found.State, found.DeliveryId, found.CorrectedBy), Is.EqualTo((FindingState.Open, (long?)_january.DeliveryId, (long?)null)));
    }

    [Test]
    public void Raised_again_it_is_the_same_finding_at_its_new_place()
    {
        _log.MergeFindings(1, _january, [Finding("k1", line: 2)]);
        var before = _log.Findings().Single();
        _test.Clock.Advance(TimeSpan.FromDays(28));
        _log.MergeFindings(2, _february, [Finding("k1", line: 9)]);
        var after = _log.Findings().Single();
        Assert.That((after.FindingId, after.Finding.Line, after.DeliveryId), Is.EqualTo((before.FindingId, 9, _february.DeliveryId)));
        Assert.That((after.FirstSeen, after.LastSeen), Is.EqualTo((before.FirstSeen, before.FirstSeen.AddDays(28))));
    }

    [Test]
    public void A_rule_on_the_whole_row_has_no_field_and_is_one_finding()
    {
        _log.MergeFindings(1, _january, [Finding("k1", "row_malformed", field: null)]);
        _log.MergeFindings(2, _february, [Finding("k1", "row_malformed", field: null)]);
        Assert.That(_log.Findings().Single().Finding.Field, Is.Null);
    }

    [Test]
    public void What_the_next_delivery_has_right_is_corrected_and_nothing_else_changes()
    {
        _log.MergeFindings(1, _january, [Finding("k1"), Finding("k2"), Finding("k3")]);
        _log.MergeFindings(2, _february, [Finding("k2")]);

        Assert.That(_log.CorrectFindings(2, _february, new HashSet<string> { "k1", "k2" }), Is.EqualTo(1));

        Assert.That(States(), Is.EqualTo(new[] { ("k1", FindingState.Corrected), ("k2", FindingState.Open), ("k3", FindingState.Open) }));
        Assert.That(_log.Findings(new FindingFilter { State = FindingState.Corrected }).Single().CorrectedBy, Is.EqualTo(_february.DeliveryId));
    }

    [Test]
    public void Only_findings_of_the_deliverys_own_extract_are_corrected()
    {
        _log.MergeFindings(1, _january, [Finding("k1")]);
        var other = _log.Register(_test.Delivery("dd", "2025-02-28", "service"));
        Assert.That(_log.CorrectFindings(2, other, _ => true), Is.Zero);
    }

    [Test]
    public void A_fault_that_comes_back_reopens_its_finding()
    {
        _log.MergeFindings(1, _january, [Finding("k1")]);
        _log.CorrectFindings(2, _february, _ => true);
        _log.MergeFindings(3, _march, [Finding("k1")]);
        var found = _log.Findings().Single();
        Assert.That((found.State, found.CorrectedBy), Is.EqualTo((FindingState.Open, (long?)null)));
    }

    [Test]
    public void An_older_delivery_read_late_does_not_undo_what_a_newer_one_said()
    {
        _log.MergeFindings(1, _january, [Finding("k1"), Finding("k2")]);
        _log.MergeFindings(1, _march, [Finding("k2", line: 33)]);
        _log.CorrectFindings(1, _march, _ => true);

        _log.MergeFindings(2, _february, [Finding("k1", line: 22)]);
        _log.CorrectFindings(2, _february, _ => true);

        Assert.That(States(), Is.EqualTo(new[] { ("k1", FindingState.Corrected), ("k2", FindingState.Open) }));
        Assert.That(_log.Findings().Single(f => f.Finding.KeyHash == "k2").Finding.Line, Is.EqualTo(33));
    }

    [Test]
    public void The_same_delivery_read_again_with_better_rules_corrects_its_own()
    {
        _log.MergeFindings(1, _january, [Finding("k1"), Finding("k2")]);
        _log.MergeFindings(2, _january, [Finding("k2")]);
        _log.CorrectFindings(2, _january, _ => true);
        Assert.That(States(), Is.EqualTo(new[] { ("k1", FindingState.Corrected), ("k2", FindingState.Open) }));
    }

    [Test]
    public void A_justified_finding_stays_justified_while_it_is_raised_and_is_corrected_when_it_is_gone()
    {
        _log.MergeFindings(1, _january, [Finding("k1")]);
        var id = _log.Findings().Single().FindingId;
        _log.Justify(id, "checked with the person", "anna");
        _log.MergeFindings(2, _february, [Finding("k1")]);
        var found = _log.Findings().Single();
        Assert.That((found.State, found.Reason, found.ReasonBy), Is.EqualTo((FindingState.Justified, "checked with the person", "anna")));
        Assert.That(_log.Decisions(DecisionKind.Justify).Single().Subject, Is.EqualTo($"{id}"));

        _log.CorrectFindings(3, _march, _ => true);
        Assert.That(_log.Findings().Single().State, Is.EqualTo(FindingState.Corrected));
        Assert.That(() => _log.Justify(id, "x", "y"), Throws.TypeOf<NotInLedger>());
    }

    [Test]
    public void Each_raising_is_counted_for_its_delivery_in_parts_and_anew_on_a_replay()
    {
        _log.MergeFindings(1, _january, [Finding("k1", "duplicate_differs"), Finding("k1", "duplicate_differs")]);
        _log.MergeFindings(1, _january, [Finding("k1", "duplicate_differs"), Finding("k2")]);
        Assert.That(_log.FindingCounts(_january.DeliveryId), Is.EqualTo(new[]
        {
            new FindingCount(_january.DeliveryId, "doc_check", Severity.Query, 1),
            new FindingCount(_january.DeliveryId, "duplicate_differs", Severity.Query, 3),
        }));

        _log.MergeFindings(2, _january, [Finding("k2")]);
        Assert.That(_log.FindingCounts(), Is.EqualTo(new[] { new FindingCount(_january.DeliveryId, "doc_check", Severity.Query, 1) }));
    }

    [Test]
    public void A_replay_that_raises_nothing_forgets_the_counts()
    {
        _log.MergeFindings(1, _january, [Finding("k1")]);
        _log.MergeFindings(2, _january, []);
        Assert.That(_log.FindingCounts(), Is.Empty);
    }

    [Test]
    public void Findings_of_checks_over_the_star_are_replaced_rule_by_rule()
    {
        _log.MergeFindings(1, _january, [Finding("k1")]);
        _log.ReplaceSetFindings(1, ["orphan", "one_principal"], [Finding("c1", "orphan"), Finding("c2", "orphan"), Finding("c3", "one_principal")]);

        Assert.That(_log.ReplaceSetFindings(2, ["orphan"], [Finding("c2", "orphan")]), Is.EqualTo(1));
        _log.CorrectFindings(2, _february, f => f.KeyHash.StartsWith('c'));

        Assert.That(States(), Is.EqualTo(new[]
        {
            ("c1", FindingState.Corrected), ("c2", FindingState.Open), ("c3", FindingState.Open), ("k1", FindingState.Open),
        }));
        Assert.That(_log.FindingCounts().Where(c => c.DeliveryId is null), Is.EquivalentTo(new[]
        {
            new FindingCount(null, "one_principal", Severity.Query, 1), new FindingCount(null, "orphan", Severity.Query, 1),
        }));
    }

    [Test]
    public void They_are_filtered_and_counted()
    {
        _log.MergeFindings(1, _january, [Finding("k1"), Finding("k2"), Finding("k3", "mandatory_empty") with { Severity = Severity.Error }]);
        Assert.That(_log.Findings(new FindingFilter { Rule = "doc_check" }), Has.Count.EqualTo(2));
        Assert.That(_log.Findings(new FindingFilter { Severity = Severity.Error }), Has.Count.EqualTo(1));
        Assert.That(_log.Findings(new FindingFilter { Extract = "person" }), Is.Empty);
        Assert.That(_log.Findings(new FindingFilter { Limit = 1 }), Has.Count.EqualTo(1));
        Assert.That(_log.FindingGroups(new FindingFilter { State = FindingState.Open }), Is.EqualTo(new[]
        {
            new FindingGroup("hestia", "case", "mandatory_empty", Severity.Error, FindingState.Open, 1),
            new FindingGroup("hestia", "case", "doc_check", Severity.Query, FindingState.Open, 2),
        }));
    }

    [Test]
    public void A_hundred_thousand_are_merged_and_corrected_in_seconds()
    {
        var findings = Enumerable.Range(0, 100_000).Select(i => Finding($"{i:x32}", line: i + 2)).ToList();
        var watch = Stopwatch.StartNew();
        _log.MergeFindings(1, _january, findings);
        _log.MergeFindings(2, _february, findings.Take(50_000));
        Assert.That(_log.CorrectFindings(2, _february, _ => true), Is.EqualTo(50_000));
        TestContext.Out.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s");
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(30)), "a broken index or a commit per row takes minutes");
    }

    [Test]
    public void Findings_of_an_enumeration_that_fails_are_not_half_merged()
    {
        Assert.That(() => _log.MergeFindings(1, _january, Failing()), Throws.TypeOf<InvalidDataException>());
        Assert.That(_log.Findings(), Is.Empty);
        Assert.That(_log.FindingCounts(), Is.Empty);

        static IEnumerable<Finding> Failing()
        {
            yield return Finding("k1");
            throw new InvalidDataException();
        }
    }

    private (string Key, FindingState State)[] States() =>
        [.. _log.Findings().Select(f => (f.Finding.KeyHash, f.State)).OrderBy(p => p.KeyHash, StringComparer.Ordinal)];
}
