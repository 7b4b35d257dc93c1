using System.Text;
using NUnit.Framework;
using QdC.Pipeline.Conform;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Jobs.Mapping;
using QdC.Tests.Cli;

namespace QdC.Tests.Jobs;

/// <summary>Mappings that are added to the code lists while the product runs.</summary>
public sealed class CodeListFolderTests
{
    private string _jobs = null!;
    private JobSet _read = null!;

    [OneTimeSetUp]
    public void Copy()
    {
        _jobs = Path.Combine(Path.GetTempPath(), "qdc-codes-" + Guid.NewGuid().ToString("N"), "etl-jobs");
        MiniHome.CopyJobs(_jobs);
        _read = JobLoader.Load(_jobs).Jobs!;
    }

    [OneTimeTearDown]
    public void Remove() => MiniHome.Remove(Path.GetDirectoryName(_jobs)!);

    [Test]
    public void A_mapping_that_is_added_is_what_the_next_reading_conforms_with_and_the_rest_of_the_file_stays()
    {
        var path = Path.Combine(_jobs, "code-lists", "case-type.hestia.csv");
        var before = File.ReadAllText(path);
        var answer = new CodeListFolder(_jobs).Map(_read, "case-type", "hestia", " Servei, a casa ", "SAD");

        Assert.That(answer, Is.EqualTo(MappingAnswer.Written));
        Assert.That(File.ReadAllText(path), Is.EqualTo(before + "\"Servei, a casa\",SAD,\"Servei, a casa\"\n"));
        var next = JobLoader.Load(_jobs);
        Assert.That(next.Errors, Is.Empty);
        Assert.That(Meaning(next.Jobs!, "case-type", "hestia", "SERVEI, A CASA"), Is.EqualTo("SAD"));
        Assert.That(Meaning(_read, "case-type", "hestia", "servei, a casa"), Is.Null, "it was not known before");
        var (area, extract) = (_read.Areas["mini"], _read.Systems["hestia"].Extracts.Single(e => e.Subject == "case"));
        Assert.That(Fingerprints.Of(next.Jobs!, area, extract, new DateOnly(2025, 1, 31)), Is.Not.EqualTo(Fingerprints.Of(_read, area, extract, new DateOnly(2025, 1, 31))), "deliveries are read again");
        Assert.That(Directory.EnumerateFiles(Path.Combine(_jobs, "code-lists"), ".*"), Is.Empty, "nothing is left lying");
    }

    [Test]
    public void A_code_may_mean_that_nothing_is_known()
    {
        Assert.That(new CodeListFolder(_jobs).Map(_read, "place", "hestia", "99", ""), Is.EqualTo(MappingAnswer.Written));
        Assert.That(Map("place", "hestia").Find("99"u8), Is.EqualTo(CodeMap.Unknown));
    }

    [Test]
    public void A_system_like_another_keeps_what_held_for_it_when_it_gets_a_file_of_its_own()
    {
        var folder = new CodeListFolder(_jobs);
        Assert.That(folder.HasOwn("activity-type", "hestia-lists"), Is.False);
        Assert.That(folder.Map(_read, "activity-type", "hestia-lists", "77", "guidance"), Is.EqualTo(MappingAnswer.Written));
        var next = JobLoader.Load(_jobs).Jobs!;

        Assert.That(folder.HasOwn("activity-type", "hestia-lists"));
        Assert.That(Meaning(next, "activity-type", "hestia-lists", "77"), Is.EqualTo("guidance"));
        Assert.That(Meaning(next, "activity-type", "hestia-lists", "1"), Is.EqualTo("coordination"));
        Assert.That(Meaning(next, "activity-type", "hestia", "77"), Is.Null, "the other system's areas are not touched");
    }

    [Test]
    public void A_system_that_delivers_common_codes_goes_on_doing_so()
    {
        Assert.That(new CodeListFolder(_jobs).Map(_read, "service", "council-accounts", "9.9.9", "1.1.1"), Is.EqualTo(MappingAnswer.Written));
        var next = JobLoader.Load(_jobs);

        Assert.That(next.Errors, Is.Empty);
        foreach (var code in next.Jobs!.CodeLists.Lists["service"].Entries)
        {
            Assert.That(Meaning(next.Jobs, "service", "council-accounts", code.Code), Is.EqualTo(code.Code));
        }
        Assert.That(Meaning(next.Jobs, "service", "council-accounts", "9.9.9"), Is.EqualTo("1.1.1"));
    }

