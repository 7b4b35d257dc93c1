using QdC.Pipeline.SentBack;
using QdC.Portal.Web;
using QdC.Warehouse;

namespace QdC.Portal.Pages.Quality;

/// <summary>What is said of faults in the data.</summary>
internal static class QualityWords
{
    /// <summary>What a finding does to its row.</summary>
    public static string Of(Preferences reader, Severity severity) =>
        severity == Severity.Error ? reader.Say("rebutjada", "rechazada", "rejected") : reader.Say("consulta", "consulta", "query");

    /// <summary>Where a finding stands.</summary>
    public static string Of(Preferences reader, FindingState state) =>
        state switch
        {
            FindingState.Corrected => reader.Say("corregida", "corregida", "corrected"),
            FindingState.Justified => reader.Say("justificada", "justificada", "justified"),
            _ => reader.Say("oberta", "abierta", "open"),
        };

    /// <summary>What the program's own words of a reason hold, and what is to be done, in Catalan, Spanish and English; the first that fits.</summary>
    private static readonly (string[] Said, string Ca, string Es, string En)[] Reasons =
    [
        (["Drift:"], "El que arriba ha canviat: mireu-ho i accepteu-ho a «Canvis en el que arriba».", "Lo que llega ha cambiado: mírelo y acéptelo en «Cambios en lo que llega».", "What arrives has changed: look at it and accept it under “Changes in what arrives”."),
        (["records against"], "Porta moltes menys o moltes més files que l'anterior: confirmeu-ho amb el consell i accepteu-lo, o demaneu-lo de nou.", "Trae muchas menos o muchas más filas que la anterior: confírmelo con el consejo y acéptela, o pídala de nuevo.", "It has far fewer or far more rows than the one before: confirm it with the council and accept it, or ask for it again."),
        (["joined"], "Falta o falla un altre fitxer del mateix lliurament: demaneu-lo al consell.", "Falta o falla otro fichero de la misma entrega: pídalo al consejo.", "Another file of the same delivery is missing or faulty: ask the council for it."),
        (["required column", "Required columns"], "Falten columnes que calen: demaneu el fitxer amb les columnes de sempre, o corregiu la correspondència.", "Faltan columnas necesarias: pida el fichero con las columnas de siempre, o corrija la correspondencia.", "Columns that are needed are missing: ask for the file with its usual columns, or correct the mapping."),
        (["is empty", "no header"], "El fitxer és buit o no té capçalera: demaneu-lo de nou.", "El fichero está vacío o no tiene cabecera: pídalo de nuevo.", "The file is empty or has no header: ask for it again."),
        (["larger", "longer", "more files", "nested"], "És més gran del que s'accepta: demaneu què ha passat a qui l'envia.", "Es mayor de lo que se acepta: pregunte qué ha pasado a quien lo envía.", "It is larger than is accepted: ask whoever sends it what happened."),
        (["damaged", "cut", "well-formed", "never closed", "quoting", "SHA", "hash"], "El fitxer ha arribat tallat o malmès: demaneu-lo de nou.", "El fichero ha llegado cortado o dañado: pídalo de nuevo.", "The file arrived cut or damaged: ask for it again."),
        (["encrypted", "leads out", "same name", "document type", "first bytes", "extension", "neither text"], "No és un fitxer de la forma declarada, o no és segur obrir-lo: demaneu-lo en la forma acordada.", "No es un fichero de la forma declarada, o no es seguro abrirlo: pídalo en la forma acordada.", "It is no file of the declared form, or not safe to open: ask for it in the form agreed."),
        (["date", "day"], "No se sap de quin dia són les dades: ha de dir-ho el nom del fitxer o el manifest.", "No se sabe de qué día son los datos: debe decirlo el nombre del fichero o el manifiesto.", "Nothing says of which day its data are: the file's name or the manifest must."),
    ];

