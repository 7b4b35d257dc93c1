using NUnit.Framework;
using QdC.Pipeline.Link;

namespace QdC.Tests.Link;

/// <summary>Public benchmark files of person records with known duplicates, and harder sets of their family.</summary>
public sealed class FebrlTests
{
    private const string Public = "/work/shared/data/febrl";

    [TestCase("dataset1.csv")]
    [TestCase("dataset2.csv")]
    public void The_public_sets_are_linked_by_naming_their_fields(string name)
    {
        var shared = Environment.GetEnvironmentVariable("QDC_SHARED_DATA") is { } folder ? Path.Combine(folder, "febrl") : Public;
        var file = Path.Combine(shared, name);
        Assume.That(File.Exists(file), $"{file} is not here: the public sets are not in the repository");
        using var box = new LinkBox();
        var result = box.Link(box.WithTruth(file), FebrlLike.Fields);
        Assert.That(result.Truth!.F1, Is.GreaterThanOrEqualTo(0.995));
        Assert.That(result.ShareCompared, Is.LessThanOrEqualTo(0.01));
    }

    [TestCase(2000, 3000, 5, 2, 10)]
    [TestCase(500, 700, 5, 2, 8)]
    [TestCase(2500, 2500, 1, 2, 4)]
    public void Harder_sets_of_the_family_are_linked(int originals, int duplicates, int mostOfOne, int mostInField, int mostInRecord)
    {
        using var box = new LinkBox();
        var file = box.Path("febrl-like.csv");
        FebrlLike.Write(
            new FebrlForm { Originals = originals, Duplicates = duplicates, MostOfOne = mostOfOne, MostInField = mostInField, MostInRecord = mostInRecord, Seed = 77 },
            file);
        var result = box.Link(file, FebrlLike.Fields);
        Assert.That(result.Truth!.F1, Is.GreaterThanOrEqualTo(0.97));
        Assert.That(result.Truth.Precision, Is.GreaterThanOrEqualTo(0.999));
        Assert.That(result.ShareCompared, Is.LessThanOrEqualTo(0.01));
    }
}
