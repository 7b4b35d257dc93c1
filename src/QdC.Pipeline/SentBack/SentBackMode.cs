using System.Globalization;
using QdC.Warehouse;

namespace QdC.Pipeline.SentBack;

/// <summary>The mode of a delivery made from a reject workbook: which delivery it corrects, and how many such deliveries the workbook gave.</summary>
/// <param name="Corrects">The delivery whose rows were sent back.</param>
/// <param name="Parts">Deliveries made of the same workbook.</param>
public readonly record struct SentBackMode(long Corrects, int Parts)
{
    private const string Prefix = "rejects:";

    /// <summary>The mode of a delivery; null when it is no workbook sent back.</summary>
    public static SentBackMode? Of(Delivery delivery)
    {
        if (delivery.Facts.Mode is not { } mode || !mode.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var parts = mode[Prefix.Length..].Split('/');
        return new SentBackMode(long.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>The delivery in which the rows stand: itself, or for a workbook sent back the one it corrects.</summary>
    public static long OriginOf(Delivery delivery) => Of(delivery)?.Corrects ?? delivery.DeliveryId;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Corrects}/{Parts}");
}
