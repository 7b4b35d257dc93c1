using System.Globalization;
using QdC.Warehouse;

namespace QdC.Pipeline.Report;

/// <summary>Versions as people name them: by number, or by the name they are held under.</summary>
internal static class ReportVersions
{
    /// <summary>Opens one; the current one without a name.</summary>
    /// <exception cref="VersionMissing">There is none of that name.</exception>
    public static AreaVersion Open(AreaStore store, string? named) =>
        named is null ? store.OpenCurrent()
        : AsNumber(store, named) is { } number ? store.OpenRead(number)
        : store.OpenNamed(named);

    /// <summary>Its number.</summary>
    /// <exception cref="VersionMissing">There is none of that name.</exception>
    public static int Number(AreaStore store, string named)
    {
        using var version = Open(store, named);
        return version.Version;
    }

    /// <summary>The number a text is; null when it is a name.</summary>
    public static int? AsNumber(AreaStore store, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && !store.Holds.Any(h => h.Name == text) ? number : null;
}
