using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Warehouse;
using static QdC.Tests.Stage.TestExtracts;

namespace QdC.Tests.Stage;

/// <summary>Rows that take columns from another file of the same delivery.</summary>
[TestFixture]
internal sealed class JoinTests
{
    private const string Enrollments = "Id,Person,Project,Opened\n1,P1,10,2020-02-03\n2,P2,10,2020-02-04\n3,P3,11,2020-02-05\n";
    private const string Exits = "Exit,Id,On,Why\nx1,1,2020-03-01,1\nx3,3,2020-03-03,\nx9,9,2020-03-09,2\n";
    private const string Projects = "Project,Team,Since\n10,North,2001-01-01\n11,South,2002-02-02\n";

    private static readonly CsvDialect Comma = new() { Delimiter = ',' };

    private static readonly JoinDefinition Exit = new()
    {
        Name = "exit",
        File = "Exit.csv",
        Csv = Comma,
        Key = [["Id"]],
        By = [["Id"]],
        Columns = [new(["Exit"], true), new(["Date", "On"], true), new(["Why"], false)],
        Origin = "etl-jobs/systems/hud.yaml:9",
    };

    private static readonly JoinDefinition Project = new()
    {
        Name = "project",
        File = "Project.csv",
        Csv = Comma,
        Key = [["Project"]],
        By = [["Project"]],
        Columns = [new(["Team"], true)],
        Origin = "etl-jobs/systems/hud.yaml:10",
    };

    private static readonly ExtractDefinition Enrollment = new()
    {
        Name = "case",
        Subject = "case",
        File = "Enrollment.csv",
        Csv = Comma,
        Key = [["Id"]],
        Joins = [Exit, Project],
        Columns = new Dictionary<string, ColumnMapping>
        {
            ["opened_on"] = From("Opened"),
            ["state"] = From("exit.Exit") with { IfFilled = "closed", IfEmpty = "open" },
            ["closed_on"] = From("exit.Date", "exit.On"),
            ["close_reason"] = From("exit.Why"),
            ["team"] = From("project.Team"),
            ["urgent"] = From("exit.Exit") with { IfFilled = "true" },
        },
    };

    private DuckDbSession _database = null!;

    [SetUp]
    public void Open() => _database = Database();

    [TearDown]
    public void Close() => _database.Dispose();

    [Test]
    public void A_row_takes_the_columns_of_the_record_with_its_key_and_none_where_there_is_none()
    {
        var result = Stage(Enrollment, Enrollments, ("exit", Exits), ("project", Projects));

        Assert.That(
            Staged("opened_on", "state", "closed_on", "team", "urgent"),
            Is.EqualTo(new[] { "2020-02-03|closed|2020-03-01|North|true", "2020-02-04|open||North|", "2020-02-05|closed|2020-03-03|South|true" })
        );
        Assert.That(result.Joined, Is.EqualTo(new[] { new JoinedCounts("exit", 3, 2, 1, 0, 0, 0), new JoinedCounts("project", 2, 2, 0, 0, 0, 0) }));
        Assert.That((result.Records, result.Staged, result.Rejected), Is.EqualTo((3, 3, 0)));
    }

    [Test]
    public void A_join_may_be_looked_up_by_a_column_of_the_one_before_and_leave_records_out()
    {
        var service = Enrollment with
        {
            Joins =
            [
                Exit with { Name = "enrollment", File = "Enrollment.csv", Columns = [new(["Project"], true)] },
                Project with { By = [["enrollment.Project"]], Only = new Dictionary<string, IReadOnlyList<string>> { ["Since"] = ["2001-01-01"] } },
            ],
            Columns = new Dictionary<string, ColumnMapping> { ["team"] = From("project.Team") },
        };

        var result = Stage(service, "Id\n3\n1\n", ("enrollment", Enrollments), ("project", Projects));

        Assert.That(Staged("team"), Is.EqualTo(new[] { "", "North" }));
        Assert.That(result.Joined, Is.EqualTo(new[] { new JoinedCounts("enrollment", 3, 2, 1, 0, 0, 0), new JoinedCounts("project", 2, 1, 0, 0, 1, 0) }));
    }

