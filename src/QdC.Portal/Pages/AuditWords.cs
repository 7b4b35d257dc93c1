using System.Text.RegularExpressions;
using QdC.Portal.Web;
using QdC.Warehouse;

namespace QdC.Portal.Pages;

/// <summary>What the audit log holds, in the reader's words. What is stored are the program's own, which stay; these stand beside them.</summary>
internal static partial class AuditWords
{
    private static readonly Dictionary<string, (string Ca, string Es, string En)> Kinds = new()
    {
        ["sign_in"] = ("entrada", "entrada", "sign-in"),
        ["sign_out"] = ("sortida", "salida", "sign-out"),
        ["refused"] = ("accés denegat", "acceso denegado", "refused"),
        ["export"] = ("exportació", "exportación", "export"),
        ["roll_back"] = ("tornada a una versió", "vuelta a una versión", "roll back"),
        ["refresh_order"] = ("actualització demanada", "actualización pedida", "refresh ordered"),
        ["backfill_order"] = ("nova càrrega demanada", "nueva carga pedida", "reload ordered"),
        ["job_stop"] = ("feina aturada", "trabajo detenido", "job stopped"),
        ["schedule_pause"] = ("àrea en pausa", "área en pausa", "area paused"),
        ["schedule_resume"] = ("àrea represa", "área reanudada", "area resumed"),
        ["schedule_change"] = ("horari canviat", "horario cambiado", "schedule changed"),
        ["finding_justify"] = ("incidència justificada", "incidencia justificada", "finding justified"),
        ["workbook_return"] = ("llibre d'incidències tornat", "libro de incidencias devuelto", "workbook of findings returned"),
        ["person_decision"] = ("decisió sobre persones", "decisión sobre personas", "decision on persons"),
        ["code_mapping"] = ("correspondència d'un codi", "correspondencia de un código", "code mapped"),
        ["system_draft"] = ("esborrany d'un sistema", "borrador de un sistema", "system drafted"),
        ["drift_accept"] = ("canvi acceptat", "cambio aceptado", "change accepted"),
    };

    /// <summary>The forms of stored details; a group named <c>word</c> is one of <see cref="Names"/>, or several with a comma between.</summary>
    private static readonly (string What, Regex Form, string Ca, string Es, string En)[] Details =
    [
        ("sign_in", OneTimeLink(), "enllaç d'un sol ús", "enlace de un solo uso", "one-time link"),
        ("export", Public(), "informe ${name}, ${period}, versió ${version}, per publicar", "informe ${name}, ${period}, versión ${version}, para publicar", "report ${name}, ${period}, version ${version}, public"),
        ("export", Report(), "informe ${name}, ${period}, versió ${version}", "informe ${name}, ${period}, versión ${version}", "report ${name}, ${period}, version ${version}"),
        ("export", Rejects(), "llibre d'incidències: ${n}", "libro de incidencias: ${n}", "workbook of findings: ${n}"),
        ("roll_back", RolledBack(), "a la versió ${to}, ara ${now}: ${why}", "a la versión ${to}, ahora ${now}: ${why}", "to version ${to}, now ${now}: ${why}"),
        ("roll_back", NotRolledBack(), "a la versió ${to}: no s'ha pogut", "a la versión ${to}: no se ha podido", "to version ${to}: it could not be done"),
        ("backfill_order", FromTheFirst(), "feina ${n}, des del primer lliurament", "trabajo ${n}, desde la primera entrega", "job ${n}, from the first delivery"),
        ("backfill_order", FromDay(), "feina ${n}, des del ${d}/${m}/${y}", "trabajo ${n}, desde el ${d}/${m}/${y}", "job ${n}, from ${d}/${m}/${y}"),
        ("job_stop", HadEnded(), "feina ${n}: ja havia acabat", "trabajo ${n}: ya había acabado", "job ${n}: it had ended"),
        ("", Job(), "feina ${n}", "trabajo ${n}", "job ${n}"),
        ("schedule_change", AsDeclared(), "com diu el fitxer de l'àrea", "como dice el fichero del área", "as the area's file says"),
        ("finding_justify", Finding(), "incidència ${n}", "incidencia ${n}", "finding ${n}"),
        ("workbook_return", AllTaken(), "${file}: ${n} valors recollits", "${file}: ${n} valores recogidos", "${file}: ${n} values taken"),
        ("workbook_return", Taken(), "${file}: ${n} valors recollits; no s'han fet servir: ${word}", "${file}: ${n} valores recogidos; no se han usado: ${word}", "${file}: ${n} values taken; not used: ${word}"),
        ("person_decision", Pair(), "parella ${pair}: ${word}", "pareja ${pair}: ${word}", "pair ${pair}: ${word}"),
        ("code_mapping", Mapped(), "${code}: ${word}", "${code}: ${word}", "${code}: ${word}"),
        ("system_draft", Tables(), "${system}: ${n} taules", "${system}: ${n} tablas", "${system}: ${n} tables"),
        ("system_draft", NotDrafted(), "${system}: ${word}", "${system}: ${word}", "${system}: ${word}"),
        ("drift_accept", Change(), "canvi ${n}: ${extract}, ${word} ${subject}", "cambio ${n}: ${extract}, ${word} ${subject}", "change ${n}: ${extract}, ${word} ${subject}"),
        ("", OneName(), "${word}", "${word}", "${word}"),
    ];

