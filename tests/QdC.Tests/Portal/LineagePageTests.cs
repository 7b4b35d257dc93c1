using System.Net;
using NUnit.Framework;

namespace QdC.Tests.Portal;

/// <summary>The page Llinatge, of <c>mini</c>: from a figure to its columns, from a column to its figures.</summary>
public sealed class LineagePageTests : MiniPortalTests
{
    [Test]
    public async Task A_figure_leads_to_the_columns_it_comes_from_and_each_of_them_leads_back()
    {
        Assert.That(await Page("/quadre/mini/resum/open_cases"), Does.Contain("href=\"/llinatge/mini?nom=open_cases\""));

        var figure = await Page("/llinatge/mini?nom=open_cases");
        Assert.That(figure, Does.Contain("Expedients oberts").And.Contain("href=\"/llinatge/mini?nom=case.opened_on\"").And.Contain("nom=dashboard%3Aresum%2F1").And.Contain("/quadre/mini/resum/open_cases"));
        Assert.That(figure, Does.Contain("llista de codis case-state"));

        Assert.That(await Page("/llinatge/mini?nom=people_attended"), Does.Contain("o activity.case").And.Contain("o activity.persons"));

        var column = await Page("/llinatge/mini?nom=hestia%3Aexpedients.DtObertura");
        Assert.That(column, Does.Contain("href=\"/llinatge/mini?nom=open_cases\"").And.Contain("fact_case.opened_on"));
    }

    [TestCase("open_case", "nom=open_cases")]
    [TestCase("Expedients oberts", "nom=open_cases")]
    [TestCase("dtobert", "nom=hestia%3Aexpedients.DtObertura")]
    public async Task What_is_not_quite_a_name_is_answered_with_those_like_it(string asked, string link) =>
        Assert.That(await Page($"/llinatge/mini?nom={Uri.EscapeDataString(asked)}"), Does.Contain(link).And.Contain("S'assemblen"));

    [Test]
    public async Task Of_what_is_like_a_word_figures_stand_first()
    {
        var page = await Page("/llinatge/mini?nom=expedient");
        var found = page[page.IndexOf("S'assemblen", StringComparison.Ordinal)..];

        Assert.That(found, Does.Match("^[^?]*\\?nom=open_cases\""));
        Assert.That(found, Does.Contain("?nom=case.id\"").Or.Contain("?nom=hestia%3Aexpedients."));
    }

    [Test]
    public async Task What_is_no_name_at_all_is_said_and_nothing_of_it_becomes_markup()
    {
        var page = await Browser.GetStringAsync("/llinatge/mini?nom=%3Cscript%3Exyzzy");
        Assert.That(page, Does.Contain("No hi ha res amb aquest nom").And.Not.Contain("<script>xyzzy"));
    }

    private async Task<string> Page(string address) => WebUtility.HtmlDecode(await Browser.GetStringAsync(address));
}
