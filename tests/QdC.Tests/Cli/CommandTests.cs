using System.Text.Json;
using NUnit.Framework;

namespace QdC.Tests.Cli;

public sealed class CommandTests
{
    [Test]
    public async Task A_run_without_rejected_rows_ends_with_0_and_accounts_for_every_row()
    {
        var run = await MiniHome.Published();
        Assert.That(run.Code, Is.Zero, run.Out + run.Error);
        var report = run.Json()[0];
        Assert.That(report.GetProperty("outcome").GetString(), Is.EqualTo("published"));
        Assert.That(report.GetProperty("version").GetInt32(), Is.EqualTo(1));
        long Rows(string name) => report.GetProperty(name).GetInt64();
        Assert.That(Rows("read"), Is.Positive.And.EqualTo(Rows("loaded") + Rows("unchanged") + Rows("rejected") + Rows("duplicate")));
        Assert.That(Rows("people"), Is.GreaterThanOrEqualTo(12));
        Assert.That(Rows("open"), Is.EqualTo(1));
    }

    [Test]
    public async Task Running_again_makes_no_new_version()
    {
        var again = await MiniHome.Run("run", "mini", "--json");
        Assert.That(again.Code, Is.Zero);
        Assert.That(again.Json()[0].GetProperty("outcome").GetString(), Is.EqualTo("unchanged"));
        Assert.That(again.Json()[0].GetProperty("version").GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public async Task The_summary_of_a_run_is_a_line_an_area()
    {
        var again = await MiniHome.Run("run", "mini");
        Assert.That(again.Out, Does.Contain("area").And.Contain("rejected").And.Contain("duplicate").And.Contain("seconds"));
        Assert.That(again.Out.Split('\n').Single(l => l.TrimStart().StartsWith("mini")), Does.Contain("unchanged"));
    }

    [Test]
    public async Task A_plan_with_nothing_to_do_ends_with_0_and_one_with_work_with_2()
    {
        Assert.That((await MiniHome.Run("plan", "mini")).Code, Is.Zero);
        var empty = await Qdc.Run("plan", "mini", "--json", "--home", Path.Combine(MiniHome.Root, "elsewhere"), "--jobs", MiniHome.Jobs);
        Assert.That(empty.Code, Is.EqualTo(2));
        Assert.That(empty.Json()[0].GetProperty("extracts").EnumerateArray().Select(e => e.GetProperty("action").GetString()), Has.Some.EqualTo("append"));
        Assert.That(Directory.Exists(Path.Combine(MiniHome.Root, "elsewhere")), Is.False, "a plan touches nothing");
    }

    [TestCase("run mini")]
    [TestCase("plan mini")]
    [TestCase("check")]
    [TestCase("rejects mini")]
    [TestCase("rejects mini --group")]
    [TestCase("runs mini")]
    [TestCase("runs mini --steps 1")]
    [TestCase("query people_attended --area mini")]
    [TestCase("query --list")]
    [TestCase("doctor")]
    [TestCase("processing mini")]
    [TestCase("query nonsense --area mini")]
    [TestCase("run nowhere")]
    [TestCase("run mini --nonsense")]
    [TestCase("nonsense")]
    public async Task With_json_standard_output_is_one_document(string line)
    {
        var result = await MiniHome.Run([.. line.Split(' '), "--json"]);
        Assert.That(() => result.Json(), Throws.Nothing);
        Assert.That(result.Error, Is.Empty);
    }

    [Test]
    public async Task The_record_of_processing_is_written_where_there_is_a_folder_and_nothing_lies_beside_it()
    {
        var folder = Directory.CreateTempSubdirectory("qdc-").FullName;
        var missing = await MiniHome.Run(["processing", "mini", "-o", Path.Combine(folder, "nowhere", "registre.md")]);
        var written = await MiniHome.Run(["processing", "mini", "-o", Path.Combine(folder, "registre.md")]);
        var there = Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).ToList();
        Directory.Delete(folder, recursive: true);
        Assert.That((missing.Code == 0, written.Code), Is.EqualTo((false, 0)));
        Assert.That(missing.Error, Does.Contain("The folder of the file is not there"));
        Assert.That(there, Is.EqualTo(new[] { "registre.md" }));
    }

    [Test]
    public async Task Without_a_terminal_nothing_is_coloured()
    {
        foreach (var line in new[] { "run mini", "rejects mini", "query coverage --area mini --year 2024", "doctor", "check" })
        {
            var result = await MiniHome.Run(line.Split(' '));
            Assert.That(result.Out + result.Error, Does.Not.Contain("\u001b"), line);
        }
    }

    [Test]
    public async Task A_figure_tells_the_day_of_its_data_as_its_readers_write_days()
    {
        var result = await MiniHome.Run("query", "coverage", "--area", "mini", "--year", "2024");

        Assert.That(result.Out, Does.Match(@"\b\d\d/\d\d/20\d\d\b").And.Not.Match(@"\b20\d\d-\d\d-\d\d\b"));
    }

    [Test]
    public async Task What_all_lines_have_in_common_stands_once_and_reasons_stand_below()
    {
        var figures = (await MiniHome.Run("query", "new_people", "--by", "sex", "--area", "mini", "--year", "2024", "--period", "month", "--lang", "en")).Out;
        Assert.That(figures.Split('\n').Count(l => l.Contains("31/01/2025", StringComparison.Ordinal)), Is.EqualTo(1), "one day of data, in the heading");
        var denied = (await MiniHome.Run("query", "high_risk_cases", "--area", "mini", "--year", "2024", "--period", "month", "--lang", "en")).Out;
        Assert.That(denied, Does.Contain("–¹").And.Contain(" ¹ before the first delivery"));
        Assert.That(denied.Split('\n').Count(l => l.Contains("before the first delivery", StringComparison.Ordinal)), Is.EqualTo(1));

        var ofOne = (await MiniHome.Run("rejects", "mini", "--group")).Out;
        Assert.That(ofOne, Does.Contain("what is wrong").And.Not.Contain(" area ").And.Not.Contain(" state "));
        Assert.That((await MiniHome.Run("rejects", "mini", "--group", "--state", "all")).Out, Does.Contain(" state "));
    }

    [Test]
    public async Task An_unknown_area_fails_with_the_nearest_name()
    {
        var result = await MiniHome.Run("run", "taragona");
        Assert.That(result.Code, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain("Did you mean 'tarragona'?"));
    }

    [TestCase("rnu", "Did you mean 'run'?")]
    [TestCase("run mini --relaod", "Did you mean '--reload'?")]
    [TestCase("query coverage --by sex --yaer 2024", "Did you mean '--year'?")]
    [TestCase("query coverage --year soon", "a whole number")]
    [TestCase("hold mini one --as x --reason y", "VERSION takes a number")]
    [TestCase("run --as-of 31/03/2025", "yyyy-MM-dd")]
    [TestCase("hold mini 1 --as x", "--reason")]
    public async Task A_command_line_that_cannot_be_understood_says_what_would_be(string line, string told)
    {
        var result = await Qdc.Run(line.Split(' '));
        Assert.That(result.Code, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain(told).And.Contain("--help").And.Not.Contain("System."));
        Assert.That(result.Out, Is.Empty);
    }

    [Test]
    public async Task A_wrong_question_is_wrong_before_anything_is_published()
    {
        var result = await Qdc.Run("query", "covrage", "--home", Path.Combine(MiniHome.Root, "elsewhere"), "--jobs", MiniHome.Jobs);
        Assert.That(result.Error, Does.Contain("Did you mean 'coverage'?"));
    }

    [Test]
    public async Task A_plan_names_what_lies_there_and_would_not_be_read()
    {
        var jobs = Path.Combine(MiniHome.Root, "unread", "etl-jobs");
        MiniHome.CopyJobs(jobs);
        var population = Directory.CreateDirectory(Path.Combine(MiniHome.Root, "unread", "population")).FullName;
        File.WriteAllText(Path.Combine(population, "notes.csv"), "a;b\n");
        var area = Path.Combine(jobs, "areas", "mini.yaml");
        var folder = Path.Combine(Repository.Root, "samples").Replace('\\', '/');
        File.WriteAllText(area, File.ReadAllText(area).Replace($"{folder}/mini/population", population, StringComparison.Ordinal).Replace($"{folder}/mini/hestia", $"{folder}/mini/gone", StringComparison.Ordinal));

        var plan = await Qdc.Run("plan", "mini", "--home", Path.Combine(MiniHome.Root, "elsewhere"), "--jobs", jobs);
        Assert.That(plan.Code, Is.EqualTo(2));
        Assert.That(plan.Out, Does.Contain("notes.csv fits no extract").And.Contain("The source's folder is not there"));
    }

    [Test]
    public async Task A_wrong_configuration_ends_with_3_and_tells_every_problem_with_its_line()
    {
        var jobs = Path.Combine(MiniHome.Root, "broken", "etl-jobs");
        MiniHome.CopyJobs(jobs);
        File.AppendAllText(Path.Combine(jobs, "areas", "mini.yaml"), "retentoin: { landing_days: 4 }\n");
        File.AppendAllText(Path.Combine(jobs, "systems", "hestia.yaml"), "verzions: []\n");
        foreach (var command in new[] { "check", "run" })
        {
            var result = await Qdc.Run(command, "--home", Path.Combine(MiniHome.Root, "broken"), "--jobs", jobs);
            Assert.That(result.Code, Is.EqualTo(3), command);
            Assert.That(result.Out + result.Error, Does.Match(@"mini\.yaml:\d+").And.Match(@"hestia\.yaml:\d+").And.Contain("retention").And.Contain("versions"), command);
        }
    }

    [Test]
    public async Task A_missing_jobs_folder_ends_with_3_and_says_what_to_do()
    {
        var result = await Qdc.Run("run", "--jobs", Path.Combine(MiniHome.Root, "none"));
        Assert.That(result.Code, Is.EqualTo(3));
        Assert.That(result.Error, Does.Contain("--jobs DIR"));
    }

    [Test]
    public async Task Findings_are_listed_with_place_and_sentence_in_the_language_asked_for()
    {
        var catalan = await MiniHome.Run("rejects", "mini");
        var english = await MiniHome.Run("rejects", "mini", "--lang", "en");
        Assert.That(catalan.Out, Does.Contain("expected_empty").And.Contain("hauria de tenir valor"));
        Assert.That(english.Out, Does.Contain("expected_empty").And.Not.Contain("hauria"));
        Assert.That((await MiniHome.Run("rejects", "mini", "--rule", "expected_emty")).Error, Does.Contain("Did you mean 'expected_empty'?"));
    }

    [Test]
    public async Task A_version_can_be_held_and_asked_by_its_name()
    {
        var held = await MiniHome.Run("hold", "mini", "1", "--as", "handed-in", "--reason", "a test");
        Assert.That(held.Code, Is.Zero, held.Error);
        var asked = await MiniHome.Run("query", "people_attended", "--area", "mini", "--year", "2024", "--as-of", "handed-in", "--json");
        Assert.That(asked.Json()[0].GetProperty("version").GetInt32(), Is.EqualTo(1));
        Assert.That((await MiniHome.Run("query", "people_attended", "--area", "mini", "--as-of", "never")).Error, Does.Contain("handed-in"));
    }

    [Test]
    public async Task A_decision_needs_its_reason()
    {
        Assert.That((await MiniHome.Run("hold", "mini", "1", "--as", "x", "--reason", " ")).Code, Is.EqualTo(1));
        var telling = await MiniHome.Run("hold", "mini", "1", "--as", "x", "--reason", "for 47382915V, who asked");
        Assert.That((telling.Code, telling.Error.Contains("kept for ever"), telling.Error.Contains("47382915")), Is.EqualTo((1, true, false)), "no reason says who somebody is");
        var named = await MiniHome.Run("hold", "mini", "1", "--as", "informe-47382915V", "--reason", "handed in");
        Assert.That((named.Code, named.Error.Contains("kept for ever"), named.Error.Contains("47382915")), Is.EqualTo((1, true, false)), "no more does the name of a held version, which reports and addresses repeat");
        Assert.That((await MiniHome.Run("rollback", "mini")).Code, Is.Not.Zero);
        Assert.That((await MiniHome.Run("hold", "mini", "1", "--as", "x", "--reason", " ")).Error, Does.Contain("Say why with --reason"));
        Assert.That((await MiniHome.Run("drift", "accept", "mini", "1", "--why", " ")).Error, Does.Contain("Say why with --why"), "each by its own name");
    }

    [Test]
    public async Task Decisions_of_a_file_have_reasons_that_say_nobody()
    {
        var file = Path.Combine(MiniHome.Root, "decisions.csv");
        await MiniHome.Published();
        File.WriteAllText(file, "area,system_a,record_a,system_b,record_b,decision,reason\nmini,hestia,1,hestia,2,different,two sisters\nmini,hestia,1,hestia,3,different,the other is NIF47382915V\n");
        var refused = await MiniHome.Run("person", "decide", "mini", "--file", file);
        Assert.That((refused.Code, refused.Error.Contains("decisions.csv:3"), refused.Error.Contains("kept for ever"), refused.Error.Contains("47382915")), Is.EqualTo((1, true, true, false)), refused.Error);
        Assert.That((await MiniHome.Run("person", "mini", "--decisions")).Out, Does.Contain("Nothing was decided yet"), "none of the file is taken");
    }

    [Test]
    public async Task Doctor_finds_a_sound_area_sound()
    {
        var seen = await MiniHome.Run("doctor", "--json");
        var mini = seen.Json().GetProperty("findings").EnumerateArray().Where(f => f.GetProperty("about").GetString() == "mini").ToList();
        Assert.That(mini, Is.Not.Empty);
        Assert.That(mini.Select(f => f.GetProperty("state").GetString()), Has.None.EqualTo("fail"), seen.Out);
    }

    [Test]
    public async Task Peek_tells_the_dialect()
    {
        var file = Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples", "mini", "hestia"), "*.csv").Order().First();
        var seen = await Qdc.Run("peek", file, "--json");
        Assert.That(seen.Code, Is.Zero);
        Assert.That(seen.Json().GetProperty("dialect").GetProperty("delimiter").GetString(), Is.EqualTo(";"));
    }

    [Test]
    public async Task Samples_are_made_and_told()
    {
        var folder = Path.Combine(MiniHome.Root, "samples");
        var made = await Qdc.Run("samples", folder, "--areas", "la-noguera", "--scale", "0.005", "--years", "2", "--json");
        Assert.That(made.Code, Is.Zero, made.Error);
        Assert.That(made.Json().GetProperty("areas")[0].GetProperty("files").GetArrayLength(), Is.GreaterThan(3));
        Assert.That((await Qdc.Run("samples", folder, "--areas", "atlantis")).Error, Does.Contain("atlantis"));
    }
}
