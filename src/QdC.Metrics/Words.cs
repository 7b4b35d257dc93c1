namespace QdC.Metrics;

/// <summary>What readers see, in the three languages of the product.</summary>
/// <param name="Ca">Catalan: the language of names in the model of Power BI.</param>
/// <param name="Es">Spanish.</param>
/// <param name="En">English.</param>
public sealed record Words(string Ca, string Es, string En)
{
    /// <summary>The cultures of the model, Catalan first, by language.</summary>
    public static readonly IReadOnlyList<(string Language, string Culture)> Cultures = [("ca", "ca-ES"), ("es", "es-ES"), ("en", "en-US")];

    /// <summary>Those of a language.</summary>
    public string this[string language] => language switch { "es" => Es, "en" => En, _ => Ca };

    /// <summary>As one text that tells the languages apart: a line each, or a single one where all say the same.</summary>
    public string ToLines() => Ca == Es && Es == En ? OneLine(Ca) : string.Join('\n', OneLine(Ca), OneLine(Es), OneLine(En));

    /// <summary>The line of a language; a text that is not written by <see cref="ToLines"/> says the same in all.</summary>
    public static string Line(string lines, string language) => lines.Split('\n') is [var ca, var es, var en] ? new Words(ca, es, en)[language] : lines;

    /// <summary>One text that stands for all languages.</summary>
    public static implicit operator Words(string text) => new(text, text, text);

    /// <summary>A text for each language.</summary>
    public static implicit operator Words((string Ca, string Es, string En) texts) => new(texts.Ca, texts.Es, texts.En);

    /// <summary>Texts as the definitions give them.</summary>
    public static Words Of(IReadOnlyDictionary<string, string> texts) => new(texts["ca"], texts["es"], texts["en"]);

    /// <summary>What is said in each language.</summary>
    public static Words Of(Func<string, string> say) => new(say("ca"), say("es"), say("en"));

    /// <summary>The same sentence about a thing in each language.</summary>
    public Words In(string ca, string es, string en) => new(ca.Replace("{0}", Ca, StringComparison.Ordinal), es.Replace("{0}", Es, StringComparison.Ordinal), en.Replace("{0}", En, StringComparison.Ordinal));

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
