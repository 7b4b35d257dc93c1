using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using QdC.Pipeline.Stage;
using static QdC.Tests.Stage.TestExtracts;

namespace QdC.Tests.Stage;

/// <summary>Whatever happens to a file, each of its records is staged or rejected, each other line is named, or the extract stops with a reason.</summary>
[TestFixture]
internal sealed class MutationTests
{
    private const int Cases = 60;

    private static readonly Dictionary<string, Func<Lines, byte[]>> Mutations = new()
    {
        ["cut file"] = l => l.Bytes()[..Math.Max(1, (int)(l.Bytes().Length * l.Share))],
        ["swapped columns"] = l => l.Swap().Bytes(),
        ["header in another case"] = l => l.With(0, l.All[0].ToUpperInvariant().Replace("OBERTURA", "OBERTÚRA")).Bytes(),
        ["extra column"] = l => l.Each(line => line + ";més").Bytes(),
        ["dropped optional column"] = l => l.Each(line => line[..line.LastIndexOf(';')]).Bytes(),
        ["blank lines"] = l => l.Insert(l.Any, "").Insert(l.Any, ";;;;;;;;;;;;").Bytes(),
        ["duplicated lines"] = l => l.Insert(l.Any, l.All[l.Any]).Bytes(),
        ["ragged row"] = l => l.With(l.Any, l.All[l.Any] + ";;").Bytes(),
        ["short row"] = l => l.With(l.Any, l.All[l.Any][..l.All[l.Any].LastIndexOf(';')]).Bytes(),
        ["stray quote"] = l => l.With(l.Any, l.All[l.Any].Insert(l.Column, "\"")).Bytes(),
        ["quote opened"] = l => l.With(l.Any, l.All[l.Any].Replace(";", ";\"")).Bytes(),
        ["wrong encoding byte"] = l => l.Put(0x81),
        ["byte of zero"] = l => l.Put(0),
        ["bad date"] = l => l.With(l.Any, l.All[l.Any].Replace("/02/", "/22/")).Bytes(),
        ["trailing delimiter"] = l => l.With(l.Any, l.All[l.Any] + ";").Bytes(),
        ["byte order mark"] = l => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(l.Text())],
        ["only line feeds"] = l => Latin(l.Text().Replace("\r\n", "\n")),
        ["only carriage returns"] = l => Latin(l.Text().Replace("\r\n", "\r")),
    };

    private static IEnumerable<string> Kinds => Mutations.Keys;

    [TestCaseSource(nameof(Kinds))]
    public void Every_line_is_staged_rejected_or_named(string kind)
    {
        using var database = Database();
        Prop.ForAll(Files().ToArbitrary(), file =>
            {
                var bytes = Mutations[kind](file);
                StageResult result;
                try
                {
                    result = StagePass.Run(Request(database, CaseCsv, Case, bytes));
                }
                catch (ExtractUnreadable e)
                {
                    // Only a file whose header itself was hit may stop the extract.
                    return kind is "cut file" or "wrong encoding byte" or "byte of zero" && !e.Message.Contains("Puig");
                }

                var lines = PhysicalLines(bytes);
                var counted = result.Records + result.Lines.Preamble + result.Lines.Blank + result.Lines.Footer;
                return counted == lines && result.Staged + result.Rejected == result.Records && EveryRejectIsFound(result);
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));
    }

    [Test]
    public void Rows_that_were_valid_come_back_as_they_were()
    {
        using var database = Database();
        Prop.ForAll(Files().ToArbitrary(), file =>
            {
                var result = StagePass.Run(Request(database, CaseCsv, Case, file.Bytes()));
                var staged = database.Query("SELECT number, team, minutes, amount FROM stg.\"case\" ORDER BY row_no", r => $"{r.GetString(0)};{r.GetString(1)};{r.GetInt32(2)};{r.GetDecimal(3)}");
                return result.Findings.Count == 0 && staged.SequenceEqual(file.Expected);
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));
    }

    [Test]
    public void Mutated_rows_leave_the_others_as_they_were()
    {
        using var database = Database();
        Prop.ForAll(Files().ToArbitrary(), file =>
            {
                StagePass.Run(Request(database, CaseCsv, Case, Mutations["quote opened"](file)));
                var staged = database.Query("SELECT number, team, minutes, amount FROM stg.\"case\" ORDER BY row_no", r => $"{r.GetString(0)};{r.GetString(1)};{r.GetInt32(2)};{r.GetDecimal(3)}");
                return staged.SequenceEqual(file.Expected.Where((_, i) => i != file.Any - 1));
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));
    }

    [Test]
    public void Random_bytes_are_read_or_refused_and_never_crash()
    {
        using var database = Database();
        var random = new Random(11);
        var alphabet = "\";\"\r\n0123456789/,aÀ|\0\t "u8.ToArray();
        for (var i = 0; i < 400; i++)
        {
            var noise = Enumerable.Range(0, random.Next(0, 300)).Select(_ => alphabet[random.Next(alphabet.Length)]).ToArray();
            byte[] bytes = i % 4 == 0 ? noise : [.. Latin(CaseHeader + "\r\n"), .. noise, .. Latin("\r\n" + CaseRow)];
            var extract = i % 2 == 0 ? CaseCsv : CaseCsv with { Csv = CaseCsv.Csv! with { Encoding = "utf-8" } };
            try
            {
                var result = StagePass.Run(Request(database, extract, Case, bytes));
                Assert.That(result.Staged + result.Rejected, Is.EqualTo(result.Records));
                Assert.That(EveryRejectIsFound(result));
            }
            catch (ExtractUnreadable)
            {
                // Bytes without a header are rightly refused.
            }
        }
    }

    private static bool EveryRejectIsFound(StageResult result) =>
        result.Findings.Where(f => f.Severity == QdC.Warehouse.Severity.Error).Select(f => f.Line).Distinct().Count() == result.Rejected;

    private static long PhysicalLines(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes).Replace("\r\n", "\n").Replace('\r', '\n');
        return text.Count(c => c == '\n') + (text.EndsWith('\n') || text.Length == 0 ? 0 : 1);
    }

    private static Gen<Lines> Files() =>
        from rows in Gen.Choose(1, 30)
        from seed in Gen.Choose(0, int.MaxValue)
        select Lines.Of(rows, seed);

    /// <summary>A file as lines, with the place a mutation is to happen at.</summary>
    private sealed record Lines(IReadOnlyList<string> All, IReadOnlyList<string> Expected, int Any, int Column, double Share)
    {
        public static Lines Of(int rows, int seed)
        {
            var random = new Random(seed);
            var lines = new List<string> { CaseHeader };
            var expected = new List<string>();
            for (var i = 1; i <= rows; i++)
            {
                var closed = random.Next(3) == 0;
                var (number, team, minutes, cents) = ($"EXP{random.Next(2000, 2025)}/{i:00000}", new[] { "Nord", "Sud-Est", "Equip Àger" }[random.Next(3)], random.Next(0, 1441), random.Next(0, 1_000_000));
                lines.Add($"{i};{number};{random.Next(1, 29):00}/02/2020;{(closed ? 2 : 1)};{(closed ? "05/02/2021" : "")};{(closed ? "1" : "")};{team};P{random.Next(9)};{random.Next(99)}|{random.Next(99)};{minutes};{cents / 100},{cents % 100:00};37,5;{"SN"[random.Next(2)]}");
                expected.Add($"{number};{team};{minutes};{cents / 100m:0.00}");
            }

            var any = random.Next(1, lines.Count);
            return new Lines(lines, expected, any, random.Next(0, lines[any].Length), random.NextDouble());
        }

        public string Text() => string.Join("\r\n", All) + "\r\n";

        public byte[] Bytes() => Latin(Text());

        public Lines With(int at, string line) => this with { All = [.. All.Select((l, i) => i == at ? line : l)] };

        public Lines Insert(int at, string line) => this with { All = [.. All.Take(at), line, .. All.Skip(at)] };

        public Lines Each(Func<string, string> change) => this with { All = [.. All.Select(change)] };

        public Lines Swap() => Each(line =>
        {
            var fields = line.Split(';');
            (fields[0], fields[6]) = (fields[6], fields[0]);
            return string.Join(';', fields);
        });

        public byte[] Put(byte value)
        {
            var bytes = Bytes();
            var at = (int)(Share * (bytes.Length - 1));
            bytes[at] = bytes[at] is (byte)'\r' or (byte)'\n' ? bytes[at] : value;
            return bytes;
        }
    }
}
