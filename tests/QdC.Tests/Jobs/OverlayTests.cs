using NUnit.Framework;

namespace QdC.Tests.Jobs;

/// <summary>Later versions of a system, and yearly changes of code lists, that say only what differs.</summary>
public sealed class OverlayTests
{
    private const string Hestia = "systems/hestia.yaml";
    private const string Dated = "code-lists/case-state.hestia@2025-01-01.csv";

    [Test]
    public void a_later_version_is_the_one_before_with_its_differences_from_its_date_on()
    {
        var extract = With("""
            versions:
              - "2024"
              - { version: "2025", from: 2025-01-01, extracts: { case: { csv: { delimiter: "," }, columns: { opened_on: Obertura, risk: { default: none } } } } }
              - { version: "2026", from: 2026-01-01, extracts: { case: { columns: { opened_on: Inici } } } }
            """).Jobs().Systems["hestia"].Extracts.Single(e => e.Name == "case");
        string Told(int year) => extract.At(new DateOnly(year, 6, 1)) is var at ? $"{at.Csv!.Delimiter} {at.Csv.Encoding} {string.Join('/', at.Columns["opened_on"].From)} {at.Columns["number"].From[0]} {at.Columns["risk"].Default.Count}" : "";

        Assert.That(Told(2024), Is.EqualTo("; windows-1252 DtObertura/DataObertura NumExpedient 0"));
        Assert.That(Told(2025), Is.EqualTo(", windows-1252 Obertura NumExpedient 1"));
        Assert.That(Told(2026), Is.EqualTo(", windows-1252 Inici NumExpedient 1"), "it holds what 2025 changed");
        Assert.That(extract.At(new DateOnly(2025, 6, 1)).Origin, Is.EqualTo("etl-jobs/systems/hestia.yaml:5"), "messages name the version's own line");
    }

    [TestCase("{ case: { columns: { number: NumExpedient } } }", "this holds already: 'number'")]
    [TestCase("{ case: { csv: { encoding: windows-1252 } } }", "this holds already: 'encoding'")]
    [TestCase("{ case: { key: IdExpedient } }", "this holds already: 'key'")]
    [TestCase("{ cas: { key: Id } }", "unknown extract 'cas' -> case")]
    [TestCase("{ case: { kee: Id } }", "unknown key 'kee' -> key")]
    [TestCase("{ case: { file: x.csv } }", "unknown key 'file'")]
    [TestCase("{ case: { columns: { closed_dat: X } } }", "unknown field 'closed_dat' -> closed_on")]
    public void a_version_that_repeats_or_knows_no_such_thing_is_told(string extracts, string expected) =>
        Assert.That(Problems(With($"versions: [\"2024\", {{ version: \"2025\", from: 2025-01-01, extracts: {extracts} }}]")), Has.Some.StartsWith(expected));

    [Test]
    public void a_version_that_nobody_confirms_says_what_to_ask()
    {
        string Versions(string said) => $"versions: [\"2024\", {{ version: \"2025\", from: 2025-01-01, {said}extracts: {{ case: {{ key: Id, columns: {{ id: Id }} }} }} }}]";
        var versions = With(Versions("assumed: true, question: \"From which day?\", ")).Jobs().Systems["hestia"].Versions;
        Assert.That(versions.Select(v => (v.Name, v.From, v.Question)), Is.EqualTo(new (string, DateOnly?, string?)[] { ("2024", null, null), ("2025", new DateOnly(2025, 1, 1), "From which day?") }));
        Assert.That(Problems(With(Versions("assumed: true, "))), Is.EqualTo(new[] { "an assumed version needs a question" }));
    }

    [Test]
    public void a_version_cannot_move_the_date_that_it_is_chosen_by() =>
        Assert.That(
            Problems(With("versions: [\"2024\", { version: \"2025\", from: 2025-01-01, extracts: { case: { xlsx: { effective_date: { cell: A1 } } } } }]")),
            Has.Some.StartsWith("a later version cannot say where the effective date stands"));

    [TestCase("2025-01-01", "two versions hold from the same date '2025-01-01'")]
    [TestCase("2024-01-01", "versions stand in the order of their dates '2024-01-01'")]
    public void versions_do_not_overlap(string second, string expected) =>
        Assert.That(
            Problems(With($"versions: [{{ version: a, from: 2025-01-01, extracts: {{ case: {{ key: Id }} }} }}, {{ version: b, from: {second}, extracts: {{ case: {{ key: Num }} }} }}]")),
            Is.EqualTo(new[] { expected }));

