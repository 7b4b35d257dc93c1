using QdC.Metrics;

namespace QdC.Pipeline.Report;

/// <summary>The words of reports that are no figure's, in one language.</summary>
internal sealed class ReportWords(string language)
{
    private static readonly Dictionary<string, (string Ca, string Es, string En)> Words = new()
    {
        ["years_close"] = ("Els anys es tanquen {0} dies després d'acabar.", "Los años se cierran {0} días después de acabar.", "Years are closed {0} days after they end."),
        ["months_close"] = ("Els mesos es tanquen {0} dies després d'acabar.", "Los meses se cierran {0} días después de acabar.", "Months are closed {0} days after they end."),
        ["restated"] = (
            "El que s'ha dit després sobre euros d'un període tancat en canvia les xifres.",
            "Lo que se ha dicho después sobre euros de un periodo cerrado cambia sus cifras.",
            "What was told later of a closed period's euros changes its figures."
        ),
        ["posted"] = (
            "El que s'ha dit després sobre euros d'un període tancat compta el dia que es va dir; el període tancat no canvia.",
            "Lo que se ha dicho después sobre euros de un periodo cerrado cuenta el día en que se dijo; el periodo cerrado no cambia.",
            "What was told later of a closed period's euros counts on the day it was told; the closed period stays as it was."
        ),
        ["corrections_told"] = ("Fins ara: {0}, amb un saldo de {1} €; l'última, del {2}.", "Hasta ahora: {0}, con un saldo de {1} €; la última, del {2}.", "So far: {0}, of {1} € in all; the last of {2}."),
        ["indicator"] = ("Indicador", "Indicador", "Indicator"),
        ["indicators"] = ("Indicadors", "Indicadores", "Indicators"),
        ["unit"] = ("Unitat", "Unidad", "Unit"),
        ["change"] = ("Variació", "Variación", "Change"),
        ["change_share"] = ("Variació %", "Variación %", "Change %"),
        ["state"] = ("Observacions", "Observaciones", "Remarks"),
        ["total"] = ("Total", "Total", "Total"),
        ["by"] = (" per ", " por ", " by "),
        ["and"] = (" i ", " y ", " and "),
        ["period"] = ("Període", "Periodo", "Period"),
        ["month"] = ("mes", "mes", "month"),
        ["quarter"] = ("trimestre", "trimestre", "quarter"),
        ["year"] = ("any", "año", "year"),
        ["rolling12"] = ("dotze mesos", "doce meses", "twelve months"),
        ["points"] = (" punts", " puntos", " points"),
        ["more"] = (" i altres xifres", " y otras cifras", " and other figures"),
        ["findings"] = ("Incidències", "Incidencias", "Faults"),
        ["findings_by_rule"] = ("Incidències obertes per regla", "Incidencias abiertas por regla", "Open faults by rule"),
        ["deliveries"] = ("Files llegides per sistema i extracció", "Filas leídas por sistema y extracción", "Rows read by system and extract"),
        ["changes"] = ("Xifres que canvien", "Cifras que cambian", "Figures that differ"),
        ["system"] = ("Sistema", "Sistema", "System"),
        ["extract"] = ("Extracció", "Extracción", "Extract"),
        ["severity"] = ("Gravetat", "Gravedad", "Severity"),
        ["error"] = ("rebutjada", "rechazada", "rejected"),
        ["query"] = ("consulta", "consulta", "query"),
        ["what"] = ("Què passa", "Qué pasa", "What is wrong"),
        ["count"] = ("Nombre", "Número", "Count"),
        ["number"] = ("Número", "Número", "Number"),
        ["place"] = ("Fitxer, full i línia", "Fichero, hoja y línea", "File, sheet and line"),
        ["column"] = ("Columna", "Columna", "Column"),
        ["record"] = ("Registre", "Registro", "Record"),
        ["received"] = ("Valor rebut", "Valor recibido", "Received"),
        ["allowed"] = ("Valors admesos", "Valores admitidos", "Allowed"),
        ["do"] = ("Què cal fer", "Qué hay que hacer", "What to do"),
        ["do_error"] = ("Corregiu-ho a l'origen: la fila no compta fins llavors.", "Corríjalo en el origen: la fila no cuenta hasta entonces.", "Correct it at the source: the row does not count until then."),
        ["do_query"] = ("Corregiu-ho a l'origen, o digueu per què és correcte.", "Corríjalo en el origen, o diga por qué es correcto.", "Correct it at the source, or say why it is right."),
        ["seen"] = ("Vista des de", "Vista desde", "First seen"),
        ["data_date"] = ("Dades a", "Datos a", "Data as of"),
        ["read"] = ("Llegides", "Leídas", "Read"),
        ["loaded"] = ("Carregades", "Cargadas", "Loaded"),
        ["unchanged"] = ("Sense canvis", "Sin cambios", "Unchanged"),
        ["rejected"] = ("Rebutjades", "Rechazadas", "Rejected"),
        ["duplicate"] = ("Duplicades", "Duplicadas", "Duplicate"),
        ["before"] = ("Abans", "Antes", "Before"),
        ["after"] = ("Ara", "Ahora", "Now"),
        ["cause"] = ("Causa", "Causa", "Cause"),
        ["against"] = ("canvis de la versió {0} a la {1}", "cambios de la versión {0} a la {1}", "changes from version {0} to {1}"),
        ["no_change"] = ("Cap xifra del període no ha canviat.", "Ninguna cifra del periodo ha cambiado.", "No figure of the period has changed."),
        ["one_version"] = ("No hi ha cap versió anterior amb què comparar.", "No hay ninguna versión anterior con que comparar.", "There is no version before to compare with."),
        ["today"] = (
            "Diu l'estat d'avui i no el d'una versió guardada; demaneu l'informe sense --as-of.",
            "Dice el estado de hoy y no el de una versión guardada; pida el informe sin --as-of.",
            "It tells today's state and not that of a held version; ask for the report without --as-of."
        ),
        ["inside"] = ("És només per a l'àrea.", "Es solo para el área.", "It is for the area only."),
        ["send_back"] = (
            "El llibre que s'omple i es retorna es fa amb: qdc rejects {0} --export incidencies.xlsx",
            "El libro que se rellena y se devuelve se hace con: qdc rejects {0} --export incidencias.xlsx",
            "The workbook to fill in and send back is made by: qdc rejects {0} --export faults.xlsx"
        ),
        ["everything"] = ("Tot el que s'ha lliurat", "Todo lo que se ha entregado", "Everything that was delivered"),
        ["areas"] = ("Les àrees", "Las áreas", "The areas"),
        ["area"] = ("Àrea", "Área", "Area"),
        ["inhabitants"] = ("Habitants", "Habitantes", "Inhabitants"),
        ["like_size"] = ("Mida semblant", "Tamaño parecido", "Of like size"),
        ["yes"] = ("sí", "sí", "yes"),
        ["no"] = ("no", "no", "no"),
        ["rank"] = ("Lloc", "Puesto", "Rank"),
        ["of"] = (" de ", " de ", " of "),
        ["comparison"] = ("L'àrea entre les altres", "El área entre las demás", "The area among the others"),
        ["rank_note"] = (
            "Lloc entre les àrees de mida semblant, de la meitat al doble d'habitants; l'1 és la xifra més alta, no la millor.",
            "Puesto entre las áreas de tamaño parecido, de la mitad al doble de habitantes; el 1 es la cifra más alta, no la mejor.",
            "Rank among areas of like size, from half to twice the inhabitants; 1 is the highest figure, not the best."
        ),
        ["unpublished"] = ("No es publica fora de l'àrea.", "No se publica fuera del área.", "Not published outside the area."),
        ["counts"] = ("Totals amb la regla de recompte", "Totales con la regla de recuento", "Totals with their counting rule"),
        ["by_action"] = ("Per data d'acció", "Por fecha de acción", "By day of action"),
        ["by_registration"] = ("Per data de registre", "Por fecha de registro", "By day of registration"),
        ["rule"] = ("Com es compta", "Cómo se cuenta", "How it is counted"),
        ["no_registration"] = ("el que es compta no té data de registre", "lo que se cuenta no tiene fecha de registro", "what is counted has no day of registration"),
        ["rudel"] = ("Variables de la Fitxa 1", "Variables de la Ficha 1", "Variables of Fitxa 1"),
        ["rudel_missing"] = (
            "Cap ens no ha donat la llista de variables: copieu-la del formulari d'EACAT a code-lists/rudel-fitxa-1.csv (variable, label, metric, where, counted_by).",
            "Ningún ente ha dado la lista de variables: cópiela del formulario de EACAT en code-lists/rudel-fitxa-1.csv (variable, label, metric, where, counted_by).",
            "No council has given the list of variables: copy it from the EACAT form to code-lists/rudel-fitxa-1.csv (variable, label, metric, where, counted_by)."
        ),
        ["variable"] = ("Variable", "Variable", "Variable"),
        ["on_the_form"] = ("Al formulari", "En el formulario", "On the form"),
        ["figure"] = ("Xifra", "Cifra", "Figure"),
        ["is_figure"] = ("Quina xifra és", "Qué cifra es", "Which figure it is"),
        ["counted"] = ("Recompte", "Recuento", "Counted"),
        ["staffing"] = ("Professionals davant de l'estàndard de la Cartera", "Profesionales ante el estándar de la Cartera", "Professionals against the Cartera's standard"),
        ["professionals"] = ("Professionals", "Profesionales", "Professionals"),
        ["per_15000"] = ("Per 15.000 habitants", "Por 15.000 habitantes", "Per 15,000 inhabitants"),
        ["months_due"] = ("Mesos que correspondrien", "Meses que corresponderían", "Months due"),
        ["months_worked"] = ("Mesos contractats", "Meses contratados", "Months under contract"),
        ["of_standard"] = ("Sobre l'estàndard", "Sobre el estándar", "Of the standard"),
        ["staffing_note"] = (
            "Mesos de jornada completa: cada mes compta qui té contracte l'últim dia, per la part de jornada que fa.",
            "Meses de jornada completa: cada mes cuenta quien tiene contrato el último día, por la parte de jornada que hace.",
            "Full-time months: each month counts who is under contract on its last day, by the part of a full week."
        ),
        ["agreed_shares"] = ("Part del Departament i part acordada", "Parte del Departamento y parte acordada", "The Department's share and the agreed one"),
        ["executed"] = ("Executat", "Ejecutado", "Executed"),
        ["department"] = ("Del Departament", "Del Departamento", "Of the Department"),
        ["share"] = ("Part", "Parte", "Share"),
        ["agreed"] = ("Part acordada", "Parte acordada", "Agreed share"),
        ["would_be"] = ("Segons l'acord", "Según el acuerdo", "As agreed"),
        ["difference"] = ("Diferència", "Diferencia", "Difference"),
        ["agreed_note"] = (
            "La part acordada de cada línia és al fitxer de l'àrea (contract_programme); si no s'hi diu res, el 66 %.",
            "La parte acordada de cada línea está en el fichero del área (contract_programme); si no se dice nada, el 66 %.",
            "The agreed share of each line stands in the area's file (contract_programme); where it says nothing, 66 %."
        ),
        ["no_line"] = (
            "Cap línia de despesa no diu de quina línia del Contracte Programa és.",
            "Ninguna línea de gasto dice de qué línea del Contrato Programa es.",
            "No line of cost says which line of the Contracte Programa it stands on."
        ),
        ["reconciliation"] = ("El que es va declarar i el que diu el magatzem", "Lo que se declaró y lo que dice el almacén", "What was returned and what the warehouse says"),
        ["in_year"] = ("Any", "Año", "Year"),
        ["returned"] = ("Declarat", "Declarado", "Returned"),
        ["warehouse"] = ("Magatzem", "Almacén", "Warehouse"),
        ["held_version"] = ("Versió {0}", "Versión {0}", "Version {0}"),
        ["likely"] = ("Causa probable", "Causa probable", "Likely cause"),
        ["where_from"] = ("D'on surt", "De dónde sale", "Where from"),
        ["agrees"] = ("coincideix", "coincide", "agrees"),
        ["changed_since"] = ("era la xifra de la versió guardada, i ha canviat", "era la cifra de la versión guardada, y ha cambiado", "it was the held version's figure, which has changed"),
        ["not_held_either"] = ("tampoc no era la xifra de la versió guardada", "tampoco era la cifra de la versión guardada", "it was not the held version's figure either"),
        ["is_by_registration"] = ("és la xifra comptada per data de registre", "es la cifra contada por fecha de registro", "it is the figure counted by day of registration"),
        ["is_by_action"] = ("és la xifra comptada per data d'acció", "es la cifra contada por fecha de acción", "it is the figure counted by day of action"),
        ["is_provisional"] = ("la xifra és provisional: les dades no arriben al final de l'any", "la cifra es provisional: los datos no llegan al final del año", "the figure is provisional: data do not reach the end of the year"),
        ["no_such_year"] = ("no hi ha dades d'aquell any", "no hay datos de ese año", "there are no data of that year"),
        ["cause_unknown"] = ("cap causa que es pugui dir: compareu com es compta amb la portada", "ninguna causa que se pueda decir: compare cómo se cuenta con la portada", "no cause that can be told: compare how it is counted with the cover"),
        ["against_held"] = (
            "Amb --against i el nom de la versió que es va guardar en declarar, també diu què ha canviat des de llavors i per què.",
            "Con --against y el nombre de la versión que se guardó al declarar, también dice qué ha cambiado desde entonces y por qué.",
            "With --against and the name of the version held when it was returned, it also tells what has changed since, and why."
        ),
        ["not_whole"] = (
            "El total no és la suma de les files: qui compta en més d'una, al total compta una vegada.",
            "El total no es la suma de las filas: quien cuenta en más de una, en el total cuenta una vez.",
            "The total is not the sum of the rows: who counts in more than one counts once in the total."
        ),
    };

    /// <summary>The language.</summary>
    public string Language => language;

    /// <summary>A word.</summary>
    public string this[string key] => Of(Words[key]);

    /// <summary>A text of three in this language.</summary>
    public string Of((string Ca, string Es, string En) text) => language switch { "ca" => text.Ca, "es" => text.Es, _ => text.En };

    /// <summary>What a table is cut by, after the word for by: <c> per sexe i equip</c>.</summary>
    public string By(IEnumerable<string> names) => this["by"] + string.Join(this["and"], names.Select(Small));

    /// <summary>A figure's name and what it is cut by.</summary>
    public string Cut(Metric metric, IReadOnlyList<string> dimensions) => metric.Texts[language].Name + (dimensions.Count == 0 ? "" : By(dimensions));

    /// <summary>With a capital first.</summary>
    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>With a small letter first, unless it is an abbreviation.</summary>
    public static string Small(string text) => text.Length > 1 && char.IsUpper(text[1]) ? text : char.ToLowerInvariant(text[0]) + text[1..];
}
