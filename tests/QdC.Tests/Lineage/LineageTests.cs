using NUnit.Framework;
using QdC.Cli.App;
using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Lineage;
using QdC.Pipeline.Query;
using QdC.Tests.Cli;

namespace QdC.Tests.Lineage;

/// <summary>From a council's column to a figure and back, read from the files that carry it out.</summary>
public sealed class LineageTests
{
    private static readonly string[] Pilots = ["tarragona", "reus", "garrotxa", "la-noguera"];
    private static readonly Workspace Files = Workspace.Load(Path.Combine(Repository.Root, "etl-jobs"));
    private static readonly LineageFiles Lineages = new(Files.Jobs, Files.Metrics, Files.Dashboards, Files.Reports);
    private static readonly Dictionary<string, LineageGraph> Graphs = Pilots.ToDictionary(p => p, p => Lineages.Graph([Files.Area(p)]));

    [Test]
    public void Every_column_that_the_SQL_names_is_found_in_what_it_reads() => Assert.That(SqlTrace.Of(Files.Jobs.Contract).Unknown, Is.Empty);

    [Test]
    public void Every_column_of_the_star_is_traced() =>
        Assert.That(SqlTrace.Of(Files.Jobs.Contract).Columns.Keys, Is.EquivalentTo(StarColumns.Committed.Tables.SelectMany(t => t.Value.Keys.Select(c => $"{t.Key}.{c}"))));

