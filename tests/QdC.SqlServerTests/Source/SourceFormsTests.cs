using System.IO.Compression;
using System.Text;
using NUnit.Framework;
using QdC.Cli.App;
using QdC.Pipeline.Star;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Source;

/// <summary>However a council's files are written and packed, the star is the same. A run reads what was landed, so a replay does too.</summary>
public sealed class SourceFormsTests
{
    private const string Csv = """csv: { delimiter: ";", encoding: utf-8, quote: '"', dates: [yyyy-MM-dd], decimal: "." }""";
    private string _folder = null!;

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("qdc-forms").FullName;

    [TearDown]
    public void Forget() => Mini.Remove(_folder);

    [Test]
    public async Task An_area_whose_files_are_xml_and_of_fixed_width_in_an_archive_has_the_star_that_its_csv_gives()
    {
        var office = Path.Combine(Repository.Root, "samples", "mini", "mini-office");
        var packed = Directory.CreateDirectory(Path.Combine(_folder, "packed")).FullName;
        using (var zip = ZipFile.Open(Path.Combine(packed, "export_20250131.zip"), ZipArchiveMode.Create))
        {
            foreach (var path in Directory.EnumerateFiles(office))
            {
                var name = Path.GetFileName(path);
                Add(zip, name, File.ReadAllText(path), name.StartsWith("pagaments", StringComparison.Ordinal) ? Xml : name.StartsWith("plantilla", StringComparison.Ordinal) ? Fixed : null);
            }
        }
        var jobs = JobsOn(packed);
        var home = Path.Combine(_folder, "home");
        using var ofFiles = await Mini.Version();
        var expected = StarContent.Hashes(ofFiles.Session);
        await Run(home, jobs);
        Assert.That(Star(home), Is.EqualTo(expected));
    }

    private static IReadOnlyDictionary<string, string> Star(string home)
    {
        using var version = new AreaStore(new QdcHome(home), Mini.Area, TimeProvider.System).OpenCurrent();
        return StarContent.Hashes(version.Session).ToDictionary();
    }

    private static async Task Run(string home, string jobs)
    {
        using var output = new StringWriter();
        Assert.That(await QdcCommandLine.Invoke(["run", "mini", "--home", home, "--jobs", jobs], output, output), Is.Zero, output.ToString());
    }

    private static void Add(ZipArchive zip, string name, string text, Func<string[][], string>? form)
    {
        var extension = form == Xml ? ".xml" : form == Fixed ? ".txt" : ".csv";
        using var writer = new StreamWriter(zip.CreateEntry("dades/" + Path.ChangeExtension(name, extension)).Open(), new UTF8Encoding(false));
        writer.Write(form is null ? text : form([.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split(';'))]));
    }

    private static string Xml(string[][] rows) =>
        "<r><l>" + string.Concat(rows.Skip(1).Select(row => "<p>" + string.Concat(row.Select((cell, i) => $"<{rows[0][i]}>{cell}</{rows[0][i]}>")) + "</p>")) + "</l></r>";

    private static string Fixed(string[][] rows) => string.Concat(rows.Skip(1).Select(row => string.Concat(row.Select(cell => cell.PadRight(20))) + "\r\n"));

    /// <summary>The declarative files, with mini's office in an archive in a folder.</summary>
    private string JobsOn(string folder)
    {
        var (from, to) = (Path.Combine(Repository.Root, "etl-jobs"), Path.Combine(_folder, "jobs", "etl-jobs"));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            var text = File.ReadAllText(file)
                .Replace("../../samples/mini/mini-office", folder, StringComparison.Ordinal)
                .Replace("../../samples", Path.Combine(Repository.Root, "samples"), StringComparison.Ordinal);
            File.WriteAllText(target, file.EndsWith("mini-office.yaml", StringComparison.Ordinal) ? Changed(text) : text);
        }
        var definitions = Directory.CreateDirectory(Path.Combine(_folder, "jobs", "powerbi")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "powerbi"), "*.yaml"))
        {
            File.Copy(file, Path.Combine(definitions, Path.GetFileName(file)));
        }
        return to;
    }

    private static string Changed(string system)
    {
        var (payment, staff) = ("\"pagaments_{date:yyyyMMdd}.csv\"\n    " + Csv, "\"plantilla_{date:yyyyMMdd}.csv\"\n    " + Csv);
        Assert.That(system, Does.Contain(payment).And.Contain(staff));
        return system
            .Replace("extracts:", "archives: \"export_{date:yyyyMMdd}.zip\"\nextracts:", StringComparison.Ordinal)
            .Replace(payment, "\"pagaments_{date:yyyyMMdd}.xml\"\n    xml: { rows: /r/l/p, columns: { NumPagament: NumPagament, IdRecurs: IdRecurs, DataPagament: DataPagament, Import: Import, Financador: Financador, DataRegistre: DataRegistre } }", StringComparison.Ordinal)
            .Replace(staff, "\"plantilla_{date:yyyyMMdd}.txt\"\n    fixed: { columns: { DNI: 20, Lloc: 20, DataInici: 20, DataFi: 20, HoresSetmana: 20, HoresJornada: 20, Equip: 20, LiniaCP: 20 } }", StringComparison.Ordinal);
    }
}
