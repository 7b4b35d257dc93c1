using NUnit.Framework;
using QdC.Cli.App;
using QdC.Metrics;
using QdC.Pipeline.Dashboard;
using QdC.Pipeline.Query;
using QdC.Tests.Cli;
using QdC.Warehouse;

namespace QdC.Tests.Dashboard;

/// <summary>Pages of the dashboard as they are filled for <c>mini</c>, whose figures were worked out by hand.</summary>
public sealed class DashboardFillTests
{
    private static readonly string[] Kinds = [.. PeriodKinds.All];

    [Test]
    public async Task Every_page_is_filled_for_every_kind_of_period_in_every_language_and_no_cell_of_a_table_is_blank([ValueSource(nameof(Kinds))] string kind, [Values("ca", "es", "en")] string language)
    {
        foreach (var page in (await Files()).Dashboards.Pages.Keys)
        {
            var view = await Fill(page, kind, language: language);

            Assert.That(view.Visuals, Is.Not.Empty);
            Assert.That(view.Visuals.SelectMany(v => v.Cards).Select(c => c.Name + c.Value), Has.None.Empty);
            foreach (var visual in view.Visuals)
            {
                Assert.That(visual.Series.Select(s => s.Cells.Count), Is.All.EqualTo(visual.Categories.Count), $"{visual.Title}: a number for each category");
                Assert.That(visual.Cards.Count > 0 || visual.Kind == VisualKind.List || visual.Note is not null || visual.Series.Any(s => s.Cells.Any(c => c.Value is not null)), $"{visual.Title}: what is empty says why");
            }
            foreach (var visual in view.Visuals.Where(v => v.Kind == VisualKind.Matrix))
            {
                var cells = visual.Series.SelectMany(s => s.Cells).ToList();
                Assert.That(cells.Select(c => c.Text), Has.None.Empty, visual.Title);
                Assert.That(visual.Signs.Any(s => s.StartsWith("–: ", StringComparison.Ordinal)), Is.EqualTo(cells.Concat(visual.Series.Select(s => s.Total).OfType<CellView>()).Any(c => c.Text == "–")), $"{visual.Title}: what is no number is told below");
                Assert.That(visual.Signs.Any(s => s.StartsWith("p: ", StringComparison.Ordinal)), Is.EqualTo(cells.Any(c => c.Mark == FigureMark.Provisional)), visual.Title);
            }
        }
    }

    [Test]
    public async Task Its_figures_are_those_that_queries_give()
    {
        var view = await Fill("resum", "quarter", new DateOnly(2024, 11, 15));

        Assert.That((view.PeriodEnd, view.Period), Is.EqualTo((new DateOnly(2024, 12, 31), "4t trimestre 2024")));
        Assert.That(view.Visuals[0].Cards.Single(c => c.Metric == "people_attended").Value, Is.EqualTo("7"));
        var bySex = view.Visuals.Single(v => v.Kind == VisualKind.Donut);
        Assert.That(bySex.Categories.Zip(bySex.Series[0].Cells, (c, n) => (c.Code, n.Value)), Is.EqualTo(new[] { ("D", (double?)4), ("H", 3) }), "those who are more come first");
        Assert.That(bySex.Series[0].Total!.Value, Is.EqualTo(7));
        foreach (var card in view.Visuals[0].Cards)
        {
            var asked = (await MiniHome.Ask(new FigureRequest { Area = MiniHome.Area, Metric = card.Metric, Period = "quarter", Year = 2024 })).Figures.Single(f => f.PeriodEnd == view.PeriodEnd);
            Assert.That(card.Value, Is.EqualTo(FigureText.In("ca").Value((await Files()).Metrics.Metrics[card.Metric], asked.Value)), card.Metric);
        }
    }

    /// <summary>Nobody new in a municipality is 0; no share can be told where nobody at all was attended, and no figure of what the area does not give.</summary>
    [Test]
    public async Task Nobody_is_told_from_what_cannot_be_divided_and_from_what_is_not_there()
    {
        var metrics = (await Files()).Metrics.Metrics;
        Figure whole = new("month", new(2025, 3, 1), new(2025, 3, 31), [], 5, 20, 25, "provisional", null, new(2025, 3, 20));
        (double?, string, string?) Told(string metric, Figure of) => Figure.Uncounted(metrics[metric], ["municipality"], of) is var f ? (f.Value, f.Status, f.Reason) : default;

        Assert.That(Told("people_attended", whole), Is.EqualTo(((double?)0, "provisional", (string?)null)));
        Assert.That(Told("new_people_share", whole), Is.EqualTo(((double?)null, "not_available", "no denominator")));
        Assert.That(Told("people_attended", whole with { Value = null, Status = "not_available", Reason = "never delivered" }), Is.EqualTo(((double?)null, "not_available", "never delivered")));
        Assert.That(Figure.Uncounted(metrics["spend_per_inhabitant"], ["service"], whole).Value, Is.Zero, "the denominator is the whole's");
        Assert.That(Figure.Uncounted(metrics["cost_per_person"], ["service"], whole).Reason, Is.Null, "there may be persons: nothing was spent on them");
    }

