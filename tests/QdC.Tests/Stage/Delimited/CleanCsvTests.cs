using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Stage.Delimited;
using QdC.Pipeline.Stage.Looking;

namespace QdC.Tests.Stage.Delimited;

/// <summary>Delimited files as they come, damaged ones among them, written clean.</summary>
internal sealed class CleanCsvTests
{
    private string _folder = null!;

    [OneTimeSetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("qdc-clean").FullName;

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void With_parameters_99_percent_of_the_cells_of_damaged_files_are_right_and_without_95()
    {
        var (given, found) = (new Tally(), new Tally());
        foreach (var file in PollutedCsv.All())
        {
            var bytes = Encoding.UTF8.GetBytes(file.Text);
            given.Add(file, Clean(bytes, new DelimitedForm
            {
                Encoding = "utf-8",
                Delimiter = file.Delimiter,
                Quote = file.Quote,
                Escape = file.Escape,
                LineEnd = file.LineEnd,
                Preamble = file.Preamble,
                Header = file.HeaderLines,
                Footer = file.Footer,
                Columns = 9,
            }).Text);
            found.Add(file, Clean(bytes, new DelimitedForm()).Text);
        }
        Assert.That(given.Share, Is.GreaterThan(0.999), given.ToString());
        Assert.That(found.Share, Is.GreaterThan(0.99), found.ToString());
    }

    [TestCase("utf-8", "")]
    [TestCase("windows-1252", "")]
    [TestCase("utf-16", "BOM")]
    [TestCase("utf-16", "")]
    public void The_encoding_is_found(string encoding, string mark)
    {
        var code = TextSource.Find(encoding)!;
        byte[] bytes = [.. mark.Length > 0 ? code.GetPreamble() : [], .. code.GetBytes("Nom;Població\r\nÀngels;Móra la Nova\r\n")];
        Assert.That(Clean(bytes, new DelimitedForm()).Text, Is.EqualTo("Nom,Població\r\nÀngels,Móra la Nova\r\n"));
    }

    [Test]
    public void A_byte_far_behind_that_is_no_utf8_tells_the_code_page()
    {
        var rows = string.Concat(Enumerable.Range(0, 30_000).Select(i => $"{i};plain;{i * 2}\r\n"));
        var clean = Clean([.. Encoding.UTF8.GetBytes("id;text;n\r\n" + rows), .. TestExtracts.Latin("30000;Móra;1\r\n")], new DelimitedForm());
        Assert.That(clean.Text, Does.EndWith("30000,Móra,1\r\n"));
        Assert.That(clean.Result.Form.Encoding, Is.EqualTo("windows-1252"));
    }

    [Test]
    public void A_cell_may_hold_lines_and_a_stray_quote_does_not_swallow_the_rows_after_it()
    {
        var clean = Clean("id;nota;n\n1;\"dues\nlínies\";1\n2;\"sense final;2\n3;bé;3\n4;\"dues; més\nlínies\";4\n"u8, new DelimitedForm());
        Assert.That(clean.Text, Is.EqualTo("id,nota,n\r\n1,\"dues\nlínies\",1\r\n2,\"\"\"sense final\",2\r\n3,bé,3\r\n4,\"dues; més\nlínies\",4\r\n"));
        Assert.That(clean.Result.Repaired, Is.EqualTo(new[] { 4 }));
    }

    [TestCase(RaggedRows.Keep, "1,2\r\n1,2,3,\r\n1,2,3,4\r\n")]
    [TestCase(RaggedRows.Pad, "1,2,\r\n1,2,3,\r\n1,2,3,4\r\n")]
    [TestCase(RaggedRows.Fit, "1,2,\r\n1,2,3\r\n1,2,3,4\r\n")]
    public void Ragged_rows_are_kept_filled_or_fitted_and_no_filled_cell_is_cut(RaggedRows policy, string rows)
    {
        var clean = Clean("a;b;c\n1;2\n1;2;3;\n1;2;3;4\n"u8, new DelimitedForm { Columns = 3, Ragged = policy });
        Assert.That(clean.Text, Is.EqualTo("a,b,c\r\n" + rows));
        Assert.That(clean.Result.Ragged, Is.EqualTo(new[] { 2, 3, 4 }));
    }

    [Test]
    public void Ragged_rows_may_be_refused_with_file_and_line() =>
        Assert.That(
            () => Clean("a;b;c\n1;2;3\n1;2\n"u8, new DelimitedForm { Columns = 3, Ragged = RaggedRows.Refuse }),
            Throws.TypeOf<ExtractUnreadable>().With.Message.Contains(":3").And.Message.Contains("2 cells"));

    [Test]
    public void What_is_left_out_is_counted()
    {
        var result = Clean("Llistat\n\nid;nom;n\n1;a;3\n\n2;b;4\n3;c;5\nTotal\n"u8, new DelimitedForm()).Result;
        Assert.That((result.Rows, result.Preamble, result.Blank, result.Footer), Is.EqualTo((4L, 2, 1L, 1)));
    }

    [TestCase("Maria Puig\nJoan Serra\nAnna Mas\n")]
    [TestCase("08:30\n09:45\n10:00\n")]
    public void Words_and_times_are_one_column(string text) =>
        Assert.That(Clean(Encoding.UTF8.GetBytes(text), new DelimitedForm()).Text, Is.EqualTo(text.Replace("\n", "\r\n")));

    private const string Body = "1;2024-02-11;Tancat;3,51\n2;2024-03-12;Obert;6,52\n3;2024-04-13;Tancat;9,53\n4;2024-05-14;Obert;12,54\n5;2024-06-15;Tancat;15,55\n6;2024-07-16;Obert;18,56\n7;2024-08-17;Tancat;21,57\n";
    private const string Table = "id;data;estat;import\n" + Body;

    /// <summary>Files as people and programs really leave them; all say the same table.</summary>
    private static IEnumerable<TestCaseData> Nasty()
    {
        static TestCaseData Of(string name, byte[] bytes) => new TestCaseData(bytes).SetArgDisplayNames(name);
        static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
        var lines = Table.TrimEnd('\n').Split('\n');
        yield return Of("mixed line ends", Text(string.Concat(lines.Select((l, i) => l + (i % 3) switch { 0 => "\r\n", 1 => "\n", _ => "\r" }))));
        yield return Of("CR only, no final one", Text(string.Join('\r', lines)));
        yield return Of("no final line end", Text(Table.TrimEnd('\n')));
        yield return Of("UTF-16 with mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Table)]);
        yield return Of("UTF-16 big end first", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Table)]);
        yield return Of("UTF-32 with mark", [0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes(Table)]);
        yield return Of("sep= line", Text("sep=;\r\n" + Table.Replace("\n", "\r\n")));
        yield return Of("sep= line of a tab", Text("sep=\t\n" + Table.Replace(';', '\t')));
        yield return Of("title with an apostrophe, totals, a line below", Text("Consell Comarcal;;;\nLlistat d'expedients a 31/03/2025\n\n" + Table + "Total d'expedients\n;;;\nFi del llistat\n"));
        yield return Of("zeros inside and behind", Text(Table.Replace("Tancat", "Tan\0cat") + new string('\0', 64)));
        yield return Of("the end of file of DOS", Text(Table + "\u001A"));
        yield return Of("blank lines", Text(Table.Replace("\n", "\n\n")));
        yield return Of("two characters between cells", Text(Table.Replace(";", "||")));
        yield return Of("the separator of ASCII", Text(Table.Replace(';', '\u001F')));
        yield return Of("single quotes", Text(Regex.Replace(Table, "[0-9]+,[0-9]+", "'$0'").Replace(';', ',')));
        yield return Of("backslash before the delimiter", Text(Table.Replace(",", "\\,").Replace(';', ',')));
    }

