using System.Globalization;
using System.Text.RegularExpressions;
using NUnit.Framework;
using QdC.IntegrationTests.Leaks;
using QdC.Pipeline;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Run;
using QdC.Pipeline.Scaffold;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Foreign;

/// <summary>
/// Patients, encounters, claims and providers as the public simulator Synthea exports them, every column of it: nobody here modelled
/// them. They are drafted, edited in YAML alone and published.
/// </summary>
[TestFixture]
internal sealed class SyntheaTests
{
    private const int MostEdits = 15;

    /// <summary>All that was edited by hand: what stood in the draft, and what stands there now.</summary>
    private static readonly (string From, string To)[] Edits =
    [
        (@"      # paid_on: \?.*", "      paid_on: FROMDATE"),
        (@"(service_claims:[\s\S]*?)      # type: \?.*", "$1      type: { default: 1.1.1 }"),
        (@"(service_claims:[\s\S]*?)      # status: \?.*", "$1      status: { default: granted }"),
        (@"(service_careplans:[\s\S]*?)      # status: \?.*", "$1      status: { default: granted }"),
        (@"(  problem:[\s\S]*?)    key: \[\].*", "$1    key: [PATIENT, ENCOUNTER, CODE]"),
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly SyntheaSet _set = new();
    private string _draft = null!;
    private string _described = null!;
    private RefreshOutcome _run = null!;
    private AreaStore _store = null!;

    [OneTimeSetUp]
    public void Bring_in()
    {
        var files = Directory.CreateDirectory(Path.Combine(_folder.Path, "files")).FullName;
        _set.Write(files);
        var jobs = RepositoryFolder.JobsOn(Path.Combine(RepositoryFolder.Root, "samples", "pilot"), _folder.Path);
        var draft = Scaffolding.Draft("synthea", Directory.EnumerateFiles(files), JobLoader.Load(jobs).Jobs!);
        (_draft, _described) = (draft.SystemFile, draft.SystemFile);
        foreach (var (from, to) in Edits)
        {
            Assert.That(_described, Does.Match(from), "the draft has what is edited");
            _described = new Regex(from, RegexOptions.None, TimeSpan.FromSeconds(5)).Replace(_described, to, 1);
        }
        File.WriteAllText(Path.Combine(jobs, "systems", "synthea.yaml"), _described);
        foreach (var (name, text) in draft.CodeLists)
        {
            File.WriteAllText(Path.Combine(jobs, "code-lists", name), text);
        }
        File.WriteAllText(Path.Combine(jobs, "areas", "synthea.yaml"), $"area: synthea\nnumber: 97\nname: Massachusetts\nsources:\n  - {{ system: synthea, from: {{ folder: {files} }} }}\nhistory_from: 2011-01-01\nrun: on_request\n");
        var loaded = JobLoader.Load(jobs);
        Assert.That(loaded.Problems.Where(p => p.Severity == ProblemSeverity.Error).Select(p => p.ToString()), Is.Empty);
        var home = new QdcHome(Path.Combine(_folder.Path, "home"));
        AreaKeys.Create(AreaCode.Parse("synthea"), _folder.Environment);
        _store = new AreaStore(home, AreaCode.Parse("synthea"), TimeProvider.System);
        _run = new AreaRefresh(home, loaded.Jobs!, ForeignHome.Metrics, TimeProvider.System) { KeyEnvironment = _folder.Environment }.Run(loaded.Jobs!.Areas["synthea"], new RefreshOptions { AsOf = new DateOnly(2022, 12, 31) });
    }

    [OneTimeTearDown]
    public void TearDown()
    {
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }
        _folder.Dispose();
    }

    [Test]
    public void Hardly_a_line_of_the_draft_is_edited()
    {
        var (drafted, described) = (_draft.Split('\n'), _described.Split('\n'));
        var edited = drafted.Zip(described).Count(l => l.First != l.Second);
        TestContext.Out.WriteLine($"{edited} of {drafted.Length} lines");
        Assert.That(drafted, Has.Length.EqualTo(described.Length));
        Assert.That(edited, Is.EqualTo(Edits.Length).And.LessThan(MostEdits));
    }

