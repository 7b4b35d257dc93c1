using NUnit.Framework;
using QdC.Metrics;

namespace QdC.Tests.Metrics;

/// <summary>What readers see in three languages, kept as one text where there is one column for it.</summary>
public sealed class WordsTests
{
    [TestCase("ca", "cap grau")]
    [TestCase("es", "ningún grado")]
    [TestCase("en", "no grade")]
    public void Each_language_is_found_again(string language, string text) =>
        Assert.That(Words.Line(new Words("cap\ngrau", "ningún grado", "no grade").ToLines(), language), Is.EqualTo(text));

    [TestCase("one text for all")]
    [TestCase("case.risk: as versions of before keep it")]
    public void One_text_is_told_in_every_language(string text)
    {
        Assert.That(((Words)text).ToLines(), Is.EqualTo(text));
        Assert.That(Words.Line(text, "ca"), Is.EqualTo(text));
    }
}
