using System.Globalization;
using QdC.Metrics;
using QdC.Pipeline.Diff;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Report;

/// <summary>Fills the lists of reports that are no figures of a period: faults, deliveries, changes. They are for the area only.</summary>
internal sealed class ReportLists(QdcHome home, JobSet jobs, MetricsFile metrics, TimeProvider clock, ReportRequest request, ReportSource source, AreaVersion version, ReportPeriod period)
{
    private const string Count = "#,##0";

    private ReportWords Words => source.Words;

    /// <summary>The variables of the RUDEL's form; null where no council has given them.</summary>
    public RudelForm? Rudel { get; init; }

    /// <summary>What changes are told between, for the cover; null where none are.</summary>
    public string? Between { get; private set; }

    /// <summary>Fills one; null where there is nothing, or where it may not be told.</summary>
    public ReportTable? Fill(string list, string name)
    {
        if (request.IsPublic)
        {
            source.Lacks(Words[list], Words["inside"]);
            return null;
        }
        return list switch
        {
            "deliveries" => Deliveries(name),
            "changes" => Changes(name),
            "rudel" => Rudel is { } form ? new ReportCounts(source, request, period).Variables(name, form) : Lacking(list, "rudel_missing"),
            "staffing" => new ReportProgramme(source, request, period).Staffing(name),
            "agreed_shares" => new ReportProgramme(source, request, period).AgreedShares(name),
            _ when request.AsOf is not null => Lacking(list, "today"),
            "findings" => Findings(name, null),
            _ => ByRule(name),
        };
    }

    private ReportTable? Lacking(string list, string why)
    {
        source.Lacks(Words[list], Words[why]);
        return null;
    }

    private ReportTable Deliveries(string name)
    {
        var contract = ContractWords.In(request.Language);
        string[] counts = ["read", "loaded", "unchanged", "rejected", "duplicate"];
        var rows = version.Session.Query(
            """
            SELECT system, extract, max(effective_date), sum(records)::BIGINT, sum(loaded)::BIGINT, sum(unchanged)::BIGINT, sum(rejected)::BIGINT, sum(duplicate)::BIGINT
            FROM meta.delivery GROUP BY system, extract ORDER BY system, extract
            """,
            r => (IReadOnlyList<ReportCell>)
                [new(r.GetString(0)), new(contract.Subject(r.GetString(1))), new(null) { Day = r.GetFieldValue<DateOnly>(2) }, .. Enumerable.Range(3, counts.Length).Select(i => new ReportCell(null, r.GetInt64(i), Count))]
        );
        foreach (var row in rows)
        {
            source.Reaches(row[2].Day!.Value);
        }
        var total = counts.Select((_, i) => new ReportCell(null, rows.Sum(r => r[i + 3].Number ?? 0), Count));
        return new ReportTable(
            name,
            Words["deliveries"],
            [new(Words["system"], false, 26), new(Words["extract"], false, 22), new(Words["data_date"], false, 13), .. counts.Select(c => new ReportColumn(Words[c], true, 13) { Adds = true, HasBars = c == "rejected" })],
            rows
        )
        {
            Total = [new(Words["total"]), ReportCell.Empty, ReportCell.Empty, .. total],
        };
    }

    private ReportTable ByRule(string name)
    {
        using var log = AreaLog.OpenRead(home, AreaCode.Parse(request.Area.Area), clock);
        var (text, contract) = (new FindingText(jobs.CodeLists, request.Language), ContractWords.In(request.Language));
        var groups = log?.FindingGroups(new FindingFilter { State = FindingState.Open }) ?? [];
        var rows = groups
            .OrderBy(g => g.Severity)
            .ThenByDescending(g => g.Count)
            .ThenBy(g => (g.System, g.Extract, g.Rule))
            .Select(g => (IReadOnlyList<ReportCell>)[new(g.System), new(contract.Subject(g.Extract)), new(Word(g.Severity)), new(text.RuleSentence(g.Rule)), new(null, g.Count, Count)])
            .ToList();
        return new ReportTable(
            name,
            Words["findings_by_rule"],
            [new(Words["system"], false, 26), new(Words["extract"], false, 22), new(Words["severity"], false, 13), new(Words["what"], false, 60), new(Words["count"], true, 13) { Adds = true, HasBars = true }],
            rows
        )
        {
            Total = [new(Words["total"]), ReportCell.Empty, ReportCell.Empty, ReportCell.Empty, new(null, groups.Sum(g => g.Count), Count)],
        };
    }

