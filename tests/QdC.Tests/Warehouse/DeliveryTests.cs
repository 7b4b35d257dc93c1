using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.Tests.Warehouse;

internal sealed class DeliveryTests
{
    private TestHome _test = null!;
    private AreaLog _log = null!;

    [SetUp]
    public void SetUp()
    {
        _test = new TestHome();
        _log = _test.Log();
    }

    [TearDown]
    public void TearDown()
    {
        _log.Dispose();
        _test.Dispose();
    }

    [Test]
    public void The_same_bytes_keep_their_number_and_state()
    {
        var first = _log.Register(_test.Delivery("aa", "2025-01-31"));
        _log.SetDeliveryState(first.DeliveryId, DeliveryState.Applied);

        var again = _log.Register(_test.Delivery("aa", "2025-02-28") with { FileName = "copy.csv" });

        Assert.That(again.DeliveryId, Is.EqualTo(first.DeliveryId));
        Assert.That(again.State, Is.EqualTo(DeliveryState.Applied));
        Assert.That(again.EffectiveDate, Is.EqualTo(new DateOnly(2025, 1, 31)));
        Assert.That(_log.Register(_test.Delivery("aa", "2025-01-31", "service")).DeliveryId, Is.Not.EqualTo(first.DeliveryId), "another extract of the same workbook");
    }

    [Test]
    public void One_that_waited_takes_the_date_it_is_given()
    {
        var facts = _test.Delivery("aa", "2025-01-31");
        var waiting = _log.Register(facts with { EffectiveDate = null, State = DeliveryState.Waiting, Reason = "no effective date" });
        Assert.That(waiting.Reason, Is.EqualTo("no effective date"));

        var dated = _log.Register(facts with { LandedPath = "case/x.br.enc" });

        Assert.That((dated.DeliveryId, dated.State, dated.Reason, dated.EffectiveDate, dated.Facts.LandedPath),
            Is.EqualTo((waiting.DeliveryId, DeliveryState.Landed, (string?)null, new DateOnly(2025, 1, 31), "case/x.br.enc")));
    }

    [Test]
    public void All_that_was_registered_comes_back()
    {
        var facts = _test.Delivery("aa", "2025-01-31") with
        {
            Sequence = 7,
            LandedPath = "case/x.br.enc",
            ExtractFrom = new DateOnly(2024, 1, 1),
            ExtractTo = new DateOnly(2025, 1, 31),
            Mode = "full",
            IsCorrection = true,
            State = DeliveryState.Held,
            Reason = "volume",
        };
        Assert.That(_log.Register(facts).Facts, Is.EqualTo(facts));
    }

    [Test]
    public void They_are_listed_in_effective_order_a_correction_after_what_it_corrects()
    {
        _log.Register(_test.Delivery("dd", "2025-02-28"));
        _log.Register(_test.Delivery("cc", "2025-01-31") with { IsCorrection = true });
        _log.Register(_test.Delivery("bb", "2025-01-31") with { Sequence = 10 });
        _log.Register(_test.Delivery("aa", "2025-01-31") with { Sequence = 9 });
        _log.Register(_test.Delivery("ee", "2025-01-31") with { Sequence = 9 });
        Assert.That(_log.Deliveries("hestia", "case").Select(d => d.ContentHash), Is.EqualTo(new[] { "aa", "ee", "bb", "cc", "dd" }));
        Assert.That(_log.Deliveries(state: DeliveryState.Applied), Is.Empty);
        Assert.That(_log.Deliveries(extract: "service"), Is.Empty);
    }

    [Test]
    public void A_number_that_is_not_there_is_told() =>
        Assert.That(() => _log.SetDeliveryState(99, DeliveryState.Held), Throws.TypeOf<NotInLedger>());

    [Test]
    public void An_accepted_volume_belongs_to_the_content()
    {
        Assert.That(_log.IsVolumeAccepted("aa"), Is.False);
        _log.AcceptVolume("aa", "a team left", "anna");
        Assert.That(_log.IsVolumeAccepted("aa"), Is.True);
        Assert.That(_log.Decisions().Single(), Is.EqualTo(new Decision(1, "accept_volume", "aa", "a team left", "anna", _test.Clock.GetUtcNow(), null, null)));
    }

    [Test]
    public void An_accepted_test_is_accepted_up_to_its_last_day()
    {
        _log.AcceptTest("coverage_plausible", new DateOnly(2025, 4, 2), "known", "anna");
        Assert.That(_log.IsTestAccepted("coverage_plausible"), Is.True);
        _test.Clock.Advance(TimeSpan.FromDays(1));
        Assert.That(_log.IsTestAccepted("coverage_plausible"), Is.True);
        _test.Clock.Advance(TimeSpan.FromDays(1));
        Assert.That(_log.IsTestAccepted("coverage_plausible"), Is.False);
    }
}