    [TestCase("fact_case.opened_on", "case.opened_on")]
    [TestCase("fact_case.closed_on", "case.closed_on case.opened_on case.state case.state_date")]
    [TestCase("fact_payment.amount", "payment.amount")]
    [TestCase("fact_payment.funder_key", "payment.funder service.funder")]
    [TestCase("fact_activity.team_key", "activity.team")]
    [TestCase("fact_activity.automatic", "activity.origin")]
    [TestCase("dim_person.sex_key", "person.sex")]
    [TestCase("dim_person.birth_year", "person.birth_date")]
    [TestCase("dim_case.lead_professional_key", "case.lead")]
    [TestCase("fact_population.inhabitants", "population.inhabitants")]
    [TestCase("dim_date.date", "")]
    public void A_column_of_the_star_comes_from_the_fields_that_its_SQL_takes(string column, string fields) =>
        Assert.That(SqlTrace.Of(Files.Jobs.Contract).Columns[column], Is.EqualTo(fields.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>metrics.yaml says by hand which field a breakdown comes from; the SQL must say the same.</summary>
    [Test]
    public void The_field_that_a_breakdown_is_declared_to_come_from_is_one_that_the_SQL_takes()
    {
        var columns = SqlTrace.Of(Files.Jobs.Contract).Columns;
        var declared = Files.Metrics.Facts.Values.SelectMany(f => f.Fields.Select(d => (Column: $"{f.Table}.{f.Dimensions[d.Key].Column}", Field: d.Value))).ToList();

        Assert.That(declared, Is.Not.Empty);
        Assert.That(declared.Where(d => !columns[d.Column].Contains(d.Field)).Select(d => $"{d.Column} of {d.Field}, not {string.Join(" ", columns[d.Column])}"), Is.Empty);
    }

    [Test]
    public void Open_cases_come_from_the_day_that_Hestia_tells_and_stand_on_the_first_page()
    {
        var graph = Graphs["tarragona"];
        var up = graph.Up("open_cases").Select(n => n.Name).ToList();

        Assert.That(up, Is.SupersetOf(new[] { "fact_case_month.month", "case.opened_on", "case.state", "hestia:expedients.DtObertura", "hestia:expedients.DataObertura", "hestia:expedients.IdEstat" }));
        Assert.That(up, Has.None.StartsWith("hestia:recursos."), "cases are opened without any service");
        Assert.That(graph.Down("hestia:expedients.DtObertura").Select(n => n.Name), Is.SupersetOf(new[] { "case.opened_on", "fact_case.opened_on", "open_cases", "dashboard:resum/1" }));
        Assert.That(graph.Before("case.state").Single().Through, Is.EqualTo("case-state"));
    }

    [TestCaseSource(nameof(Pilots))]
    public void Every_figure_comes_from_a_column_of_the_area_or_is_said_not_to_be_available(string area)
    {
        var graph = Graphs[area];
        var lost = Files.Metrics.Metrics.Keys.Where(m => graph.Nodes[m].Notes.All(n => n.Note != LineageNote.Unavailable) && graph.Up(m).All(n => n.Kind != LineageKind.Source));
        var said = Files.Metrics.Metrics.Keys.Where(m => graph.Nodes[m].Notes.Any(n => n.Note == LineageNote.Unavailable));

        Assert.That(lost, Is.Empty);
        Assert.That(said, Is.EquivalentTo(JobCheck.Report(Files.Jobs with { Areas = new Dictionary<string, AreaFile> { [area] = Files.Area(area) } }, Files.Metrics.Metrics.ToDictionary(m => m.Key, m => m.Value.Needs)).Single().Unavailable.Select(u => u.Metric)));
    }

    [TestCaseSource(nameof(Pilots))]
    public void Every_column_that_is_mapped_leads_to_its_field_and_every_field_that_is_given_has_a_column(string area)
    {
        var graph = Graphs[area];
        var mapped = Files.Area(area).Sources.Select(s => Files.Jobs.Systems[s.System]).SelectMany(s => s.Extracts)
            .SelectMany(e => e.Columns.SelectMany(c => c.Value.From.Select(from => (Column: $"{e.System}:{e.Name}.{from}", Field: $"{e.Subject}.{c.Key}")))).ToList();

        Assert.That(mapped, Has.Count.GreaterThan(50));
        Assert.That(mapped.Where(m => graph.After(graph.Find(m.Column).Name).All(s => s.To != m.Field)), Is.Empty);
    }

    [TestCaseSource(nameof(Pilots))]
    public void What_comes_from_a_name_is_what_leads_to_it(string area)
    {
        var graph = Graphs[area];
        var up = graph.Nodes.Keys.SelectMany(n => graph.Up(n).Select(from => (from.Name, n))).ToHashSet();
        var down = graph.Nodes.Keys.SelectMany(n => graph.Down(n).Select(to => (n, to.Name))).ToHashSet();

        Assert.That(up.SetEquals(down), Is.True);
        Assert.That(up, Has.Count.GreaterThan(1_000));
    }

    [Test]
    public void Several_areas_lack_only_what_each_of_them_lacks()
    {
        var all = Lineages.Graph([.. Pilots.Select(Files.Area)]);
        var lacking = Pilots.Select(p => Files.Metrics.Metrics.Keys.Where(m => Graphs[p].Nodes[m].Notes.Count > 0)).Aggregate((a, b) => a.Intersect(b));

        Assert.That(Files.Metrics.Metrics.Keys.Where(m => all.Nodes[m].Notes.Count > 0), Is.EquivalentTo(lacking));
    }

    [Test]
    public void A_name_that_is_not_there_is_answered_with_the_nearest() =>
        Assert.That(() => Graphs["tarragona"].Find("open_case"), Throws.TypeOf<UnknownName>().With.Property(nameof(UnknownName.Nearest)).EqualTo("open_cases"));

    [Test]
    public async Task The_command_tells_the_way_as_a_tree_and_as_a_document()
    {
        string[] jobs = ["--jobs", Path.Combine(Repository.Root, "etl-jobs")];
        var tree = await Qdc.Run(["lineage", "open_cases", "--area", "tarragona", "--lang", "en", .. jobs]);
        var down = await Qdc.Run(["lineage", "HESTIA:case.dtobertura", "--down", "--area", "tarragona", "--json", .. jobs]);
        var unknown = await Qdc.Run(["lineage", "case.opened_in", .. jobs]);

        Assert.That(tree.Out, Does.Contain("Open cases").And.Contain("hestia:expedients.DtObertura").And.Contain("code list case-state").And.Contain("dashboard:resum/1"));
        Assert.That(down.Out, Does.Contain("\"name\": \"open_cases\"").And.Contain("\"up\": null"));
        Assert.That(unknown.Code, Is.Not.Zero);
        Assert.That(unknown.Error, Does.Contain("Did you mean 'case.opened_on'?"));
    }
}
