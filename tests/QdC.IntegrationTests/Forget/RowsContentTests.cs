using System.Text;
using NUnit.Framework;
using QdC.Pipeline.Forget;
using QdC.Pipeline.Plan;
using QdC.Pipeline.Stage;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Forget;

/// <summary>Rows landed in the place of a file are what the file's rows were, whatever its form: CSV, workbooks, files joined.</summary>
internal sealed class RowsContentTests
{
    [TestCase("la-noguera")]
    [TestCase("reus")]
    public void Every_landed_file_reads_the_same_from_its_rows(string name)
    {
        using var area = RefreshedArea.Committed(name);
        Assert.That(Compare(area.Jobs, area.Store, area.Keys()), Is.GreaterThan(10));
    }

    [Test]
    public void A_delivery_of_joined_files_reads_the_same_from_its_rows()
    {
        using var home = new Foreign.ForeignHome();
        home.Refresh();
        Assert.That(Compare(home.Jobs, home.Store, home.Keys()), Is.Positive);
    }

    private static int Compare(Pipeline.Jobs.JobSet jobs, AreaStore store, AreaKeys keys)
    {
        using var mine = keys;
        using var log = store.OpenLog();
        var landing = new Landing(new QdcHome(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(store.PathOf(1))!, "..", ".."))), keys, TimeProvider.System);
        var compared = 0;
        foreach (var delivery in log.Deliveries().Where(d => d.Facts.LandedPath is not null))
        {
            var extract = jobs.Systems[delivery.System].Extracts.First(e => e.Name == delivery.Extract);
            RowReader Open() => ExtractReader.Open(landing.Open(delivery.Facts.LandedPath!), ContentHash.HoldsJoined(delivery.ContentHash), extract, delivery.Facts.FileName, new WorkbookLimits());
            using var rows = new RowsContent(Open());
            using var bytes = new MemoryStream();
            rows.CopyTo(bytes);
            bytes.Position = 0;
            using var file = Open();
            using var again = ExtractReader.Open(bytes, false, extract, "", new WorkbookLimits());
            Assert.That(again, Is.TypeOf<RowsContentReader>());
            Assert.That(Tell(again), Is.EqualTo(Tell(file)), delivery.Facts.FileName);
            compared++;
        }
        return compared;
    }

    private static string Tell(RowReader reader)
    {
        var told = new StringBuilder();
        while (reader.NextTable())
        {
            told.Append($"{reader.Sheet} {reader.HeaderLine} ").AppendJoin('|', reader.Header).AppendLine();
            while (reader.Read())
            {
                told.Append($"{reader.Line} {reader.Fault} {reader.ValidText}");
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    told.Append($" {reader.Kind(i)}:").Append(Convert.ToHexString(reader.Field(i)));
                }
                told.AppendLine();
            }
        }
        return told.Append($"{reader.Counts} {reader.FooterRows} ").AppendJoin('|', reader.Notes).ToString();
    }
}
