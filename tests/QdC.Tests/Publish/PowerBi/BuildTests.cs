using NUnit.Framework;
using QdC.Publish.PowerBi;
using QdC.Tests.Cli;

namespace QdC.Tests.Publish.PowerBi;

/// <summary>What is built from the definitions is what is committed, and the same every time.</summary>
public sealed class BuildTests
{
    /// <summary>After a change of the definitions, run <c>qdc powerbi build</c>, read the difference and commit it.</summary>
    [Test]
    public void The_committed_files_are_what_a_build_writes()
    {
        var folder = new PowerBiFolder(Definition.Folder);
        if (Environment.GetEnvironmentVariable("QDC_WRITE_GOLDEN") == "1")
        {
            folder.Write(Definition.Built);
        }
        var (written, removed) = folder.Difference(Definition.Built);
        Assert.That(written.Concat(removed), Is.Empty, "the definitions changed: run `qdc powerbi build`, read the difference and commit it");
        Assert.That(Definition.Built, Has.Count.GreaterThan(50));
    }

    [Test]
    public void Two_builds_are_equal_byte_for_byte() => Assert.That(PowerBiDefinition.Build(Definition.Metrics, Definition.Pages), Is.EqualTo(Definition.Built));

    [Test]
    public void A_build_leaves_the_definitions_and_what_Desktop_keeps_and_removes_what_is_no_longer_given()
    {
        var folder = Directory.CreateTempSubdirectory("qdc-powerbi-").FullName;
        try
        {
            string At(string path) => Path.Combine(folder, path);
            Directory.CreateDirectory(At("QdC.SemanticModel/.pbi"));
            Directory.CreateDirectory(At("QdC.SemanticModel/definition/tables"));
            Directory.CreateDirectory(At("QdC.Report/definition/pages/gone"));
            foreach (var file in new[] { "metrics.yaml", "QdC.Report/definition/pages/gone/page.json", "QdC.SemanticModel/.pbi/localSettings.json", "QdC.SemanticModel/definition/tables/Gone.tmdl" })
            {
                File.WriteAllText(At(file), "x");
            }
            new PowerBiFolder(folder).Write(Definition.Built);

            Assert.That(File.Exists(At("QdC.SemanticModel/definition/tables/Gone.tmdl")), Is.False);
            Assert.That(Directory.Exists(At("QdC.Report/definition/pages/gone")), Is.False, "nor is its folder left");
            Assert.That(File.ReadAllText(At("metrics.yaml")) + File.ReadAllText(At("QdC.SemanticModel/.pbi/localSettings.json")), Is.EqualTo("xx"));
            Assert.That(File.ReadAllBytes(At("QdC.SemanticModel/definition/model.tmdl")), Does.Not.Contain((byte)'\r').And.Property("Length").Positive);
            Assert.That(new PowerBiFolder(folder).Read(), Is.EqualTo(Definition.Built));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public async Task The_command_says_what_it_would_write_and_writes_it()
    {
        var folder = Directory.CreateTempSubdirectory("qdc-powerbi-").FullName;
        try
        {
            var jobs = Path.Combine(Repository.Root, "etl-jobs");
            var plan = await Qdc.Run("powerbi", "build", "--plan", "--folder", folder, "--jobs", jobs, "--json");
            Assert.That((plan.Code, plan.Json().GetProperty("written").GetArrayLength()), Is.EqualTo((2, Definition.Built.Count)), plan.Error);
            Assert.That(Directory.EnumerateFileSystemEntries(folder), Is.Empty);

            Assert.That((await Qdc.Run("powerbi", "build", "--folder", folder, "--jobs", jobs)).Code, Is.Zero);
            Assert.That((await Qdc.Run("powerbi", "build", "--plan", "--folder", folder, "--jobs", jobs)).Code, Is.Zero);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
