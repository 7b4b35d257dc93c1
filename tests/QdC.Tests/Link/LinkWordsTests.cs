using NUnit.Framework;
using QdC.Pipeline.Link;

namespace QdC.Tests.Link;

/// <summary>Whatever linking can say has words in each language.</summary>
public sealed class LinkWordsTests
{
    [Test]
    public void Every_field_level_rule_and_outcome_has_words([Values("ca", "es", "en")] string language)
    {
        var words = LinkWords.In(language);
        foreach (var comparison in Comparison.All)
        {
            Assert.That(words.Field(comparison.Slot.Name()), Is.Not.Empty);
            Assert.That(comparison.Levels.Select(l => words.Level(l.Name)), Is.Unique.And.All.Not.Empty);
        }
        Assert.That(Enum.GetValues<Rung>().Select(r => words.Rule(PersonLink.Rule(r))), Is.Unique);
        Assert.That(Enum.GetValues<LinkOutcome>().Select(o => words.Outcome(o.ToString().ToLowerInvariant())), Is.Unique);
    }
}
