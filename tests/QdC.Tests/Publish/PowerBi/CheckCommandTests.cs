using NUnit.Framework;
using QdC.Publish.PowerBi;
using QdC.Tests.Cli;

namespace QdC.Tests.Publish.PowerBi;

public sealed class CheckCommandTests
{
    private static readonly string Jobs = Path.Combine(Repository.Root, "etl-jobs");
    private string _folder = "";

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("qdc-powerbi-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task What_is_committed_is_clean_and_what_was_left_out_is_said()
    {
        var checkedAs = await Qdc.Run("powerbi", "check", "--jobs", Jobs);

        Assert.That(checkedAs.Code, Is.Zero, checkedAs.Out);
        Assert.That(checkedAs.Out, Does.Contain($"✓ {Definition.Built.Count} files, {PowerBiRules.All.Count} rules"));
        if (Environment.GetEnvironmentVariable("QDC_POWERBI_SCHEMAS") is null)
        {
            Assert.That(checkedAs.Out, Does.Contain("are not at hand"));
        }
    }

    [Test]
    public async Task What_is_wrong_is_told_with_file_line_and_rule_and_exit_code_3()
    {
        new PowerBiFolder(_folder).Write(Broken.OfNetwork().Replace(Broken.Areas, "(Server,", "(Servidor,").Files);

        var told = await Qdc.Run("powerbi", "check", "--folder", _folder, "--jobs", Jobs);
        var json = (await Qdc.Run("powerbi", "check", "--folder", _folder, "--jobs", Jobs, "--json")).Json();

        Assert.That(told.Code, Is.EqualTo(3));
        Assert.That(told.Out.ReplaceLineEndings(" "), Does.Match(@"tables/Àrees\.tmdl:\d+ +M_REFERENCE"));
        var finding = json.GetProperty("findings").EnumerateArray().Single();
        Assert.That(finding.GetProperty("rule").GetString(), Is.EqualTo("M_REFERENCE"));
        Assert.That(finding.GetProperty("line").GetInt32(), Is.Positive);
    }

    [Test]
    public async Task A_folder_without_files_and_one_without_schemas_are_refused()
    {
        Assert.That((await Qdc.Run("powerbi", "check", "--folder", _folder, "--jobs", Jobs)).Code, Is.Not.Zero);
        var wrong = await Qdc.Run("powerbi", "check", "--schemas", _folder, "--jobs", Jobs);
        Assert.That(wrong.Code, Is.Not.Zero);
        Assert.That(wrong.Error, Does.Contain("no JSON Schemas"));
    }

    [Test]
    public async Task Every_rule_is_listed()
    {
        var listed = await Qdc.Run("powerbi", "check", "--rules", "--json");
        Assert.That(listed.Json().EnumerateArray().Select(r => r.GetProperty("id").GetString()), Is.EqualTo(PowerBiRules.All.Select(r => r.Id)));
    }
}
