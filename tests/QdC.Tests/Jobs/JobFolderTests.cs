using System.Text;
using NUnit.Framework;
using QdC.Pipeline.Jobs;

namespace QdC.Tests.Jobs;

public sealed class JobFolderTests
{
    private string root = "";

    [SetUp]
    public void Write()
    {
        root = Path.Combine(Path.GetTempPath(), $"qdc-jobs-{Guid.NewGuid():N}", "etl-jobs");
        var jobs = new JobFixture();
        foreach (var path in jobs.Paths)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, path))!);
            File.WriteAllText(Path.Combine(root, path), jobs[path]);
        }
    }

    [TearDown]
    public void Remove() => Directory.Delete(Path.GetDirectoryName(root)!, recursive: true);

    [Test]
    public void a_folder_is_read_and_places_start_at_its_name()
    {
        var jobs = JobLoader.Load(root).Jobs!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(jobs.Areas["tarragona"].Path, Is.EqualTo("etl-jobs/areas/tarragona.yaml"));
            Assert.That(jobs.Areas["tarragona"].Sources[0].Folder, Is.EqualTo(Path.Combine(root, "areas")));
        }
    }

    [Test]
    public void a_byte_order_mark_and_windows_line_ends_do_no_harm()
    {
        var file = Path.Combine(root, "code-lists", "case-state.csv");
        var text = File.ReadAllText(file).Replace("\n", "\r\n", StringComparison.Ordinal);
        File.WriteAllText(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.That(JobLoader.Load(root).Problems, Is.Empty);
    }

    [Test]
    public void a_file_that_is_not_utf8_is_a_problem()
    {
        File.WriteAllText(Path.Combine(root, "areas", "tarragona.yaml"), "name: Consell d'Àger", Encoding.Latin1);
        Assert.That(
            JobLoader.Load(root).Problems.Single().ToString(),
            Is.EqualTo("etl-jobs/areas/tarragona.yaml:1:1 the file is not UTF-8. Save it as UTF-8.")
        );
    }

    [Test]
    public void a_file_with_another_extension_is_not_passed_over_in_silence()
    {
        File.Move(Path.Combine(root, "areas", "tarragona.yaml"), Path.Combine(root, "areas", "tarragona.yml"));
        Assert.That(
            JobLoader.Load(root).Problems.Single().ToString(),
            Is.EqualTo("etl-jobs/areas/tarragona.yml:1:1 the file is not read. Files of areas end in .yaml.")
        );
    }

    [Test]
    public void a_missing_part_of_the_folder_is_a_problem()
    {
        Directory.Delete(Path.Combine(root, "areas"), recursive: true);
        Assert.That(
            JobLoader.Load(root).Problems.Single().ToString(),
            Is.EqualTo("etl-jobs/areas:1:1 there is no folder \"areas\".")
        );
    }
}
