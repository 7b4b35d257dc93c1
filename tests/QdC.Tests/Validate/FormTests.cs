using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using QdC.Pipeline.Validate;

namespace QdC.Tests.Validate;

[TestFixture]
internal sealed class FormTests
{
    [TestCase("dd/MM/yyyy", "03/02/2020", "2020-02-03")]
    [TestCase("dd/MM/yyyy", "3/2/2020", null)]
    [TestCase("d/M/yyyy", "3/2/2020", "2020-02-03")]
    [TestCase("d/M/yyyy", "03/12/2020", "2020-12-03")]
    [TestCase("yyyy-MM-dd", "2020-02-03T10:00:00", "2020-02-03")]
    [TestCase("yyyy-MM-dd", "2020-02-03 9:05", "2020-02-03")]
    [TestCase("yyyy-MM-dd", "2020-02-03 matí", null)]
    [TestCase("dd/MM/yyyy", "30/02/2020", null)]
    [TestCase("dd/MM/yyyy", "29/02/2020", "2020-02-29")]
    [TestCase("dd/MM/yyyy", "29/02/2021", null)]
    [TestCase("dd/MM/yyyy", "01/01/0000", null)]
    [TestCase("dd/MM/yyyy", "01/13/2020", null)]
    [TestCase("yyyyMMdd", "20200203", "2020-02-03")]
    [TestCase("MM/yyyy", "02/2020", "2020-02-01")]
    public void Dates(string form, string text, string? expected)
    {
        var found = new DateForms([form]).TryParse(Encoding.UTF8.GetBytes(text), out var date);

        Assert.That(found ? date.ToString("yyyy-MM-dd") : null, Is.EqualTo(expected));
    }

    [TestCase("Dades a 31/01/2025", "2025-01-31")]
    [TestCase("extracció: 31/01/2025, 10 h", "2025-01-31")]
    [TestCase("ref 131/01/2025", null)]
    public void A_date_is_found_in_a_sentence(string text, string? expected)
    {
        var found = new DateForms(["dd/MM/yyyy"]).TryFind(Encoding.UTF8.GetBytes(text), out var date);

        Assert.That(found ? date.ToString("yyyy-MM-dd") : null, Is.EqualTo(expected));
    }

    [Test]
    public void An_unknown_form_is_refused([Values("dd MMM yyyy", "yy", "ddd", "HH:mm")] string form)
    {
        Assert.That(DateForms.Knows(form), Is.False);
        Assert.That(() => new DateForms([form]), Throws.ArgumentException);
    }

    [TestCase("1.234,56", 123456L)]
    [TestCase("1234,56", 123456L)]
    [TestCase("-0,5", -50L)]
    [TestCase("+7", 700L)]
    [TestCase("12,345", 1235L, Description = "half away from zero")]
    [TestCase("-12,345", -1235L)]
    [TestCase("12,344999", 1234L)]
    [TestCase("1.234.567,1", 123456710L)]
    [TestCase("1.5", null)]
    [TestCase("1.2345", null)]
    [TestCase("1234.567", null)]
    [TestCase(".5", null)]
    [TestCase(",5", null)]
    [TestCase("5,", null)]
    [TestCase("1,2,3", null)]
    [TestCase("12 €", null)]
    [TestCase("", null)]
    [TestCase("-", null)]
    [TestCase("1e5", null)]
    [TestCase("9999999999999999,99", 999999999999999999L)]
    [TestCase("99999999999999999,99", null)]
    [TestCase("999999999999999999999999999999", null)]
    public void Amounts_with_decimal_comma(string text, long? expected)
    {
        var found = new NumberForm(',', '.').TryParse(Encoding.UTF8.GetBytes(text), 2, out var scaled);

        Assert.That(found ? scaled : (long?)null, Is.EqualTo(expected));
    }

    [Test]
    public void Any_amount_that_is_written_is_read_back() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<long>().Filter(v => Math.Abs(v) < 999_999_999_999_999_999),
                value =>
                {
                    var culture = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
                    (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (",", ".");
                    var form = new NumberForm(',', '.');
                    return new[] { "0.00", "#,##0.00" }.All(f => form.TryParse(Encoding.UTF8.GetBytes((value / 100m).ToString(f, culture)), 2, out var read) && read == value);
                })
            .QuickCheckThrowOnFailure();

    [Test]
    public void Any_day_that_is_written_is_read_back() =>
        Prop.ForAll(
                Gen.Choose(new DateOnly(1, 1, 1).DayNumber, DateOnly.MaxValue.DayNumber).ToArbitrary(),
                number =>
                {
                    var day = DateOnly.FromDayNumber(number);
                    return new[] { "dd/MM/yyyy", "d/M/yyyy", "yyyy-MM-dd", "yyyyMMdd", "dd.MM.yyyy" }.All(f =>
                        new DateForms([f]).TryParse(Encoding.UTF8.GetBytes(day.ToString(f, System.Globalization.CultureInfo.InvariantCulture)), out var read) && read == day);
                })
            .QuickCheckThrowOnFailure();

    [Test]
    public void Parsing_allocates_nothing()
    {
        var (dates, numbers) = (new DateForms(["dd/MM/yyyy"]), new NumberForm(',', '.'));
        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run();

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        void Run()
        {
            for (var i = 0; i < 1000; i++)
            {
                dates.TryParse("03/02/2020"u8, out _);
                numbers.TryParse("1.234,56"u8, 2, out _);
                Identifiers.IsDniOrNie("12345678Z"u8);
                Identifiers.IsNass("281234567840"u8);
                IdentifierShapes.LooksLikeIdentifier("EXP2017/00874"u8);
            }
        }
    }
}