    [Test]
    public void Its_people_encounters_claims_and_payments_are_those_of_the_files()
    {
        using var version = _store.OpenCurrent();
        long Star(string query) => version.Session.Scalar<long>(query);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_run.Problems.Where(p => p.IsFailure), Is.Empty);
            Assert.That(_run.Extracts.Where(e => e.Rejected > 0 || e.Read != e.Loaded), Is.Empty);
            Assert.That(_run.People, Is.EqualTo(_set.Patients));
            Assert.That(Star("SELECT count(*) FROM star.fact_case"), Is.EqualTo(_set.Encounters));
            Assert.That(Star("SELECT count(*) FROM star.bridge_case_person"), Is.EqualTo(_set.Encounters));
            Assert.That(Star("SELECT count(*) FROM star.fact_service"), Is.EqualTo(_set.Encounters + _set.Careplans));
            Assert.That(Star("SELECT count(*) FROM obs.person WHERE sex = 'D'"), Is.EqualTo(_set.Women));
            Assert.That(version.Session.Scalar<decimal>("SELECT sum(amount) FROM star.fact_payment"), Is.EqualTo(_set.Paid));
        }
    }

    [Test]
    public void Whatever_tells_a_patient_is_said_to_be_personal_and_nothing_of_it_is_kept()
    {
        string[] personal = ["SSN", "DRIVERS", "PREFIX", "MIDDLE", "SUFFIX", "MARITAL", "RACE", "ETHNICITY", "BIRTHPLACE", "ADDRESS", "ZIP", "LAT", "LON", "INCOME"];
        var person = Regex.Match(_draft, @"(?m)^  person:[\s\S]*?# not used: (.*)").Groups[1].Value;
        Assert.That(personal.Where(p => !Regex.IsMatch(person, $@"\b{p} \([^,]*, may be personal\)")), Is.Empty, person);
        Assert.That(_draft, Does.Match("given_name: FIRST .*personal, never stored").And.Match("birth_date: BIRTHDATE .*personal").And.Match("doc_number: PASSPORT .*personal, never stored"));

        var scan = new LeakScan(_set.Names.Select(n => new Canary(CanaryKind.Name, n, "patients.csv")).Concat(_set.Numbers.Select(n => new Canary(CanaryKind.Nass, n, "patients.csv"))));
        scan.Folder(Path.Combine(_folder.Path, "home"));
        scan.Text("draft", _draft);
        Assert.That(scan.Leaks.Select(l => $"{l.Place}: {l.Canary}"), Is.Empty);
    }
}

/// <summary>A small export with the columns and the sorts of values of Synthea's: random keys, moments in UTC, names with digits, empty cells.</summary>
internal sealed class SyntheaSet
{
    private static readonly string[] First = ["Abe", "Carmelia", "Dario", "Ines", "Jospeh", "Lorri", "Mauricio", "Tanja"];
    private static readonly string[] Last = ["Brown", "Frami", "Hagenes", "Konopelski", "O'Hara", "Reichert"];
    private static readonly string[] Cities = ["Boston", "Lowell", "Quincy", "Springfield"];
    private static readonly (string Code, string Text)[] Visits = [("162673000", "General examination of patient (procedure)"), ("185345009", "Encounter for symptom"), ("410620009", "Well child visit (procedure)")];
    private static readonly (string Code, string Text)[] Findings = [("160903007", "Full-time employment (finding)"), ("73595000", "Stress (finding)"), ("422650009", "Social isolation (finding)")];

    private readonly Random _random = new(7);

    public int Patients { get; } = 40;

    public int Encounters { get; private set; }

    public int Careplans { get; private set; }

    public int Women { get; private set; }

    public decimal Paid { get; private set; }

    /// <summary>First names and surnames of the patients.</summary>
    public HashSet<string> Names { get; } = [];

    /// <summary>Numbers of their documents.</summary>
    public HashSet<string> Numbers { get; } = [];