    /// <summary>Why a delivery is not in and what is to be done, in the reader's words; the program's own stand beside them.</summary>
    public static string Why(Preferences reader, string? reason) =>
        Reasons.FirstOrDefault(r => r.Said.Any(s => reason?.Contains(s, StringComparison.OrdinalIgnoreCase) == true)) is { Ca: { } ca } found
            ? reader.Say(ca, found.Es, found.En)
            : reader.Say("No s'ha pogut prendre: mireu què en diu el programa, i demaneu el fitxer de nou.", "No se ha podido tomar: mire qué dice el programa y pida el fichero de nuevo.", "It could not be taken: see what the program says, and ask for the file again.");

    /// <summary>Where a delivery stands that is not in.</summary>
    public static string Of(Preferences reader, DeliveryState state) =>
        state switch
        {
            DeliveryState.Waiting => reader.Say("sense data", "sin fecha", "no date"),
            DeliveryState.Held => reader.Say("retingut", "retenida", "held"),
            _ => reader.Say("no s'ha pogut llegir", "no se ha podido leer", "could not be read"),
        };

    /// <summary>What to do about a finding.</summary>
    public static string WhatToDo(Preferences reader, RecordedFinding found) =>
        found.State switch
        {
            FindingState.Corrected => reader.Say("Res: ja és corregida.", "Nada: ya está corregida.", "Nothing: it is corrected."),
            FindingState.Justified => reader.Say($"Res: {found.Reason}", $"Nada: {found.Reason}", $"Nothing: {found.Reason}"),
            _ when found.Finding is { Line: null } or { Column: null, Field: null } => reader.Say("Corregiu-ho a l'origen o envieu el fitxer corregit.", "Corríjalo en origen o envíe el fichero corregido.", "Correct it at the source, or send the corrected file."),
            _ when found.Finding.Severity == Severity.Error => reader.Say("Corregiu-ho a l'origen o poseu el valor correcte al llibre.", "Corríjalo en origen o ponga el valor correcto en el libro.", "Correct it at the source, or put the right value into the workbook."),
            _ => reader.Say("Corregiu-ho a l'origen o al llibre, o expliqueu per què és correcte.", "Corríjalo en origen o en el libro, o explique por qué es correcto.", "Correct it at the source or in the workbook, or say why it is right."),
        };

    /// <summary>Why something of a workbook is not used.</summary>
    public static string Of(Preferences reader, SentBackUnused unused) =>
        unused.Why switch
        {
            SentBackWhy.Unreadable => reader.Say("El llibre no es pot llegir o se n'ha canviat la forma. Baixeu-lo de nou i ompliu només la columna groga.", "El libro no se puede leer o se ha cambiado su forma. Descárguelo de nuevo y rellene solo la columna amarilla.", "The workbook cannot be read, or its form was changed. Download it again and fill in the yellow column only."),
            SentBackWhy.OtherArea => reader.Say("És el llibre d'una altra àrea.", "Es el libro de otra área.", "It is another area's workbook."),
            SentBackWhy.Empty => reader.Say("No hi ha cap valor a la columna groga.", "No hay ningún valor en la columna amarilla.", "The yellow column is empty."),
            SentBackWhy.Known => reader.Say("Aquest llibre ja va entrar.", "Este libro ya entró.", "This workbook was taken before."),
            SentBackWhy.NoFinding => reader.Say("El número no és de cap incidència d'aquesta àrea.", "El número no es de ninguna incidencia de esta área.", "The number is no finding of this area."),
            SentBackWhy.Twice => reader.Say("Més d'una fila porta el mateix número: deixeu-ne una.", "Más de una fila lleva el mismo número: deje una.", "Several rows bear the same number: leave one."),
            SentBackWhy.Corrected => reader.Say("La incidència ja és corregida.", "La incidencia ya está corregida.", "The finding is corrected already."),
            SentBackWhy.NoCell => reader.Say("La incidència no és d'una sola casella: envieu el fitxer corregit.", "La incidencia no es de una sola casilla: envíe el fichero corregido.", "The finding is not about one cell: send the corrected file."),
            _ => reader.Say("No és cap llibre d'incidències baixat d'aquí.", "No es ningún libro de incidencias descargado de aquí.", "It is no workbook of findings downloaded from here."),
        };
}
