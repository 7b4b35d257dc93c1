using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using NUnit.Framework;
using QdC.Samples;
using QdC.Samples.People;

namespace QdC.Tests.Samples;

/// <summary>The extracts look the way the source systems write them.</summary>
public class FormTests
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static string Pilot(params string[] parts) => Path.Combine([Repository.Root, "samples", "pilot", .. parts]);

    [Test]
    public void hestia_headers_change_between_deliveries()
    {
        Assert.That(Header("recursos_20250131.csv"), Does.Contain(";DataFi;").And.Contain(";DataCreacio"));
        Assert.That(Header("recursos_20250228.csv"), Does.Contain(";DataFins;").And.Contain(";dataCreacio"));
        Assert.That(Header("expedients_20250131.csv"), Does.Contain(";DtObertura;"));
        Assert.That(Header("expedients_20250228.csv"), Does.Contain(";DataObertura;"));
    }

    [Test]
    public void hestia_writes_latin_letters_decimal_commas_sentinels_and_lost_zeros()
    {
        var persons = Text("persones_20250131.csv");
        var services = Text("recursos_20250131.csv");

        Assert.That(persons, Does.Contain("García").And.Contain(";01/01/1900;"));
        Assert.That(persons, Does.Match(@";8\d{4};|;80\d{3};"), "a code of the province of Barcelona without its leading zero");
        Assert.That(services, Does.Match(@";\d+,\d\d;"));
        Assert.That(Text("actuacions_20250131.csv"), Does.Contain("\"Truca ").And.Contain("\"\"tots els papers\"\""));
    }

    [Test]
    public void the_manifest_counts_and_hashes_every_file()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Pilot("tarragona", "hestia", "manifest_20250228.json")));
        var files = manifest.RootElement.GetProperty("files");

        Assert.That(files.EnumerateObject().Count(), Is.EqualTo(11));
        foreach (var file in files.EnumerateObject())
        {
            var bytes = File.ReadAllBytes(Pilot("tarragona", "hestia", file.Name));
            Assert.That(file.Value.GetProperty("sha256").GetString(), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(bytes))));
        }
        var rows = files.GetProperty("actuacions_20250228.csv").GetProperty("rows").GetInt32();
        Assert.That(Text("actuacions_20250228.csv").TrimEnd().Split('\n')[^1], Is.EqualTo($"Total registres: {rows}"));
    }

    [Test]
    public void hand_kept_sheets_change_their_names_and_have_titles_above_the_header()
    {
        Assert.That(Sheets("expedients_2025-01.xlsx"), Is.EqualTo(new[] { "Persones", "Expedients", "Membres", "Instruccions" }));
        Assert.That(Sheets("expedients_2025-02.xlsx"), Is.EqualTo(new[] { "Persones feb", "Expedients feb", "Membres feb", "Instruccions" }));

        var rows = Rows("expedients_2025-01.xlsx", "sheet1");

        Assert.That(rows[1].Elements(Main + "c").Last().Attribute("s")?.Value, Is.EqualTo("1"), "the extraction date is a real date");
        Assert.That(rows[3].Value, Does.StartWith("Núm. persona"));
        Assert.That(rows[^1].Value, Does.StartWith("Total: "));
        Assert.That(rows.Count, Is.LessThan((int)rows[^1].Attribute("r")!), "some rows are blank");
    }

    [Test]
    public void hand_kept_cells_mix_types()
    {
        var cells = Rows("agenda_2025-01.xlsx", "sheet1").Skip(4).SelectMany(row => row.Elements(Main + "c")).ToList();
        var dates = cells.Where(cell => cell.Attribute("r")!.Value[0] == 'F').ToList();

        Assert.That(dates.Count(cell => cell.Attribute("s") is not null), Is.Positive, "real dates");
        Assert.That(dates.Count(cell => cell.Attribute("t") is not null), Is.Positive, "dates as text");
    }

    [Test]
    public void gess_writes_four_lines_of_titles_and_documents_where_a_person_has_no_number()
    {
        var rows = Rows("garrotxa", "gess", "gess_persones_20250131.xlsx", "sheet1");
        var keys = rows.Skip(4).Select(row => row.Elements(Main + "c").First().Value).ToList();

        Assert.That(rows[2].Value, Is.EqualTo("Extracció del 31/01/2025"));
        Assert.That(rows[4].Value, Does.StartWith("Codi persona"));
        Assert.That(keys.Count(Identifiers.DocumentIsValid), Is.InRange(keys.Count / 8, keys.Count / 3));
        Assert.That(Rows("garrotxa", "gess", "gess_processos_20250131.xlsx", "sheet1").Select(row => row.Value), Has.Some.Contains("3. Pla de treball"));
    }

    [Test]
    public void a_later_version_of_a_system_writes_otherwise_from_its_day_on_and_tells_the_same()
    {
        using var folder = new TemporaryFolder();
        SampleGenerator.Generate(new SampleOptions { Areas = ["banyoles", "pallars-sobira", "reus"], Years = 1, Scale = 0.01, FaultRate = 0, Deliveries = [new(2025, 9, 30), new(2025, 12, 31)], OutputFolder = folder.Path });
        string Of(params string[] parts) => Path.Combine([folder.Path, .. parts]);
        List<string> Sheet(string file) => [.. Part(file, "xl/worksheets/sheet1.xml").Descendants(Main + "row").Select(row => string.Join('|', row.Elements(Main + "c").Select(c => c.Value)))];

        var (before, gess) = (Sheet(Of("banyoles", "gess", "gess_persones_20250930.xlsx")), Sheet(Of("banyoles", "gess", "gess_persones_20251231.xlsx")));
        Assert.That((before[2], before[4].Split('|')[8], gess[2], gess[5].Split('|')[8]), Is.EqualTo(("Extracció del 30/09/2025", "Gènere", "Extracció del 2025-12-31", "Sexe registral")));
        Assert.That(gess.Skip(6), Has.All.Match(@"\|\d{4}-\d{2}-\d{2}\|"), "its dates are text");
        Assert.That(Sheet(Of("banyoles", "gess", "gess_processos_20251231.xlsx")), Has.Some.Contains("|Pla de treball|").And.None.Contains("3. Pla de treball"));

        var kept = Sheet(Of("pallars-sobira", "spreadsheet", "expedients_2025-12.xlsx"));
        Assert.That((kept[3], kept[5].Split('|')[0]), Is.EqualTo(("Plantilla de novembre de 2025", "Codi persona")));

        var isad = File.ReadAllLines(Of("reus", "isad", "isad_hores_20251231.csv"));
        Assert.That(File.ReadLines(Of("reus", "isad", "isad_hores_20250930.csv")).Last(), Does.Match(@"^\d+,2025-\d{2},\d"));
        Assert.That((isad[0], isad[^1]), Is.EqualTo(("codi_servei;mes;hores_previstes;hores_realitzades;hores_facturades;preu_hora;copagament", isad[^1])));
        Assert.That(isad[^1], Does.Match(@"^\d+;\d{2}/2025;\d+(,\d+)?;"));
        Assert.That(File.ReadAllText(Of("reus", "isad", "isad_serveis_20251231.csv")), Does.Contain(";CONCEDIT;").And.Not.Contain("ACTIU"));
    }

    [Test]
    public void workbooks_carry_no_time_of_their_making()
    {
        foreach (var file in Directory.EnumerateFiles(Pilot(), "*.xlsx", SearchOption.AllDirectories))
        {
            using var zip = ZipFile.OpenRead(file);
            Assert.That(zip.Entries.Select(entry => entry.LastWriteTime.DateTime).Distinct(), Is.EqualTo(new[] { new DateTime(2025, 1, 1) }));
        }
    }

    private static string Header(string file) => Text(file).Split('\n')[0];

    private static string Text(string file)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return File.ReadAllText(Pilot("tarragona", "hestia", file), Encoding.GetEncoding(1252)).Replace("\r\n", "\n");
    }

    private static IEnumerable<string> Sheets(string file) =>
        Part(Pilot("la-noguera", "spreadsheet", file), "xl/workbook.xml").Descendants(Main + "sheet").Select(sheet => sheet.Attribute("name")!.Value).ToArray();

    private static List<XElement> Rows(string file, string sheet) => Rows("la-noguera", "spreadsheet", file, sheet);

    private static List<XElement> Rows(string area, string system, string file, string sheet) =>
        [.. Part(Pilot(area, system, file), $"xl/worksheets/{sheet}.xml").Descendants(Main + "row")];

    private static XElement Part(string file, string part)
    {
        using var zip = ZipFile.OpenRead(file);
        using var stream = zip.GetEntry(part)!.Open();
        return XElement.Load(stream);
    }
}
