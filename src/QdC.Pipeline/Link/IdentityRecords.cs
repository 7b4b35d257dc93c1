using System.Text.Json;
using QdC.Warehouse;

namespace QdC.Pipeline.Link;

/// <summary>Puts identities of the vault into the form in which records are compared.</summary>
internal static class IdentityRecords
{
    private static readonly string[] Identifiers = ["doc_number", "cip", "nass"];

    /// <summary>The records whose identity is known, in the form in which they are compared, and where each stands among all. Their texts are opened one by one and not kept.</summary>
    /// <exception cref="IdentitiesMissing">The vault lacks some.</exception>
    public static (PersonRecords Records, List<int> At) Open(List<NamedRecord> named, IdentityVault vault, AreaCode area)
    {
        var place = named.Index().Where(n => n.Item.Identity is not null).ToDictionary(n => n.Item.Record, n => n.Index);
        var (records, at) = (new PersonRecords(), new List<int>(place.Count));
        foreach (var (record, text) in vault.Read(record => place.TryGetValue(record, out var i) ? named[i].Identity : null))
        {
            at.Add(place[record]);
            Add(records, text, named[at[^1]].Sex, named[at[^1]].Municipality);
        }
        if (at.Count < place.Count)
        {
            throw new IdentitiesMissing(area, place.Count - at.Count);
        }
        return (records, at);
    }

    /// <summary>Adds a record.</summary>
    /// <param name="records">Where to.</param>
    /// <param name="identity">Its text in the vault: contract fields as JSON.</param>
    /// <param name="sex">The common code of its sex; null when it is not known.</param>
    /// <param name="municipality">The code of its municipality; null when it is not known.</param>
    private static void Add(PersonRecords records, byte[] identity, string? sex, string? municipality)
    {
        using var json = JsonDocument.Parse(identity);
        var said = json.RootElement;
        string Said(string name) => said.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
        records.Add(
            field => field switch
            {
                PersonField.GivenName => Said("given_name"),
                PersonField.Surname1 => Said("surname1"),
                PersonField.Surname2 => Said("surname2"),
                PersonField.BirthDate => Said("birth_date"),
                PersonField.Sex => sex ?? "",
                PersonField.Municipality => municipality ?? "",
                _ => "",
            },
            Identifiers.Select(Said));
    }
}
