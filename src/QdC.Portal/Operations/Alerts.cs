using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Mail;
using Microsoft.Extensions.Logging;
using QdC.Pipeline.Jobs;
using QdC.Portal.Jobs;
using QdC.Portal.Settings;
using QdC.Portal.Web;
using QdC.Warehouse;

namespace QdC.Portal.Operations;

/// <summary>
/// Tells somebody when an area's refresh fails, and when its data get older than is promised: by webhook and mail, each thing once. What could not
/// be told is tried again some minutes later.
/// </summary>
public sealed class Alerts(PortalFiles files, QdcHome home, AlertBook book, JobBook jobs, PortalSettings settings, Outside outside, TimeProvider clock, ILogger<Alerts> log)
{
    private const string Failed = "job_failed", Old = "data_old", Stale = "data_stale", Fresh = "data_fresh";

    /// <summary>Raises the failure of a job.</summary>
    public void JobFailed(AreaJob job) => book.Raise(job.Area, Failed, job.Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>Raises what has become too old, and what is fresh again; then tells everything that nobody was told yet.</summary>
    public async Task Round(CancellationToken cancel)
    {
        foreach (var area in files.Jobs.Areas.Values.Where(a => !a.OnRequest))
        {
            Look(area);
        }
        foreach (var alert in book.Take())
        {
            if (await Tell(alert, cancel))
            {
                book.Told(alert.Id);
            }
        }
    }

    private void Look(AreaFile area)
    {
        var now = Freshness.Of(home, area, clock);
        var since = now.Since?.ToString("O", CultureInfo.InvariantCulture) ?? "never";
        switch (now.State)
        {
            case FreshnessState.Old:
                book.Raise(area.Area, Old, since);
                break;
            case FreshnessState.Stale:
                book.Raise(area.Area, Stale, since);
                break;
            case FreshnessState.Fresh when book.Last(area.Area, Old, Stale, Fresh) is { Kind: not Fresh }:
                book.Raise(area.Area, Fresh, since);
                break;
        }
    }

    private async Task<bool> Tell(AreaAlert alert, CancellationToken cancel)
    {
        var (title, text) = Words(alert);
        log.LogWarning("{Area}: {Kind}: {Text}", alert.Area, alert.Kind, text);
        try
        {
            if (outside.Webhook is { } address)
            {
                var link = settings.Installation.Portal is { } portal ? new Uri(portal.PublicUrl, $"/programacio#{alert.Area}") : null;
                using var answer = await outside.Http.PostAsJsonAsync(address, new { kind = alert.Kind, area = alert.Area, raised_at = alert.RaisedAt, title, text, link }, cancel);
                answer.EnsureSuccessStatusCode();
            }
            if (outside.Mail is { } mail)
            {
                await Send(mail, title, text, cancel);
            }
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or SmtpException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            log.LogError("{Area}: an alert could not be told ({Kind}); it is tried again", alert.Area, e.GetType().Name);
            return false;
        }
    }

    private async Task Send(MailSettings mail, string title, string text, CancellationToken cancel)
    {
        using var client = new SmtpClient(mail.Server, mail.Port)
        {
            EnableSsl = !(IPAddress.TryParse(mail.Server, out var address) ? IPAddress.IsLoopback(address) : mail.Server == "localhost"),
            Credentials = mail.User is { } user ? new NetworkCredential(user, outside.MailPassword) : null,
        };
        using var message = new MailMessage { From = new MailAddress(mail.From), Subject = title, Body = text };
        mail.To.ToList().ForEach(message.To.Add);
        await client.SendMailAsync(message, cancel);
    }

    private (string Title, string Text) Words(AreaAlert alert)
    {
        var reader = new Preferences(settings.Installation.Operations.Language, null);
        var area = files.Jobs.Areas.GetValueOrDefault(alert.Area);
        var name = area?.Name ?? reader.Say("Totes les àrees", "Todas las áreas", "All areas");
        var (title, text) = alert.Kind switch
        {
            Failed => (reader.Say("ha fallat una feina", "ha fallado un trabajo", "a job failed"), Job(alert, reader)),
            Old => (reader.Say("les dades es fan velles", "los datos se hacen viejos", "data are getting old"), Age(alert, area!.WarnAfter, reader)),
            Stale => (reader.Say("les dades són més velles del que es promet", "los datos son más viejos de lo prometido", "data are older than promised"), Age(alert, area!.StopAfter, reader)),
            _ => (reader.Say("les dades tornen a estar al dia", "los datos vuelven a estar al día", "data are fresh again"), reader.Say("L'última execució ha anat bé.", "La última ejecución ha ido bien.", "The last run ended well.")),
        };
        return ($"QdC · {name}: {title}", $"{name}: {text}");
    }

    private string Job(AreaAlert alert, Preferences reader) =>
        jobs.Find(long.Parse(alert.About, CultureInfo.InvariantCulture)) is not { } job ? ""
        : $"{new JobWords(reader).Kind(job.Kind)} {reader.Say("ha fallat", "ha fallado", "failed")}. {job.Error}. {reader.Say("El que se servia es continua servint.", "Lo que se servía se sigue sirviendo.", "What was served is served still.")}";

    private static string Age(AreaAlert alert, TimeSpan promised, Preferences reader) =>
        DateTimeOffset.TryParse(alert.About, CultureInfo.InvariantCulture, DateTimeStyles.None, out var since)
            ? reader.Say($"L'última execució que va anar bé va començar el {since:d/M/yyyy} a les {since:H:mm} UTC; el límit són {promised.TotalHours:0} hores.", $"La última ejecución que fue bien empezó el {since:d/M/yyyy} a las {since:H:mm} UTC; el límite son {promised.TotalHours:0} horas.", $"The last run that ended well began on {since:yyyy-MM-dd} at {since:H:mm} UTC; the limit is {promised.TotalHours:0} hours.")
            : reader.Say("Cap execució no ha anat bé encara.", "Ninguna ejecución ha ido bien todavía.", "No run has ended well yet.");
}
