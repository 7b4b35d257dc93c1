using NUnit.Framework;
using QdC.Pipeline.Extract;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Plan;
using QdC.Pipeline.Stage;
using QdC.Warehouse;

namespace QdC.Tests.Extract;

/// <summary>Which files make one delivery, and what it is recognised by.</summary>
[TestFixture]
public sealed class JoinedFilesTests
{
    private string _folder = null!;

    [SetUp]
    public void Create() => _folder = Directory.CreateTempSubdirectory("qdc-joined-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_delivery_is_made_of_the_files_of_its_own_day()
    {
        Write("stays_20250131.csv", "exits_20250131.csv", "stays_20250228.csv", "exits_20250228.csv");

        var listing = Find("stays_{date:yyyyMMdd}.csv", "exits_{date:yyyyMMdd}.csv");

        Assert.That(listing.Unclaimed, Is.Empty, "the joined files are spoken for");
        Assert.That(listing.Files.Select(f => JoinedFiles.Of(f).Single().Part.FileName), Is.EqualTo(new[] { "exits_20250131.csv", "exits_20250228.csv" }));
    }

    [Test]
    public void A_delivery_without_its_joined_file_is_not_read_and_says_what_it_waits_for()
    {
        Write("stays_20250131.csv", "exit_20250131.csv");
        Assert.That(
            () => JoinedFiles.Of(Find("stays_{date:yyyyMMdd}.csv", "exits_{date:yyyyMMdd}.csv").Files.Single()),
            Throws.InstanceOf<ExtractUnreadable>().With.Message.Contains("joined to stays_20250131.csv is not there").And.Message.Contains("hud.yaml:9").And.Message.Contains("one file exits_{date:yyyyMMdd}.csv of 2025-01-31")
        );
    }

    [Test]
    public void Two_files_that_may_be_joined_are_not_guessed_between_and_a_near_name_is_told()
    {
        Write("stays.csv", "exits-a.csv", "exits-b.csv");
        Assert.That(() => JoinedFiles.Of(Find("stays.csv", "exits*.csv").Files.Single()), Throws.InstanceOf<ExtractUnreadable>().With.Message.Contains("exits-a.csv, exits-b.csv"));
        Assert.That(() => JoinedFiles.Of(Find("stays.csv", "exits-c.csv").Files.Single()), Throws.InstanceOf<ExtractUnreadable>().With.Message.Contains("Is it exits-a.csv?"));
    }

    [Test]
    public void One_file_serves_every_extract_of_its_pattern()
    {
        Write("stays.csv");
        var one = Extract("case", "stays.csv");
        var listing = FolderSource.Find(new SourceFile { System = "s", Folder = _folder }, new SystemFile { Name = "s", Extracts = [one, Extract("member", "stays.csv"), Extract("rest", "*.csv")] });
        Assert.That(listing.Files.Select(f => f.Extract.Name), Is.EqualTo(new[] { "case", "member" }));
    }

    [Test]
    public void The_date_of_all_is_the_first_value_of_a_column_beside_them()
    {
        Write("stays.csv");
        var dated = new DateColumn("Export.csv", ["End"], new CsvDialect { Delimiter = ',' });
        EffectiveDate Date() => EffectiveDate.Resolve(FolderSource.Find(new SourceFile { System = "s", Folder = _folder }, new SystemFile { Name = "s", Extracts = [Extract("case", "stays.csv")], EffectiveDate = dated }).Files.Single());

        var without = Date();
        File.WriteAllText(Path.Combine(_folder, "Export.csv"), "Id,End\nx,2019-09-30 13:07:08\n");
        var with = Date();
        File.WriteAllText(Path.Combine(_folder, "Export.csv"), "Id,Start\nx,2019-09-30\n");
        var other = Date();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(without.Waiting!.ToString(), Does.Contain("one file Export.csv beside it (there are 0)").And.Contain("End"));
            Assert.That((with.Date, with.Origin), Is.EqualTo((new DateOnly(2019, 9, 30), DateOrigin.Cell)));
            Assert.That(other.Date, Is.Null);
        }
    }

    [Test]
    public void A_delivery_is_recognised_by_all_its_files()
    {
        var day = new DateOnly(2025, 1, 31);
        var hash = ContentHash.Of("aa", new Dictionary<string, string> { ["project"] = "p", ["exit"] = "e" }, day);
        var extract = Extract("case", "stays.csv", Join("exit", "e.csv"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ContentHash.Of("aa", new Dictionary<string, string>(), day), Is.EqualTo("aa@20250131"), "as it ever was");
            Assert.That(ContentHash.Of("aa", new Dictionary<string, string> { ["exit"] = "e", ["project"] = "p" }, day), Is.EqualTo(hash), "in whatever order");
            Assert.That(ContentHash.Of("aa", new Dictionary<string, string> { ["exit"] = "x", ["project"] = "p" }, day), Is.Not.EqualTo(hash));
            Assert.That((ContentHash.Covers(hash, extract), ContentHash.Covers("aa@20250131", extract), ContentHash.Covers("aa@20250131", extract with { Joins = [] })), Is.EqualTo((true, false, true)));
            Assert.That((ContentHash.SameFile(hash, "aa@20250131"), ContentHash.SameFile(hash, "aa@20250228"), ContentHash.SameFile(hash, "ab@20250131")), Is.EqualTo((true, false, false)));
            Assert.That(string.CompareOrdinal(hash, "aa@20250131"), Is.Positive, "of one day, what holds all files comes after what does not");
        }
    }

    private void Write(params string[] names)
    {
        foreach (var name in names)
        {
            File.WriteAllText(Path.Combine(_folder, name), "Id\n1\n");
        }
    }

    private FolderListing Find(string file, string joined) =>
        FolderSource.Find(new SourceFile { System = "s", Folder = _folder }, new SystemFile { Name = "s", Extracts = [Extract("case", file, Join("exit", joined))] });

    private static JoinDefinition Join(string name, string file) =>
        new() { Name = name, File = file, Csv = new CsvDialect(), Key = [["Id"]], By = [["Id"]], Origin = "etl-jobs/systems/hud.yaml:9" };

    private static ExtractDefinition Extract(string name, string file, params JoinDefinition[] joins) =>
        new() { Name = name, Subject = "case", File = file, Csv = new CsvDialect(), Key = [["Id"]], Columns = new Dictionary<string, ColumnMapping>(), Joins = joins };
}
