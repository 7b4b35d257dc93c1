using NUnit.Framework;

namespace QdC.Tests.Jobs;

public sealed class FingerprintTests
{
    private const string Hestia = "systems/hestia.yaml";

    [Test]
    public void it_is_the_same_on_every_machine() =>
        Assert.That(
            Of(new JobFixture()),
            Is.EqualTo("1378aa2c76378e59f88d9a3d53e2c7216aa0bb5c4915889ba0b43eba19649cbc")
        );

    [TestCase(Hestia, "system: hestia", "# a comment\nsystem: hestia", TestName = "a comment")]
    [TestCase(Hestia, "expedients_", "EXPEDIENTS_", TestName = "the files' name")]
    [TestCase(Hestia, "the council keeps no risk grade", "the council does not grade risk", TestName = "a reason")]
    [TestCase(Hestia, "done_on: Data", "done_on: Dia", TestName = "another extract")]
    [TestCase("contract/case.yaml", "description: The number.", "description: A number.", TestName = "a description")]
    [TestCase("code-lists/case-state.csv", "Abierto", "Abierta", TestName = "a label of a common list")]
    [TestCase("code-lists/municipality.csv", "Balaguer", "BALAGUER", TestName = "a list the extract does not use")]
    [TestCase("areas/tarragona.yaml", "36h", "24h", TestName = "the area's freshness")]
    public void what_leaves_the_rows_as_they_are_leaves_it(string path, string old, string replacement) =>
        Assert.That(Of(new JobFixture().With(path, old, replacement)), Is.EqualTo(Of(new JobFixture())));

    [TestCase(Hestia, "IdExpedient", "Id", TestName = "the key column")]
    [TestCase(Hestia, "DataObertura", "DataInici", TestName = "an alias")]
    [TestCase(Hestia, "01/01/1900", "01/01/1901", TestName = "a sentinel")]
    [TestCase(Hestia, "state: closed", "state: open", TestName = "a condition")]
    [TestCase(Hestia, "windows-1252", "utf-8", TestName = "the encoding")]
    [TestCase(Hestia, "[dd/MM/yyyy]", "[d/M/yyyy]", TestName = "the date forms")]
    [TestCase(Hestia, "complete: { scope: all }", "complete: { scope: period, by: opened_on }", TestName = "completeness")]
    [TestCase(Hestia, "{ unavailable: \"the council keeps no risk grade\" }", "{ default: high }", TestName = "a default")]
    [TestCase(Hestia, "      number: NumExpedient\n", "", TestName = "a field left out")]
    [TestCase("contract/case.yaml", "type: label", "type: label, presence: expected", TestName = "a presence")]
    [TestCase("code-lists/case-state.hestia.csv", "0,,Sense", "0,open,Sense", TestName = "a mapped code")]
    [TestCase("code-lists/case-state.csv", "2,closed,Tancat,Cerrado,Closed\n", "2,closed,Tancat,Cerrado,Closed\n3,paused,Aturat,Parado,Paused\n", TestName = "a new common code")]
    public void what_changes_the_rows_changes_it(string path, string old, string replacement) =>
        Assert.That(Of(new JobFixture().With(path, old, replacement)), Is.Not.EqualTo(Of(new JobFixture())));

    private static string Of(JobFixture fixture)
    {
        var jobs = fixture.Jobs();
        return jobs.Fingerprint(jobs.Areas["tarragona"], jobs.Systems["hestia"].Extracts[0], new DateOnly(2025, 1, 31));
    }
}
