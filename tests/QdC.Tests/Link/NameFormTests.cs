using NUnit.Framework;
using QdC.Pipeline.Link;

namespace QdC.Tests.Link;

public sealed class NameFormTests
{
    [TestCase("Núria", "NURIA")]
    [TestCase("de la Peña", "PENA")]
    [TestCase("Gràcia i Bonmatí", "GRACIA BONMATI")]
    [TestCase("Puig-Oriol", "PUIG ORIOL")]
    [TestCase("Gal·la", "GALLA")]
    [TestCase("Vallès d'Açà", "VALLES ACA")]
    [TestCase("del", "DEL")]
    public void A_name_is_in_capitals_without_accents_and_particles(string written, string form) => Assert.That(NameForm.Name(written), Is.EqualTo(form));

    [TestCase("Josep", "José")]
    [TestCase("Jordi", "Jorge")]
    [TestCase("Josep Maria", "José María")]
    [TestCase("Mercè", "Mercedes")]
    public void Catalan_and_Spanish_given_names_have_one_form(string catalan, string spanish) =>
        Assert.That(GivenNames.OneForm(NameForm.Name(catalan)), Is.EqualTo(GivenNames.OneForm(NameForm.Name(spanish))));

    [TestCase("Josep", "Joan")]
    [TestCase("Jordi", "Joan")]
    public void Other_given_names_have_not(string one, string other) =>
        Assert.That(GivenNames.OneForm(NameForm.Name(one)), Is.Not.EqualTo(GivenNames.OneForm(NameForm.Name(other))));

    [TestCase("VILA", "BILA", ExpectedResult = true)]
    [TestCase("XIMENEZ", "JIMENEZ", ExpectedResult = false)]
    [TestCase("GIMENEZ", "JIMENES", ExpectedResult = true)]
    [TestCase("HERNANDEZ", "ERNANDES", ExpectedResult = true)]
    public bool Words_that_sound_alike_have_one_key(string one, string other)
    {
        var alike = NameForm.Sound(one) == NameForm.Sound(other);
        return alike;
    }

    [TestCase("2024-03-05", "20240305")]
    [TestCase("05/03/2024", "20240305")]
    [TestCase("5/3/2024", "20240305")]
    [TestCase("20240305", "20240305")]
    [TestCase("2024-03-05 00:00:00", "20240305")]
    [TestCase("1965", "19650101")]
    [TestCase("01/01/1900", "")]
    [TestCase("19041332", "19041332")]
    [TestCase("", "")]
    public void A_birth_date_is_eight_digits(string written, string form) => Assert.That(new BirthForm([]).Read(written), Is.EqualTo(form));

    [Test]
    public void Dates_with_the_month_first_are_told_by_their_file() => Assert.That(new BirthForm(["01/25/1980", "02/03/1990"]).Read("02/03/1990"), Is.EqualTo("19900203"));
}