    /// <summary>Writes the files.</summary>
    public void Write(string folder)
    {
        var (orgs, payers) = (Several(5, Id), Several(4, Id));
        var providers = Several(8, () => (Id: Id(), Org: One(orgs)));
        var patients = Several(Patients, Patient);
        var (encounters, claims, transactions, conditions, procedures, plans) = (new List<string>(), new List<string>(), new List<string>(), new List<string>(), new List<string>(), new List<string>());
        foreach (var (patient, i) in patients.Select((p, i) => (p.Id, i)))
        {
            for (var n = 0; n <= i % 5; n++)
            {
                var start = new DateTime(2011, 1, 1).AddMinutes(_random.Next(6_000_000));
                string Moment(int minutes) => start.AddMinutes(minutes).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
                var (encounter, claim, provider, payer, visit, finding) = (Id(), Id(), One(providers), One(payers), One(Visits), One(Findings));
                var cost = (decimal)_random.Next(7700, 200000) / 100;
                var (day, price) = (Moment(0)[..10], cost.ToString("0.00", CultureInfo.InvariantCulture));
                encounters.Add($"{encounter},{Moment(0)},{Moment(15)},{patient},{provider.Org},{provider.Id},{payer},{One(["ambulatory", "wellness", "urgentcare"])},{visit.Code},{visit.Text},129.16,{price},0.00,{(n % 2 == 0 ? "" : finding.Code)},{(n % 2 == 0 ? "" : finding.Text)}");
                claims.Add($"{claim},{patient},{provider.Id},{payer},{(n == 1 ? One(payers) : "0")},{1 + (i % 20)},{1 + (i % 20)},{visit.Code},{finding.Code},,,,,,,{(n % 2 == 0 ? provider.Id : "")},{encounter},{Moment(0)},{Moment(0)},{provider.Id},CLOSED,{(n % 2 == 0 ? "CLOSED" : "")},CLOSED,0,0,0,{Moment(15)},{(n % 2 == 0 ? Moment(15) : "")},{Moment(15)},{1 + (n % 2)},0");
                transactions.Add($"{Id()},{claim},1,{patient},CHARGE,{price},,{Moment(0)},{Moment(15)},{provider.Org},{visit.Code},,,1,,,,1,5,{visit.Text},{price},,,,,,0.0,{encounter},,{Id()},1,{provider.Id},{provider.Id}");
                conditions.Add($"{day},{(n % 2 == 0 ? "" : "2022-05-01")},{patient},{encounter},http://snomed.info/sct,{finding.Code},{finding.Text}");
                procedures.Add($"{Moment(0)},{Moment(5)},{patient},{encounter},http://snomed.info/sct,430193006,Medication Reconciliation (procedure),{price},,");
                if (n % 4 == 0)
                {
                    plans.Add($"{Id()},{day},,{patient},{encounter},734163000,Care plan (record artifact),{finding.Code},{finding.Text}");
                }
                Paid += cost;
            }
        }
        (Encounters, Careplans) = (encounters.Count, plans.Count);
        void File_(string name, string header, IEnumerable<string> rows) => File.WriteAllText(Path.Combine(folder, name), $"{header}\n{string.Concat(rows.Select(r => r + "\n"))}");
        File_("patients.csv", "Id,BIRTHDATE,DEATHDATE,SSN,DRIVERS,PASSPORT,PREFIX,FIRST,MIDDLE,LAST,SUFFIX,MAIDEN,MARITAL,RACE,ETHNICITY,GENDER,BIRTHPLACE,ADDRESS,CITY,STATE,COUNTY,FIPS,ZIP,LAT,LON,HEALTHCARE_EXPENSES,HEALTHCARE_COVERAGE,INCOME", patients.Select(p => p.Row));
        File_("encounters.csv", "Id,START,STOP,PATIENT,ORGANIZATION,PROVIDER,PAYER,ENCOUNTERCLASS,CODE,DESCRIPTION,BASE_ENCOUNTER_COST,TOTAL_CLAIM_COST,PAYER_COVERAGE,REASONCODE,REASONDESCRIPTION", encounters);
        File_("claims.csv", "Id,PATIENTID,PROVIDERID,PRIMARYPATIENTINSURANCEID,SECONDARYPATIENTINSURANCEID,DEPARTMENTID,PATIENTDEPARTMENTID,DIAGNOSIS1,DIAGNOSIS2,DIAGNOSIS3,DIAGNOSIS4,DIAGNOSIS5,DIAGNOSIS6,DIAGNOSIS7,DIAGNOSIS8,REFERRINGPROVIDERID,APPOINTMENTID,CURRENTILLNESSDATE,SERVICEDATE,SUPERVISINGPROVIDERID,STATUS1,STATUS2,STATUSP,OUTSTANDING1,OUTSTANDING2,OUTSTANDINGP,LASTBILLEDDATE1,LASTBILLEDDATE2,LASTBILLEDDATEP,HEALTHCARECLAIMTYPEID1,HEALTHCARECLAIMTYPEID2", claims);
        File_("claims_transactions.csv", "ID,CLAIMID,CHARGEID,PATIENTID,TYPE,AMOUNT,METHOD,FROMDATE,TODATE,PLACEOFSERVICE,PROCEDURECODE,MODIFIER1,MODIFIER2,DIAGNOSISREF1,DIAGNOSISREF2,DIAGNOSISREF3,DIAGNOSISREF4,UNITS,DEPARTMENTID,NOTES,UNITAMOUNT,TRANSFEROUTID,TRANSFERTYPE,PAYMENTS,ADJUSTMENTS,TRANSFERS,OUTSTANDING,APPOINTMENTID,LINENOTE,PATIENTINSURANCEID,FEESCHEDULEID,PROVIDERID,SUPERVISINGPROVIDERID", transactions);
        File_("conditions.csv", "START,STOP,PATIENT,ENCOUNTER,SYSTEM,CODE,DESCRIPTION", conditions);
        File_("procedures.csv", "START,STOP,PATIENT,ENCOUNTER,SYSTEM,CODE,DESCRIPTION,BASE_COST,REASONCODE,REASONDESCRIPTION", procedures);
        File_("careplans.csv", "Id,START,STOP,PATIENT,ENCOUNTER,CODE,DESCRIPTION,REASONCODE,REASONDESCRIPTION", plans);
        File_("providers.csv", "Id,ORGANIZATION,NAME,GENDER,SPECIALITY,ADDRESS,CITY,STATE,ZIP,LAT,LON,ENCOUNTERS,PROCEDURES", providers.Select((p, i) => $"{p.Id},{p.Org},{Name(First)} {Name(Last)},{(i % 2 == 0 ? "M" : "F")},GENERAL PRACTICE,{Street()},{One(Cities).ToUpperInvariant()},MA,0{_random.Next(1000, 2799)},{Place()},{_random.Next(500)},0"));
        File_("organizations.csv", "Id,NAME,ADDRESS,CITY,STATE,ZIP,LAT,LON,PHONE,REVENUE,UTILIZATION", orgs.Select(o => $"{o},{One(Cities).ToUpperInvariant()} HOSPITAL,{Street()},{One(Cities).ToUpperInvariant()},MA,0{_random.Next(1000, 2799)},{Place()},{_random.NextInt64(2_000_000_000, 9_999_999_999)},{_random.Next(9999)}.50,{_random.Next(3000)}"));
        File_("payers.csv", "Id,NAME,OWNERSHIP,ADDRESS,CITY,STATE_HEADQUARTERED,ZIP,PHONE,AMOUNT_COVERED,AMOUNT_UNCOVERED,REVENUE,COVERED_ENCOUNTERS,UNCOVERED_ENCOUNTERS,COVERED_MEDICATIONS,UNCOVERED_MEDICATIONS,COVERED_PROCEDURES,UNCOVERED_PROCEDURES,COVERED_IMMUNIZATIONS,UNCOVERED_IMMUNIZATIONS,UNIQUE_CUSTOMERS,QOLS_AVG,MEMBER_MONTHS", payers.Select((p, i) => $"{p},Payer {i},PRIVATE,,,,,,{_random.Next(9999)}.25,{_random.Next(9999)}.75,{_random.Next(9999)}.00,1,2,3,4,5,6,7,8,{_random.Next(99)},0.8{i + 1},{_random.Next(9999)}"));
        File_("payer_transitions.csv", "PATIENT,MEMBERID,START_DATE,END_DATE,PAYER,SECONDARY_PAYER,PLAN_OWNERSHIP,OWNER_NAME", patients.Select((p, i) => $"{p.Id},{Id()},2001-02-03T04:05:06Z,2010-02-03T04:05:06Z,{One(payers)},,{(i % 2 == 0 ? "Self" : "Guardian")},{Name(First)} {Name(Last)}"));
    }