    [Test]
    public async Task A_slicer_keeps_one_member_and_what_it_cannot_cut_is_not_shown()
    {
        var view = await Fill("resum", "quarter", new DateOnly(2024, 12, 31), where: new MemberFilter("sex", "D"));
        var cards = view.Visuals[0].Cards.ToDictionary(c => c.Metric);

        Assert.That(cards["people_attended"].Value, Is.EqualTo("4"));
        Assert.That((cards["open_cases"].Value, cards["open_cases"].Status), Is.EqualTo(("–", "no es pot filtrar així")), "the total would be taken for the women's");
        Assert.That(view.Slicers.Single(s => s.Dimension == "sex"), Has.Property(nameof(SlicerView.Chosen)).EqualTo("D"));
        Assert.That(view.Slicers.Single(s => s.Dimension == "sex").Members.Select(m => m.Code), Is.EquivalentTo(new[] { "D", "H" }));
        Assert.That(view.Visuals.Single(v => v.Kind == VisualKind.Columns).Note, Does.Contain("no es pot filtrar així"));
    }

    [Test]
    public async Task A_change_is_told_with_its_tone_and_a_provisional_figure_has_none()
    {
        var whole = (await Fill("carrega", "year", new DateOnly(2024, 6, 1))).Visuals[0].Cards.ToDictionary(c => c.Metric);
        var begun = (await Fill("carrega", "year", new DateOnly(2025, 1, 1))).Visuals[0].Cards;

        Assert.That(whole["staffing_vs_standard_ts"].Target, Is.Not.Null.And.Property(nameof(CardTarget.Text)).EqualTo("100,0 %").And.Property(nameof(CardTarget.IsMet)).Not.Null);
        Assert.That(whole.Values.Where(c => c.Change is not null), Is.Not.Empty.And.All.Property(nameof(CardView.Before)).Contains("2023"));
        Assert.That(begun.Where(c => c.Mark == FigureMark.Provisional), Is.Not.Empty.And.All.Property(nameof(CardView.Change)).Null.And.All.Property(nameof(CardView.Tone)).EqualTo(Tone.None));
    }

    [Test]
    public async Task A_figure_that_cannot_be_compared_says_why()
    {
        var card = (await Fill("resum", "year", new DateOnly(2024, 6, 1))).Visuals[0].Cards.Single(c => c.Metric == "new_people");

        Assert.That((card.Change, card.Before), Is.EqualTo(((string?)null, "any 2023: no disponible: les dades no arriben 5 anys enrere")));
    }

    [Test]
    public async Task What_the_sensitive_list_holds_is_no_slicer_of_a_month()
    {
        Assert.That(() => Fill("serveis", "month", where: new MemberFilter("service", MiniHome.SensitiveService)), Throws.TypeOf<MemberIsSensitive>());
        Assert.That((await Fill("serveis", "month")).Slicers.Single(s => s.Dimension == "service").Members.Select(m => m.Code), Does.Not.Contain(MiniHome.SensitiveService));
    }

    [Test]
    public void What_is_not_there_is_said()
    {
        Assert.That(() => Fill("resum", "week"), Throws.TypeOf<UnknownName>());
        Assert.That(() => Fill("resum", "month", where: new MemberFilter("team", "A")), Throws.TypeOf<UnknownName>(), "the page has no such slicer");
        Assert.That(() => Fill("resum", "month", where: new MemberFilter("sex", "X")), Throws.TypeOf<UnknownName>());
    }

    [Test]
    public async Task The_command_shows_it_and_gives_it_to_machines()
    {
        var shown = await MiniHome.Run("dashboard", "resum", "--area", "mini", "--period", "year", "--day", "2024-01-01");
        var given = await MiniHome.Run("dashboard", "resum", "--area", "mini", "--json");
        var wrong = await MiniHome.Run("dashboard", "resumm", "--area", "mini");

        Assert.That(shown.Out, Does.Contain("Any 2024").And.Contain("Persones ateses"));
        Assert.That(given.Json().GetProperty("visuals").GetArrayLength(), Is.EqualTo(6));
        Assert.That(wrong.Code, Is.EqualTo(1));
        Assert.That(wrong.Error, Does.Contain("resumm").And.Contain("resum"));
    }

    private static async Task<Workspace> Files()
    {
        await MiniHome.Published();
        return Workspace.Load(MiniHome.Jobs);
    }

    private static async Task<DashboardView> Fill(string page, string kind, DateOnly? day = null, string language = "ca", MemberFilter? where = null)
    {
        var files = await Files();
        return new DashboardFill(new QdcHome(MiniHome.Root), files.Jobs, files.Metrics, TimeProvider.System).Fill(
            new DashboardRequest { Page = files.Dashboards.Pages[page], Area = MiniHome.Area, PeriodKind = kind, Day = day, Language = language, Where = where is null ? [] : [where] }
        );
    }
}
