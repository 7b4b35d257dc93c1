namespace QdC.Publish.PowerBi;

/// <summary>What readers see, in the three languages of the product.</summary>
/// <param name="Ca">Catalan: the language of names in the model.</param>
/// <param name="Es">Spanish.</param>
/// <param name="En">English.</param>
public sealed record Words(string Ca, string Es, string En)
{
    /// <summary>The cultures of the model, Catalan first, by language.</summary>
    public static readonly IReadOnlyList<(string Language, string Culture)> Cultures = [("ca", "ca-ES"), ("es", "es-ES"), ("en", "en-US")];

    /// <summary>Those of a language.</summary>
    public string this[string language] => language switch { "es" => Es, "en" => En, _ => Ca };

    /// <summary>Texts as the definitions give them.</summary>
    public static Words Of(IReadOnlyDictionary<string, string> texts) => new(texts["ca"], texts["es"], texts["en"]);

    /// <summary>The same sentence about a thing in each language.</summary>
    public Words In(string ca, string es, string en) => new(ca.Replace("{0}", Ca, StringComparison.Ordinal), es.Replace("{0}", Es, StringComparison.Ordinal), en.Replace("{0}", En, StringComparison.Ordinal));
}