    [Test]
    public void a_dated_code_list_adds_what_differs_and_older_deliveries_keep_their_fingerprint()
    {
        var (plain, dated) = (new JobFixture().Jobs(), new JobFixture().WithFile(Dated, "source_code,code,label\n2,open,Reobert\n3,closed,Arxivat\n").Jobs());
        Assert.That(
            dated.CodeLists.Mappings[("case-state", "hestia")].Select(m => $"{m.SourceCode}={m.Code} {m.ValidFrom:yyyy}"),
            Is.EqualTo(new[] { "0= ", "1=open ", "2=closed ", "2=open 2025", "3=closed 2025" }));
        string Print(QdC.Pipeline.Jobs.JobSet jobs, int year) => jobs.Fingerprint(jobs.Areas["tarragona"], jobs.Systems["hestia"].Extracts[0], new DateOnly(year, 6, 1));
        Assert.That(Print(dated, 2024), Is.EqualTo(Print(plain, 2024)), "what holds only later has nothing of 2024 read again");
        Assert.That(Print(dated, 2025), Is.Not.EqualTo(Print(plain, 2025)));
    }

    [TestCase(Dated, "2,closed,Tancat\n", "this holds already: '2'")]
    [TestCase(Dated, "3,close,X\n", "unknown code of case-state 'close' -> closed")]
    [TestCase("code-lists/case-risk.hestia@2025-01-01.csv", "3,high,X\n", "there is no mapping to change 'case-risk.hestia.csv'")]
    [TestCase("code-lists/case-state.hesta@2025-01-01.csv", "3,open,X\n", "unknown system 'hesta' -> hestia")]
    [TestCase("code-lists/case-state.hestia@2025.csv", "3,open,X\n", "bad file name 'case-state.hestia@2025'")]
    public void a_dated_code_list_that_repeats_or_knows_no_such_thing_is_told(string path, string row, string expected) =>
        Assert.That(Problems(new JobFixture().WithFile(path, "source_code,code,label\n" + row)), Has.Some.StartsWith(expected));

    [Test]
    public void a_dated_code_list_does_not_overlap_a_row_with_that_date()
    {
        var jobs = new JobFixture()
            .WithFile("code-lists/case-state.hestia.csv", "source_code,code,label,valid_from\n1,open,Obert,\n1,closed,Obert,2025-01-01\n")
            .WithFile(Dated, "source_code,code,label\n1,open,Obert\n");
        Assert.That(Problems(jobs), Has.Some.StartsWith("two mappings hold from the same date '1'"));
    }

    [Test]
    public void a_dated_list_says_what_is_otherwise_of_its_codes_from_its_day_on()
    {
        var jobs = new JobFixture().WithFile("code-lists/municipality@2023-05-12.csv", "code,comarca_code\n250404,43\n").WithFile("code-lists/municipality@2023-07-20.csv", "code,comarca_code\n250404,23\n").Jobs();
        var balaguer = jobs.CodeLists.Lists["municipality"].Entries.Single(e => e.Code == "250404");
        Assert.That(new[] { "2023-05-11", "2023-05-12", "2023-07-20" }.Select(day => balaguer.AttributesOn(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture))["comarca_code"]), Is.EqualTo(new[] { "23", "43", "23" }));
    }

    [TestCase("municipality@2023", "code,comarca_code\n250404,43\n", "bad file name 'municipality@2023'")]
    [TestCase("municipalty@2023-05-12", "code,comarca_code\n250404,43\n", "unknown code list 'municipalty' -> municipality")]
    [TestCase("municipality@2023-05-12", "code,comarca\n250404,43\n", "unknown attribute of municipality 'comarca'")]
    [TestCase("municipality@2023-05-12", "code,comarca_code\n250405,43\n", "unknown code of municipality '250405' -> 250404")]
    [TestCase("municipality@2023-05-12", "code,comarca_code\n250404,23\n", "this holds already: '250404'")]
    public void a_dated_list_that_repeats_or_knows_no_such_thing_is_told(string file, string text, string expected) =>
        Assert.That(Problems(new JobFixture().WithFile($"code-lists/{file}.csv", text)), Has.Some.StartsWith(expected));

    private static JobFixture With(string versions) => new JobFixture().With(Hestia, "versions: [\"2024\"]", versions);

    private static IEnumerable<string> Problems(JobFixture jobs) =>
        jobs.Load().Problems.Select(p => $"{p.What.Replace("\"", "", StringComparison.Ordinal)}{(p.Received is null ? "" : $" '{p.Received}'")}{(p.Nearest is null ? "" : $" -> {p.Nearest}")}");
}
