using System.Globalization;
using System.Security.Cryptography;
using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Star;
using QdC.Warehouse;

namespace QdC.Pipeline.Query;

/// <summary>
/// Gives the rows behind a figure, for those entitled to the area. They hold the dimensions the figures are known by and nothing of a
/// person's own: who is counted has a number that is drawn anew for each file, and sensitive members are one.
/// </summary>
/// <param name="home">Where the stores are.</param>
/// <param name="jobs">The declarative files.</param>
/// <param name="metrics">The metrics.</param>
/// <param name="clock">The clock.</param>
public sealed class DetailQuery(QdcHome home, JobSet jobs, MetricsFile metrics, TimeProvider clock)
{
    private static readonly Dictionary<string, (string Ca, string Es, string En)> Words = new()
    {
        ["cover"] = ("Portada", "Portada", "Cover"),
        ["rows"] = ("Detall", "Detalle", "Detail"),
        ["figure"] = ("Xifra", "Cifra", "Figure"),
        ["means"] = ("Què vol dir", "Qué significa", "What it means"),
        ["area"] = ("Àrea", "Área", "Area"),
        ["version"] = ("Versió de les dades", "Versión de los datos", "Version of the data"),
        ["days"] = ("Dies", "Días", "Days"),
        ["filters"] = ("Filtres", "Filtros", "Filters"),
        ["count"] = ("Files", "Filas", "Rows"),
        ["use"] = ("Ús", "Uso", "Use"),
        ["internal"] = (
            "Intern de l'àrea: no es pot difondre. L'exportació queda registrada.",
            "Interno del área: no se puede difundir. La exportación queda registrada.",
            "Internal to the area: it may not be passed on. The export is logged."
        ),
        ["numbers"] = (
            "Els números són d'aquest fitxer: no són de cap registre, i en un altre fitxer són uns altres.",
            "Los números son de este fichero: no son de ningún registro, y en otro fichero son otros.",
            "Numbers are this file's own: they are no record's, and another file has others."
        ),
        ["day"] = ("Data o mes", "Fecha o mes", "Day or month"),
        ["number"] = ("Número", "Número", "Number"),
    };

    /// <summary>Opens the rows and hands them on; they are read while they are written.</summary>
    /// <param name="request">The figure; its breakdowns are left aside, for every row tells all members it has.</param>
    /// <param name="write">Writes them.</param>
    /// <returns>The version they were read from and how many there were.</returns>
    /// <exception cref="CutNotPossible">The figure is none of rows.</exception>
    /// <exception cref="MemberIsSensitive">A sensitive member was asked for.</exception>
    /// <exception cref="DetailNotAvailable">The area cannot give the figure.</exception>
    public (int Version, long Count) Export(FigureRequest request, Action<DetailDocument> write)
    {
        var known = UnknownName.Find("metric", request.Metric, metrics.Metrics);
        var metric = !request.ByRegistration ? known : ByRegistration.Of(known) ?? throw new CutNotPossible(known, ["registration"], "what it counts has no day of registration");
        var measure = metric.Numerator;
        if (metric.IsDifference || !DetailSql.IsPossible(measure))
        {
            throw new CutNotPossible(metric, ["detail"], "a person's last event of the period, or a year's reference data, decide what it counts, so no row tells it by itself");
        }
        FigureCut.Check(metrics, metric, [], request.Where);
        var store = new AreaStore(home, AreaCode.Parse(request.Area.Area), clock);
        using var version = request.AsOf is { } name ? store.OpenNamed(name) : store.OpenCurrent();
        var db = version.Session;
        var supply = MetricSupplies.Of(db, jobs, request.Area, metrics with { Metrics = new Dictionary<string, Metric> { [metric.Name] = metric } })[metric.Name];
        if (supply.Unavailable is not null || supply.DataAsOf is not { } reached)
        {
            throw new DetailNotAvailable(metric.Name, (supply.Unavailable ?? MetricSupply.NeverDelivered).En);
        }
        var (from, to) = Days(db, request, reached);
        Prepare(db, measure, request);
        var sql = DetailSql.Select(metrics, measure, request.Where, from, to);
        foreach (var dimension in measure.Fact.Dimensions.Keys.Select(d => metrics.Dimensions[d]).Where(d => d.Sensitive))
        {
            db.Execute(SensitiveSql.Fold(dimension));
            sql = SensitiveSql.Rewrite(sql, dimension);
        }
        var count = db.Scalar<long>($"SELECT count(*) FROM ({sql})");
        using var command = db.Connection.CreateCommand();
        command.CommandText = $"{sql} ORDER BY ALL"; // an order that tells nothing of the order rows were loaded in
        command.UseStreamingMode = true;
        using var rows = command.ExecuteReader();
        write(Document(metric, request, version.Version, from, to, count, rows));
        return (version.Version, count);
    }

