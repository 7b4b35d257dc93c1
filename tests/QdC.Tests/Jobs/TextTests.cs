using QdC.Metrics;
using NUnit.Framework;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Jobs.Reading;

namespace QdC.Tests.Jobs;

public sealed class TextTests
{
    [TestCase(" Sol·licitud  ", "sol·licitud")]
    [TestCase("ACOMPANYAMENT À DOMICILI", "acompanyament a domicili")]
    [TestCase("Núm. d'expedient", "num. d'expedient")]
    [TestCase("Cafe\u0301", "cafe")]
    public void codes_compare_without_case_accents_and_outer_blanks(string text, string expected) =>
        Assert.That(TextFold.Code(text), Is.EqualTo(expected));

    [TestCase("Data_Obertura", "dataobertura")]
    [TestCase(" DATA d’obertura ", "datadobertura")]
    [TestCase("Núm. Expedient-Família", "numexpedientfamilia")]
    public void headers_compare_by_letters_and_digits(string text, string expected) =>
        Assert.That(TextFold.Header(text), Is.EqualTo(expected));

    [TestCase("431482", true)]
    [TestCase("080018", true)]
    [TestCase("250404", true)]
    [TestCase("431483", false)]
    [TestCase("43148", false)]
    [TestCase("43148a", false)]
    public void a_municipality_code_ends_in_its_check_digit(string code, bool valid) =>
        Assert.That(MunicipalityCode.IsValid(code), Is.EqualTo(valid));

    [TestCase("closed_dat", "closed_on")]
    [TestCase("opend_on", "opened_on")]
    [TestCase("STATE", "state")]
    [TestCase("tsate", "state")]
    [TestCase("something_else", null)]
    [TestCase("", null)]
    public void the_nearest_name_is_the_one_most_likely_meant(string received, string? expected) =>
        Assert.That(NearestName.Of(received, ["opened_on", "closed_on", "state", "state_date"]), Is.EqualTo(expected));
}