    private static readonly Dictionary<string, (string Ca, string Es, string En)> Names = new()
    {
        ["same"] = ("la mateixa persona", "la misma persona", "one person"),
        ["different"] = ("persones diferents", "personas distintas", "different persons"),
        ["Written"] = ("desat", "guardado", "written"),
        ["NotOfTheList"] = ("no és de la llista", "no es de la lista", "not of the list"),
        ["NoCode"] = ("sense codi", "sin código", "no code"),
        ["Known"] = ("ja es coneixia", "ya se conocía", "known already"),
        ["NotWritten"] = ("no s'ha pogut desar", "no se ha podido guardar", "could not be written"),
        ["Other"] = ("altres fulls", "otras hojas", "other sheets"),
        ["Unreadable"] = ("no es pot llegir", "no se puede leer", "unreadable"),
        ["OtherArea"] = ("és d'una altra àrea", "es de otra área", "of another area"),
        ["Empty"] = ("és buit", "está vacío", "empty"),
        ["NoFinding"] = ("cap incidència té el número", "ninguna incidencia tiene el número", "no finding has the number"),
        ["Twice"] = ("número repetit", "número repetido", "number repeated"),
        ["Corrected"] = ("ja era corregida", "ya estaba corregida", "corrected already"),
        ["NoCell"] = ("no és d'una sola casella", "no es de una sola casilla", "not about one cell"),
        ["NoFile"] = ("sense fitxer", "sin fichero", "no file"),
        ["NoWorkbook"] = ("no és cap llibre", "no es ningún libro", "no workbook"),
        ["TooBig"] = ("massa gran", "demasiado grande", "too large"),
        ["TooMany"] = ("massa fitxers", "demasiados ficheros", "too many files"),
        ["NoRun"] = ("l'àrea encara no s'ha carregat", "el área todavía no se ha cargado", "the area was never loaded"),
        [DriftKinds.ColumnNew] = ("columna nova", "columna nueva", "new column"),
        [DriftKinds.ColumnMissing] = ("falta la columna", "falta la columna", "missing column"),
        [DriftKinds.ColumnUnmatched] = ("columna que no hi ha", "columna que no está", "column that is not there"),
        [DriftKinds.ColumnRenamed] = ("altre nom de la columna", "otro nombre de la columna", "renamed column"),
        [DriftKinds.ColumnRetyped] = ("altra mena de valors a la columna", "otro tipo de valores en la columna", "other values in column"),
        [DriftKinds.CodeNew] = ("codi nou", "código nuevo", "new code"),
        [DriftKinds.Delimiter] = ("separador", "separador", "delimiter"),
        [DriftKinds.Encoding] = ("codificació", "codificación", "encoding"),
        [DriftKinds.HeaderLine] = ("línia de la capçalera", "línea de la cabecera", "header line"),
        [DriftKinds.Sheet] = ("full", "hoja", "sheet"),
        [DriftKinds.Gap] = ("dies sense lliurament", "días sin entrega", "days not delivered"),
        [DriftKinds.Volume] = ("volum", "volumen", "volume"),
    };

