using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Validate;

namespace QdC.Tests.Validate;

[TestFixture]
internal sealed class KnownWordsTests
{
    private static readonly ContractField Code = new() { Name = "type", Type = FieldType.Code };
    private static readonly string[] Names = [.. File.ReadLines(Path.Combine(Repository.Root, "tests", "QdC.Tests", "Validate", "names.txt")).Where(l => !l.StartsWith('#')).SelectMany(l => l.Split(' '))];

    [TestCase("PUIG SOLER, MARIA", "AAAA AAAAA, AAAAA")]
    [TestCase("Maria Puig", "AAAAA AAAA")]
    [TestCase("Mària Pùig", "AAAAA AAAA", Description = "written with accents")]
    [TestCase("Ma\u0301ria Puig", "AAAAAA AAAA", Description = "and with accents apart")]
    [TestCase("mariaPuig", "AAAAAAAAA")]
    [TestCase("PAU MAS GIL", "AAA AAA AAA", Description = "of three letters each")]
    [TestCase("Li Xu", "AA AA")]
    [TestCase("Equip Marc Font", "Equip AAAA AAAA", Description = "words both, and names both")]
    [TestCase("De la Cruz", "De la AAAA")]
    [TestCase("فاطمة", "AAAAA")]
    [TestCase("Ajuda a domicili: Maria Puig", "Ajuda a domicili: AAAAA AAAA")]
    [TestCase("Servei d'atenció 12 (PUIG)", "Servei d'atenció 12 (AAAA)")]
    public void A_name_is_seen_as_its_shape_where_a_code_should_be(string value, string shown)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Masking.Value(Code, value), Is.EqualTo(shown));
            Assert.That(Masking.IsShown(Code, shown), Is.False, "it is not taken for a code to map");
        }
    }

    [TestCase("SAD-D")]
    [TestCase("012")]
    [TestCase("TS1")]
    [TestCase("XYZ")]
    [TestCase("9.9.9")]
    [TestCase("EXP2017/00874")]
    [TestCase("3f2504e0-4f89-11d3-9a0c-0305e82c3301")]
    [TestCase("Ajuda a domicili")]
    [TestCase("Treball social")]
    [TestCase("TREBALL SOCIAL")]
    [TestCase("Col·lectiu: gent gran")]
    [TestCase("COL·LECTIU")]
    [TestCase("Traspassada")]
    [TestCase("Pla de treball")]
    [TestCase("Salut mental")]
    [TestCase("Creu Roja")]
    [TestCase("Servicio de teleasistencia")]
    [TestCase("Home care (2a visita)")]
    [TestCase("IdExpedient")]
    public void A_code_is_seen_itself_so_that_it_can_be_mapped(string value)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Masking.Value(Code, value), Is.EqualTo(value));
            Assert.That(Masking.IsShown(Code, value));
        }
    }

    [TestCase("informe_maria_puig.csv", "informe_AAAAA_AAAA.csv")]
    [TestCase("Expedients Maria Puig febrer 2025 v2.xlsx", "Expedients AAAAA AAAA febrer 2025 v2.xlsx")]
    [TestCase("persones.maria puig", "persones.AAAAA AAAA", Description = "an extension is a word too")]
    [TestCase("maria.12345678Z.csv", "AAAAA.99999999A.csv")]
    [TestCase("DNI12345678Z.xlsx", "AAA99999999A.xlsx")]
    [TestCase("tel977112233 fitxa.xlsx", "AAA999999999 fitxa.xlsx")]
    [TestCase("persones_nif12345678A_20250401.csv", "persones_AAA99999999A_20250401.csv")]
    [TestCase("ExpedientsPuigMaria20250131.csv", "ExpedientsAAAAAAAAA20250131.csv")]
    [TestCase("llistat_persones_vinculades_20250331.xlsx", "llistat_persones_vinculades_20250331.xlsx")]
    [TestCase("corrections_expedients_20250131.csv", "corrections_expedients_20250131.csv")]
    [TestCase("padro_tarragona_2025.csv", "padro_tarragona_2025.csv", Description = "areas are places")]
    [TestCase("corrections_la-noguera_20250401.xlsx", "corrections_la-noguera_20250401.xlsx")]
    [TestCase("corrections_pallars-jussa_20250401.xlsx", "corrections_pallars-jussa_20250401.xlsx")]
    [TestCase("llista_maria_noguera.csv", "llista_AAAAA_AAAAAAA.csv", Description = "and names too")]
    public void A_name_in_a_files_name_is_seen_as_its_shape(string name, string shown)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Masking.FileName(name), Is.EqualTo(shown));
            Assert.That(Masking.FileName(shown), Is.EqualTo(shown), "what was shown is found again by it");
        }
    }

    [TestCase("Serveis (març)", "Serveis (març)", "Serveis (març)")]
    [TestCase("Full1", "Full1", "Full1")]
    [TestCase("Pau", "AAA", "???", Description = "a sheet is named by people, a short name is no code")]
    [TestCase("Maria Puig 2025", "AAAAA AAAA 2025", "????? ???? 2025")]
    [TestCase("Plans 12345678Z", "AAAAA 99999999A", "????? ?????????")]
    public void A_name_in_a_sheets_name_is_seen_as_its_shape_and_found_by_a_pattern(string name, string shown, string pattern)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Masking.SheetName(name), Is.EqualTo(shown));
            Assert.That(Masking.SheetPattern(name), Is.EqualTo(pattern));
            Assert.That(System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, name));
        }
    }

    [TestCase("PUIG-12", "AAAA-12")]
    [TestCase("Maria Puig 2", "AAAAA AAAA 2")]
    [TestCase("2025/EXP/0012", "2025/EXP/0012")]
    [TestCase("E2017-0087", "E2017-0087")]
    public void A_name_in_a_record_number_is_seen_as_its_shape(string key, string shown) => Assert.That(Masking.RecordNumber(key), Is.EqualTo(shown));

    [Test]
    public void No_name_is_a_known_word()
    {
        using var given = new StreamReader(typeof(KnownWords).Assembly.GetManifestResourceStream("given-names.csv")!);
        var names = given.ReadToEnd().Split('\n').Where(l => !l.StartsWith('#')).SelectMany(l => l.Split(',')).Select(n => TextFold.Code(n)).Concat(Names);
        Assert.That(names.Intersect(KnownWords.NoNames), Is.Empty);
    }

    [Test]
    public void The_words_of_the_common_lists_and_of_the_systems_described_are_known()
    {
        // Municipalities bear names of families and of saints: they are told by their code.
        var lists = JobLoader.Load(Path.Combine(Repository.Root, "etl-jobs")).Jobs!.CodeLists;
        var labels = lists.Lists.Values.Where(l => l.Name != "municipality").SelectMany(l => l.Entries.SelectMany(e => e.Labels.Values.Append(e.Code)))
            .Concat(lists.Mappings.Where(m => m.Key.List != "municipality").SelectMany(m => m.Value).SelectMany(m => new[] { m.SourceCode, m.Label }));
        var words = labels.SelectMany(l => l.Split([.. l.Where(c => !char.IsLetter(c) && c != '·')], StringSplitOptions.RemoveEmptyEntries)).Distinct();
        Assert.That(words.Where(w => !KnownWords.AreAll(w + " servei")), Is.Empty);
    }

    /// <summary>Whatever stands around a name, and however it is written, no word of it is seen.</summary>
    [Test]
    public void No_name_is_seen_among_any_words()
    {
        string[] sure = [.. KnownWords.NoNames.Where(w => w.Length > 3)];
        string[] written = [.. Names.Where(n => n.Length > 3 && KnownWords.Shown(n) == new string('A', n.Length))];
        var parts = Gen.Elements(" ", ", ", "_", "-", " - ", "/", "'", ".", " (");
        var names = Gen.Elements(written).Select(n => (Text: n, IsName: true));
        var words = Gen.OneOf(Gen.Elements(sure), Gen.Choose(0, 99999).Select(n => $"{n}")).Select(w => (Text: w, IsName: false));
        var cases = Gen.Elements<Func<string, string>>(t => t, t => t.ToUpperInvariant(), t => char.ToUpperInvariant(t[0]) + t[1..]);
        var texts =
            from said in Gen.Two(names).SelectMany(n => Gen.ListOf(words).SelectMany(w => Gen.Shuffle([n.Item1, n.Item2, .. w.Take(4)])))
            from between in parts
            from form in cases
            select (Text: string.Join(between, said.Select(s => form(s.Text))), Names: said.Where(s => s.IsName).Select(s => form(s.Text)).ToList(), Words: said.Where(s => !s.IsName).Select(s => form(s.Text)).ToList());
        Prop.ForAll(
            texts.ToArbitrary(),
            t =>
            {
                foreach (var shown in new[] { KnownWords.Shown(t.Text), Masking.FileName(t.Text) })
                {
                    var seen = shown.Split([' ', ',', '_', '-', '/', '\'', '.', '('], StringSplitOptions.RemoveEmptyEntries);
                    if (t.Names.Exists(seen.Contains))
                    {
                        return false;
                    }
                }

                return KnownWords.Shown(t.Text) is var first && KnownWords.Shown(first) == first && first.Length == t.Text.Length && t.Words.TrueForAll(first.Contains) && !KnownWords.AreAll(t.Text);
            }).QuickCheckThrowOnFailure();
    }
}
