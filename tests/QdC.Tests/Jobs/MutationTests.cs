using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using QdC.Pipeline.Jobs;

namespace QdC.Tests.Jobs;

public sealed class MutationTests
{
    private const string Odd = "[]{}:,-#&*!|>'\"%@`?~\n\t \0\\/.0é€";

    [FsCheck.NUnit.Property(MaxTest = 1500)]
    public FsCheck.Property loading_never_throws_whatever_the_files_hold() =>
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).ToArbitrary(),
            seed =>
            {
                var load = Mutated(seed).Load();
                Assert.That(load.Jobs is null, Is.EqualTo(load.Errors.Any()));
                Assert.That(load.Problems.Select(p => p.Line), Is.All.GreaterThan(0));
            }
        );

    [Test]
    public void deep_nesting_is_a_problem_not_a_crash()
    {
        var load = new JobFixture().WithFile("areas/deep.yaml", new string('[', 200_000)).Load();
        Assert.That(load.Errors.Single().Path, Is.EqualTo("etl-jobs/areas/deep.yaml"));
    }

    [Test]
    public void an_empty_file_is_a_problem() =>
        Assert.That(
            new JobFixture().WithFile("areas/empty.yaml", "").Load().Errors.Single().What,
            Is.EqualTo("the file is empty")
        );

    /// <summary>One to four random changes: a piece cut out, doubled, moved to another file, or an odd character put in.</summary>
    private static JobFixture Mutated(int seed)
    {
        var random = new Random(seed);
        var jobs = new JobFixture();
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var path = jobs.Paths[random.Next(jobs.Paths.Count)];
            var text = jobs[path];
            var start = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(1, 30), text.Length - start);
            var piece = text.Substring(start, length);
            jobs[path] = random.Next(6) switch
            {
                0 => text.Remove(start, length),
                1 => text.Insert(start, piece),
                2 => text.Insert(start, Odd[random.Next(Odd.Length)].ToString()),
                3 => text.Remove(start, length).Insert(start, new string(Odd[random.Next(Odd.Length)], random.Next(1, 40))),
                4 => text[..start],
                _ => Moved(jobs, random, piece, text),
            };
        }
        return jobs;
    }

    private static string Moved(JobFixture jobs, Random random, string piece, string text)
    {
        var other = jobs.Paths[random.Next(jobs.Paths.Count)];
        jobs[other] = jobs[other].Insert(random.Next(jobs[other].Length + 1), piece);
        return text;
    }
}
