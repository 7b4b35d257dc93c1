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
            _ when found.Finding.Severity == Severity.Error => reader.Say("Corregiu-ho a l'origen o poseu el valor bo al llibre.", "Corríjalo en origen o ponga el valor bueno en el libro.", "Correct it at the source, or put the right value into the workbook."),
            _ => reader.Say("Corregiu-ho com una rebutjada o digueu per què és bo.", "Corríjalo como una rechazada o diga por qué está bien.", "Correct it as one rejected, or say why it is right."),
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