    /// <summary>What was done.</summary>
    public static string What(Preferences reader, string what) => Kinds.TryGetValue(what, out var said) ? reader.Say(said.Ca, said.Es, said.En) : what.Replace('_', ' ');

    /// <summary>The detail of an event; null where its stored words have no others: an address, a schedule, a name.</summary>
    public static string? Detail(Preferences reader, AuditEvent noted)
    {
        foreach (var (what, form, ca, es, en) in Details)
        {
            if ((what.Length == 0 || what == noted.What) && noted.Detail is { } detail && form.Match(detail) is { Success: true } match)
            {
                var names = match.Groups["word"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries);
                if (Array.TrueForAll(names, Names.ContainsKey))
                {
                    var words = string.Join(", ", names.Select(n => Names[n]).Select(n => reader.Say(n.Ca, n.Es, n.En)));
                    return match.Result(reader.Say(ca, es, en).Replace("${word}", words, StringComparison.Ordinal));
                }
            }
        }
        return null;
    }

    [GeneratedRegex("^one-time link$")]
    private static partial Regex OneTimeLink();

    [GeneratedRegex(@"^report (?<name>\S+), (?<period>.+), version (?<version>\d+), public$")]
    private static partial Regex Public();

    [GeneratedRegex(@"^report (?<name>\S+), (?<period>.+), version (?<version>\d+)$")]
    private static partial Regex Report();

    [GeneratedRegex(@"^rejects, (?<n>\d+) findings$")]
    private static partial Regex Rejects();

    [GeneratedRegex(@"^to (?<to>\d+), now (?<now>\d+): (?<why>.*)$", RegexOptions.Singleline)]
    private static partial Regex RolledBack();

    [GeneratedRegex(@"^to (?<to>\d+): ")]
    private static partial Regex NotRolledBack();

    [GeneratedRegex(@"^job (?<n>\d+) from the first$")]
    private static partial Regex FromTheFirst();

    [GeneratedRegex(@"^job (?<n>\d+) from (?<y>\d{4})-(?<m>\d\d)-(?<d>\d\d)$")]
    private static partial Regex FromDay();

    [GeneratedRegex(@"^job (?<n>\d+) had ended$")]
    private static partial Regex HadEnded();

    [GeneratedRegex(@"^job (?<n>\d+)$")]
    private static partial Regex Job();

    [GeneratedRegex("^as the area's file says$")]
    private static partial Regex AsDeclared();

    [GeneratedRegex(@"^finding (?<n>\d+)$")]
    private static partial Regex Finding();

    [GeneratedRegex(@"^(?<file>.+): (?<n>\d+) values taken, not used: none$")]
    private static partial Regex AllTaken();

    [GeneratedRegex(@"^(?<file>.+): (?<n>\d+) values taken, not used: (?<word>.+)$")]
    private static partial Regex Taken();

    [GeneratedRegex(@"^pair (?<pair>\S+): (?<word>same|different)$")]
    private static partial Regex Pair();

    [GeneratedRegex(@"^(?<code>.+): (?<word>\w+)$", RegexOptions.Singleline)]
    private static partial Regex Mapped();

    [GeneratedRegex(@"^(?<system>.*): (?<n>\d+) tables$")]
    private static partial Regex Tables();

    [GeneratedRegex(@"^(?<system>.*): (?<word>\w+)$")]
    private static partial Regex NotDrafted();

    [GeneratedRegex(@"^change (?<n>\d+): (?<extract>\S+) (?<word>[a-z_]+) (?<subject>.*)$", RegexOptions.Singleline)]
    private static partial Regex Change();

    [GeneratedRegex(@"^(?<word>\w+)$")]
    private static partial Regex OneName();
}
