using NUnit.Framework;
using QdC.Samples;

namespace QdC.Tests.Samples;

public class OptionsTests
{
    [Test]
    public void every_wrong_option_is_named_at_once()
    {
        var wrong = new SampleOptions { Areas = ["atlantis"], Years = 0, Scale = -1, FaultRate = 500, Deliveries = [] };

        var error = Assert.Throws<ArgumentException>(() => SampleGenerator.Generate(wrong));

        Assert.That(error!.Message, Does.Contain("'atlantis'").And.Contain("tarragona, la-noguera").And.Contain("years"));
        Assert.That(error.Message, Does.Contain("scale").And.Contain("fault rate").And.Contain("deliveries"));
    }

    [Test]
    public void deliveries_may_be_any_dates_in_order()
    {
        var options = new SampleOptions { Areas = ["tarragona"], Scale = 0.002, Years = 2, Deliveries = [new(2024, 6, 30), new(2024, 12, 31)] };

        var truth = SampleGenerator.Generate(options)[0];

        Assert.That(truth.Deliveries.Select(delivery => delivery.Date), Is.EqualTo(options.Deliveries));
        Assert.That(truth.AsRecorded.Max(row => row.PeriodStart), Is.EqualTo(new DateOnly(2024, 12, 1)));
    }
}
