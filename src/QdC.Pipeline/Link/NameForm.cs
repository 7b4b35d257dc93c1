using System.Collections.Frozen;
using System.Text;
using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Link;

/// <summary>The forms in which texts about a person are compared: capitals, without accents, particles and marks.</summary>
internal static class NameForm
{
    private static readonly FrozenSet<string> Particles = new[] { "DE", "DEL", "LA", "LES", "LAS", "LOS", "EL", "ELS", "I", "Y", "D", "L", "DA", "DO", "DOS", "DAS" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> StreetTypes =
        new[] { "C", "CR", "CL", "CARRER", "CALLE", "AV", "AVDA", "AVINGUDA", "AVENIDA", "PL", "PLACA", "PLAZA", "PG", "PASSEIG", "PASEO", "RDA", "RONDA", "CTRA", "CARRETERA", "N", "NUM", "NO" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A name's parts joined by blanks; particles are left out unless nothing else stands there.</summary>
    public static string Name(string text) => Parts(text, Particles);

    /// <summary>A street's words without its kind; numbers stay.</summary>
    public static string Street(string text)
    {
        var words = Parts(text, Particles);
        var kept = words.Split(' ').Where(w => !StreetTypes.Contains(w)).ToList();
        return kept.Count == 0 ? words : string.Join(' ', kept);
    }

    /// <summary>Letters and digits only, in capitals.</summary>
    public static string Compact(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var c in TextFold.Code(text))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                kept.Append(char.ToUpperInvariant(c));
            }
        }
        return kept.ToString();
    }

    /// <summary>How a word sounds in Catalan and Spanish, roughly: what is written alike by ear has one form.</summary>
    public static string Sound(string word)
    {
        var sound = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length; i++)
        {
            var next = i + 1 < word.Length ? word[i + 1] : ' ';
            var c = word[i] switch
            {
                'H' => '\0',
                'V' or 'W' => 'B',
                'P' when next == 'H' => 'F',
                'C' when next is 'E' or 'I' => 'S',
                'C' or 'Q' => 'K',
                'G' when next is 'E' or 'I' => 'J',
                'X' or 'Z' => 'S',
                'Y' => 'I',
                'M' => 'N',
                'D' => 'T',
                var other => other,
            };
            var vowel = c is 'A' or 'E' or 'I' or 'O' or 'U';
            if (c != '\0' && !(vowel && sound.Length > 0) && (sound.Length == 0 || sound[^1] != c))
            {
                sound.Append(c);
            }
        }
        return sound.ToString();
    }

    private static string Parts(string text, FrozenSet<string> without)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in TextFold.Code(text))
        {
            // l·l is ll, and an apostrophe ends a particle
            folded.Append(char.IsLetterOrDigit(c) ? char.ToUpperInvariant(c) : c is '·' or '.' && folded.Length > 0 && folded[^1] == 'L' ? '·' : ' ');
        }
        var words = folded.Replace("L·L", "LL").Replace('·', ' ').ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] kept = [.. words.Where(w => !without.Contains(w))];
        return string.Join(' ', kept.Length == 0 ? words : kept);
    }
}