    [TestCaseSource(nameof(Nasty))]
    public void However_it_is_written_the_same_table_is_read(byte[] bytes) =>
        Assert.That(Clean(bytes, new DelimitedForm()).Text, Is.EqualTo(Regex.Replace(Table, "[0-9]+,[0-9]+", "\"$0\"").Replace(';', ',').Replace("\n", "\r\n")));

    [Test]
    public void A_heading_of_several_lines_is_joined_column_by_column()
    {
        var clean = Clean(Encoding.UTF8.GetBytes("Expedient;Expedient;Import;Import\nNúm.;Data;Concedit;Pagat\n;;€;€\n" + string.Concat(Enumerable.Range(1, 12).Select(i => $"{i};{i:00}/01/2024;{i},00;{i},50\n"))), new DelimitedForm());
        Assert.That(clean.Text, Does.StartWith("Expedient Núm.,Expedient Data,Import Concedit €,Import Pagat €\r\n1,01/01/2024,"));
    }

    [Test]
    public void Characters_that_are_none_are_left_out_and_counted_and_what_is_no_text_is_refused()
    {
        Assert.That(Clean(Encoding.UTF8.GetBytes(Table.Replace("Tancat", "Tan\0cat")), new DelimitedForm()).Result.Nuls, Is.EqualTo(4));
        foreach (byte[] bytes in new byte[][] { new byte[50], [1, 0, 2, 0, 3], [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13, 2, 5] })
        {
            Assert.That(() => Clean(bytes, new DelimitedForm()), Throws.TypeOf<ExtractUnreadable>());
        }
    }