    /// <summary>The source systems that have open faults; none where faults may not be told.</summary>
    public IReadOnlyList<string> FaultySystems()
    {
        if (request.IsPublic || request.AsOf is not null)
        {
            return [];
        }
        using var log = AreaLog.OpenRead(home, AreaCode.Parse(request.Area.Area), clock);
        return [.. (log?.FindingGroups(new FindingFilter { State = FindingState.Open }) ?? []).Select(g => g.System).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The open faults, of one source system or of all.</summary>
    public ReportTable Findings(string name, string? system)
    {
        using var log = AreaLog.OpenRead(home, AreaCode.Parse(request.Area.Area), clock);
        var text = new FindingText(jobs.CodeLists, request.Language);
        var rows = (log?.Findings(new FindingFilter { State = FindingState.Open, System = system }) ?? [])
            .OrderBy(f => f.Finding.Severity)
            .ThenBy(f => f.FindingId)
            .Select(r =>
                (IReadOnlyList<ReportCell>)
                    [
                        new(null, r.FindingId, "0"),
                        new(system is null ? $"{r.Finding.System}/{r.Finding.Extract}" : r.Finding.Extract),
                        new(Word(r.Finding.Severity)),
                        new(text.Sentence(r.Finding)),
                        new(string.Join(", ", new[] { r.Finding.File, r.Finding.Sheet, r.Finding.Line?.ToString(CultureInfo.InvariantCulture) }.Where(p => p is not null))),
                        new(r.Finding.Column ?? r.Finding.Field),
                        new(r.Finding.RecordNo),
                        new(r.Finding.Masked),
                        new(text.Allowed(r.Finding)),
                        new(Words[r.Finding.Severity == Severity.Error ? "do_error" : "do_query"]),
                        new(null) { Day = DateOnly.FromDateTime(r.FirstSeen.UtcDateTime) },
                    ]
            )
            .ToList();
        (string, double)[] columns = [("extract", 20), ("severity", 11), ("what", 42), ("place", 30), ("column", 16), ("record", 13), ("received", 14), ("allowed", 22), ("do", 28), ("seen", 11)];
        return new ReportTable(name, Words["findings"] + (system is null ? "" : $" · {system}"), [new(Words["number"], true, 9), .. columns.Select(c => new ReportColumn(Words[c.Item1], false, c.Item2))], rows)
        {
            Note = string.Format(CultureInfo.InvariantCulture, Words["send_back"], request.Area.Area),
        };
    }

    private ReportTable? Changes(string name)
    {
        var store = new AreaStore(home, AreaCode.Parse(request.Area.Area), clock);
        var before = request.Against is { } against ? ReportVersions.Number(store, against) : store.Versions.LastOrDefault(v => v < version.Version);
        if (before == 0)
        {
            return Lacking("changes", "one_version");
        }
        Between = string.Format(CultureInfo.InvariantCulture, Words["against"], before, version.Version);
        var compared = new VersionDiff(home, jobs, metrics, clock).Compare(request.Area, before, version.Version, new DiffRequest { Examples = 0, Language = request.Language });
        if (compared.DataAfter is { } reached)
        {
            source.Reaches(reached);
        }
        var rows = compared
            .Figures.Where(f => f.PeriodEnd.Year == period.End.Year && (f.Before?.Value is not null || f.After?.Value is not null))
            .Select(f =>
            {
                var metric = metrics.Metrics[f.Metric];
                source.Uses(metric);
                var difference = f.Difference is { } d ? new ReportCell(null, ReportCells.Held(metric, d), ReportCells.Format(metric)) : ReportCell.Empty;
                return (IReadOnlyList<ReportCell>)
                    [
                        new(metric.Texts[request.Language].Name),
                        new(ReportWords.Capital(source.Text.Period(f.PeriodKind, f.PeriodEnd))),
                        Cell(metric, f.Before),
                        Cell(metric, f.After),
                        difference,
                        new(string.Join(", ", f.Causes.Select(c => Words.Of(Cause(c))))),
                    ];
            })
            .ToList();
        (string, bool, double)[] columns = [("indicator", false, 42), ("period", false, 18), ("before", true, 15), ("after", true, 15), ("change", true, 15), ("cause", false, 34)];
        return new ReportTable(name, Words["changes"], [.. columns.Select(c => new ReportColumn(Words[c.Item1], c.Item2, c.Item3))], rows)
        {
            Note = rows.Count == 0 ? Words["no_change"] : null,
        };
    }

    private static ReportCell Cell(Metric metric, FigureState? state) =>
        state is { Value: { } value }
            ? new ReportCell(null, ReportCells.Held(metric, value), ReportCells.Format(metric), state.Status == "provisional" ? FigureMark.Provisional : FigureMark.None)
            : ReportCell.NotAvailable();

    private string Word(Severity severity) => Words[severity == Severity.Error ? "error" : "query"];

    internal static (string Ca, string Es, string En) Cause(DiffCause cause) =>
        cause switch
        {
            DiffCause.New => ("dades noves", "datos nuevos", "new data"),
            DiffCause.Late => ("dades que han arribat tard", "datos que han llegado tarde", "data that came late"),
            DiffCause.Corrected => ("correcció", "corrección", "correction"),
            DiffCause.Restated => ("l'origen ara diu una altra cosa", "el origen ahora dice otra cosa", "the source says otherwise now"),
            DiffCause.Mapping => ("lectura diferent del fitxer", "lectura distinta del fichero", "the file is read otherwise"),
            DiffCause.Relinked => ("registres que ara són d'una altra persona", "registros que ahora son de otra persona", "records of another person now"),
            DiffCause.Erased => ("registre esborrat", "registro borrado", "record erased"),
            DiffCause.Withdrawn => ("lliurament retirat", "entrega retirada", "delivery withdrawn"),
            _ => ("definició de la xifra", "definición de la cifra", "the figure's definition"),
        };
}
