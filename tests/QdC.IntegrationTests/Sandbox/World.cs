namespace QdC.IntegrationTests.Sandbox;

/// <summary>What a small council knows at a moment: rows by extract and key, told in the order they were first said.</summary>
internal sealed class World
{
    /// <summary>The header of each extract.</summary>
    public static readonly IReadOnlyDictionary<string, string> Headers = new Dictionary<string, string>
    {
        ["person"] = "id;sex;birth_date;municipality;doc_number",
        ["case"] = "id;type;opened_on;state;state_date;closed_on;close_reason;stage;risk;team;lead;transferred_from",
        ["case_person"] = "case;person;relation;from;to",
        ["service"] = "id;case;type;status;requested_on;decided_on;from;to;granted_amount;amount_kind;funder",
        ["beneficiary"] = "service;person;role",
        ["payment"] = "id;service;paid_on;amount;funder",
        ["activity"] = "id;case;persons;type;origin;done_on;minutes;professional;team",
        ["appointment"] = "id;case;requested_at;date;type;state;persons",
    };

    private readonly Dictionary<string, Dictionary<string, string>> _rows = [];

    /// <summary>The extracts the council delivers: those it ever had a row of.</summary>
    public IEnumerable<string> Extracts => _rows.Keys;

    public IEnumerable<string> Rows(string extract) => _rows[extract].Values;

    public World Person(string id, string sex = "D", string born = "03/05/1980", string municipality = "431482") =>
        Row("person", id, $"{id};{sex};{born};{municipality};");

    /// <summary>A case; one that is closed says why.</summary>
    public World Case(string id, string opened = "01/02/2024", string state = "open", string closed = "", string team = "Nord", string from = "", string lead = "P1") =>
        Row("case", id, $"{id};SSB;{opened};{state};{(state == "open" ? opened : closed)};{closed};;follow_up;none;{team};{lead};{from}");

    public World Member(string of, string person, string relation = "principal") =>
        Row("case_person", of + person, $"{of};{person};{relation};;");

    public World Service(string id, string of = "", string type = "2.3.4", string status = "granted", string from = "01/03/2024", string to = "", string amount = "100,00") =>
        Row("service", id, $"{id};{of};{type};{status};{from};{from};{from};{to};{amount};one_off;own");

    public World Beneficiary(string service, string person, string role = "beneficiary") =>
        Row("beneficiary", service + person, $"{service};{person};{role}");

    public World Payment(string id, string service, string on, string amount) => Row("payment", id, $"{id};{service};{on};{amount};own");

    public World Activity(string id, string of, string on, string persons = "", string origin = "manual") =>
        Row("activity", id, $"{id};{of};{persons};guidance;{origin};{on};30;P1;Nord");

    public World Appointment(string id, string of, string on, string persons = "", string state = "realised") =>
        Row("appointment", id, $"{id};{of};{on};{on};interview;{state};{persons}");

    /// <summary>Writes a row as it is, whatever it holds.</summary>
    public World Row(string extract, string key, string text)
    {
        if (!_rows.TryGetValue(extract, out var rows))
        {
            _rows[extract] = rows = [];
        }
        rows[key] = text;
        return this;
    }

    public World Without(string extract, params string[] keys)
    {
        foreach (var key in keys)
        {
            if (!_rows[extract].Remove(key))
            {
                throw new ArgumentException($"there is no {extract} {key}", nameof(keys));
            }
        }
        return this;
    }

    /// <summary>A few people, cases, an aid with a payment: enough that every sort of row is there.</summary>
    public static World Small() =>
        new World()
            .Person("1").Person("2", "H", "12/10/1955").Person("3", "D", "30/06/2015").Person("4", "H", "01/02/1990")
            .Case("C1").Case("C2", "15/05/2024", team: "Sud").Case("C3", "10/01/2024", "closed", "20/11/2024")
            .Member("C1", "1").Member("C1", "3", "child").Member("C2", "2").Member("C3", "4")
            .Service("S1", "C1").Service("S2", "C2", from: "05/06/2024").Beneficiary("S1", "1").Beneficiary("S1", "3").Beneficiary("S2", "2", "titular")
            .Payment("Y1", "S1", "10/03/2024", "60,00").Payment("Y2", "S1", "10/12/2024", "40,00").Payment("Y3", "S2", "20/06/2024", "100,00")
            .Activity("A1", "C1", "05/02/2024").Activity("A2", "C1", "11/12/2024", "1|3").Activity("A3", "C2", "17/01/2025").Activity("A4", "C3", "01/10/2024")
            .Appointment("T1", "C1", "20/02/2024", "1").Appointment("T2", "C2", "21/06/2024").Appointment("T3", "C2", "22/06/2024", state: "no_show");
}
