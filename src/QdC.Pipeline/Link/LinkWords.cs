using System.Globalization;

namespace QdC.Pipeline.Link;

/// <summary>What linking says, in the words of those who read it: fields, levels of agreement, rules and outcomes in Catalan, Spanish and English.</summary>
public sealed class LinkWords
{
    private static readonly Dictionary<string, (string Ca, string Es, string En)> Fields = new()
    {
        ["given_name"] = ("nom", "nombre", "given name"),
        ["surname1"] = ("primer cognom", "primer apellido", "first surname"),
        ["surname2"] = ("segon cognom", "segundo apellido", "second surname"),
        ["birth_date"] = ("data de naixement", "fecha de nacimiento", "birth date"),
        ["sex"] = ("sexe", "sexo", "sex"),
        ["document"] = ("document", "documento", "document"),
        ["cip"] = ("CIP", "CIP", "CIP"),
        ["nass"] = ("NASS", "NASS", "NASS"),
        ["phone"] = ("telèfon", "teléfono", "telephone"),
        ["street"] = ("adreça", "dirección", "street"),
        ["postcode"] = ("codi postal", "código postal", "postcode"),
        ["municipality"] = ("municipi", "municipio", "municipality"),
    };

    private static readonly Dictionary<string, (string Ca, string Es)> Levels = new()
    {
        ["equal"] = ("igual", "igual"),
        ["different"] = ("diferent", "diferente"),
        ["close"] = ("gairebé igual", "casi igual"),
        ["similar"] = ("semblant", "parecido"),
        ["one name in Catalan and Spanish"] = ("el mateix nom en català i castellà", "el mismo nombre en catalán y castellano"),
        ["one within the other"] = ("l'un dins de l'altre", "uno dentro del otro"),
        ["swapped with the second"] = ("intercanviat amb el segon", "intercambiado con el segundo"),
        ["swapped with the given name"] = ("intercanviat amb el nom", "intercambiado con el nombre"),
        ["a part in common"] = ("una part en comú", "una parte en común"),
        ["a word in common"] = ("una paraula en comú", "una palabra en común"),
        ["day and month swapped"] = ("dia i mes intercanviats", "día y mes intercambiados"),
        ["one keystroke apart"] = ("difereix en una tecla", "difiere en una tecla"),
        ["two keystrokes apart"] = ("difereix en dues tecles", "difiere en dos teclas"),
        ["same year, one on 1 January"] = ("mateix any, un a 1 de gener", "mismo año, uno a 1 de enero"),
        ["two of day, month and year"] = ("dos de dia, mes i any", "dos de día, mes y año"),
        ["both valid, different"] = ("vàlids tots dos i diferents", "válidos ambos y diferentes"),
    };

    private static readonly Dictionary<string, (string Ca, string Es, string En)> Rules = new()
    {
        ["m1"] = ("document igual (M1)", "documento igual (M1)", "equal document (M1)"),
        ["m2"] = ("CIP igual (M2)", "CIP igual (M2)", "equal CIP (M2)"),
        ["m3"] = ("NASS igual (M3)", "NASS igual (M3)", "equal NASS (M3)"),
        ["m4"] = ("totes les dades iguals (M4)", "todos los datos iguales (M4)", "all particulars equal (M4)"),
        ["model"] = ("el model", "el modelo", "the model"),
        ["doubt"] = ("identificador igual, la resta no prou", "identificador igual, lo demás no lo bastante", "equal identifier, the rest not enough"),
        ["conflict"] = ("conflicte: un identificador per a dues persones", "conflicto: un identificador para dos personas", "conflict: one identifier on two persons"),
        ["two_documents"] = ("dos documents vàlids", "dos documentos válidos", "two valid documents"),
        ["decided"] = ("decidit", "decidido", "decided"),
    };

    private static readonly Dictionary<string, (string Ca, string Es, string En)> Outcomes = new()
    {
        ["same"] = ("una persona", "una persona", "one person"),
        ["different"] = ("dues persones", "dos personas", "two persons"),
        ["review"] = ("cal mirar-ho", "hay que mirarlo", "to be looked at"),
    };

    private readonly string _language;

    private LinkWords(string language) => _language = language;

    /// <summary>The words of a language: ca, es or en.</summary>
    public static LinkWords In(string language) => new(language);

    /// <summary>A field's name.</summary>
    public string Field(string field) => Say(Fields[field]);

    /// <summary>A level of agreement.</summary>
    public string Level(string level) => Say((Levels[level].Ca, Levels[level].Es, level));

    /// <summary>What decided on a pair.</summary>
    public string Rule(string rule) => Say(Rules[rule]);

    /// <summary>What became of a pair.</summary>
    public string Outcome(string outcome) => Say(Outcomes[outcome]);

    /// <summary>How each field of a pair agrees, for example <c>nom igual · data de naixement diferent</c>.</summary>
    public string Agreement(PersonPair pair) => string.Join(" · ", pair.Agreement.Select(a => $"{Field(a.Key)} {Level(a.Value.Level)}"));

    /// <summary>The odds that two records are one person, in bits: 6.6 are 99 to 1.</summary>
    public static string Weight(double bits) => bits.ToString("0.0", CultureInfo.InvariantCulture) + " bits";

    private string Say((string Ca, string Es, string En) words) => _language switch
    {
        "ca" => words.Ca,
        "es" => words.Es,
        _ => words.En,
    };
}