    private (string Id, string Row) Patient()
    {
        var (id, born, woman, grown) = (Id(), new DateOnly(1930, 1, 1).AddDays(_random.Next(30000)), _random.Next(2) == 0, _random.Next(5) > 0);
        Women += woman ? 1 : 0;
        var (first, last, maiden, ssn, driver) = (Name(First), Name(Last), woman && grown ? Name(Last) : "", $"999-{_random.Next(10, 99)}-{_random.Next(1000, 9999)}", grown ? $"S999{_random.Next(10000, 99999)}" : "");
        foreach (var name in new[] { first, last, maiden }.Where(n => n.Length > 6))
        {
            Names.Add(name);
        }
        Numbers.Add(ssn);
        return (id, $"{id},{born:yyyy-MM-dd},{(_random.Next(6) == 0 ? "2021-03-04" : "")},{ssn},{driver},{(grown ? $"X{_random.Next(10000000, 99999999)}X" : "")},{(grown ? woman ? "Mrs." : "Mr." : "")},{first},{Name(First)},{last},{(_random.Next(20) == 0 ? "MD" : "")},{maiden},{(grown ? One(["M", "S", "D"]) : "")},{One(["white", "black", "asian"])},{One(["hispanic", "nonhispanic"])},{(woman ? "F" : "M")},{One(Cities)}  Massachusetts  US,{Street()},{One(Cities)},Massachusetts,Suffolk County,25025,0{_random.Next(1000, 2799)},{Place()},{_random.Next(99999)}.62,{_random.Next(99999)}.49,{_random.Next(500, 200000)}");
    }

    private string Id()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    private string Name(string[] names) => One(names) + _random.Next(100, 999).ToString(CultureInfo.InvariantCulture);

    private string Street() => $"{_random.Next(100, 999)} {One(Last)} Port Suite {_random.Next(99)}";

    private string Place() => string.Create(CultureInfo.InvariantCulture, $"{42 + _random.NextDouble():0.000000000000000},{-71 - _random.NextDouble():0.000000000000000}");

    private T One<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    private static List<T> Several<T>(int count, Func<T> make) => [.. Enumerable.Range(0, count).Select(_ => make())];
}
