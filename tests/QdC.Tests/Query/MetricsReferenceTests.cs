using NUnit.Framework;
using QdC.Cli.App;
using QdC.Metrics;
using QdC.Pipeline.Query;

namespace QdC.Tests.Query;

/// <summary>The reference of figures is written from their definitions, and the committed pages are as written.</summary>
public sealed class MetricsReferenceTests
{
    private static readonly MetricsFile Metrics = Workspace.Load(Path.Combine(Repository.Root, "etl-jobs")).Metrics;

    [Test]
    public void The_committed_pages_are_what_the_definitions_give([Values("ca", "es", "en")] string language)
    {
        var (page, file) = (new MetricsReference(Metrics, language).Markdown(), Path.Combine(Repository.Root, "docs", $"indicators.{language}.md"));
        if (Environment.GetEnvironmentVariable("QDC_WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(file, page);
        }
        Assert.That(page, Is.EqualTo(File.ReadAllText(file)), "write it anew with QDC_WRITE_GOLDEN=1");
        foreach (var metric in Metrics.Metrics.Values)
        {
            Assert.That(page, Does.Contain($"\n### {metric.Texts[language].Name}\n").And.Contain($"`{metric.Name}`"));
        }
    }

    /// <summary>Heads of area read it on the figure's page: no name of the contract's stands in it.</summary>
    [TestCase("ca", "Dades que calen", "expedient (data d'obertura, estat de l'expedient, nivell de risc)")]
    [TestCase("es", "Datos que necesita", "expediente (fecha de apertura, estado del expediente, nivel de riesgo)")]
    [TestCase("en", "Data it needs", "case (opening date, state of the case, grade of risk)")]
    public void The_data_that_a_figure_needs_are_told_in_words(string language, string word, string ofHighRisk)
    {
        string Needs(Metric metric) => new MetricsReference(Metrics, language).Facts(metric, withFormula: false).Single(f => f.Word == word).Text;
        Assert.That(Metrics.Metrics.Values.Select(Needs), Has.None.Contains("_").And.None.Contains("`"));
        Assert.That(Needs(Metrics.Metrics["high_risk_cases"]), Does.StartWith(ofHighRisk));
    }

    [Test]
    public void A_figure_that_is_added_stands_in_it()
    {
        var added = Metrics.Metrics["urgent_aid"] with { Name = "another", Texts = Metrics.Metrics["urgent_aid"].Texts.ToDictionary(t => t.Key, _ => new MetricText("Another figure", "What it says.")) };
        var page = new MetricsReference(Metrics with { Metrics = new Dictionary<string, Metric>(Metrics.Metrics) { ["another"] = added } }, "en").Markdown();

        Assert.That(page, Does.Contain("## Another figure\n\nWhat it says.\n"));
        Assert.That(page[page.IndexOf("## Another figure", StringComparison.Ordinal)..], Does.Contain("sum(amount) from fact_payment").And.Contain("not published"));
    }
}
