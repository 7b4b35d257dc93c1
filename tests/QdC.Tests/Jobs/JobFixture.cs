using NUnit.Framework;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Jobs.Reading;

namespace QdC.Tests.Jobs;

/// <summary>A small, sound etl-jobs folder in memory, to break in one place or another.</summary>
internal sealed class JobFixture
{
    private const string Contract = """
        # yaml-language-server: $schema=../schema/contract.schema.json
        subject: case
        kind: dimension
        description: A case file.
        key: [id]
        fields:
          id: { type: key, presence: mandatory, description: The record. }
          number: { type: label, description: The number. }
          opened_on: { type: date, event: true, presence: mandatory, description: Opened. }
          state: { type: code, list: case-state, presence: mandatory, description: Open or closed. }
          closed_on: { type: date, event: true, description: Closed. }
          risk: { type: code, list: case-risk, description: Risk. }
          lead: { type: ref, to: professional, description: Lead. }
          transferred_from: { type: ref, to: case, description: The case before. }
        """;

    private const string Activity = """
        # yaml-language-server: $schema=../schema/contract.schema.json
        subject: activity
        kind: fact
        description: Work done.
        key: [id]
        fields:
          id: { type: key, presence: mandatory, description: The record. }
          case: { type: ref, to: case, description: The case. }
          persons: { type: refs, to: case, description: Some refs. }
          done_on: { type: date, event: true, presence: mandatory, description: Done. }
          minutes: { type: integer, min: 0, max: 1440, description: Minutes. }
          urgent: { type: boolean, description: Urgent. }
        """;

    private const string Staff = """
        # yaml-language-server: $schema=../schema/contract.schema.json
        subject: staff
        kind: fact
        description: Stretches of work.
        key: [professional, from]
        fields:
          professional: { type: ref, to: professional, presence: mandatory, description: Who. }
          from: { type: date, presence: mandatory, description: From. }
          weekly_hours: { type: number, min: 0, max: 60, presence: mandatory, description: Hours. }
        """;

    private const string System = """
        # yaml-language-server: $schema=../schema/system.schema.json
        system: hestia
        versions: ["2024"]
        extracts:
          case:
            file: "expedients_{date:yyyyMMdd}*.csv"
            csv: { delimiter: ";", encoding: windows-1252, dates: [dd/MM/yyyy], decimal: ",", footer: "^Total" }
            complete: { scope: all }
            key: IdExpedient
            columns:
              number: NumExpedient
              opened_on: { from: [DtObertura, DataObertura], null_if: ["01/01/1900"] }
              state: { from: IdEstat, code_list: case-state }
              closed_on: { from: DtEstat, only_when: { state: closed } }
              risk: { unavailable: "the council keeps no risk grade" }
              lead: { from: ProfReferent }
          activity:
            file: "actuacions_{date:yyyyMMdd}.csv"
            csv: { dates: dd/MM/yyyy }
            complete: { scope: period, by: done_on }
            key: [[IdActuacio, Id]]
            columns:
              case: IdExpedient
              persons: { from: Assistents, split: "|" }
              done_on: Data
              minutes: { default: [{ value: 30 }, { value: 45, from: 2024-01-01 }] }
              urgent: { from: Urgent, true_if: ["1", S], false_if: ["0", N] }
        """;

    private const string StaffSystem = """
        # yaml-language-server: $schema=../schema/system.schema.json
        system: council-staff
        extracts:
          staff:
            file: "plantilla*.xlsx"
            xlsx: { sheets: "*", header: auto, effective_date: { cell: B2 } }
            key: [Professional, Inici]
            assumed: true
            question: Is there an export?
            columns:
              professional: Professional
              from: Inici
              weekly_hours: Hores
        """;

    private const string Area = """
        # yaml-language-server: $schema=../schema/area.schema.json
        area: tarragona
        number: 1
        name: Ajuntament de Tarragona
        municipalities: ["431482"]
        sources:
          - { system: hestia, from: { folder: . } }
          - { system: council-staff, from: { folder: . }, optional: true }
        schedule: { cron: "30 3 * * *", time_zone: Europe/Madrid }
        freshness: { warn_after: 36h, stop_after: 72h }
        history_from: 2019-01-01
        system_of_record: { case: hestia }
        retention: { persons_years: 10 }
        """;

    private readonly SortedDictionary<string, string> texts = new(StringComparer.Ordinal)
    {
        ["contract/activity.yaml"] = Activity,
        ["contract/case.yaml"] = Contract,
        ["contract/staff.yaml"] = Staff,
        ["systems/council-staff.yaml"] = StaffSystem,
        ["systems/hestia.yaml"] = System,
        ["areas/tarragona.yaml"] = Area,
        ["code-lists/case-risk.csv"] = "key,code,ca,es,en\n1,none,Cap,Ninguno,None\n2,high,Alt,Alto,High\n",
        ["code-lists/case-state.csv"] = "key,code,ca,es,en\n1,open,Obert,Abierto,Open\n2,closed,Tancat,Cerrado,Closed\n",
        ["code-lists/case-state.hestia.csv"] = "source_code,code,label\n0,,Sense assignar\n1,open,Obert\n2,closed,Tancat\n",
        ["code-lists/municipality.csv"] =
            "key,code,ca,es,en,comarca_code\n1,431482,Tarragona,Tarragona,Tarragona,36\n2,250404,Balaguer,Balaguer,Balaguer,23\n",
    };

    public IReadOnlyList<string> Paths => [.. texts.Keys];

    public string this[string path]
    {
        get => texts[path];
        set => texts[path] = value;
    }

    /// <summary>Replaces the first appearance of a text in a file, which must be there.</summary>
    public JobFixture With(string path, string old, string replacement)
    {
        var at = texts[path].IndexOf(old, StringComparison.Ordinal);
        Assert.That(at, Is.GreaterThanOrEqualTo(0), $"{old} is not in {path}");
        texts[path] = texts[path][..at] + replacement + texts[path][(at + old.Length)..];
        return this;
    }

    /// <summary>Adds or replaces a file.</summary>
    public JobFixture WithFile(string path, string text)
    {
        texts[path] = text;
        return this;
    }

    public JobLoad Load()
    {
        var root = Path.Combine(TestContext.CurrentContext.TestDirectory, "etl-jobs");
        Directory.CreateDirectory(Path.Combine(root, "areas"));
        return JobLoader.Load(
            new JobTexts(root, In("contract/"), In("systems/"), In("areas/"), In("code-lists/")),
            new Problems()
        );
    }

    /// <summary>The sound jobs; fails when there is a problem.</summary>
    public JobSet Jobs()
    {
        var load = Load();
        Assert.That(load.Problems, Is.Empty);
        return load.Jobs!;
    }

    private IReadOnlyList<JobText> In(string folder) =>
        [
            .. texts
                .Where(t => t.Key.StartsWith(folder, StringComparison.Ordinal))
                .Select(t => new JobText($"etl-jobs/{t.Key}", t.Value)),
        ];
}
