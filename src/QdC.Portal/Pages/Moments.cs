using System.Globalization;
using QdC.Pipeline.Jobs;
using QdC.Portal.Web;

namespace QdC.Portal.Pages;

/// <summary>Moments and spans as people of an area say them.</summary>
internal static class Moments
{
    /// <summary>A moment, in the area's time zone.</summary>
    public static string At(AreaFile area, DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById(area.TimeZone)).ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>How long ago, roughly.</summary>
    public static string Ago(Preferences reader, TimeSpan span) =>
        span.TotalMinutes < 2 ? reader.Say("ara mateix", "ahora mismo", "just now")
        : span.TotalMinutes < 90 ? reader.Say($"fa {span.TotalMinutes:0} minuts", $"hace {span.TotalMinutes:0} minutos", $"{span.TotalMinutes:0} minutes ago")
        : span.TotalHours < 36 ? reader.Say($"fa {span.TotalHours:0} hores", $"hace {span.TotalHours:0} horas", $"{span.TotalHours:0} hours ago")
        : reader.Say($"fa {span.TotalDays:0} dies", $"hace {span.TotalDays:0} días", $"{span.TotalDays:0} days ago");

    /// <summary>How long something took.</summary>
    public static string Took(Preferences reader, TimeSpan span) => span.TotalSeconds < 100 ? $"{Seconds(reader, span.TotalSeconds)} s" : $"{(int)span.TotalMinutes} min {span.Seconds} s";

    /// <summary>Seconds, with one decimal.</summary>
    public static string Seconds(Preferences reader, double seconds) => seconds.ToString("0.0", CultureInfo.InvariantCulture).Replace(".", reader.Language == "en" ? "." : ",", StringComparison.Ordinal);
}
