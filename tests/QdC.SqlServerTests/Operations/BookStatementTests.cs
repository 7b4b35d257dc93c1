using Microsoft.SqlServer.Dac.Model;
using NUnit.Framework;
using QdC.SqlServerTests.Scripts;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Operations;

/// <summary>The statements of the books are those committed, and T-SQL.</summary>
[Category("TSql")]
public sealed class BookStatementTests
{
    private const string Parameters =
        "@id bigint, @token bigint, @area nvarchar(40), @kind nvarchar(40), @by nvarchar(200), @now datetime2(3), @from date, @holder nvarchar(200), @lost datetime2(3), @until datetime2(3), "
        + "@step nvarchar(100), @about nvarchar(400), @rows bigint, @outcome nvarchar(40), @run bigint, @version int, @error nvarchar(2000), @limit int, @cron nvarchar(100), @zone nvarchar(100), @paused int";

    private static readonly string Golden = Path.Combine(Repository.Root, "tests", "QdC.SqlServerTests", "Operations", "statements.sql");

    internal static readonly string[] Statements =
    [
        SqlServerOperations.Turn, SqlServerOperations.FirstTurn, SqlServerOperations.Clock,
        JobBook.Ordered, JobBook.OpenOfKind, JobBook.Begun, JobBook.Seen, JobBook.Released, JobBook.Ended, JobBook.Stopped, JobBook.AllOpen, JobBook.OfArea, JobBook.One,
        ScheduleBook.Said, ScheduleBook.First, ScheduleBook.Changed, ScheduleBook.IsPaused, ScheduleBook.Until, ScheduleBook.SeenTo,
        LeaseBook.First, LeaseBook.Taken, LeaseBook.Longer, LeaseBook.Given, LeaseBook.Held, LeaseBook.State,
    ];

    /// <summary>After a change, run with QDC_WRITE_GOLDEN=1 and read what changed.</summary>
    [Test]
    public void They_are_those_committed()
    {
        var text = string.Join("\n", Statements.Select(s => s + ";\n"));
        if (Environment.GetEnvironmentVariable("QDC_WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(Golden, text);
        }
        Assert.That(File.ReadAllText(Golden), Is.EqualTo(text), "run with QDC_WRITE_GOLDEN=1");
    }

    [Test]
    public void Sql_server_2019_reads_them_and_knows_their_tables_and_columns()
    {
        Assert.That(Statements.SelectMany(s => ParsedScripts.Parse(s).Errors.Select(e => $"{e.Message} in {s}")), Is.Empty);
        var procedures = Statements.Select((s, i) => $"CREATE PROCEDURE ops.p{i} {Parameters} AS {s};");
        using var model = ModelTests.Model(SqlServerVersion.Sql150, procedures.Append("CREATE PROCEDURE ops.broken AS SELECT no_such_column FROM ops.area_job;"), s => s.Number is 1 or 3);
        var wrong = model.Validate().Select(m => m.Message).ToList();
        Assert.That(wrong, Has.Exactly(1).Contains("no_such_column"));
        Assert.That(wrong.Where(m => !m.Contains("no_such_column")), Is.Empty);
    }
}