    [Test]
    public void A_table_of_three_thousand_columns_is_read()
    {
        var text = string.Concat(Enumerable.Range(0, 12).Select(r => string.Join(',', Enumerable.Range(1, 3000).Select(c => r == 0 ? $"c{c}" : $"{c * r % 97}")) + "\n"));
        Assert.That(Clean(Encoding.UTF8.GetBytes(text), new DelimitedForm()).Text, Is.EqualTo(text.Replace("\n", "\r\n")));
    }

    [Test]
    public void An_empty_file_is_an_empty_table() => Assert.That(Clean([], new DelimitedForm()).Text, Is.Empty);

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public Property Any_table_written_as_csv_is_read_back_whole() =>
        Prop.ForAll(
            (from width in Gen.Choose(1, 5) from rows in Gen.Choose(1, 12) from cells in Cell.ArrayOf(width).ArrayOf(rows) select cells).ToArbitrary(),
            cells =>
            {
                var text = new StringBuilder();
                foreach (var row in cells)
                {
                    text.AppendJoin(';', row.Select(c => $"\"{c.Replace("\"", "\"\"")}\"")).Append('\n');
                }
                var form = new DelimitedForm { Delimiter = ";", Quote = '"', Columns = cells[0].Length, Preamble = 0, Header = 0, Footer = 0, LineEnd = "\n" };
                var read = Tally.Read(Clean(Encoding.UTF8.GetBytes(text.ToString()), form).Text);
                var whole = cells.Where(r => r.Length > 1 || r[0].Length > 0).ToList();
                return read.Count == whole.Count && read.Zip(whole, (a, b) => a.SequenceEqual(b)).All(same => same);
            });

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public Property No_text_makes_it_fail() =>
        Prop.ForAll(
            Gen.Elements("a", "1", ";", ",", "\"", "'", "\\", "\n", "\r", " ", "\t", "è", "|", "\"\"").ArrayOf().ToArbitrary(),
            pieces => Clean(Encoding.UTF8.GetBytes(string.Concat(pieces)), new DelimitedForm()).Result.Rows >= 0);

    private static Gen<string> Cell => Gen.Elements("a", "b c", "1", "\"", ";", "\n", "è").ArrayOf().Select(string.Concat);

    private (string Text, CleanResult Result) Clean(ReadOnlySpan<byte> bytes, DelimitedForm form)
    {
        var path = Path.Combine(_folder, "file.csv");
        File.WriteAllBytes(path, bytes);
        using var to = new StringWriter();
        var result = CleanTable.Write(path, form, SaidForms.None, to);
        return (to.ToString(), result);
    }

    /// <summary>Counts cells that are where they should be and say what they should.</summary>
    private sealed class Tally
    {
        private readonly List<string> _worst = [];
        private long _right;
        private long _all;

        public double Share => (double)_right / _all;

        public void Add(Polluted file, string text)
        {
            var read = Read(text);
            long all = Math.Max(read.Sum(r => r.Length), file.Read.Sum(r => r.Length));
            long right = read.Zip(file.Read, (a, b) => a.Zip(b, (x, y) => x == y ? 1 : 0).Sum()).Sum();
            (_right, _all) = (_right + right, _all + all);
            if (right < all)
            {
                _worst.Add($"{file.Name}: {right} of {all}");
            }
        }

        /// <summary>Reads strict CSV with a reader that is not ours.</summary>
        public static List<string[]> Read(string text)
        {
            var rows = new List<string[]>();
            using var csv = CsvReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(text)), new CsvReaderOptions { Separator = ',', HasHeader = false, AllowLineBreaksInQuotes = true, Encoding = Encoding.UTF8 });
            while (csv.Read())
            {
                rows.Add([.. Enumerable.Range(0, csv.FieldCount).Select(i => Encoding.UTF8.GetString(csv.GetSpan(i)))]);
            }
            return rows;
        }

        public override string ToString() => $"{Share:P3}\n{string.Join('\n', _worst)}";
    }
}
