using NUnit.Framework;
using QdC.Pipeline.Link;
using QdC.Samples.People;

namespace QdC.Tests.Link;

/// <summary>Registers as Catalan councils keep them, in which it is known who is who.</summary>
public sealed class RegisterTests
{
    [Test]
    public void A_small_register_is_linked() => Measure(new RegisterOptions { Persons = 6_000, Seed = 41 });

    [Test]
    [Category("Slow")]
    public void Three_areas_of_200000_persons_are_linked([Values(71, 72, 73)] int seed) => Measure(new RegisterOptions { Persons = 200_000, Seed = seed });

    [Test]
    public void A_small_register_is_linked_by_the_frozen_model_and_what_the_vault_holds() => Measure(new RegisterOptions { Persons = 6_000, Seed = 42 }, Vault, NumberedModel.Own.Model);

    [Test]
    [Category("Slow")]
    public void Three_areas_of_200000_persons_are_linked_by_the_frozen_model_and_what_the_vault_holds([Values(74, 75, 76)] int seed) =>
        Measure(new RegisterOptions { Persons = 200_000, Seed = seed }, Vault, NumberedModel.Own.Model);

    /// <summary>What a refresh has to link by: no address, no telephone.</summary>
    private const string Vault = "given_name=nom,surname1=cognom1,surname2=cognom2,birth_date=naixement,sex=sexe,id=document+cip+nass,municipality=municipi";

    private static void Measure(RegisterOptions options, string columns = PersonRegister.Fields, LinkModel? model = null)
    {
        using var box = new LinkBox();
        var file = box.Path("register.csv");
        PersonRegister.Write(options, file);
        var source = new PersonFile(file);
        var fields = PersonFields.Parse(columns.Split(','));
        var (records, persons) = source.Read(fields, "persona");
        var faults = source.Read(fields, "falta").Truth!;
        var linked = Linker.Run(records, model);
        var measure = PairMeasure.Of(persons!, linked.ClusterOf);
        var review = linked.Found.Where(p => p.Outcome == LinkOutcome.Review).ToList();
        var looked = review.Count(p => persons![p.A] == persons[p.B] && linked.ClusterOf[p.A] != linked.ClusterOf[p.B]);
        TestContext.Out.WriteLine(
            $"seed {options.Seed}, {options.Persons:#,0} persons: precision {measure.Precision:0.00000}, recall {measure.Recall:0.00000}, with review {(measure.Right + looked) / (double)measure.True:0.00000}, "
            + $"{review.Count} pairs to be looked at");
        PrintFaults(linked, persons!, faults);
        Assert.Multiple(() =>
        {
            Assert.That(measure.Precision, Is.GreaterThanOrEqualTo(0.999));
            Assert.That(measure.Recall, Is.GreaterThanOrEqualTo(0.98));
            Assert.That((measure.Right + looked) / (double)measure.True, Is.GreaterThanOrEqualTo(0.998));
            Assert.That(review.Count, Is.LessThanOrEqualTo(0.02 * options.Persons));
            Assert.That(Conflicts(records, persons!, faults).Where(c => linked.ClusterOf[c.A] == linked.ClusterOf[c.B]), Is.Empty, "planted conflicts");
            Assert.That(Conflicts(records, persons!, faults), Is.Not.Empty);
        });
    }

    /// <summary>Records of two persons with one DNI.</summary>
    private static List<(int A, int B)> Conflicts(PersonRecords records, List<string> persons, List<string> faults) =>
    [
        .. Enumerable.Range(0, persons.Count)
            .Where(i => records[Slot.Document][i].Length > 0)
            .GroupBy(i => records[Slot.Document][i])
            .Where(g => g.Any(i => faults[i] == PersonRegister.SharedDni))
            .SelectMany(g => g.SelectMany(a => g.Where(b => a < b && persons[a] != persons[b]).Select(b => (a, b)))),
    ];

    private static void PrintFaults(LinkResult linked, List<string> persons, List<string> faults)
    {
        var first = Enumerable.Range(0, persons.Count).Where(i => faults[i] is "" or PersonRegister.SharedDni).ToDictionary(i => persons[i]);
        var pairs = linked.Found.Select(p => (p.A, p.B)).ToHashSet();
        foreach (var kind in Enumerable.Range(0, persons.Count).Where(i => faults[i] is not ("" or PersonRegister.SharedDni)).GroupBy(i => faults[i]).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var joined = kind.Count(i => linked.ClusterOf[i] == linked.ClusterOf[first[persons[i]]]);
            var seen = kind.Count(i => linked.ClusterOf[i] == linked.ClusterOf[first[persons[i]]] || pairs.Contains((Math.Min(i, first[persons[i]]), Math.Max(i, first[persons[i]]))));
            TestContext.Out.WriteLine($"  {kind.Key}: {kind.Count()} records, joined {joined / (double)kind.Count():0.0000}, with review {seen / (double)kind.Count():0.0000}");
        }
    }
}
