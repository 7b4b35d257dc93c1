using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Jobs.Reading;

namespace QdC.IntegrationTests.Sandbox;

/// <summary>The declarative files of the sandbox: the repository's contract and code lists, a system and an area of its own.</summary>
internal static class SandboxJobs
{
    public const string Area = "prova";

    private const string AreaText = """
        area: prova
        number: 90
        name: Ajuntament de Prova
        municipalities: ["431482"]
        sources:
          - { system: prova, from: { folder: in } }
        schedule: { cron: "30 3 * * *", time_zone: Europe/Madrid }
        freshness: { warn_after: 36h, stop_after: 72h }
        history_from: 2024-01-01
        run: scheduled
        retention: { landing_days: 400 }
        parameters: { service_open_months: 12, new_person_years: 5 }
        """;

    /// <summary>Everything by canonical codes; whole lists of people and cases, periods of payments and activities.</summary>
    public const string SystemText = """
        system: prova
        versions: ["1"]
        manifest: "manifest_{date:yyyyMMdd}*.json"
        extracts:
          person:
            subject: person
            file: "person_{date:yyyyMMdd}*.csv"
            corrections: "corrections_person_{date:yyyyMMdd}*.csv"
            csv: &csv { delimiter: ";", encoding: utf-8, quote: '"', dates: [dd/MM/yyyy], decimal: ",", footer: "^Total( (?<rows>[0-9]+))?", footer_required: true }
            complete: { scope: all }
            admission: { rows_share: 0.5 }
            key: id
            columns: { id: id, sex: sex, birth_date: birth_date, municipality: municipality, doc_number: doc_number }
          case:
            subject: case
            file: "case_{date:yyyyMMdd}*.csv"
            corrections: "corrections_case_{date:yyyyMMdd}*.csv"
            csv: *csv
            complete: { scope: all }
            admission: { rows_share: 0.5 }
            key: id
            columns: { id: id, type: type, opened_on: opened_on, state: state, state_date: state_date, closed_on: closed_on, close_reason: close_reason, stage: stage, risk: risk, team: team, lead: lead, transferred_from: transferred_from }
          case_person:
            subject: case_person
            file: "case_person_{date:yyyyMMdd}*.csv"
            csv: *csv
            complete: { scope: all }
            admission: { rows_share: 0.5 }
            key: [case, person, relation]
            columns: { case: case, person: person, relation: relation, from: from, to: to }
          service:
            subject: service
            file: "service_{date:yyyyMMdd}*.csv"
            csv: *csv
            complete: { scope: all }
            admission: { rows_share: 0.5 }
            key: id
            columns: { id: id, case: case, type: type, status: status, requested_on: requested_on, decided_on: decided_on, from: from, to: to, granted_amount: granted_amount, amount_kind: amount_kind, funder: funder }
          beneficiary:
            subject: beneficiary
            file: "beneficiary_{date:yyyyMMdd}*.csv"
            csv: *csv
            complete: { scope: all }
            admission: { rows_share: 0.5 }
            key: [service, person]
            columns: { service: service, person: person, role: role }
          payment:
            subject: payment
            file: "payment_{date:yyyyMMdd}*.csv"
            corrections: "corrections_payment_{date:yyyyMMdd}*.csv"
            csv: *csv
            complete: { scope: period, by: paid_on }
            admission: { rows_share: 1.0 }
            key: id
            columns: { id: id, service: service, paid_on: paid_on, amount: amount, funder: funder }
          activity:
            subject: activity
            file: "activity_{date:yyyyMMdd}*.csv"
            csv: *csv
            complete: { scope: period, by: done_on }
            admission: { rows_share: 1.0 }
            key: id
            columns: { id: id, case: case, persons: { from: persons, split: "|" }, type: type, origin: origin, done_on: done_on, minutes: minutes, professional: professional, team: team }
          appointment:
            subject: appointment
            file: "appointment_{date:yyyyMMdd}*.csv"
            csv: *csv
            complete: { scope: period, by: date }
            admission: { rows_share: 1.0 }
            key: id
            columns: { id: id, case: case, requested_at: requested_at, date: date, type: type, state: state, persons: { from: persons, split: "|" } }
        """;

    private static readonly Lazy<JobSet> Usual = new(() => Load(SystemText));

    /// <summary>The metrics of the repository.</summary>
    public static MetricsFile Metrics { get; } =
        MetricsReader.Read(File.ReadAllText(Path.Combine(RepositoryFolder.Root, "powerbi/metrics.yaml")), "powerbi/metrics.yaml").File
        ?? throw new InvalidOperationException("powerbi/metrics.yaml has problems");

    /// <summary>
    /// Those that tests of the star ask for: a refresh of a small area is half as long with them. Marts are a function of the star, and all the
    /// figures are compared with what was simulated elsewhere.
    /// </summary>
    public static MetricsFile FewMetrics { get; } = Only(Metrics, "people_attended", "coverage", "open_cases", "cases_per_professional", "urgent_aid", "urgent_aid_families", "urgent_aid_per_family", "manual_activities", "automatic_activities", "high_risk_cases");

    private static MetricsFile Only(MetricsFile of, params string[] names) =>
        of with
        {
            Metrics = names.ToDictionary(name => name, name => of.Metrics[name]),
            Published = [.. of.Published.Where(table => names.Contains(table.Metric))],
        };

    /// <summary>The usual files with the sources lying in a folder.</summary>
    public static JobSet In(string folder) => In(folder, Usual.Value);

    /// <summary>Files with the sources lying in a folder.</summary>
    public static JobSet In(string folder, JobSet jobs)
    {
        var area = jobs.Areas[Area];
        return jobs with
        {
            Areas = new Dictionary<string, AreaFile> { [Area] = area with { Sources = [.. area.Sources.Select(s => s with { Folder = folder })] } },
        };
    }

    /// <summary>Reads changed files.</summary>
    /// <param name="system">The text of the system file.</param>
    /// <param name="codeLists">Changes the text of a code list, by its name.</param>
    /// <param name="area">Changes the text of the area file.</param>
    /// <param name="mappings">Mappings of code lists, by their files' names without extension.</param>
    public static JobSet Load(string? system = null, Func<string, string, string>? codeLists = null, Func<string, string>? area = null, IReadOnlyDictionary<string, string>? mappings = null)
    {
        var problems = new Problems();
        var repository = JobTexts.Read(Path.Combine(RepositoryFolder.Root, "etl-jobs"), problems);
        var load = JobLoader.Load(
            repository with
            {
                Systems = [new("etl-jobs/systems/prova.yaml", Anchored(system ?? SystemText))],
                Areas = [new("etl-jobs/areas/prova.yaml", area is null ? AreaText : area(AreaText))],
                CodeLists =
                [
                    .. repository.CodeLists.Where(l => !l.Stem.Contains('.'))
                        .Select(l => codeLists is null ? l : l with { Text = codeLists(l.Stem, l.Text) }),
                    .. (mappings ?? new Dictionary<string, string>()).Select(m => new JobText($"etl-jobs/code-lists/{m.Key}.csv", m.Value)),
                ],
            },
            problems
        );
        return load.Jobs ?? throw new InvalidOperationException(string.Join('\n', load.Errors));
    }

    /// <summary>Writes the anchor out: the files of a system know none.</summary>
    private static string Anchored(string text)
    {
        var at = text.IndexOf("&csv ", StringComparison.Ordinal) + 5;
        var dialect = text[at..(text.IndexOf('\n', at))].TrimEnd();
        return text.Replace("&csv ", "", StringComparison.Ordinal).Replace("*csv", dialect, StringComparison.Ordinal);
    }
}
