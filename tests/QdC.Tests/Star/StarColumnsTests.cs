using NUnit.Framework;

namespace QdC.Tests.Star;

/// <summary>The committed list of the warehouse's columns is what the SQL of an area makes.</summary>
public sealed class StarColumnsTests
{
    /// <summary>After a change of the star, run this test with QDC_WRITE_GOLDEN=1 and commit what it wrote.</summary>
    [Test]
    public void The_committed_columns_are_those_that_the_SQL_makes()
    {
        var lines = EmptyStar.Read(db => db.Query(
            """
            SELECT concat_ws(',', table_schema, table_name, column_name, '"' || data_type || '"') FROM information_schema.columns
            WHERE table_schema IN ('star', 'mart') ORDER BY table_schema DESC, table_name, ordinal_position
            """,
            row => row.GetString(0)
        ));
        var text = string.Join('\n', lines.Prepend("schema,table,column,type")) + "\n";
        var file = Path.Combine(Repository.Root, "sql", "area", "columns.csv");
        if (Environment.GetEnvironmentVariable("QDC_WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(file, text);
        }

        Assert.That(text, Is.EqualTo(File.ReadAllText(file)), "write it anew with QDC_WRITE_GOLDEN=1");
    }
}
