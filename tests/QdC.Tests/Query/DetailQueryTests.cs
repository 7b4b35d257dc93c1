using NUnit.Framework;
using QdC.Cli.App;
using QdC.Metrics;
using QdC.Pipeline.Query;
using QdC.Tests.Cli;
using QdC.Warehouse;

namespace QdC.Tests.Query;

/// <summary>The rows behind mini's figures: they give the figure, and nothing of a person's own.</summary>
public sealed class DetailQueryTests
{
    private static readonly Lazy<Workspace> Definitions = new(() => Workspace.Load(MiniHome.Jobs));

    private static IEnumerable<string> Possible() => Workspace.Load(Path.Combine(Repository.Root, "etl-jobs")).Metrics.Metrics.Values.Where(m => !m.IsDifference && DetailSql.IsPossible(m.Numerator)).Select(m => m.Name);

    [TestCaseSource(nameof(Possible))]
    public async Task The_rows_give_the_figure(string metric)
    {
        await MiniHome.Published();
        var figure = new FigureQuery(new QdcHome(MiniHome.Root), Definitions.Value.Jobs, Definitions.Value.Metrics, TimeProvider.System).Ask(Ask(metric)).Figures.Single();
        if (figure.Status == "not_available" && figure.Denominator is not 0)
        {
            return; // before the first delivery, or no source gives it
        }
        var (columns, rows) = await Rows(Ask(metric));
        var measure = Definitions.Value.Metrics.Metrics[metric].Numerator;
        var months = measure.Time == TimeRule.MonthMean ? 12 : 1;
        object? told = measure.Aggregate switch
        {
            Aggregate.Rows => (decimal)rows.Count,
            Aggregate.Sum => rows.Sum(r => Convert.ToDecimal(r[columns - 1])) / months,
            Aggregate.Distinct when measure.Column.Contains(',') => (decimal)rows.Select(r => (r[columns - 1], r[columns - 2])).Distinct().Count(),
            Aggregate.Distinct => (decimal)rows.Select(r => r[columns - 1]).Distinct().Count(),
            _ => null,
        };
        if (measure.Aggregate == Aggregate.Percentile)
        {
            Assert.That(rows, Has.Count.EqualTo((int)figure.Denominator!.Value));
        }
        else
        {
            Assert.That((double)(decimal)told!, Is.EqualTo((double)figure.Numerator!.Value).Within(1e-6));
        }
    }

    [Test]
    public async Task Numbers_are_the_files_own_and_no_key_of_the_star_leaves()
    {
        var (columns, rows) = await Rows(Ask("people_attended"));
        var numbers = rows.Select(r => (long)r[columns - 1]!).Distinct().Order().ToList();
        using var version = new AreaStore(new QdcHome(MiniHome.Root), AreaCode.Parse("mini"), TimeProvider.System).OpenCurrent();
        var keys = version.Session.Query("SELECT key FROM keys.person", r => r.GetInt64(0)).ToHashSet();
        Assert.That(numbers, Has.All.InRange(1, keys.Count).And.None.Matches<long>(keys.Contains));
        var orders = new HashSet<string>();
        for (var file = 0; file < 4; file++)
        {
            orders.Add(string.Join(' ', (await Rows(Ask("people_attended"))).Rows.Select(r => $"{r[0]}{r[1]}{r[2]}{r[3]}{r[columns - 1]}")));
        }
        Assert.That(orders, Has.Count.GreaterThan(1), "another file has other numbers");
        var texts = rows.SelectMany(r => r.OfType<string>()).ToHashSet();
        Assert.That(version.Session.Query("SELECT CAST(id AS VARCHAR) FROM keys.person", r => r.GetString(0)), Has.None.Matches<string>(id => texts.Contains(id!)), "no pseudonym leaves");
    }

