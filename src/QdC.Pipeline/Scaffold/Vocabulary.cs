using System.Text;
using QdC.Pipeline.Jobs;
using YamlDotNet.RepresentationModel;

namespace QdC.Pipeline.Scaffold;

/// <summary>What columns and files are called elsewhere: the words of <c>vocabulary.yaml</c>, and the names that the systems already described use.</summary>
internal sealed class Vocabulary
{
    private const double GenericWeight = 0.4;
    private const double OwnWeight = 0.3;
    private const double ShortWeight = 0.3;
    private static readonly HashSet<string> Generic = ["id", "number", "code", "date", "type", "time"];
    private static readonly HashSet<string> Small = ["de", "del", "la", "el", "els", "les", "los", "las", "l", "d", "i", "y", "e", "a", "of", "the", "and", "per", "o", "gener", "febrer", "marc", "abril", "maig", "juny", "juliol", "agost", "setembre", "octubre", "novembre", "desembre", "enero", "febrero", "marzo", "mayo", "junio", "julio", "agosto", "septiembre", "noviembre", "diciembre"];
    private static readonly (string Plural, string Singular)[] Plurals = [("iones", "ion"), ("ions", "io"), ("ques", "ca"), ("gues", "ga"), ("es", "a"), ("ies", "y"), ("es", ""), ("s", "")];
    private static readonly Lazy<Vocabulary> Words = new(() => new Vocabulary());

    private readonly Dictionary<string, HashSet<string>> _concepts = [];
    private readonly Dictionary<string, List<HashSet<string>>> _subjects = [];
    private readonly Dictionary<(string Subject, string Field), List<HashSet<string>>> _fields = [];

    private readonly Dictionary<string, List<Dictionary<string, string>>> _letters = [];

    private Vocabulary()
    {
        using var text = new StreamReader(typeof(Vocabulary).Assembly.GetManifestResourceStream("vocabulary.yaml")!);
        var yaml = new YamlStream();
        yaml.Load(text);
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        foreach (var (concept, words) in Map(root["concepts"]))
        {
            foreach (var word in (YamlSequenceNode)words)
            {
                (_concepts.TryGetValue(Fold(word.ToString()), out var known) ? known : _concepts[Fold(word.ToString())] = []).Add(concept);
            }
        }
        foreach (var (list, sets) in Map(root["letters"]))
        {
            _letters[list] = [.. ((YamlSequenceNode)sets).Select(s => Map(s).ToDictionary(l => TextFold.Code(l.Key), l => l.Value.ToString()))];
        }
        foreach (var (subject, fields) in Map(root["subjects"]))
        {
            foreach (var (field, alternatives) in Map(fields))
            {
                List<HashSet<string>> named = [.. ((YamlSequenceNode)alternatives).Select(a => ((YamlSequenceNode)a).Select(c => c.ToString()).ToHashSet())];
                if (field == "words")
                {
                    _subjects[subject] = named;
                }
                else
                {
                    _fields[(subject, field)] = named;
                }
            }
        }
    }

    /// <summary>The words that come with the program.</summary>
    public static Vocabulary Own => Words.Value;

    /// <summary>Every field the words name.</summary>
    public IEnumerable<(string Subject, string Field)> Fields => _fields.Keys;

    /// <summary>What letters mean that stand together in one column; null where no set has them all, or two differ.</summary>
    /// <param name="list">The code list.</param>
    /// <param name="values">The column's values, folded.</param>
    public IReadOnlyDictionary<string, string>? Letters(string list, IReadOnlyCollection<string> values) =>
        _letters.GetValueOrDefault(list)?.Where(s => values.Count > 1 && values.All(s.ContainsKey)).Take(2).ToList() is [var only] ? only : null;

    /// <summary>How much a file's or sheet's name says that it is a subject's, from 0 to 1: the share of its words.</summary>
    /// <param name="name">The name.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="common">Words that all names bear, which say nothing.</param>
    public double OfSubject(string name, string subject, IReadOnlySet<string> common)
    {
        var words = Tokens(Path.GetFileNameWithoutExtension(name)).SelectMany(Parts).Where(t => !common.Contains(t) && !t.All(char.IsDigit)).ToList();
        return words.Count == 0 ? 0 : _subjects[subject].Max(wanted => wanted.All(w => words.Exists(t => Means(t, w))) ? Math.Min(1, words.Count(t => wanted.Any(w => Means(t, w))) / (double)words.Count) : 0);
    }

