using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Scaffold;

/// <summary>A value of a source's column and what it is likely to mean.</summary>
/// <param name="Value">The value.</param>
/// <param name="Rows">How often it stands there.</param>
/// <param name="Code">The common code; empty for a way of saying "unknown", null where nothing is like it.</param>
internal sealed record CodeGuess(string Value, int Rows, string? Code);

/// <summary>The values of a column against a common code list.</summary>
/// <param name="List">The list.</param>
/// <param name="Entries">The values, the most frequent first.</param>
/// <param name="ByLabel">How many were recognised by words, which says more than a number that happens to be in the list.</param>
internal sealed record CodeDraft(string List, IReadOnlyList<CodeGuess> Entries, int ByLabel)
{
    /// <summary>Values with a meaning.</summary>
    public int Mapped => Entries.Count(e => e.Code is not null);

    /// <summary>Share of the values that have one.</summary>
    public double Share => Entries.Count == 0 ? 0 : (double)Mapped / Entries.Count;
}

/// <summary>Guesses what the values of columns mean: by a list's codes and labels in three languages, by the labels of the systems already described, and by words in common.</summary>
/// <param name="lists">The code lists and the mappings of every system.</param>
internal sealed class CodeGuesser(CodeListSet lists)
{
    private const double Alike = 0.6;
    private static readonly string[] Unknown = ["no consta", "desconegut", "desconocido", "unknown", "sense dades", "sin datos", "n/a", "ns/nc", "altres dades"];

    private readonly Dictionary<string, (Dictionary<string, string> Labels, List<(string Code, HashSet<string> Words)> Words)> _known = [];
    private readonly Dictionary<(string List, SketchColumn Column), CodeDraft> _drafts = [];

    /// <summary>The values of a column against a list.</summary>
    public CodeDraft Guess(string list, SketchColumn column) =>
        _drafts.TryGetValue((list, column), out var draft) ? draft : _drafts[(list, column)] = Compare(list, column);

    /// <summary>The common code that a value is likely to mean: empty for a way of saying "unknown", null where nothing is like it.</summary>
    public string? Guess(string list, string value)
    {
        var (labels, words) = Labels(list);
        return Meaning(value, labels, words).Code;
    }

    /// <summary>What a list's members are called, and the words of it.</summary>
    private (Dictionary<string, string> Labels, List<(string Code, HashSet<string> Words)> Words) Labels(string name)
    {
        if (_known.TryGetValue(name, out var known))
        {
            return known;
        }
        var labels = new Dictionary<string, string>();
        if (lists.Lists.TryGetValue(name, out var list))
        {
            foreach (var entry in list.Entries)
            {
                labels.TryAdd(TextFold.Code(entry.Code), entry.Code);
                foreach (var label in entry.Labels.Values)
                {
                    labels.TryAdd(TextFold.Code(label), entry.Code);
                }
            }
        }
        foreach (var mapping in lists.Mappings.Where(m => m.Key.List == name).SelectMany(m => m.Value).Where(m => m.Label.Length > 0))
        {
            labels.TryAdd(TextFold.Code(mapping.Label), mapping.Code);
        }
        return _known[name] = (labels, [.. labels.Select(l => (l.Value, Words: Vocabulary.Tokens(l.Key).ToHashSet())).Where(l => l.Words.Count > 0)]);
    }

    private CodeDraft Compare(string name, SketchColumn column)
    {
        var (labels, words) = Labels(name);
        var letters = Vocabulary.Own.Letters(name, [.. column.Values!.Select(v => TextFold.Code(v.Key)).Except(Unknown)]);
        var byLabel = 0;
        var entries = new List<CodeGuess>();
        foreach (var (value, rows) in column.Values!)
        {
            var (code, byWords) = letters?.GetValueOrDefault(TextFold.Code(value)) is { } letter ? (letter, true) : Meaning(value, labels, words);
            byLabel += byWords ? 1 : 0;
            entries.Add(new CodeGuess(value, rows, code));
        }
        return new CodeDraft(name, entries, byLabel);
    }

    private static (string? Code, bool ByWords) Meaning(string value, Dictionary<string, string> labels, List<(string Code, HashSet<string> Words)> words)
    {
        var folded = TextFold.Code(value);
        return labels.TryGetValue(folded, out var known) ? (known, folded.Any(char.IsLetter))
            : Unknown.Contains(folded) ? ("", false)
            : Nearest(Vocabulary.Tokens(value), words) is { } near ? (near, true)
            : (null, false);
    }

    /// <summary>The one code whose label shares most words; null where none shares enough or two are as near.</summary>
    private static string? Nearest(IReadOnlyList<string> value, List<(string Code, HashSet<string> Words)> labels)
    {
        if (value.Count == 0 || value.All(v => v.Length < 4))
        {
            return null;
        }
        var near = labels
            .Select(l => (l.Code, Score: value.Count(l.Words.Contains) / (double)value.Union(l.Words).Count()))
            .Where(l => l.Score >= Alike)
            .GroupBy(l => l.Code)
            .Select(g => (Code: g.Key, Score: g.Max(l => l.Score)))
            .OrderByDescending(l => l.Score)
            .Take(2)
            .ToList();
        return near.Count == 0 || (near.Count == 2 && near[0].Score == near[1].Score) ? null : near[0].Code;
    }
}
