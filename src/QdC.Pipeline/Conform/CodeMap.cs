using System.Text;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;

namespace QdC.Pipeline.Conform;

/// <summary>
/// A system's codes of one list, mapped to the common codes: by source code first, then by label, without regard to case, accents
/// and outer blanks. Without a mapping the common code itself is expected. A mapping with dates is taken as it stood at the effective date.
/// </summary>
public sealed class CodeMap
{
    /// <summary>The answer for a code that means "unknown" and is no fault.</summary>
    public const int Unknown = -1;

    /// <summary>The answer for a code that nothing maps.</summary>
    public const int Unmapped = -2;

    private const int Remembered = 4096;
    private readonly Dictionary<string, int> _byCode = [];
    private readonly Dictionary<string, int> _byLabel = [];
    private readonly Dictionary<string, int> _common = new(StringComparer.Ordinal);
    private readonly Utf8Table _seen = new(Remembered);
    private readonly byte[][] _utf8;
    private readonly string[] _codes;

    private CodeMap(string list, IReadOnlyList<CodeEntry> entries)
    {
        List = list;
        _codes = [.. entries.Select(e => e.Code)];
        _utf8 = [.. _codes.Select(Encoding.UTF8.GetBytes)];
        for (var i = 0; i < _codes.Length; i++)
        {
            _common.TryAdd(_codes[i], i);
        }
    }

    /// <summary>The list's name.</summary>
    public string List { get; }

    /// <summary>The map of a list for a system at an effective date.</summary>
    /// <exception cref="ExtractUnreadable">There is no such list.</exception>
    public static CodeMap For(CodeListSet sets, string list, string system, DateOnly effective)
    {
        if (!sets.Lists.TryGetValue(list, out var common))
        {
            throw new ExtractUnreadable("There is no such code list", list, nextStep: "Run `qdc check`.");
        }

        var map = new CodeMap(list, common.Entries);
        if (sets.Mappings.TryGetValue((list, system), out var mappings))
        {
            map.TakeMappings(mappings, effective);
        }
        else
        {
            for (var i = 0; i < map._codes.Length; i++)
            {
                map._byCode.TryAdd(TextFold.Code(map._codes[i]), i);
            }
        }

        return map;
    }

    /// <summary>The number of the common code that a source text stands for, <see cref="Unknown"/> or <see cref="Unmapped"/>.</summary>
    public int Find(ReadOnlySpan<byte> text)
    {
        if (_seen.TryGet(text, out var answer))
        {
            return answer;
        }

        var folded = TextFold.Code(Encoding.UTF8.GetString(text));
        answer = _byCode.TryGetValue(folded, out var byCode) ? byCode
            : _byLabel.TryGetValue(folded, out var byLabel) ? byLabel
            : Unmapped;
        _seen.Add(text, answer);
        return answer;
    }

    /// <summary>The number of a common code, or <see cref="Unmapped"/>.</summary>
    public int Common(string code) => _common.TryGetValue(code, out var index) ? index : Unmapped;

    /// <summary>A common code by its number.</summary>
    public string Code(int index) => _codes[index];

    /// <summary>A common code by its number, in UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8(int index) => _utf8[index];

    private void TakeMappings(IReadOnlyList<CodeMapping> mappings, DateOnly effective)
    {
        // The latest mapping in force wins; rows without a date hold always, the first of equal ones stands.
        foreach (var mapping in mappings.Where(m => m.ValidFrom is null || m.ValidFrom <= effective).OrderByDescending(m => m.ValidFrom ?? DateOnly.MinValue))
        {
            var to = mapping.Code.Length == 0 ? Unknown : Common(mapping.Code);
            _byCode.TryAdd(TextFold.Code(mapping.SourceCode), to);
            if (mapping.Label.Length > 0)
            {
                _byLabel.TryAdd(TextFold.Code(mapping.Label), to);
            }
        }
    }
}
