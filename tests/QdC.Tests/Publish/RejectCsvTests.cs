using System.Text;
using NUnit.Framework;
using QdC.Publish.Csv;

namespace QdC.Tests.Publish;

public sealed class RejectCsvTests
{
    [TestCase("=1+1", "\"'=1+1\"")]
    [TestCase("+x", "\"'+x\"")]
    [TestCase("-x", "\"'-x\"")]
    [TestCase("@SUM(A1)", "\"'@SUM(A1)\"")]
    [TestCase("\t=1", "\"'\t=1\"")]
    [TestCase("\r=1", "\"'\r=1\"")]
    [TestCase("\0=1", "\"'\0=1\"")]
    [TestCase(" =1", "\"' =1\"")]
    [TestCase("\"=1", "\"'\"\"=1\"")]
    [TestCase("'=1", "\"''=1\"")]
    [TestCase("=cmd|'/c calc'!A0", "\"'=cmd|'/c calc'!A0\"")]
    public void A_text_that_could_be_a_formula_is_inert(string text, string written) => Assert.That(RejectCsv.Field(text), Is.EqualTo(written));

    [TestCase("-12,5", "\"-12,5\"")]
    [TestCase("-12.5", "-12.5")]
    [TestCase("+34", "+34")]
    public void Signed_numbers_stay_numbers(string text, string written) => Assert.That(RejectCsv.Field(text), Is.EqualTo(written));

    [TestCase(null, "")]
    [TestCase("", "")]
    [TestCase("plain", "plain")]
    [TestCase("a,b", "\"a,b\"")]
    [TestCase("say \"no\"", "\"say \"\"no\"\"\"")]
    [TestCase("two\nlines", "\"two\nlines\"")]
    public void Fields_are_quoted_as_rfc_4180_says(string? text, string written) => Assert.That(RejectCsv.Field(text), Is.EqualTo(written));

    [Test]
    public void The_file_has_a_mark_a_header_and_lines_that_end_in_crlf()
    {
        using var stream = new MemoryStream();
        RejectCsv.Write([Reports.Of(Reports.Line(7), Reports.Line(8))], stream);
        var bytes = stream.ToArray();
        Assert.That(bytes.Take(3), Is.EqualTo(Encoding.UTF8.Preamble.ToArray()));
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");
        Assert.That(lines, Has.Length.EqualTo(4));
        Assert.That(lines[0], Does.StartWith("area,finding,severity"));
        Assert.That(lines[1], Does.StartWith("mini,7,error,mandatory_empty,DtObertura és obligatori"));
        Assert.That(lines[3], Is.Empty);
    }
}
