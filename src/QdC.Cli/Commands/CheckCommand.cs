using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Query;
using QdC.Pipeline.Star;
using QdC.Portal.Settings;

namespace QdC.Cli.Commands;

/// <summary><c>qdc check</c>: every problem of every declarative file at once, offline; and what each area's sources cannot give.</summary>
internal sealed class CheckCommand : QdcCommand
{
    private readonly Argument<string[]> _areas = new("AREA") { Description = "Say of these areas only which figures they cannot have; problems are told of all files [default: all]", Arity = ArgumentArity.ZeroOrMore };

    public CheckCommand()
        : base(
            "check",
            "Find every problem of every declarative file at once, offline, and say which figures each area cannot have. Exit code 3 when something is wrong.",
            "qdc check",
            "qdc check reus",
            "qdc check --jobs ../another/etl-jobs"
        )
    {
        Arguments.Add(_areas);
        Does(Check);
    }

    private int Check(CommandContext context, ParseResult parsed)
    {
        var read = Workspace.Read(context.JobsFolder);
        read.Errors = [.. read.Errors, .. InstallationReader.Read(context.Home.Root).Problems.Select(ConfigurationProblem.Of)];
        var reports = read is { Jobs: { } jobs, Metrics: { } metrics }
            ? JobCheck.Report(jobs, MetricSupplies.Needs(metrics))
            : [];
        var asked = parsed.GetValue(_areas)!;
        if (read.Jobs is { } known && asked.FirstOrDefault(a => !known.Areas.ContainsKey(a)) is { } unknown)
        {
            throw new UnknownName("area", unknown, [.. known.Areas.Keys]);
        }
        bool IsAsked(string area) => asked.Length == 0 || asked.Contains(area);
        List<AreaFile> areas = [.. read.Jobs?.Areas.Values.OrderBy(a => a.Area, StringComparer.Ordinal) ?? Enumerable.Empty<AreaFile>()];
        reports = [.. reports.Where(r => IsAsked(r.Area))];
        areas.RemoveAll(a => !IsAsked(a.Area));
        var awaiting = areas.Where(a => a.Awaits()).ToList();
        var questions = areas.SelectMany(a => a.Sources.Where(s => s.Question is not null).Select(s => (a.Area, s.System, s.Question, s.Origin))).ToList();
        var versions = areas.SelectMany(a => a.Sources.Select(s => s.System)).Distinct().Order(StringComparer.Ordinal)
            .SelectMany(name => read.Jobs!.Systems[name].Versions.Where(v => v.Question is not null).Select(v => (System: name, Version: v)))
            .ToList();
        return context.Give(
            new { read.Errors, read.Warnings, Areas = reports, Awaiting = awaiting.Select(a => a.Area), Questions = questions.Select(q => new { q.Area, q.System, q.Question }), VersionQuestions = versions.Select(v => new { v.System, Version = v.Version.Name, v.Version.From, v.Version.Question }), Untested = read.Metrics?.Metrics.Values.Where(m => m.Kpi is null).Select(m => m.Name) ?? [] },
            console =>
            {
                ConfigurationText.Write(console, read.Errors, "red");
                ConfigurationText.Write(console, read.Warnings, "yellow");
                if (read.Errors.Count > 0)
                {
                    console.Line($"✗ {Plural(read.Errors.Count, "problem")} in {Plural(read.Errors.Select(e => e.File).Distinct().Count(), "file")}", "red");
                    return;
                }
                console.Line($"✓ {Plural(read.Jobs!.Areas.Count, "area")}, {Plural(read.Jobs.Systems.Count, "system")}, {Plural(read.Jobs.Contract.Subjects.Count, "subject")}, {Plural(read.Jobs.CodeLists.Lists.Count, "code list")}, {Plural(read.Metrics!.Metrics.Count, "metric")}, {Plural(read.Dashboards!.Pages.Count, "page")}, {Plural(read.Reports!.Reports.Count, "report")}, {Plural(read.Roles!.Grants.Count, "grant")}", "green");
                foreach (var metric in read.Metrics.Metrics.Values.Where(m => m.Kpi is null))
                {
                    console.Line($"{metric.Name}  is untested against truth: it is none of the 25 KPIs  ({metric.Origin})", "yellow");
                }
                foreach (var report in reports)
                {
                    console.Line($"{report.Area}: {(report.Unavailable.Count == 0 ? "its sources can give every figure" : $"its sources cannot give {Plural(report.Unavailable.Count, "figure")}")}");
                    foreach (var metric in report.Unavailable)
                    {
                        var lacks = metric.Lacks[0];
                        console.Line($"  {metric.Metric}  needs {lacks.Name}: {lacks.Reason.En}{At(lacks.Origin)}");
                    }
                    foreach (var rule in report.Rules)
                    {
                        console.Line($"  rule {rule.Rule}  is not available, {rule.Field}: {rule.Reason.En}{At(rule.Origin)}");
                    }
                }
                foreach (var (area, system, question, origin) in questions)
                {
                    console.Line($"{area}: that it uses {system} is assumed; ask: {question}  ({origin})");
                }
                foreach (var (system, version) in versions)
                {
                    console.Line($"{system}: version {version.Name}, from {version.From:yyyy-MM-dd} on, is assumed; ask: {version.Question}  ({version.Origin})");
                }
                if (awaiting.Count > 0)
                {
                    console.Line($"{Plural(awaiting.Count, "area")} without files yet: {string.Join(", ", awaiting.Select(a => a.Area))}", "dim");
                }
            },
            read.Errors.Count > 0 ? ExitCode.Configuration : ExitCode.Done
        );
    }

    private static string At(string origin) => origin.Length > 0 ? $"  ({origin})" : "";

    private static string Plural(int n, string noun) => n == 1 ? $"1 {noun}" : $"{n} {noun}s";
}
