using QdC.IntegrationTests.Sandbox;
using QdC.Pipeline.Link;
using QdC.Warehouse;

namespace QdC.IntegrationTests.People;

/// <summary>A council that registers persons, by month, and the people that a warehouse makes of the records.</summary>
internal sealed class Register : IDisposable
{
    private const string Columns = "id;sex;birth_date;municipality;doc_number;given_name;surname1;surname2;cip;nass";
    private readonly SortedDictionary<string, string> _rows = new(StringComparer.Ordinal);

    public Register()
    {
        var system = SandboxJobs.SystemText.Replace(
            "doc_number: doc_number }",
            "doc_type: { default: nif }, doc_number: doc_number, given_name: given_name, surname1: surname1, surname2: surname2, cip: cip, nass: nass }");
        Box.Jobs = SandboxJobs.In(Box.Inbox, SandboxJobs.Load(system));
    }

    public Box Box { get; } = new();

    /// <summary>Registers a person, or writes a record anew.</summary>
    public Register Record(string id, string given, string surname1, string surname2 = "", string born = "", string sex = "D", string dni = "", string cip = "", string nass = "", string municipality = "431482")
    {
        _rows[id] = $"{id};{sex};{born};{municipality};{dni};{given};{surname1};{surname2};{cip};{nass}";
        return this;
    }

    public Register Without(string id)
    {
        _rows.Remove(id);
        return this;
    }

    /// <summary>Delivers everybody as of a day, and refreshes.</summary>
    public Register Month(string date)
    {
        var rows = _rows.Values.ToList();
        Box.Deliver(date, new Dictionary<string, string> { ["person"] = string.Join("\r\n", [Columns, .. rows, $"Total {rows.Count}", ""]) });
        Box.Refresh();
        return this;
    }

    /// <summary>Delivers some rows only, as a system that tells changes does, and refreshes.</summary>
    public Register Delta(string date, params string[] ids)
    {
        File.WriteAllText(
            Path.Combine(Box.Inbox, $"corrections_person_{date.Replace("-", "", StringComparison.Ordinal)}.csv"),
            string.Join("\r\n", [Columns, .. ids.Select(id => _rows[id]), $"Total {ids.Length}", ""]));
        Box.Refresh();
        return this;
    }

    /// <summary>The person's surrogate key that each record has.</summary>
    public Dictionary<string, long> People()
    {
        using var keys = Keys();
        using var version = Box.Store.OpenCurrent();
        var served = version.Session.Query(
            "SELECT m.person_record, k.key FROM link.person_map AS m JOIN keys.person AS k ON k.id = m.person_id",
            r => (Record: r.GetGuid(0), Key: r.GetInt64(1))).ToDictionary(r => r.Record, r => r.Key);
        return _rows.Keys.ToDictionary(id => id, id => served[PersonReview.RecordOf(keys, "prova", id)]);
    }

    public void Decide(string a, string b, bool same)
    {
        using var keys = Keys();
        Box.Log(log =>
        {
            PersonDecisions.Take(log, PersonDecisions.Pair(PersonReview.RecordOf(keys, "prova", a), PersonReview.RecordOf(keys, "prova", b), same), "compared", "test");
            return 0;
        });
    }

    /// <summary>The pairs of a version with this outcome, as rules.</summary>
    public List<string> Pairs(string outcome)
    {
        using var version = Box.Store.OpenCurrent();
        return version.Session.Query("SELECT rule FROM link.pair WHERE outcome = ? ORDER BY rule", r => r.GetString(0), outcome);
    }

    public List<string> Changes()
    {
        using var version = Box.Store.OpenCurrent();
        return version.Session.Query("SELECT kind FROM link.person_change ORDER BY run_id, kind", r => r.GetString(0));
    }

    public AreaKeys Keys() => Box.Log(log => AreaKeys.Open(log));

    public void Dispose() => Box.Dispose();
}
