using NUnit.Framework;
using QdC.Pipeline.Link;
using QdC.Pipeline.Query;

namespace QdC.Tests.Link;

public sealed class ModelTests
{
    [Test]
    public void A_model_that_was_kept_gives_what_training_gave()
    {
        using var box = new LinkBox();
        var file = Set(box);
        var trained = box.Link(file, FebrlLike.Fields, model: box.Path("model-1.json"), output: box.Path("a.csv"), pairs: box.Path("pa.csv"));
        var applied = box.Link(file, FebrlLike.Fields, model: box.Path("model-1.json"), output: box.Path("b.csv"), pairs: box.Path("pb.csv"));
        Assert.That((trained.ModelTrained, applied.ModelTrained), Is.EqualTo((true, false)));
        Assert.That(File.ReadAllText(box.Path("b.csv")), Is.EqualTo(File.ReadAllText(box.Path("a.csv"))));
        Assert.That(File.ReadAllText(box.Path("pb.csv")), Is.EqualTo(File.ReadAllText(box.Path("pa.csv"))));
    }

    [Test]
    public void The_output_holds_the_input_and_the_cluster()
    {
        using var box = new LinkBox();
        var file = Set(box);
        var result = box.Link(file, FebrlLike.Fields, output: box.Path("out.csv"));
        var (read, written) = (File.ReadAllLines(file), File.ReadAllLines(box.Path("out.csv")));
        Assert.That(written[0], Does.EndWith(",person,cluster_id"));
        Assert.That(written.Select(l => l[..l.LastIndexOf(',')]), Is.EqualTo(read.Select(l => string.Join(',', l.Split(',').Select(cell => cell.Trim())))));
        Assert.That(written.Skip(1).Select(l => l[(l.LastIndexOf(',') + 1)..]).Distinct().Count(), Is.EqualTo(result.People));
    }

    [Test]
    public void The_weights_of_a_model_fall_from_equal_to_different()
    {
        using var box = new LinkBox();
        foreach (var field in box.Link(Set(box), FebrlLike.Fields).Fields)
        {
            Assert.That(field.Levels[0].Weight, Is.GreaterThan(0), field.Field);
            Assert.That(field.Levels[^1].Weight, Is.LessThan(0), field.Field);
            Assert.That(field.Levels.Sum(l => l.M), Is.EqualTo(1).Within(1e-9), field.Field);
            Assert.That(field.Levels.Sum(l => l.U), Is.EqualTo(1).Within(1e-9), field.Field);
        }
    }

    [Test]
    public void A_model_of_another_form_is_refused()
    {
        using var box = new LinkBox();
        var model = box.Write("model.json", "{ \"form\": 99, \"records\": 1, \"pairs_per_record\": {}, \"fields\": [] }");
        Assert.That(() => box.Link(Set(box), FebrlLike.Fields, model: model), Throws.TypeOf<ModelUnusable>().With.Message.Contains("form 99"));
    }

    [Test]
    public void Wrong_fields_are_told_with_the_nearest_right_one()
    {
        Assert.That(() => PersonFields.Parse(["given_nam=a"]), Throws.TypeOf<UnknownName>().With.Property("Nearest").EqualTo("given_name"));
        Assert.That(() => PersonFields.Parse(["given_name"]), Throws.TypeOf<FieldsWrong>());
        Assert.That(() => PersonFields.Parse(["sex=a"]), Throws.TypeOf<FieldsWrong>());
        using var box = new LinkBox();
        Assert.That(() => box.Link(Set(box), "given_name=given_nam,surname1=surname"), Throws.TypeOf<UnknownName>().With.Property("Nearest").EqualTo("given_name"));
    }

    [TestCase(new[] { 1, 1, 2, 2 }, new[] { 1, 1, 2, 3 }, 1, 0.5)]
    [TestCase(new[] { 1, 2, 3 }, new[] { 1, 1, 1 }, 0, 1)]
    [TestCase(new[] { 1, 1, 1, 2 }, new[] { 1, 1, 1, 1 }, 0.5, 1)]
    public void Precision_and_recall_count_pairs_with_closure(int[] truth, int[] found, double precision, double recall)
    {
        var measure = PairMeasure.Of(truth, found);
        Assert.That((measure.Precision, measure.Recall), Is.EqualTo((precision, recall)));
    }

    [Test]
    public void A_weak_bridge_between_two_groups_is_cut_and_one_to_a_single_record_is_not()
    {
        LinkEdge Edge(int a, int b, double weight) => new(a, b, 0, Rung.None, weight);
        var (strong, weak) = (Linker.Same + 10, Linker.Same + 0.5);
        LinkEdge[] edges = [Edge(0, 1, strong), Edge(2, 3, strong), Edge(1, 2, weak), Edge(3, 4, weak)];
        var clusters = Clusters.Of(new (int, int)[5], [.. edges.OrderByDescending(e => e.Weight)], []);
        Assert.That(clusters.Root(0), Is.EqualTo(clusters.Root(1)).And.Not.EqualTo(clusters.Root(2)));
        Assert.That(clusters.Root(3), Is.EqualTo(clusters.Root(2)).And.EqualTo(clusters.Root(4)));
        Assert.That(clusters.Refused, Is.EquivalentTo(new[] { (1, 2) }));
    }

    private static string Set(LinkBox box)
    {
        var file = box.Path("set.csv");
        FebrlLike.Write(new FebrlForm { Originals = 400, Duplicates = 300, Seed = 5 }, file);
        return file;
    }
}
