using System.Text;
using NUnit.Framework;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Validate;

namespace QdC.Tests.Validate;

[TestFixture]
internal sealed class IdentifierTests
{
    [TestCase("12345678Z", true)]
    [TestCase("12345678z", true)]
    [TestCase("12.345.678-Z", true)]
    [TestCase("12345678A", false)]
    [TestCase("X1234567L", true)]
    [TestCase("X-1234567-L", true)]
    [TestCase("X01234567L", true, Description = "old form of eight digits")]
    [TestCase("Y1234567X", true)]
    [TestCase("Z1234567R", true)]
    [TestCase("Z1234567L", false)]
    [TestCase("", false)]
    [TestCase("Z", false)]
    [TestCase("123456789012345Z", false)]
    public void Dni_and_nie(string text, bool right) => Assert.That(Identifiers.IsDniOrNie(Utf8(text)), Is.EqualTo(right));

    [TestCase("281234567840", true)]
    [TestCase("28/1234567/42", true, Description = "old form of eleven digits")]
    [TestCase("28 12345678 40", true)]
    [TestCase("281234567843", false)]
    [TestCase("280123456742", true, Description = "a serial below ten million counts without its leading zero")]
    [TestCase("2812345678", false)]
    [TestCase("28123456784A", false)]
    public void Nass(string text, bool right) => Assert.That(Identifiers.IsNass(Utf8(text)), Is.EqualTo(right));

    [TestCase("MAMA1721012002", true)]
    [TestCase("MAMA2721012002", false)]
    [TestCase("MAM11721012002", false)]
    [TestCase("MAMA172101200", false)]
    public void Cip(string text, bool right) => Assert.That(Identifiers.IsCip(Utf8(text)), Is.EqualTo(right));

    [TestCase("431482", true)]
    [TestCase("251207", true)]
    [TestCase("081944", true)]
    [TestCase("81944", false)]
    [TestCase("431483", false)]
    [TestCase("43148A", false)]
    public void Idescat(string text, bool right) => Assert.That(Identifiers.IsIdescat(Utf8(text)), Is.EqualTo(right));

    [TestCase("12345678Z", true)]
    [TestCase("12345678A", true, Description = "a mistyped letter still points at somebody")]
    [TestCase("Sra. 12345678-Z (Nord)", true)]
    [TestCase("X1234567", true)]
    [TestCase("MAMA1721012002", true)]
    [TestCase("281234567840", true)]
    [TestCase("977246113", true)]
    [TestCase("977 24 61 13", true)]
    [TestCase("tel. 977 24 61 13", true)]
    [TestCase("+34 612 345 678", true)]
    [TestCase("anna.puig@ajuntament.cat", true)]
    [TestCase("Anna <anna@x.cat>", true)]
    [TestCase("EXP/12345678Z", true)]
    [TestCase("REF-12345678Z", true)]
    [TestCase("persona_12345678Z", true)]
    [TestCase("persona.12345678Z.csv", true)]
    [TestCase("Nord/977246113", true)]
    [TestCase("DNI12345678Z", true)]
    [TestCase("nif12345678A.pdf", true, Description = "said to be one, so a mistyped letter counts")]
    [TestCase("NIEX1234567", true)]
    [TestCase("fitxa_tel977246113_nord", true)]
    [TestCase("telèfon977246113", true)]
    [TestCase("tel.977 24 61 13", true)]
    [TestCase("Mòbil612-345-678", true)]
    [TestCase("CIPMAMA1721012002", true)]
    [TestCase("NSS281234567840", true)]
    [TestCase("Maria12345678Z", true, Description = "its letter is right")]
    [TestCase("el germà de l’X1234567L", true)]
    [TestCase("«12345678A»", true)]
    [TestCase("ja ho era 12345678A!", true)]
    [TestCase("C:\\fitxes\\12345678A.pdf", true)]
    [TestCase("EXP12345678A", false, Description = "a number of the council's own")]
    [TestCase("HC700000123", false, Description = "so is this one, and no telephone")]
    [TestCase("export20250131", false)]
    [TestCase("20250331T030000", false)]
    [TestCase("tel20250131", false)]
    [TestCase("EXP2017/00874", false)]
    [TestCase("EXP-20250131", false)]
    [TestCase("2024/0153", false)]
    [TestCase("Equip Nord 2", false)]
    [TestCase("2.3.7.1", false)]
    [TestCase("431482", false)]
    [TestCase("EBASP @ Nord", false)]
    [TestCase("123456", false)]
    [TestCase("2025-01-31", false)]
    public void Shapes_that_point_at_somebody(string text, bool looks) => Assert.That(IdentifierShapes.LooksLikeIdentifier(text), Is.EqualTo(looks));

    [TestCase(FieldType.Identifier, Pipeline.Jobs.Personal.Direct, "12345678Z", "****678Z")]
    [TestCase(FieldType.Name, Pipeline.Jobs.Personal.Direct, "Núria 2", "AAAAA 9")]
    [TestCase(FieldType.Date, Pipeline.Jobs.Personal.Quasi, "30/02/1972", "99/99/9999")]
    [TestCase(FieldType.Integer, Pipeline.Jobs.Personal.No, "45 min", "45 min")]
    [TestCase(FieldType.Integer, Pipeline.Jobs.Personal.No, "mitja", "AAAAA", Description = "it could be a name, where columns are shifted")]
    [TestCase(FieldType.Date, Pipeline.Jobs.Personal.No, "Núria Puig", "AAAAA AAAA")]
    [TestCase(FieldType.Date, Pipeline.Jobs.Personal.No, "30-feb-2024", "30-feb-2024")]
    [TestCase(FieldType.Month, Pipeline.Jobs.Personal.No, "Puig 2024", "AAAA 9999")]
    [TestCase(FieldType.Money, Pipeline.Jobs.Personal.No, "1.2x,50 EUR", "1.2x,50 EUR")]
    [TestCase(FieldType.Money, Pipeline.Jobs.Personal.No, "Maria", "AAAAA")]
    [TestCase(FieldType.Number, Pipeline.Jobs.Personal.No, "Maria", "AAAAA")]
    [TestCase(FieldType.Code, Pipeline.Jobs.Personal.No, "Traspassada", "Traspassada", Description = "who maps a code has to see it")]
    [TestCase(FieldType.Label, Pipeline.Jobs.Personal.No, "12345678Z", "****678Z")]
    [TestCase(FieldType.Label, Pipeline.Jobs.Personal.No, "a@bcd.cat", "A@AAA.AAA")]
    public void What_a_finding_shows(FieldType type, Pipeline.Jobs.Personal personal, string value, string shown)
    {
        var field = new ContractField { Name = "f", Type = type, Personal = personal };
        Assert.That(Masking.Value(field, value), Is.EqualTo(shown));
        Assert.That(type == FieldType.Label || Masking.IsShown(field, shown) == (shown == value), "a shape is never taken for the value");
    }

    [Test]
    public void A_long_value_is_cut_and_made_one_line() =>
        Assert.That(Masking.Value(new ContractField { Name = "f", Type = FieldType.Label }, "a\nb" + new string('9', 100)), Has.Length.EqualTo(Masking.Longest + 1).And.StartsWith("a b"));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
