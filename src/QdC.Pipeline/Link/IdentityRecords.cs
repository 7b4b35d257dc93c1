using System.Text.Json;

namespace QdC.Pipeline.Link;

/// <summary>Puts identities of the vault into the form in which records are compared.</summary>
internal static class IdentityRecords
{
    private static readonly string[] Identifiers = ["doc_number", "cip", "nass"];

    /// <summary>Adds a record.</summary>
    /// <param name="records">Where to.</param>
    /// <param name="identity">Its text in the vault: contract fields as JSON.</param>
    /// <param name="sex">The common code of its sex; null when it is not known.</param>
    /// <param name="municipality">The code of its municipality; null when it is not known.</param>
    public static void Add(PersonRecords records, byte[] identity, string? sex, string? municipality)
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
