using NUnit.Framework;
using QdC.Pipeline.Link;
using QdC.Pipeline.Validate;

namespace QdC.Tests.Link;

public sealed class DecisionFileTests
{
    private const string Header = "area,system_a,record_a,system_b,record_b,decision,reason\n";
    private string _folder = "";

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("qdc-decisions-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_reason_is_kept_as_one_that_is_given_alone() =>
        Assert.That(DecisionFile.Read(Put("decisions.csv", "mini,hestia,1,hestia,2,same,  mateixa família \n")).Single().Reason, Is.EqualTo("mateixa família"));

    [TestCase("és la 12345678Z")]
    [TestCase("es va trucar al tel977112233")]
    [TestCase("vegeu anna.puig@exemple.cat")]
    public void A_reason_that_says_who_somebody_is_stops_the_whole_file_and_is_not_repeated(string reason)
    {
        var file = Put("12345678Z.csv", $"mini,hestia,1,hestia,2,same,mateixa família\nother,hestia,3,hestia,4,different,{reason}\n");
        var told = Assert.Throws<ReasonTellsWho>(() => DecisionFile.Read(file));
        Assert.That(told!.Problem.Where, Is.EqualTo("99999999A.csv:3"));
        Assert.That(told.Message, Does.Not.Contain(reason).And.Not.Contain("12345678"));
    }

    [Test]
    public void What_is_wrong_with_a_file_is_told_without_an_identifier_in_its_name() =>
        Assert.That(Assert.Throws<DecisionFileWrong>(() => DecisionFile.Read(Put("12345678Z.csv", "mini,hestia,1,hestia,2,perhaps,no\n")))!.Message, Does.Contain("99999999A.csv:2").And.Not.Contain("12345678"));

    private string Put(string name, string lines)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, Header + lines);
        return path;
    }
}
