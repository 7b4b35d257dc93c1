using System.Security.Cryptography;
using System.Text;
using NUnit.Framework;
using QdC.Pipeline.Conform;
using QdC.Pipeline.Jobs;
using QdC.Tests.Stage;
using static QdC.Tests.Stage.TestExtracts;

namespace QdC.Tests.Conform;

[TestFixture]
internal sealed class ConformTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Test]
    public void A_pseudonym_is_the_start_of_the_keyed_hash_of_scope_subject_and_key()
    {
        using var pseudonyms = new Pseudonymiser(Key);
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Key, "hestia\u001Fcase\u001F123"u8).AsSpan(0, 16));
        var space = new KeySpace("hestia", "case");

        Assert.That(pseudonyms.Of(space, "123"u8).ToString("x32"), Is.EqualTo(expected));
        Assert.That(pseudonyms.OfRepeated(space, "123"u8).ToString("x32"), Is.EqualTo(expected));
        Assert.That(pseudonyms.OfRepeated(space, "123"u8).ToString("x32"), Is.EqualTo(expected), "remembered");
    }

    [Test]
    public void Professionals_have_one_name_space_in_the_whole_area() =>
        Assert.That(new KeySpace("hestia", "professional").Scope, Is.EqualTo("area"));

    [Test]
    public void Remembered_pseudonyms_are_those_of_their_key()
    {
        using var pseudonyms = new Pseudonymiser(Key);
        var space = new KeySpace("hestia", "person");
        for (var i = 0; i < 50_000; i++)
        {
            var key = Encoding.ASCII.GetBytes($"{i % 20_011}");
            Assert.That(pseudonyms.OfRepeated(space, key), Is.EqualTo(pseudonyms.Of(space, key)));
        }

        Assert.That(pseudonyms.OfRepeated(space, "1"u8), Is.Not.EqualTo(pseudonyms.OfRepeated(new KeySpace("other", "person"), "1"u8)));
    }

    [Test]
    public void A_source_refers_to_another_for_the_subjects_it_does_not_deliver()
    {
        var accounts = new SystemFile { Name = "accounts", Extracts = [PersonCsv with { Name = "payment", Subject = "payment" }] };
        var scope = KeySpace.Scopes(accounts, "hestia");

        Assert.That((scope("payment"), scope("service")), Is.EqualTo(("accounts", "hestia")));
        Assert.That(KeySpace.Scopes(accounts, null)("service"), Is.EqualTo("accounts"));
    }

    [Test]
    public void A_reference_is_the_key_of_the_record_it_names()
    {
        using var database = Database();
        StageCase("1;E1;03/02/2020;1;;;Nord;P7;11|12;;;;\r\n", database);
        StagePerson("11;0;12345678Z;;;Maria;D;12/10/1972;;431482\r\n 12 ;0;12345678Z;;;Maria;D;12/10/1972;;431482\r\n", database);

        Assert.That(database.Scalar<string>("SELECT string_agg(source_key::VARCHAR, ',' ORDER BY row_no) FROM stg.person"), Is.EqualTo(database.Scalar<string>("SELECT persons FROM stg.\"case\"")));
    }

    [TestCase("1", "a")]
    [TestCase(" 1 ", "a")]
    [TestCase("PRIMER", "a")]
    [TestCase("Segón", "b")]
    [TestCase("0", "unknown")]
    [TestCase("9", "unmapped")]
    [TestCase("a", "unmapped", Description = "where a mapping exists the common code is no source code")]
    [TestCase("2", "b", Description = "as it stands at the effective date")]
    public void Codes_are_mapped_by_source_code_then_label(string text, string expected)
    {
        var map = CodeMap.For(Lists(), "list", "sys", new DateOnly(2025, 1, 31));
        var found = map.Find(Encoding.UTF8.GetBytes(text.Trim()));

        Assert.That(found switch { CodeMap.Unknown => "unknown", CodeMap.Unmapped => "unmapped", _ => map.Code(found) }, Is.EqualTo(expected));
    }

    [Test]
    public void Without_a_mapping_the_common_code_is_expected()
    {
        var map = CodeMap.For(Lists(), "list", "other", new DateOnly(2025, 1, 31));

        Assert.That((map.Find("A"u8), map.Find("1"u8)), Is.EqualTo((0, CodeMap.Unmapped)));
    }

    [Test]
    public void The_row_hash_is_xxHash64()
    {
        Assert.That(RowHash.Of([]), Is.EqualTo(0xEF46DB3751D8E999));
        Assert.That(RowHash.Of("a"u8), Is.EqualTo(0xD24EC4F1A98C6E5B));
        Assert.That(RowHash.Of("abc"u8), Is.EqualTo(0x44BC2CF5AD770999));
        Assert.That(RowHash.Of("Nobody inspects the spammish repetition"u8), Is.EqualTo(0xFBCEA83C8A378BF1));
    }

    [Test]
    public void A_personal_value_never_prints()
    {
        var name = new Pipeline.Conform.Personal<string>("Maria");

        Assert.That($"{name} {name.GetHashCode()}", Is.EqualTo("*** 0"));
        Assert.That(System.Text.Json.JsonSerializer.Serialize(name), Does.Not.Contain("Maria"));
    }

    private static CodeListSet Lists() =>
        new(
            new Dictionary<string, CodeList> { ["list"] = new("list", [Entry(1, "a"), Entry(2, "b"), Entry(3, "c")]) },
            new Dictionary<(string, string), IReadOnlyList<CodeMapping>>
            {
                [("list", "sys")] =
                [
                    new("1", "a", "Primer", null), new("0", "", "Sense assignar", null), new("2", "a", "Segon", null),
                    new("2", "b", "Segon", new DateOnly(2024, 1, 1)), new("2", "c", "Segon", new DateOnly(2026, 1, 1)),
                ],
            });

    private static CodeEntry Entry(int key, string code) => new(key, code, new Dictionary<string, string>(), new Dictionary<string, string>());
}