    [TestCase("sex", "hestia", "h", "H", MappingAnswer.Known)]
    [TestCase("sex", "hestia", "X", "Z", MappingAnswer.NotOfTheList)]
    [TestCase("sexx", "hestia", "X", "H", MappingAnswer.NotOfTheList)]
    [TestCase("sex", "hestiaa", "X", "H", MappingAnswer.NotOfTheList)]
    [TestCase("../sex", "hestia", "X", "H", MappingAnswer.NotOfTheList)]
    [TestCase("sex", "hestia", "12345678Z", "H", MappingAnswer.NoCode)]
    [TestCase("sex", "hestia", "a\nb", "H", MappingAnswer.NoCode)]
    [TestCase("sex", "hestia", "  ", "H", MappingAnswer.NoCode)]
    public void What_would_not_be_right_is_not_written(string list, string system, string source, string code, MappingAnswer expected)
    {
        var before = Texts();
        Assert.That(new CodeListFolder(_jobs).Map(_read, list, system, source, code), Is.EqualTo(expected));
        Assert.That(Texts(), Is.EqualTo(before));
    }

    [Test]
    public void What_would_make_a_dated_file_of_differences_wrong_is_not_written()
    {
        var dated = Path.Combine(_jobs, "code-lists", "relation.hestia@2025-01-01.csv");
        File.WriteAllText(dated, $"source_code,code,label\nLater,{_read.CodeLists.Lists["relation"].Entries[0].Code},Later\n");
        try
        {
            Assert.That(JobLoader.Load(_jobs).Errors, Is.Empty);
            Assert.That(new CodeListFolder(_jobs).Map(_read, "relation", "hestia", "later", _read.CodeLists.Lists["relation"].Entries[0].Code), Is.EqualTo(MappingAnswer.Known));
            Assert.That(JobLoader.Load(_jobs).Errors, Is.Empty);
        }
        finally
        {
            File.Delete(dated);
        }
    }

    [Test]
    public void Where_the_folder_is_not_to_be_written_to_it_is_told()
    {
        var elsewhere = new CodeListFolder(Path.Combine(_jobs, "not-here"));

        Assert.That(elsewhere.CanWrite(), Is.False);
        Assert.That(new CodeListFolder(_jobs).CanWrite());
        Assert.That(elsewhere.Map(_read, "sex", "hestia", "X", "H"), Is.EqualTo(MappingAnswer.NotWritten));
    }

    [Test]
    public void Of_many_that_are_added_at_once_none_is_lost()
    {
        var codes = Enumerable.Range(1, 24).Select(n => $"L{n}").ToList();
        var answers = codes.AsParallel().WithDegreeOfParallelism(6).Select(code => new CodeListFolder(_jobs).Map(_read, "tenure", "hestia", code, _read.CodeLists.Lists["tenure"].Entries[0].Code)).ToList();

        Assert.That(answers, Has.All.EqualTo(MappingAnswer.Written));
        var map = Map("tenure", "hestia");
        Assert.That(codes.Select(c => map.Find(Encoding.UTF8.GetBytes(c))), Has.All.EqualTo(0));
    }

    private Dictionary<string, string> Texts() => Directory.EnumerateFiles(Path.Combine(_jobs, "code-lists")).ToDictionary(f => f, File.ReadAllText);

    private CodeMap Map(string list, string system) => CodeMap.For(JobLoader.Load(_jobs).Jobs!.CodeLists, list, system, new DateOnly(2025, 1, 1));

    private static string? Meaning(JobSet jobs, string list, string system, string source)
    {
        var map = CodeMap.For(jobs.CodeLists, list, system, new DateOnly(2025, 1, 1));
        var found = map.Find(Encoding.UTF8.GetBytes(source));
        return found < 0 ? null : map.Code(found);
    }
}