    [Test]
    public async Task Sensitive_members_are_one_and_cannot_be_asked_for()
    {
        var (_, rows) = await Rows(Ask("energy_poverty_aid"));
        Assert.That(rows, Is.Not.Empty);
        Assert.That(rows.Select(r => r[1]), Has.All.EqualTo("Reservades: només per àrea i any"), "2.3.7.2 is on the list here");
        Assert.That(async () => await Rows(Ask("energy_poverty_aid") with { Where = [new("service", MiniHome.SensitiveService)] }), Throws.TypeOf<MemberIsSensitive>());
    }

    [Test]
    public async Task What_is_kept_is_kept_and_a_wrong_member_is_told()
    {
        var (_, rows) = await Rows(Ask("people_attended") with { Where = [new("sex", "D")] });
        Assert.That(rows.Select(r => r[2]), Has.All.EqualTo("Dona"));
        Assert.That(async () => await Rows(Ask("people_attended") with { Where = [new("sex", "Q")] }), Throws.TypeOf<UnknownName>());
        Assert.That(async () => await Rows(Ask("coverage")), Throws.TypeOf<CutNotPossible>());
    }

    [Test]
    public async Task It_is_written_for_the_area_only_and_noted()
    {
        foreach (var ending in new[] { "xlsx", "csv" })
        {
            var file = Path.Combine(MiniHome.Root, "detail." + ending);
            var made = await MiniHome.Run("query", "urgent_aid", "--area", "mini", "--year", "2024", "--export", file, "--json");
            Assert.That((made.Code, made.Json().GetProperty("rows").GetInt64(), File.Exists(file)), Is.EqualTo((0, 3, true)), made.Error);
            Assert.That(Directory.EnumerateFiles(MiniHome.Root, "*.part"), Is.Empty);
        }
        await MiniHome.Run("report", "costos", "--area", "mini", "--year", "2024", "-o", Path.Combine(MiniHome.Root, "noted.xlsx"));
        var noted = (await MiniHome.Run("runs", "mini", "--exports", "--json", "--limit", "1000")).Json().EnumerateArray().Select(e => (e.GetProperty("what").GetString(), e.GetProperty("rows").GetInt64())).ToList();
        Assert.That(noted, Does.Contain(("query urgent_aid", 3L)).And.Contain(("report costos", 0L)));
    }

    [TestCase("--audience public", "rows are for the area only")]
    [TestCase("--by sex", "Rows tell every member")]
    [TestCase("--year 1999", "2019 to 2025")]
    public async Task A_wrong_question_is_told_and_writes_nothing(string more, string told)
    {
        var file = Path.Combine(MiniHome.Root, $"wrong-{Guid.NewGuid():N}.csv");
        var wrong = await MiniHome.Run(["query", "people_attended", "--area", "mini", "--export", file, .. more.Split(' ')]);
        Assert.That(wrong.Code, Is.EqualTo(1));
        Assert.That(wrong.Error, Does.Contain(told));
        Assert.That(Directory.EnumerateFiles(MiniHome.Root, Path.GetFileName(file) + "*"), Is.Empty);
    }

    private static FigureRequest Ask(string metric) => new() { Area = MiniHome.Area, Metric = metric, Year = 2024 };

    private static async Task<(int Columns, List<object?[]> Rows)> Rows(FigureRequest request)
    {
        await MiniHome.Published();
        var workspace = Definitions.Value;
        var (columns, rows) = (0, new List<object?[]>());
        new DetailQuery(new QdcHome(MiniHome.Root), workspace.Jobs, workspace.Metrics, TimeProvider.System).Export(
            request,
            detail =>
            {
                columns = detail.Columns.Count;
                while (detail.Rows.Read())
                {
                    rows.Add([.. Enumerable.Range(0, columns).Select(c => detail.Rows.IsDBNull(c) ? null : detail.Rows.GetValue(c))]);
                }
                Assert.That(detail.Count, Is.EqualTo(rows.Count));
            }
        );
        return (columns, rows);
    }
}
