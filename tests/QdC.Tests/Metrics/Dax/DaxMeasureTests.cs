using NUnit.Framework;
using QdC.Metrics;

namespace QdC.Tests.Metrics.Dax;

/// <summary>The DAX that is written from the definitions: sound by every check, and as committed.</summary>
public sealed class DaxMeasureTests
{
    private static readonly MetricsFile File = MetricsReader.Read(System.IO.File.ReadAllText(Path.Combine(Repository.Root, "powerbi", "metrics.yaml")), "powerbi/metrics.yaml").File!;
    private static readonly DaxModel Model = DaxModel.Of(File);

    [Test]
    public void Every_check_passes() => Assert.That(DaxCheck.Check(Model), Is.Empty);

    [Test]
    public void Ways_in_time_are_sound() =>
        Assert.That(
            DaxTime.Ways().Concat(DaxTime.Comparisons(File)).SelectMany(i => new[] { i.Expression, i.Format }).OfType<string>().SelectMany(dax => DaxCheck.Expression(DaxSyntax.Read(dax), Model)),
            Is.Empty);

    /// <summary>After a change of the definitions, run this test with QDC_WRITE_GOLDEN=1, read the difference and commit it.</summary>
    [Test]
    public void Every_measure_is_as_committed()
    {
        var text = Model.Text();
        var path = Path.Combine(Repository.Root, "tests", "golden", "measures.dax");
        if (Environment.GetEnvironmentVariable("QDC_WRITE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            System.IO.File.WriteAllText(path, text);
        }
        Assert.That(text, Is.EqualTo(System.IO.File.ReadAllText(path)));
    }

    [Test]
    public void Every_figure_is_a_measure_with_its_format_and_every_ratio_is_guarded()
    {
        foreach (var metric in File.Metrics.Values)
        {
            var measure = Model.Measures.Single(m => m.Metric == metric);
            var tree = DaxSyntax.Read(measure.Expression);
            Assert.That(measure.Format, Is.Not.Empty);
            Assert.That(measure.Name, Is.EqualTo(metric.Texts["ca"].Name));
            Assert.That(tree.All().OfType<DaxCall>().Any(c => c.Function == "DIVIDE"), Is.EqualTo(metric.Form == "share"), metric.Name);
            Assert.That(tree.All().OfType<DaxLiteral>().Select(l => l.Text), Has.Some.EqualTo($"\"{metric.Name}\""), "it asks what data reach");
            var refuses = tree.All().OfType<DaxMeasureName>().SelectMany(n => Model.Measures.Where(m => m.Name == n.Name)).Where(m => m.Table == DaxNames.Supply).SelectMany(m => DaxSyntax.Read(m.Expression).All()).OfType<DaxCall>().Where(c => c.Function == "ISCROSSFILTERED").SelectMany(c => c.Arguments).OfType<DaxTableName>().Select(t => t.Name).ToHashSet();
            foreach (var dimension in File.Dimensions.Keys.Except(metric.Breakdowns))
            {
                Assert.That(refuses, Does.Contain(new DaxNames(File).Table(dimension)), $"{metric.Name} is blank by {dimension}");
            }
        }
    }

    [TestCase("'Costos'[executed] / 2", "USE_THE_DIVIDE_FUNCTION_FOR_DIVISION")]
    [TestCase("1 - DIVIDE ( [Base executed], [Base budget] )", "AVOID_USING_'1-(X/Y)'_SYNTAX")]
    [TestCase("IFERROR ( [Base executed], 0 )", "AVOID_USING_IFERROR")]
    [TestCase("SUM ( [executed] )", "DAX_COLUMNS_FULLY_QUALIFIED")]
    [TestCase("'Costos'[Base executed] + 1", "DAX_MEASURES_UNQUALIFIED")]
    [TestCase("SUM ( 'Costos'[executat] )", "DAX_REFERENCE")]
    [TestCase("COUNTROWS ( 'Cost' )", "DAX_REFERENCE")]
    [TestCase("[Base executd] + 1", "DAX_REFERENCE")]
    [TestCase("DIVDE ( 1, 2 )", "DAX_FUNCTION")]
    [TestCase("DIVIDE ( 1 )", "DAX_FUNCTION")]
    [TestCase("VAR _a = 1 RETURN 2", "UNUSED_VARIABLE")]
    [TestCase("_b + 1", "DAX_REFERENCE")]
    [TestCase("[Base executed]", "AVOID_MEASURES_THAT_ONLY_REPEAT_ANOTHER")]
    [TestCase("SUM ( 'Costos'[executed]", "DAX_SYNTAX")]
    [TestCase("[Another] + 1", "CIRCULAR_DEPENDENCY")]
    [TestCase("SUM ( 'Costos'[executed] )", "AVOID_DUPLICATE_MEASURES")]
    public void What_is_wrong_is_found_by_its_rule(string expression, string rule)
    {
        var spoiled = Model with { Measures = [.. Model.Measures, new DaxMeasure("Another", "Costos", expression, "#,0", null)] };

        Assert.That(DaxCheck.Check(spoiled).Where(f => f.Measure == "Another").Select(f => f.Rule), Has.Some.EqualTo(rule));
    }

    [Test]
    public void Names_and_formats_are_checked_too()
    {
        var metric = File.Metrics["spend"];
        var spoiled = Model with
        {
            Measures = [.. Model.Measures, new(" another", "Costos", "1", null, metric), new("Despesa executada", "Costos", "2", "0", metric), new("executed", "Costos", "3", "0", metric), new("Elsewhere", "Cost", "4", "0", metric)],
        };

        Assert.That(
            DaxCheck.Check(spoiled).Select(f => f.Rule),
            Is.SupersetOf(new[] { "TRIM_OBJECT_NAMES", "PROVIDE_FORMAT_STRING_FOR_MEASURES", "UNIQUE_MEASURE_NAME", "FIRST_LETTER_OF_OBJECTS_MUST_BE_CAPITALIZED", "DAX_REFERENCE" })
        );
    }
}
