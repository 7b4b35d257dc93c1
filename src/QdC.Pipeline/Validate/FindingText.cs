using System.Text.Json;
using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Validate;

/// <summary>Findings in the words of a language: what is wrong and what would be right.</summary>
/// <param name="lists">The code lists.</param>
/// <param name="language">ca, es or en.</param>
public sealed class FindingText(CodeListSet lists, string language)
{
    private const int ListedCodes = 12;
    private const string None = "…";

    /// <summary>The sentence of a finding.</summary>
    public string Sentence(Finding finding)
    {
        if (!RuleCatalogue.All.TryGetValue(finding.Rule, out var rule))
        {
            return finding.Rule; // of a release that had other rules
        }
        var facts = Facts(finding.Args);
        facts["loaded"] = facts.TryGetValue("loaded_line", out var line) ? Word($"línia {line}", $"línea {line}", $"line {line}") : None;
        facts["differ"] = facts.TryGetValue("differ", out var columns)
            ? string.Join(", ", columns.Split('|').Select(c => c switch { DuplicateCheck.Identity => Word("la identitat", "la identidad", "the identity"), DuplicateCheck.Flaws => Word("valors no vàlids", "valores no válidos", "values that are not valid"), _ => c }))
            : None;
        facts["field"] = finding.Field ?? "";
        facts["column"] = finding.Column ?? finding.Field ?? "";
        facts["value"] = finding.Masked ?? "";
        facts["record"] = finding.RecordNo ?? "";
        return Whole(rule.Sentence(language, facts));
    }

    /// <summary>A sentence without what nothing is known of.</summary>
    private static string Whole(string sentence) =>
        sentence.Replace($" ({None})", "", StringComparison.Ordinal).Replace($": {None}.", ".", StringComparison.Ordinal);

    /// <summary>What a rule says of any row, without a column or a value of its own.</summary>
    public string RuleSentence(string code)
    {
        if (!RuleCatalogue.All.TryGetValue(code, out var rule))
        {
            return code;
        }
        var field = Word("el camp", "el campo", "the field");
        var text = Whole(rule.Sentence(language, new Dictionary<string, string> { ["field"] = field, ["column"] = field, ["value"] = None, ["record"] = None, ["effective"] = None, ["loaded"] = None, ["differ"] = None }))
            .Replace($" {None} ", " ", StringComparison.Ordinal)
            .Replace(" de el ", " del ", StringComparison.Ordinal);
        text = text.StartsWith(None, StringComparison.Ordinal) ? Word("el valor", "el valor", "the value") + text[None.Length..] : text;
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    /// <summary>What would be right; null when the sentence says it all.</summary>
    public string? Allowed(Finding finding)
    {
        var facts = Facts(finding.Args);
        if (facts.GetValueOrDefault("list") is { Length: > 0 } list)
        {
            return Codes(list, finding.System);
        }
        if (facts.TryGetValue("allowed", out var forms))
        {
            return forms;
        }
        if (facts.TryGetValue("decimal", out var mark))
        {
            return Word($"un nombre; decimals amb «{mark}»", $"un número; decimales con «{mark}»", $"a number; decimals with '{mark}'");
        }
        if (facts.TryGetValue("effective", out var day))
        {
            return Word($"fins al {day}", $"hasta el {day}", $"up to {day}");
        }
        if (facts.TryGetValue("characters", out var length))
        {
            return Word($"{length} caràcters", $"{length} caracteres", $"{length} characters");
        }
        if (facts.TryGetValue("once", out var once))
        {
            return Word($"un sol valor a {once}", $"un solo valor en {once}", $"one value in {once}");
        }
        return facts.TryGetValue("expected", out var fields) ? Word($"{fields} camps", $"{fields} campos", $"{fields} fields") : null;
    }

    private string Codes(string list, string system)
    {
        var codes =
            lists.Mappings.TryGetValue((list, system), out var mapping) ? mapping.Select(m => m.SourceCode == m.Label || m.Label.Length == 0 ? m.SourceCode : $"{m.SourceCode} {m.Label}").Distinct().ToList()
            : lists.Lists.TryGetValue(list, out var common) ? common.Entries.Select(e => $"{e.Code} {e.Labels[language]}").ToList()
            : [];
        return codes.Count is > 0 and <= ListedCodes
            ? string.Join("; ", codes)
            : Word($"un codi de la llista {list}", $"un código de la lista {list}", $"a code of the list {list}");
    }

    /// <summary>The code list that a finding's facts name; null when they name none.</summary>
    internal static string? ListOf(string? args) => Facts(args).GetValueOrDefault("list") is { Length: > 0 } list ? list : null;

    private static Dictionary<string, string> Facts(string? args)
    {
        if (args is null)
        {
            return [];
        }
        try
        {
            using var json = JsonDocument.Parse(args);
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString()) : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private string Word(string ca, string es, string en) => language switch { "ca" => ca, "es" => es, _ => en };
}
