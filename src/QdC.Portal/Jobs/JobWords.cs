using System.Globalization;
using QdC.Portal.Web;
using QdC.Warehouse;

namespace QdC.Portal.Jobs;

/// <summary>Jobs, their steps and moments in the reader's words.</summary>
/// <param name="reader">The reader's language.</param>
internal sealed class JobWords(Preferences reader)
{
    private static readonly string[][] Weekdays =
    [
        ["dl.", "dt.", "dc.", "dj.", "dv.", "ds.", "dg."],
        ["lun.", "mar.", "mié.", "jue.", "vie.", "sáb.", "dom."],
        ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    ];

    /// <summary>What a job does.</summary>
    public string Kind(JobKind kind) =>
        kind switch
        {
            JobKind.Refresh => reader.Say("Actualització", "Actualización", "Refresh"),
            JobKind.Backfill => reader.Say("Nova càrrega del que ja s'havia rebut", "Nueva carga de lo ya recibido", "Reload of what was received"),
            JobKind.Publish => reader.Say("Enviament a Power BI", "Envío a Power BI", "Sent to Power BI"),
            JobKind.Sync => reader.Say("Enviament al magatzem compartit", "Envío al almacén compartido", "Sent to the shared warehouse"),
            JobKind.Network => reader.Say("Conjunt de totes les àrees", "Conjunto de todas las áreas", "All areas together"),
            JobKind.Retention => reader.Say("Esborrat del que ja no s'ha de conservar", "Borrado de lo que ya no debe conservarse", "Removal of what is kept no longer"),
            _ => $"{kind}",
        };

    /// <summary>How a job stands or ended.</summary>
    public string State(AreaJob job) =>
        job switch
        {
            { EndedAt: null, StopBy: not null } => reader.Say("s'està aturant", "se está deteniendo", "is stopping"),
            { IsRunning: true } => reader.Say("en marxa", "en marcha", "running"),
            { EndedAt: null } => reader.Say("espera torn", "espera turno", "waits its turn"),
            { Outcome: JobOutcome.Done } => reader.Say("feta", "hecha", "done"),
            { Outcome: JobOutcome.Unchanged } => reader.Say("feta, sense novetats", "hecha, sin novedades", "done, nothing new"),
            { Outcome: JobOutcome.Stopped } => reader.Say($"aturada per {job.StopBy}", $"detenida por {job.StopBy}", $"stopped by {job.StopBy}"),
            _ => reader.Say("ha fallat", "ha fallado", "failed"),
        };

    /// <summary>Who asked.</summary>
    public string AskedBy(AreaJob job) => job.AskedBy ?? reader.Say("l'horari", "el horario", "the schedule");

    /// <summary>A step of a refresh.</summary>
    public string Step(string? step) =>
        step?.TrimStart("0123456789-".ToCharArray()) switch
        {
            null or "start" => reader.Say("comença", "empieza", "starting"),
            "pause" => reader.Say("espera per tornar-ho a provar", "espera para volver a intentarlo", "waits to try again"),
            "extract" => reader.Say("recull els fitxers", "recoge los ficheros", "collecting files"),
            "stage" => reader.Say("llegeix i valida", "lee y valida", "reading and validating"),
            "load" => reader.Say("carrega el que ha canviat", "carga lo que ha cambiado", "loading what changed"),
            "check" => reader.Say("comprova les regles", "comprueba las reglas", "checking rules"),
            "link" => reader.Say("relaciona les persones", "relaciona las personas", "linking people"),
            "dimensions" => reader.Say("construeix les dimensions", "construye las dimensiones", "building dimensions"),
            "facts" => reader.Say("construeix els fets", "construye los hechos", "building facts"),
            "marts" => reader.Say("calcula els indicadors", "calcula los indicadores", "computing figures"),
            "test" => reader.Say("prova la versió nova", "prueba la versión nueva", "testing the new version"),
            "publish" => reader.Say("publica", "publica", "publishing"),
            "retention" => reader.Say("esborra el que ja no s'ha de conservar", "borra lo que ya no debe conservarse", "removing what is kept no longer"),
            var other => other,
        };

    /// <summary>A moment beside now, both in the same time zone: <c>demà a les 3:30</c>.</summary>
    public string When(DateTimeOffset moment, DateTimeOffset now)
    {
        var days = (moment.Date - now.Date).Days;
        var day = days switch
        {
            0 => reader.Say("avui", "hoy", "today"),
            1 => reader.Say("demà", "mañana", "tomorrow"),
            -1 => reader.Say("ahir", "ayer", "yesterday"),
            _ => $"{Weekdays[reader.Language switch { "es" => 1, "en" => 2, _ => 0 }][((int)moment.DayOfWeek + 6) % 7]} {moment.ToString(moment.Year == now.Year || Math.Abs(days) < 180 ? "d/M" : "d/M/yyyy", CultureInfo.InvariantCulture)}",
        };
        var at = moment.Hour == 1 ? reader.Say("a la", "a la", "at") : reader.Say("a les", "a las", "at");
        return $"{day} {at} {moment.ToString("H:mm", CultureInfo.InvariantCulture)}";
    }

    /// <summary>How long something takes or took: <c>2 min 5 s</c>.</summary>
    public static string Long(TimeSpan span) =>
        span < TimeSpan.FromMinutes(1) ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (int)span.TotalSeconds)} s")
        : span < TimeSpan.FromHours(1) ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes} min {span.Seconds} s")
        : span < TimeSpan.FromDays(3) ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes} min")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays} d");

    /// <summary>A count as the reader writes it.</summary>
    public string Count(long n) => n.ToString("#,0", CultureInfo.InvariantCulture).Replace(",", reader.Language == "en" ? "," : ".", StringComparison.Ordinal);

    /// <summary>A time zone: <c>hora de Madrid</c>.</summary>
    public string Zone(string zone)
    {
        var place = zone.Split('/')[^1].Replace('_', ' ');
        return reader.Say($"hora de {place}", $"hora de {place}", $"{place} time");
    }
}
