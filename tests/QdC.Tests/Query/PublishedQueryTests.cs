using NUnit.Framework;
using QdC.Tests.Cli;

namespace QdC.Tests.Query;

/// <summary>What <c>qdc query --audience public</c> shows: published tables, small counts as a neutral mark.</summary>
public sealed class PublishedQueryTests
{
    [Test]
    public async Task Small_counts_are_a_neutral_mark_with_its_meaning_below()
    {
        var inside = await MiniHome.Run("query", "people_attended", "--by", "sex", "--area", "mini", "--period", "month", "--json");
        var outside = await MiniHome.Run("query", "people_attended", "--by", "sex", "--area", "mini", "--period", "quarter", "--year", "2025", "--audience", "public");

        Assert.That(inside.Code, Is.Zero, inside.Error);
        Assert.That(outside.Code, Is.Zero, outside.Error);
        Assert.That(outside.Out, Does.Contain("secret estadístic").And.Contain("c: no es publica"));
    }

    [Test]
    public async Task No_figure_of_one_to_four_is_shown_and_a_suppressed_one_has_no_number()
    {
        var answer = await MiniHome.Run("query", "people_attended", "--area", "mini", "--period", "month", "--year", "2025", "--audience", "public", "--json");
        var figures = answer.Json()[0].GetProperty("figures").EnumerateArray().ToList();

        Assert.That(figures, Is.Not.Empty);
        foreach (var figure in figures)
        {
            var shown = figure.TryGetProperty("value", out var value) && value.ValueKind == System.Text.Json.JsonValueKind.Number ? value.GetDouble() : (double?)null;
            Assert.That(shown, Is.Null.Or.Zero.Or.GreaterThanOrEqualTo(5));
            Assert.That(figure.GetProperty("status").GetString() == "suppressed" && shown is not null, Is.False);
        }
    }

    [TestCase("query interventions_per_person --by team --audience public", "is not published")]
    [TestCase("query urgent_aid --by service --period month --audience public", "is not published")]
    [TestCase("query people_attended --where sex=D --audience public", "no filters")]
    [TestCase("query people_attended --by sex,age_group --year 2025 --audience public", "is not published")]
    public async Task What_no_table_holds_is_refused(string line, string because)
    {
        var asked = await MiniHome.Run([.. line.Split(' '), "--area", "mini"]);

        Assert.That(asked.Code, Is.Not.Zero);
        Assert.That(asked.Error, Does.Contain(because));
    }
}