    /// <summary>How much a column's name says that it is a field, from 0 to 1, and the concepts that say it.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="subject">The subject of its file: naming it says nothing new.</param>
    /// <param name="field">The field.</param>
    public (double Score, string Why) OfField(string column, string subject, string field)
    {
        var best = (Score: 0.0, Why: "");
        if (!_fields.TryGetValue((subject, field), out var alternatives))
        {
            return best;
        }
        var tokens = Tokens(column).SelectMany(Parts);
        var own = _subjects[subject].SelectMany(w => w).ToHashSet();
        double WeightOf(string concept) => own.Contains(concept) && alternatives.Exists(a => !a.Contains(concept)) ? OwnWeight : Generic.Contains(concept) ? GenericWeight : 1;
        foreach (var wanted in alternatives)
        {
            double common = 0, all = wanted.Sum(WeightOf);
            var met = new List<string>();
            var left = wanted.ToHashSet();
            foreach (var token in tokens)
            {
                if (left.FirstOrDefault(w => Means(token, w)) is { } concept)
                {
                    left.Remove(concept);
                    common += WeightOf(concept);
                    met.Add($"{token}={concept}");
                }
                else if (!own.Any(w => Means(token, w)) && !wanted.Any(w => Means(token, w)))
                {
                    all += Meanings(token) is { Count: > 0 } means ? means.Min(WeightOf) : token.Length < 3 || int.TryParse(token, out _) ? ShortWeight : 1;
                }
            }
            var score = all == 0 ? 0 : common / all;
            if (score > best.Score)
            {
                best = (score, string.Join(' ', met));
            }
        }
        return best;
    }

    /// <summary>True where two names mean different things: each has a known word that the other has no word for.</summary>
    public bool Differ(string one, string other)
    {
        var (a, b) = (Concepts(one), Concepts(other));
        return a.Exists(m => !b.Exists(m.Overlaps)) && b.Exists(m => !a.Exists(m.Overlaps));
    }

    private List<HashSet<string>> Concepts(string name) => [.. Tokens(name).SelectMany(Parts).Select(Meanings).Where(m => m.Count > 0)];

    /// <summary>A name's words, folded, small ones left out: <c>DtObertura</c> is dt and obertura.</summary>
    public static IReadOnlyList<string> Tokens(string name)
    {
        var (tokens, token) = (new List<string>(), new StringBuilder());
        void End()
        {
            if (token.Length > 0 && Fold(token.ToString()) is var folded && !Small.Contains(folded))
            {
                tokens.Add(folded);
            }
            token.Clear();
        }
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (!char.IsLetterOrDigit(c) && c != '·')
            {
                End();
                continue;
            }
            var before = i > 0 ? name[i - 1] : ' ';
            if (char.IsDigit(c) != char.IsDigit(before) || (char.IsUpper(c) && (char.IsLower(before) || (i + 1 < name.Length && char.IsLower(name[i + 1])))))
            {
                End();
            }
            token.Append(c);
        }
        End();
        return tokens;
    }

    /// <summary>A word as it is, or the two known words that an unknown one is written of: <c>PATIENTID</c>.</summary>
    private IEnumerable<string> Parts(string token)
    {
        if (token.Length < 6 || Meanings(token).Count > 0)
        {
            return [token];
        }
        for (var cut = token.Length - 2; cut >= 2; cut--)
        {
            if (Meanings(token[..cut]).Count > 0 && Meanings(token[cut..]).Count > 0 && (cut >= 4 || token.Length - cut >= 4))
            {
                return [token[..cut], token[cut..]];
            }
        }
        return [token];
    }

    private bool Means(string token, string concept) => Meanings(token).Contains(concept);

    private HashSet<string> Meanings(string token) => Stems(token).Select(s => _concepts.GetValueOrDefault(s)).FirstOrDefault(m => m is not null) ?? [];

    /// <summary>A word and what it may be the plural of, in the three languages.</summary>
    private static IEnumerable<string> Stems(string word)
    {
        yield return word;
        foreach (var (plural, singular) in Plurals)
        {
            if (word.Length > plural.Length + 1 && word.EndsWith(plural, StringComparison.Ordinal))
            {
                yield return word[..^plural.Length] + singular;
            }
        }
    }

    private static string Fold(string text) => TextFold.Header(text);

    private static IEnumerable<(string Key, YamlNode Value)> Map(YamlNode node) => ((YamlMappingNode)node).Children.Select(c => (c.Key.ToString(), c.Value));
}
