using System.Globalization;
using QdC.Samples.Extracts;

namespace QdC.Samples.Writing;

/// <summary>How a version of a system writes: its words, dates that are text, and the headers that differ from the first version's.</summary>
/// <param name="Codes">Its words for codes.</param>
internal sealed record WrittenVersion(CodeBook Codes)
{
    /// <summary>The first effective date of deliveries that it writes.</summary>
    public DateOnly From { get; init; }

    /// <summary>The form of dates that are text.</summary>
    public string DateForm { get; init; } = "dd/MM/yyyy";

    /// <summary>Headers that differ from the first version's, by <c>extract.field</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The headers of a field, where the first version calls it so.</summary>
    public string[] HeadersOf(ExtractShape shape, string field, string[] first) => Headers.TryGetValue($"{shape.Name}.{field}", out var header) ? [header] : first;

    /// <summary>A day as text.</summary>
    public string Text(DateOnly day) => day.ToString(DateForm, CultureInfo.InvariantCulture);
}
