using System.Text.RegularExpressions;
using NUnit.Framework;
using QdC.Cli.App;
using QdC.Pipeline.Test;
using QdC.Tests.Cli;
using QdC.Warehouse;

namespace QdC.Tests.House;

/// <summary>
/// The examples of CONTRIBUTING.md, done: each fenced block that names a file is written there, appended to it (<c>at the end</c>) or put
/// below a line of it (<c>after: LINE</c>) in a copy of the declarative files.
/// </summary>
public sealed partial class ContributingTests
{
    private static readonly string Root = Path.Combine(Path.GetTempPath(), "qdc-contributing-" + Guid.NewGuid().ToString("N"));

    private static IReadOnlyList<Example> Examples { get; } =
        [.. Block().Matches(File.ReadAllText(Path.Combine(Repository.Root, "CONTRIBUTING.md"))).Select(m => new Example(m.Groups[1].Value, m.Groups[2].Value.Trim(), m.Groups[3].Value))];

    [OneTimeTearDown]
    public void Remove() => MiniHome.Remove(Root);

    [Test]
    public void There_is_an_example_of_each_thing_one_adds()
    {
        var files = Examples.Select(e => e.File).ToList();
        Assert.That(files, Has.Some.StartsWith("etl-jobs/areas/").And.Some.StartsWith("etl-jobs/contract/").And.Some.StartsWith("sql/area/").And.Some.EqualTo("powerbi/metrics.yaml").And.Some.EqualTo("powerbi/reports.yaml"));
    }

    [Test]
    public void The_declarative_files_with_every_example_are_found_sound()
    {
        var jobs = Path.Combine(Root, "etl-jobs");
        MiniHome.CopyJobs(jobs);
        var before = Workspace.Load(jobs);
        foreach (var example in Examples.Where(e => !e.File.EndsWith(".sql", StringComparison.Ordinal)))
        {
            example.Apply(Root);
        }
        var read = Workspace.Read(jobs);
        Assert.That(read.Errors, Is.Empty);
        Assert.That(read.Jobs!.Areas, Has.Count.EqualTo(before.Jobs.Areas.Count + 1));
        Assert.That(read.Metrics!.Metrics, Has.Count.EqualTo(before.Metrics.Metrics.Count + 1));
        Assert.That(read.Reports!.Reports, Has.Count.EqualTo(before.Reports.Reports.Count + 1));
        Assert.That(read.Jobs.Contract.Subjects.Values.Sum(s => s.Fields.Count), Is.EqualTo(before.Jobs.Contract.Subjects.Values.Sum(s => s.Fields.Count) + 1));
    }

    [Test]
    public async Task The_data_test_runs_and_finds_nothing_in_a_sound_version()
    {
        await MiniHome.Published();
        var test = Examples.Single(e => e.File.StartsWith("sql/area/7-tests/", StringComparison.Ordinal));
        Assert.That(test.Text, Does.StartWith("-- stop: ").Or.StartWith("-- warn: "));
        Assert.That(DataTests.All.Select(t => t.Model.Name), Does.Not.Contain(Path.GetFileNameWithoutExtension(test.File)), "the example is one that is not there yet");
        using var version = new AreaStore(new QdcHome(MiniHome.Root), AreaCode.Parse("mini"), TimeProvider.System).OpenCurrent();
        Assert.That(version.Session.Scalar<long>($"SELECT count(*) FROM ({test.Text.TrimEnd().TrimEnd(';')})"), Is.Zero);
    }

    [GeneratedRegex("```(?:yaml|sql|csv) ([^ \n]+)([^\n]*)\n(.*?)```", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Block();

    private sealed record Example(string File, string How, string Text)
    {
        public void Apply(string root)
        {
            var path = Path.Combine(root, File);
            const string After = "after: ";
            if (How.StartsWith(After, StringComparison.Ordinal))
            {
                var lines = System.IO.File.ReadAllLines(path).ToList();
                var at = lines.FindIndex(l => l.Trim() == How[After.Length..].Trim());
                Assert.That(at, Is.GreaterThanOrEqualTo(0), $"{File} has the line {How[After.Length..]}");
                lines.Insert(at + 1, Text.TrimEnd('\n'));
                System.IO.File.WriteAllLines(path, lines);
                return;
            }
            if (How == "at the end")
            {
                System.IO.File.AppendAllText(path, Text);
                return;
            }
            Assert.That(How, Is.Empty, $"{File}: unknown way to apply");
            Assert.That(System.IO.File.Exists(path), Is.False, $"{File} is new");
            System.IO.File.WriteAllText(path, Text);
        }
    }
}
