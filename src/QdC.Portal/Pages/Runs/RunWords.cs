using QdC.Pipeline.Diff;
using QdC.Portal.Web;
using QdC.Warehouse;

namespace QdC.Portal.Pages.Runs;

/// <summary>Runs and differences in words.</summary>
internal static class RunWords
{
    /// <summary>How a run ended.</summary>
    public static string Of(Preferences reader, RunOutcome outcome) =>
        outcome switch
        {
            RunOutcome.Published => reader.Say("publicada", "publicada", "published"),
            RunOutcome.Unchanged => reader.Say("sense res de nou", "sin nada nuevo", "nothing new"),
            RunOutcome.Failed => reader.Say("ha fallat", "ha fallado", "failed"),
            RunOutcome.Cancelled => reader.Say("aturada", "detenida", "stopped"),
            RunOutcome.Lost => reader.Say("perduda", "perdida", "lost"),
            _ => reader.Say("en curs", "en curso", "running"),
        };

    /// <summary>The colour of an outcome.</summary>
    public static string Tone(RunOutcome outcome) =>
        outcome switch { RunOutcome.Published => "good", RunOutcome.Failed or RunOutcome.Lost => "bad", RunOutcome.Cancelled => "warn", _ => "" };

    /// <summary>What a step does.</summary>
    public static string Step(Preferences reader, string step) =>
        step switch
        {
            "stage" => reader.Say("llegir i validar", "leer y validar", "read and validate"),
            "join" => reader.Say("ajuntar els fitxers", "juntar los ficheros", "join the files"),
            "load" => reader.Say("carregar", "cargar", "load"),
            "observe" => reader.Say("observacions", "observaciones", "observations"),
            "3-link" => reader.Say("donar claus als registres", "dar claves a los registros", "give records their keys"),
            "link" => reader.Say("reconèixer persones", "reconocer personas", "link people"),
            "4-dimensions" => reader.Say("dimensions", "dimensiones", "dimensions"),
            "5-facts" => reader.Say("fets", "hechos", "facts"),
            "6-marts" => reader.Say("indicadors", "indicadores", "figures"),
            "star" => reader.Say("quadrar l'estrella", "cuadrar la estrella", "balance the star"),
            "test" => reader.Say("proves", "pruebas", "tests"),
            _ => step,
        };

    /// <summary>A number of a balance.</summary>
    public static string Term(Preferences reader, string term) =>
        term switch
        {
            "records" or "read" => reader.Say("llegides", "leídas", "read"),
            "loaded" => reader.Say("carregades", "cargadas", "loaded"),
            "unchanged" => reader.Say("sense canvis", "sin cambios", "unchanged"),
            "rejected" => reader.Say("rebutjades", "rechazadas", "rejected"),
            "duplicate" => reader.Say("duplicades", "duplicadas", "duplicate"),
            "absent" => reader.Say("absents", "ausentes", "absent"),
            _ => term,
        };

    /// <summary>Why something differs.</summary>
    public static string Of(Preferences reader, DiffCause cause) =>
        cause switch
        {
            DiffCause.New => reader.Say("dades noves", "datos nuevos", "new data"),
            DiffCause.Late => reader.Say("arribades tard", "llegadas tarde", "came late"),
            DiffCause.Corrected => reader.Say("correcció lliurada", "corrección entregada", "correction delivered"),
            DiffCause.Restated => reader.Say("un lliurament posterior diu una altra cosa", "una entrega posterior dice otra cosa", "a newer delivery says otherwise"),
            DiffCause.Mapping => reader.Say("llegides amb una altra correspondència", "leídas con otra correspondencia", "read with another mapping"),
            DiffCause.Relinked => reader.Say("és una altra persona", "es otra persona", "stands for another person"),
            DiffCause.Erased => reader.Say("esborrades", "borradas", "erased"),
            DiffCause.Withdrawn => reader.Say("lliurament retirat", "entrega retirada", "delivery withdrawn"),
            _ => reader.Say("ha canviat la definició", "ha cambiado la definición", "the definition changed"),
        };

    /// <summary>How records differ.</summary>
    public static string Of(Preferences reader, RowChange change) =>
        change switch
        {
            RowChange.Added => reader.Say("afegits", "añadidos", "added"),
            RowChange.Changed => reader.Say("canviats", "cambiados", "changed"),
            RowChange.Retired => reader.Say("ja no hi són", "ya no están", "no longer there"),
            RowChange.Returned => reader.Say("han tornat", "han vuelto", "returned"),
            RowChange.Gone => reader.Say("desapareguts", "desaparecidos", "gone"),
            RowChange.History => reader.Say("historial", "historial", "history"),
            _ => reader.Say("d'una altra persona", "de otra persona", "of another person"),
        };
}
