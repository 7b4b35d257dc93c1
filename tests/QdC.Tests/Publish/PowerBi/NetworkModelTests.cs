using NUnit.Framework;
using QdC.Publish.PowerBi;

namespace QdC.Tests.Publish.PowerBi;

/// <summary>What all areas' readers may see together.</summary>
public sealed class NetworkModelTests
{
    private static readonly SemanticModel Network = NetworkModel.Of(Definition.Metrics);

    [Test]
    public void It_reads_what_is_published_and_whose_it_is_and_nothing_else() =>
        Assert.That(Network.Tables.Select(t => t.View), Is.EquivalentTo(new[] { "published", "area" }));

    [Test]
    public void It_is_the_only_model_with_a_role()
    {
        Assert.That(Network.Roles, Is.Not.Empty);
        Assert.That(Definition.Built.Keys.Where(f => f.Contains("/roles/", StringComparison.Ordinal)), Has.All.StartsWith(PowerBiDefinition.Network));
    }

    [Test]
    public void A_figure_is_shown_where_exactly_one_is_chosen_and_none_are_added_up()
    {
        var measures = Network.Tables.SelectMany(t => t.Measures).ToList();
        Assert.That(measures, Has.Count.EqualTo(3));
        Assert.That(measures.Select(m => m.Expression), Has.All.StartsWith("IF ( COUNTROWS ( 'Xifres publicades' ) = 1, MAX (").And.All.Not.Contain("SUM"));
    }
}
