using System.Text.Json;
using System.Text.RegularExpressions;
using QdC.Pipeline.Link;
using QdC.Pipeline.Star;
using QdC.Warehouse;

namespace QdC.Pipeline.Test;

/// <summary>
/// Compares what sources call their teams, sectors and providers with the names of the area's persons, which are opened one by one in memory.
/// What is written of it (<c>person_label</c>, for the data test <c>no_person_in_labels</c>) is in which column of the star how many labels
/// hold one, never which.
/// </summary>
internal static partial class PersonLabels
{
    /// <summary>The step that does it, before the data tests and after linking, which reads the vault too.</summary>
    /// <param name="vault">The area's identities.</param>
    public static BuildStep Step(IdentityVault vault) =>
        BuildStep.Doing("person_label", db => Run(db, vault), ["source_label", "code_list", "last_person", "link.person_map"], ["person_label"]);

    /// <summary>How many labels of each place hold a given name and a surname of one person, as whole words.</summary>
    /// <param name="labels">The labels, each with its place.</param>
    /// <param name="municipalities">What municipalities are called: a name of several words says where a team works.</param>
    /// <param name="identities">The texts of the vault, asked for where a label may hold a name.</param>
    private static SortedDictionary<string, int> Count(IEnumerable<(string Place, string Label)> labels, IEnumerable<string> municipalities, Func<IEnumerable<byte[]>> identities)
    {
        string[] places = [.. municipalities.Select(m => $" {NameForm.Name(m)} ").Where(m => m.Trim().Contains(' ')).Distinct().OrderByDescending(m => m.Length)];
        List<(string Place, string[] Words)> candidates = [.. labels.Select(l => (l.Place, Words(l.Label, places))).Where(l => l.Item2.Length > 1)];
        var byWord = candidates.SelectMany((c, i) => c.Words.Select(w => (Word: GivenNames.OneForm(w), Index: i))).ToLookup(w => w.Word, w => w.Index);
        var (found, parts) = (new HashSet<int>(), new NameParts());
        foreach (var identity in candidates.Count == 0 ? [] : identities())
        {
            var (given, surnames) = NamesOf(identity, parts);
            foreach (var name in given.Select(GivenNames.OneForm).Where(byWord.Contains))
            {
                found.UnionWith(byWord[name].Where(i => !found.Contains(i) && Holds(candidates[i].Words, name, surnames)));
            }
        }

        return new(found.GroupBy(i => candidates[i].Place).ToDictionary(g => g.Key, g => g.Count()));
    }

    private static void Run(DuckDbSession db, IdentityVault vault)
    {
        var labels = db.Query("SELECT place, label FROM source_label", row => (row.GetString(0), row.GetString(1)));
        var municipalities = db.Query("SELECT DISTINCT label_ca FROM code_list WHERE list = 'municipality'", row => row.GetString(0));
        foreach (var (place, count) in Count(labels, municipalities, () => Identities(db, vault)))
        {
            db.Execute("INSERT INTO person_label VALUES (?, ?)", place, count);
        }
    }

    /// <summary>What the records say now of who they are, opened one by one as they are asked for.</summary>
    private static IEnumerable<byte[]> Identities(DuckDbSession db, IdentityVault vault)
    {
        var now = db.Query("SELECT source_key, identity FROM last_person WHERE identity IS NOT NULL", row => (Record: row.GetGuid(0), Identity: row.GetGuid(1))).ToDictionary(p => p.Record, p => p.Identity);
        return vault.Read(record => now.TryGetValue(record, out var identity) ? identity : null).Select(one => one.Text);
    }

    /// <summary>Given name and surname are two words: of somebody called Maria Maria a label with one of them holds none.</summary>
    private static bool Holds(string[] label, string given, string[] surnames) =>
        label.Any(w => GivenNames.OneForm(w) == given && surnames.Any(s => s != w && label.Contains(s)));

    /// <summary>The parts of an identity's names. Where all of them stand in one field, each may be either.</summary>
    private static (string[] Given, string[] Surnames) NamesOf(byte[] identity, NameParts parts)
    {
        using var json = JsonDocument.Parse(identity);
        var said = json.RootElement;
        string[] Parts(params string[] fields) => [.. fields.SelectMany(f => said.TryGetProperty(f, out var value) ? parts.Of(value.GetString() ?? "") : [])];
        var (given, surnames) = (Parts("given_name"), Parts("surname1", "surname2"));
        return (given.Length == 0 ? surnames : given, surnames.Length == 0 ? given : surnames);
    }

    /// <summary>A label's words, without the name of a municipality of several words and without places named after saints.</summary>
    private static string[] Words(string label, string[] municipalities)
    {
        var text = municipalities.Aggregate($" {NameForm.Name(label)} ", (rest, place) => rest.Replace(place, " ", StringComparison.Ordinal));
        return Words(Saint().Replace(text, " "));
    }

    private static string[] Words(string text) => [.. NameForm.Name(text).Split(' ').Where(w => w.Length > 1 && !char.IsDigit(w[0])).Distinct()];

    [GeneratedRegex(@"(?<= )(SANTA?|SAN|STA?) \S+")]
    private static partial Regex Saint();

    /// <summary>The words of names, each name taken apart once: few names are many persons'.</summary>
    private sealed class NameParts
    {
        private readonly Dictionary<string, string[]> _parts = new(StringComparer.Ordinal);

        public string[] Of(string name) => _parts.TryGetValue(name, out var parts) ? parts : _parts[name] = Words(name);
    }
}