    [Test]
    public void Equal_records_of_one_key_do_no_harm_differing_ones_are_refused_unless_the_last_holds()
    {
        const string Twice = "Exit,Id,On,Why\nx1,1,2020-03-01,1\nx1,1,2020-03-01,1\n";
        var differing = Twice + "x1,1,2020-03-02,1\n";

        Assert.That(Stage(Enrollment, Enrollments, ("exit", Twice), ("project", Projects)).Joined[0], Is.EqualTo(new JoinedCounts("exit", 2, 1, 0, 1, 0, 0)));
        Assert.That(
            () => Stage(Enrollment, Enrollments, ("exit", differing), ("project", Projects)),
            Throws.InstanceOf<ExtractUnreadable>().With.Message.Contains("etl-jobs/systems/hud.yaml:9").And.Message.Contains("exit.csv lines 3 and 4")
        );

        var last = Enrollment with { Joins = [Exit with { LastHolds = true }, Project] };
        Assert.That(Stage(last, Enrollments, ("exit", differing), ("project", Projects)).Joined[0], Is.EqualTo(new JoinedCounts("exit", 3, 1, 0, 2, 0, 0)));
        Assert.That(Staged("closed_on")[0], Is.EqualTo("2020-03-02"));
    }

    [Test]
    public void A_column_that_is_missing_is_named_with_the_place_of_the_join_and_the_nearest_column()
    {
        Assert.That(
            () => Stage(Enrollment, Enrollments, ("exit", "Exit,Id,Dates,Why\n"), ("project", Projects)),
            Throws.InstanceOf<ExtractUnreadable>().With.Message.Contains("etl-jobs/systems/hud.yaml:9 (exit.csv, line 1)").And.Message.Contains("Date or On").And.Message.Contains("Did it become Dates?")
        );
        Assert.That(
            () => Stage(Enrollment, Enrollments.Replace("Project", "Projekt"), ("exit", Exits), ("project", Projects)),
            Throws.InstanceOf<ExtractUnreadable>().With.Message.Contains("etl-jobs/systems/hud.yaml:10 (file.csv, line 1)").And.Message.Contains("Did it become Projekt?")
        );
    }

    [Test]
    public void A_broken_record_of_a_joined_file_is_found_at_its_own_place_and_counted()
    {
        var result = Stage(Enrollment, Enrollments, ("exit", "Exit,Id,On,Why\nx1,1\nx2,,2020-03-01,1\nx3,3,2020-03-03,1\n"), ("project", Projects));

        Assert.That(
            result.Findings.Select(f => (f.Rule, f.File, f.Line)),
            Is.EqualTo(new (string, string, int?)[] { ("row_malformed", "exit.csv", 2), ("key_missing", "exit.csv", 3) })
        );
        Assert.That(result.Findings.Select(f => f.KeyHash).Distinct().Count(), Is.EqualTo(2));
        Assert.That(result.Joined[0], Is.EqualTo(new JoinedCounts("exit", 3, 1, 0, 0, 0, 2)));
        Assert.That((result.Staged, result.Rejected), Is.EqualTo((3, 0)), "the rows themselves are whole");
    }

    [Test]
    public void A_finding_about_a_joined_value_names_the_joined_column()
    {
        var finding = Stage(Enrollment, Enrollments, ("exit", Exits.Replace("2020-03-01", "soon")), ("project", Projects)).Findings.Single();

        Assert.That((finding.Rule, finding.Field, finding.Column, finding.Line), Is.EqualTo(("value_untypable", "closed_on", "exit.Date", 2)));
    }

    [Test]
    public void A_joined_value_is_corrected_like_any_other()
    {
        var right = new Dictionary<string, Pipeline.Conform.Personal<string>> { ["exit.Date"] = new("2020-04-01"), ["exit.On"] = new("2020-04-01") };
        var result = Stage(Enrollment, Enrollments, [new Part("exit", Exits), new Part("project", Projects)], new() { [new RowPlace(null, 2)] = right });

        Assert.That(result.Records, Is.EqualTo(1));
        Assert.That(Staged("opened_on", "state", "closed_on", "team"), Is.EqualTo(new[] { "2020-02-03|closed|2020-04-01|North" }));
    }

    [Test]
    public void A_joined_file_that_is_cut_or_was_never_landed_stops_the_delivery()
    {
        Assert.That(
            () => Stage(Enrollment, Enrollments, [new Part("exit", Exits, Promised: 4), new Part("project", Projects)]),
            Throws.InstanceOf<ExtractUnreadable>().With.Message.Contains("exit.csv with 3 records")
        );
        Assert.That(
            () => Stage(Enrollment, Enrollments, ("exit", Exits)),
            Throws.InstanceOf<ExtractUnreadable>().With.Message.Contains("without the file of join project").And.Message.Contains("etl-jobs/systems/hud.yaml:10")
        );
        Assert.That(() => StageText(_database, Enrollment, Case, Enrollments), Throws.InstanceOf<ExtractUnreadable>().With.Message.Contains("without the file of join exit"));
    }

    [Test]
    public void A_file_that_is_joined_no_more_is_read_over()
    {
        Stage(Enrollment with { Joins = [Project], Columns = new Dictionary<string, ColumnMapping> { ["team"] = From("project.Team") } }, Enrollments, ("exit", Exits), ("project", Projects));
        Assert.That(Staged("team"), Is.EqualTo(new[] { "North", "North", "South" }));
    }

