using NUnit.Framework;
using QdC.Pipeline.Link;
using QdC.Samples.People;

namespace QdC.Tests.Link;

/// <summary>Planted cases in a register of other persons, each asked about by name.</summary>
public sealed class LinkerTests
{
    private static readonly string[] Padding = ["", ""];
    private LinkModel _model = null!;
    private List<string[]> _others = null!;

    [OneTimeSetUp]
    public void A_register_trains_a_model()
    {
        _others = [.. PersonRegister.Rows(new RegisterOptions { Persons = 3_000, Seed = 9 })];
        _model = LinkBox.Link(PersonRegister.Fields, PersonRegister.Columns, _others).Model;
    }

    [Test]
    public void A_name_in_the_other_language_with_swapped_surnames_is_the_same_person() =>
        Assert.That(
            Together(
                Person("Josep", "Quintanella", "Morvedre", "03/04/1961", "", "Carrer Nou, 3"),
                Person("José", "Morvedre", "Quintanella", "03/04/1961", "", "Carrer Nou, 3")),
            Is.True);

    [Test]
    public void Twins_of_one_house_are_two_persons() =>
        Assert.That(
            Together(
                Person("Aina", "Quintanella", "Morvedre", "03/04/2011", "", "Carrer Nou, 3"),
                Person("Berta", "Quintanella", "Morvedre", "03/04/2011", "", "Carrer Nou, 3")),
            Is.False);

    [Test]
    public void A_son_named_after_his_father_is_another_person() =>
        Assert.That(
            Together(
                Person("Jaume", "Quintanella", "Morvedre", "03/04/1961", "", "Carrer Nou, 3"),
                Person("Jaume", "Quintanella", "Solsona", "17/09/1990", "", "Carrer Nou, 3")),
            Is.False);

    [Test]
    public void One_DNI_typed_for_two_persons_is_looked_at_and_never_joined()
    {
        var linked = Link(
            Person("Jaume", "Quintanella", "Morvedre", "03/04/1961", "11223344B", "Carrer Nou, 3"),
            Person("Berta", "Rossellons", "Alzinet", "17/09/1990", "11223344B", "Plaça Vella, 8"));
        var pair = linked.Found.Single(p => p.B == _others.Count + 1);
        Assert.That(pair.A, Is.EqualTo(_others.Count));
        Assert.That(pair.Outcome, Is.EqualTo(LinkOutcome.Review));
        Assert.That(pair.Rung, Is.EqualTo(Rung.Conflict));
    }

    [Test]
    public void A_valid_DNI_joins_what_else_differs_much()
    {
        var one = Person("Jaume", "Quintanella", "Morvedre", "03/04/1961", "87654321X", "Carrer Nou, 3");
        var other = Person("J.", "Quintanella", "", "03/04/1961", "87654321-x", "Plaça Vella, 8");
        Assert.That(Together(one, other), Is.True);
    }

    [Test]
    public void Two_records_that_a_third_would_join_stay_apart_when_their_documents_differ()
    {
        string[][] rows =
        [
            Person("Jaume", "Quintanella", "Morvedre", "03/04/1961", "87654321X", "Carrer Nou, 3"),
            Person("Jaume", "Quintanella", "Morvedre", "03/04/1961", "", "Carrer Nou, 3"),
            Person("Jaume", "Quintanella", "Morvedre", "03/04/1961", "11111119A", "Carrer Nou, 3"),
        ];
        var linked = Link(rows);
        Assert.That(linked.ClusterOf[^3], Is.Not.EqualTo(linked.ClusterOf[^1]));
        Assert.That(linked.Found.Where(p => p.A >= _others.Count && p.Outcome == LinkOutcome.Review), Is.Not.Empty);
    }

    [Test]
    public void The_order_of_the_rows_changes_nothing()
    {
        var order = Enumerable.Range(0, _others.Count).OrderBy(i => (i * 7919L) % _others.Count).ToList();
        var straight = LinkBox.Link(PersonRegister.Fields, PersonRegister.Columns, _others);
        var mixed = LinkBox.Link(PersonRegister.Fields, PersonRegister.Columns, order.Select(i => _others[i]));
        var back = new int[order.Count];
        for (var i = 0; i < order.Count; i++)
        {
            back[order[i]] = mixed.ClusterOf[i];
        }
        Assert.That(PairMeasure.Of(straight.ClusterOf, back).F1, Is.EqualTo(1));
        Assert.That(mixed.Clusters, Is.EqualTo(straight.Clusters));
        Assert.That(mixed.Model.Fields.SelectMany(f => f.Levels.Select(l => l.M)), Is.EqualTo(straight.Model.Fields.SelectMany(f => f.Levels.Select(l => l.M))).Within(1e-9));
    }

    private bool Together(params string[][] rows) => Link(rows).ClusterOf is var clusters && clusters[^1] == clusters[^2];

    private LinkResult Link(params string[][] rows) => LinkBox.Link(PersonRegister.Fields, PersonRegister.Columns, _others.Concat(rows), _model);

    private static string[] Person(string given, string surname1, string surname2, string birth, string document, string address) =>
        [.. Padding, given, surname1, surname2, birth, "", document, "", "", "", address, "43001", "Vilaplana"];
}