    /// <summary>The year asked for or, without one, the last month that is whole; in both as far as data reach.</summary>
    private static (DateOnly From, DateOnly To) Days(DuckDbSession db, FigureRequest request, DateOnly reached)
    {
        var there = db.Query("SELECT period_start, period_end FROM mart.period WHERE period_kind = ? ORDER BY period_end", r => (r.GetFieldValue<DateOnly>(0), r.GetFieldValue<DateOnly>(1)), request.PeriodKind);
        var asked = request.Year is { } year ? there.FindAll(p => p.Item2.Year == year) : there.FindAll(p => p.Item2 <= reached).TakeLast(1).ToList();
        if (asked.Count == 0)
        {
            throw new NoSuchPeriod(request.Metric, request.Year ?? reached.Year, request.PeriodKind, [.. there.Select(p => p.Item2.Year).Distinct()]);
        }
        var (from, to) = (asked[0].Item1, asked[^1].Item2);
        var lastDay = new DateOnly(reached.Year, reached.Month, DateTime.DaysInMonth(reached.Year, reached.Month)); // figures count whole months
        return (from, to < lastDay ? to : lastDay);
    }

    /// <summary>Makes the labels and the numbers, for this connection only.</summary>
    private void Prepare(DuckDbSession db, Measure measure, FigureRequest request)
    {
        AreaContext.AgeMacros(db, jobs.CodeLists);
        foreach (var dimension in measure.Fact.Dimensions.Keys.Select(d => metrics.Dimensions[d]))
        {
            var members = DimensionMembers.Read(db, dimension, request.Language);
            if (dimension.Sensitive && request.Where.FirstOrDefault(w => w.Dimension == dimension.Name && members.IsSensitive(w.Member)) is { } sensitive)
            {
                throw new MemberIsSensitive(dimension.Name, sensitive.Member);
            }
            if (request.Where.FirstOrDefault(w => w.Dimension == dimension.Name && !members.Codes.Contains(w.Member) && w.Member != SensitiveMembers.Code) is { } unknown)
            {
                throw members.NoMember(unknown.Member);
            }
            var labels = members.Codes.Append(SensitiveMembers.Code).Distinct().Select(c => $"({MeasureSql.Literal(c)}, {MeasureSql.Literal(members.Of(c).Label)})");
            db.Execute($"CREATE OR REPLACE TEMP TABLE {DetailSql.Labels(dimension.Name)} AS SELECT * FROM (VALUES {string.Join(", ", labels)}) AS v(code, label)");
        }
        if (DetailSql.Counted(measure) is { } counted)
        {
            var draw = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)); // another file has other numbers, whatever was drawn here
            db.Execute($"CREATE OR REPLACE TEMP TABLE {DetailSql.Numbers} AS SELECT id, row_number() OVER (ORDER BY md5(concat(id, '{draw}'))) AS n FROM (SELECT DISTINCT {counted} AS id FROM star.{measure.Fact.Table})");
        }
    }

    private DetailDocument Document(Metric metric, FigureRequest request, int version, DateOnly from, DateOnly to, long count, System.Data.IDataReader rows)
    {
        var (language, measure) = (request.Language, metric.Numerator);
        string Word(string key) => Words[key].In(language);
        var text = metric.Texts[language];
        List<DetailColumn> columns =
        [
            new(Word("day"), "dd/mm/yyyy", 13),
            .. measure.Fact.Dimensions.Keys.Select(d => new DetailColumn(metrics.Dimensions[d].Names[language], null, 34)),
            .. measure.Aggregate is Aggregate.Sum or Aggregate.Percentile ? [new DetailColumn(text.Name, measure.Aggregate == Aggregate.Sum ? "#,##0.00" : "#,##0", 18)] : Array.Empty<DetailColumn>(),
            .. DetailSql.Counted(measure) is null ? Array.Empty<DetailColumn>() : [new DetailColumn(Word("number"), "0", 12)],
        ];
        var filters = request.Where.Count == 0 ? "–" : string.Join(", ", request.Where.Select(w => $"{metrics.Dimensions[w.Dimension].Names[language]} = {w.Member}"));
        return new DetailDocument(
            [
                (Word("figure"), text.Name),
                (Word("means"), text.Description),
                (Word("area"), request.Area.Name),
                (Word("version"), version.ToString(CultureInfo.InvariantCulture)),
                (Word("days"), $"{from.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)} – {to.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)}"),
                (Word("filters"), filters),
                (Word("count"), count.ToString(CultureInfo.InvariantCulture)),
                (Word("use"), Word("internal")),
                .. DetailSql.Counted(measure) is null ? Array.Empty<(string, string)>() : [(Word("number"), Word("numbers"))],
            ],
            Word("cover"),
            Word("rows"),
            columns,
            count,
            rows
        );
    }
}

/// <summary>An area cannot give a figure, so it has no rows either.</summary>
public sealed class DetailNotAvailable(string metric, string reason)
    : TerminalException(new Problem("The area cannot give this figure, so there are no rows behind it", Where: metric, Received: reason));