    [FsCheck.NUnit.Property(MaxTest = 60)]
    public Property A_join_equals_the_join_of_the_same_files_in_sql()
    {
        var key = Gen.Elements("1", "22", "k3", " 4", "á", "", "7");
        var text = Gen.Elements("", "a", "b c", "\"q,\"\"\"", "ñ");
        var rows = Gen.ListOf(Gen.Zip(key, text));
        return Prop.ForAll(
            Arb.From(Gen.Zip(rows, rows)),
            tables =>
            {
                var (left, right) = tables;
                var own = "Row,Id\n" + string.Concat(left.Select((r, i) => $"r{i},{r.Item1}\n"));
                var other = "Id,Value\n" + string.Concat(right.DistinctBy(r => r.Item1.Trim()).Select(r => $"{r.Item1},{r.Item2}\n"));
                var extract = Enrollment with
                {
                    Key = [["Row"]],
                    Joins = [Exit with { Columns = [new(["Value"], true)] }],
                    Columns = new Dictionary<string, ColumnMapping> { ["number"] = From("Row"), ["team"] = From("exit.Value") },
                };
                var result = Stage(extract, own, ("exit", other));
                var expected = _database.Query(
                    $"""
                    SELECT l.Row || '|' || coalesce(r.Value, '') FROM read_csv('{File("main.csv")}', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"') AS l
                    LEFT JOIN (SELECT * FROM read_csv('{File("exit.csv")}', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"') WHERE trim(Id) <> '') AS r ON trim(r.Id) = trim(l.Id)
                    """,
                    row => row.GetString(0)
                );
                Assert.That(Staged("number", "team"), Is.EquivalentTo(expected));
                var counts = result.Joined.Single();
                Assert.That(counts.Taken + counts.Unused + counts.Repeated + counts.LeftOut + counts.Rejected, Is.EqualTo(counts.Records));
            }
        );
    }

    [Test]
    public void Many_records_are_found_again_by_their_keys()
    {
        const int Many = 50_000;
        var own = new StringBuilder("Row,Id\n");
        var other = new StringBuilder("Id,Value\n");
        for (var i = 0; i < Many; i++)
        {
            own.Append($"r{i},k{Many - i}\n");
            other.Append($"k{i + 1},v{i + 1}\n");
        }
        var extract = Enrollment with
        {
            Key = [["Row"]],
            Joins = [Exit with { Columns = [new(["Value"], true)] }],
            Columns = new Dictionary<string, ColumnMapping> { ["number"] = From("Id"), ["team"] = From("exit.Value") },
        };

        Assert.That(Stage(extract, own.ToString(), ("exit", other.ToString())).Joined.Single(), Is.EqualTo(new JoinedCounts("exit", Many, Many, 0, 0, 0, 0)));
        Assert.That(_database.Scalar<long>("SELECT count(*) FROM stg.\"case\" WHERE 'v' || number[2:] <> team"), Is.Zero);
    }

    private sealed record Part(string Join, string Text, long? Promised = null);

    private readonly string _folder = Directory.CreateTempSubdirectory("qdc-join-").FullName;

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    private string File(string name) => Path.Combine(_folder, name);

    private StageResult Stage(ExtractDefinition extract, string own, params (string Join, string Text)[] joined) =>
        Stage(extract, own, [.. joined.Select(j => new Part(j.Join, j.Text))]);

    private StageResult Stage(ExtractDefinition extract, string own, Part[] joined, Dictionary<RowPlace, IReadOnlyDictionary<string, Pipeline.Conform.Personal<string>>>? only = null)
    {
        var parts = new List<JoinedPart>();
        foreach (var part in joined.Append(new Part("", own)))
        {
            var name = part.Join.Length == 0 ? "main.csv" : part.Join + ".csv";
            System.IO.File.WriteAllText(File(name), part.Text);
            parts.Add(new JoinedPart(part.Join, name, File(name), part.Promised));
        }
        using var bytes = new MemoryStream();
        using (var content = new JoinedContent(parts))
        {
            content.CopyTo(bytes);
        }
        return StagePass.Run(Request(_database, extract, Case, bytes.ToArray()) with { HoldsJoined = true, Only = only });
    }

    private IReadOnlyList<string> Staged(params string[] columns) =>
        _database.Query(
            $"SELECT {string.Join(" || '|' || ", columns.Select(c => $"coalesce(CAST(\"{c}\" AS VARCHAR), '')"))} FROM stg.\"case\" ORDER BY row_no",
            row => row.GetString(0)
        );
}
