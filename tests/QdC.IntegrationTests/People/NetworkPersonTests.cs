using NUnit.Framework;
using QdC.IntegrationTests.Sandbox;
using QdC.Pipeline;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Network;
using QdC.Pipeline.Run;
using QdC.Samples.People;
using QdC.Warehouse;

namespace QdC.IntegrationTests.People;

/// <summary>Who is attended in two areas counts once in the network, where a network key is configured and only there.</summary>
internal sealed class NetworkPersonTests
{
    private const string Second = "segona";
    private const int People = 20;

    [TestCase(false, People, People, 40, null, TestName = "Without_a_network_key_they_count_in_each_area")]
    [TestCase(true, 12, People, 28, NetworkRefresh.CountedOnce, TestName = "With_a_network_key_they_count_once")]
    [TestCase(true, People, 8, 32, NetworkRefresh.CountedOnce, TestName = "Who_has_no_identifier_counts_in_each_area")]
    [TestCase(true, 3, People, 40, null, TestName = "So_few_in_both_that_the_difference_would_tell_of_them_are_left_in_the_sum")]
    [TestCase(true, 8, People, 40, null, 10, TestName = "Where_an_area_shows_no_count_below_ten_so_few_in_both_are_left_in_the_sum_too")]
    [TestCase(true, 17, People, 40, null, TestName = "So_few_in_one_only_that_the_difference_to_the_other_would_tell_of_them_are_left_in_the_sum")]
    [TestCase(true, People, People, 40, null, TestName = "Where_all_of_one_area_are_in_the_other_nobody_is_told")]
    public void People_in_two_areas(bool withKey, int shared, int identified, int expected, string? reason, int smallest = 5)
    {
        using var box = new Box();
        box.Jobs = SandboxJobs.In(box.Inbox, SandboxJobs.Load(SandboxJobs.SystemText.Replace("doc_number: doc_number }", "doc_type: { default: nif }, doc_number: doc_number, given_name: given_name, surname1: surname1 }")));
        var world = World.Small(); // its four persons are written over
        var town = PersonRegister.Rows(new RegisterOptions { Persons = 60, Duplicates = 0, Conflicts = 0, Seed = 4 }).Where(r => r[7].Length > 0).Take(People).ToList();
        for (var i = 0; i < town.Count; i++)
        {
            world.Row("person", $"{i}", $"{i};D;{town[i][5]};431482;{(i < identified ? town[i][7] : "")};{town[i][2]};{town[i][3]}").Activity($"A{i}", "", "15/01/2025", $"{i}");
        }
        Deliver(box, world);
        var first = box.Area with { SmallestCount = smallest };
        var inbox = Path.Combine(box.Root, "in2");
        var second = first with { Area = Second, Number = 91, Sources = [.. first.Sources.Select(s => s with { Folder = inbox })] };
        box.Jobs = box.Jobs with { Areas = new Dictionary<string, AreaFile> { [first.Area] = first, [Second] = second } };
        Directory.CreateDirectory(inbox);
        foreach (var file in Directory.GetFiles(box.Inbox))
        {
            File.Copy(file, Path.Combine(inbox, Path.GetFileName(file)));
        }
        if (shared < People)
        {
            // the same documents for some of them only
            var path = Directory.GetFiles(inbox, "person_*").Single();
            var text = File.ReadAllText(path);
            var others = PersonRegister.Rows(new RegisterOptions { Persons = 60, Duplicates = 0, Conflicts = 0, Seed = 5 }).Where(r => r[7].Length > 0).Take(People).ToList();
            for (var i = shared; i < People; i++)
            {
                text = text.Replace(town[i][7], others[i][7], StringComparison.Ordinal);
            }
            File.WriteAllText(path, text);
            var manifest = Directory.GetFiles(inbox, "manifest_*").Single();
            File.WriteAllText(manifest, File.ReadAllText(manifest).Replace(Hash(Directory.GetFiles(box.Inbox, "person_*").Single()), Hash(path), StringComparison.Ordinal));
        }

        foreach (var area in new[] { first, second })
        {
            new AreaRefresh(box.Home, box.Jobs, box.Metrics, box.Clock) { KeyEnvironment = name => Key(name, withKey) }.Run(area, new RefreshOptions());
        }
        new NetworkRefresh(box.Home, box.Metrics, box.Clock).Run([first.Area, Second]);

        using var network = new AreaStore(box.Home, AreaCode.Parse(NetworkRefresh.Name), box.Clock).OpenCurrent();
        var served = network.Session.Query(
            "SELECT numerator, value, status, reason FROM mart.network WHERE area = 'network' AND metric = 'people_attended' AND breakdown = 'total' AND period_kind = 'month' AND period_start = DATE '2025-01-01'",
            r => (Numerator: r.IsDBNull(0) ? 0 : r.GetDecimal(0), Value: r.IsDBNull(1) ? 0 : r.GetDouble(1), Status: r.GetString(2), Reason: r.IsDBNull(3) ? null : r.GetString(3))).Single();
        Assert.That(served, Is.EqualTo(((decimal)expected, (double)expected, "ok", reason)));
        var cases = network.Session.Scalar<double?>("SELECT value FROM mart.network WHERE area = 'network' AND metric = 'active_people' AND breakdown = 'total' AND period_kind = 'month' AND period_start = DATE '2025-01-01'");
        Assert.That(cases, Is.Null.Or.EqualTo(8), "so few that it may be suppressed");
        Assert.That(network.Session.Query("SELECT table_name FROM information_schema.tables WHERE table_schema IN ('mart', 'link', 'main')", r => r.GetString(0)), Is.EqualTo(new[] { "network" }), "no pseudonym stays in the network");
    }

    private static void Deliver(Box box, World world)
    {
        var header = "id;sex;birth_date;municipality;doc_number;given_name;surname1";
        string Csv(string extract) => extract == "person" ? string.Join("\r\n", [header, .. world.Rows("person"), $"Total {world.Rows("person").Count()}", ""]) : Box.CsvOf(extract, world.Rows(extract));
        box.Deliver("2025-01-31", world.Extracts.ToDictionary(e => e, Csv));
    }

    private static string Hash(string path) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));

    private static string? Key(string name, bool withNetwork) => name switch
    {
        "QDC_KEY_PROVA" => new string('7', 64),
        "QDC_KEY_SEGONA" => new string('6', 64),
        "QDC_KEY_NETWORK" when withNetwork => new string('5', 64),
        "QDC_KEYS" => Path.Combine(Path.GetTempPath(), "no-keys-here"),
        _ => null,
    };
}
