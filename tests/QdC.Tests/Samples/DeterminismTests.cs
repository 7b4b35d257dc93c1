using NUnit.Framework;
using QdC.Samples;

namespace QdC.Tests.Samples;

public class DeterminismTests
{
    private static readonly SampleOptions Small = new() { Scale = 0.002, Years = 2, Seed = 42 };

    [Test]
    public void the_same_seed_writes_the_same_bytes()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();
        SampleGenerator.Generate(Small with { OutputFolder = first.Path });
        SampleGenerator.Generate(Small with { OutputFolder = second.Path });

        AssertSameFiles(first.Path, second.Path);
    }

    [Test]
    public void another_seed_writes_other_bytes()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();
        SampleGenerator.Generate(Small with { OutputFolder = first.Path });
        SampleGenerator.Generate(Small with { OutputFolder = second.Path, Seed = 43 });

        var persons = Path.Combine("tarragona", "hestia", "persones_20250131.csv");
        Assert.That(File.ReadAllBytes(first[persons]), Is.Not.EqualTo(File.ReadAllBytes(second[persons])));
    }

    [Test]
    public void the_committed_pilot_is_what_the_generator_writes()
    {
        using var fresh = new TemporaryFolder();
        PilotSamples.Write(fresh.Path);
        File.Copy(Path.Combine(Repository.Root, "samples", "pilot", "decisions.csv"), fresh["decisions.csv"]); // a steward's, checked with the links

        AssertSameFiles(Path.Combine(Repository.Root, "samples", "pilot"), fresh.Path);
    }

    [Test]
    public void one_area_does_not_shift_another()
    {
        var both = SampleGenerator.Generate(Small);
        var alone = SampleGenerator.Generate(Small with { Areas = ["la-noguera"] });

        Assert.That(alone[0].AsRecorded.SequenceEqual(both[1].AsRecorded));
    }

    private static void AssertSameFiles(string expected, string actual)
    {
        var (left, right) = (TemporaryFolder.Files(expected), TemporaryFolder.Files(actual));
        Assert.That(right.Keys, Is.EqualTo(left.Keys));
        Assert.That(left.Where(file => !file.Value.AsSpan().SequenceEqual(right[file.Key])).Select(file => file.Key), Is.Empty);
    }
}
