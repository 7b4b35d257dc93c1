using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using NUnit.Framework;
using QdC.Cli.App;
using QdC.Pipeline.Query;
using QdC.Samples.Truth;

namespace QdC.Tests.House;

/// <summary>What the README promises is what there is.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    private static IReadOnlyList<string> Commands { get; } =
        [.. Shell().Matches(Readme).SelectMany(m => m.Groups[1].Value.Split('\n')).Select(l => l.Split(" #", 2)[0].Trim()).Where(l => l.Length > 0 && l[0] != '#')];

    [Test]
    public void The_first_command_shows_the_figures_of_a_fresh_clone()
    {
        Assert.That(Commands[0], Is.EqualTo("dotnet run -c Release --project src/QdC.Cli -- demo --no-serve"));
        var parsed = QdcCommandLine.Build().Parse(Commands[0].Split("-- ", 2)[1]);
        Assert.That(parsed.Errors, Is.Empty);
        Assert.That(parsed.CommandResult.Command.Name, Is.EqualTo("demo"));
    }

    [Test]
    public void The_second_command_is_what_the_build_server_runs()
    {
        Assert.That(Commands[1], Is.EqualTo("bash tests/run.sh"));
        var server = File.ReadAllLines(Path.Combine(Repository.Root, ".ci", "run")).Where(l => l.Length > 0 && !l.StartsWith('#') && !l.StartsWith("cd ", StringComparison.Ordinal));
        Assert.That(server, Is.EqualTo(new[] { Commands[1] }));
    }

    [Test]
    public void Both_stand_on_the_first_screen()
    {
        var first = string.Join('\n', Readme.Split('\n').Take(24));
        Assert.That(first, Does.Contain(Commands[0]).And.Contain(Commands[1]));
    }

    [Test]
    public void Every_command_line_of_qdc_in_it_is_understood()
    {
        foreach (var line in Commands.Where(c => c.StartsWith("qdc ", StringComparison.Ordinal)))
        {
            var parsed = QdcCommandLine.Build().Parse(CommandLineParser.SplitCommandLine(line).Skip(1).ToArray());
            Assert.That(parsed.Errors.Select(e => e.Message), Is.Empty, line);
        }
    }

    [Test]
    public void It_names_every_command()
    {
        foreach (var command in QdcCommandLine.Build().Subcommands)
        {
            Assert.That(Readme, Does.Contain($"`{command.Name}`").Or.Contain($"qdc {command.Name}"), command.Name);
        }
    }

    [Test]
    public void The_figures_it_shows_are_those_of_the_samples()
    {
        var path = Path.Combine(Repository.Root, "samples", "pilot", "tarragona", "truth.json");
        var totals = TruthJson.ReadFigures(path, "as_people").Where(k => k.Breakdown == "total").ToList();
        double? Value(string metric, string kind, int month, int year) =>
            (double?)totals.Single(k => k.Metric == metric && k.PeriodKind == kind && k.PeriodStart == new DateOnly(year, month, 1)).Value;
        var text = FigureText.In("ca");
        var shown = 0;
        foreach (var metric in Workspace.Load(Path.Combine(Repository.Root, "etl-jobs")).Metrics.Metrics.Values)
        {
            if (Readme.Split('\n').FirstOrDefault(l => l.StartsWith($" {metric.Texts["ca"].Name}  ", StringComparison.Ordinal)) is { } line)
            {
                var cells = line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                Assert.That(cells[1], Is.EqualTo(text.Value(metric, Value(metric.Name, "month", 3, 2025))), line);
                Assert.That(cells[2], Is.EqualTo(text.Value(metric, Value(metric.Name, "year", 1, 2024))), line);
                shown++;
            }
        }
        Assert.That(shown, Is.GreaterThanOrEqualTo(4));

        using var truth = JsonDocument.Parse(File.ReadAllBytes(path));
        var read = truth.RootElement.GetProperty("deliveries").EnumerateArray().SelectMany(d => d.GetProperty("extracts").EnumerateObject()).Sum(e => e.Value.GetProperty("rows").GetInt64());
        Assert.That(Readme.Split('\n').Single(l => l.StartsWith(" tarragona  ", StringComparison.Ordinal)), Does.Contain($" {read.ToString("#,0", CultureInfo.InvariantCulture)} "));
    }

    [TestCase("README.md")]
    [TestCase("CONTRIBUTING.md")]
    public void Every_file_and_folder_it_links_to_is_there(string page)
    {
        foreach (Match link in Link().Matches(File.ReadAllText(Path.Combine(Repository.Root, page))))
        {
            var target = link.Groups[1].Value.Split('#')[0];
            if (target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
            {
                var path = Path.Combine(Repository.Root, target);
                Assert.That(File.Exists(path) || Directory.Exists(path), Is.True, target);
            }
        }
    }

    [GeneratedRegex("```(?:sh|bash|console)\n(.*?)```", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Shell();

    [GeneratedRegex(@"\]\(([^)]+)\)", RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
