using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace QdC.Portal.Web;

/// <summary>Addresses within the portal.</summary>
internal static class Addresses
{
    /// <summary>True for a path of this portal, which is safe to go back to.</summary>
    public static bool IsLocal(string address) => address is ['/', not ('/' or '\\'), ..] or "/" && !address.Contains('\\') && !address.Any(char.IsControl);

    /// <summary>A whole number of a query; null where it gives none.</summary>
    /// <exception cref="BadHttpRequestException">It gives something else.</exception>
    public static long? Number(string? text) =>
        string.IsNullOrEmpty(text) ? null : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new BadHttpRequestException("no number");

    /// <summary>An address with one value of its query set, or taken out where it is null.</summary>
    public static string With(string address, params IReadOnlyList<(string Name, string? Value)> changes)
    {
        var parts = address.Split('?', 2);
        var kept = (parts.Length == 1 ? "" : parts[1]).Split('&', StringSplitOptions.RemoveEmptyEntries).Where(p => !changes.Any(c => p.Split('=')[0] == c.Name));
        var query = string.Join('&', kept.Concat(changes.Where(c => c.Value is not null).Select(c => $"{c.Name}={Uri.EscapeDataString(c.Value!)}")));
        return query.Length == 0 ? parts[0] : $"{parts[0]}?{query}";
    }
}
