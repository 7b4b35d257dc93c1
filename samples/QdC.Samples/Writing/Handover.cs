using QdC.Samples.Extracts;
using QdC.Samples.Territory;

namespace QdC.Samples.Writing;

/// <summary>A delivery to be written.</summary>
/// <param name="Folder">Folder of the area; each system has one below it.</param>
/// <param name="Area">The area.</param>
/// <param name="Day">The delivery's effective date.</param>
/// <param name="From">First day of the rolling extracts.</param>
/// <param name="Index">The delivery's place in the order, from 0.</param>
/// <param name="Rows">The rows of an extract.</param>
internal sealed record Handover(
    string Folder,
    AreaProfile Area,
    DateOnly Day,
    DateOnly From,
    int Index,
    Func<ExtractShape, IEnumerable<Row>> Rows
)
{
    /// <summary>The folder of a system, made when it is not there.</summary>
    public string FolderOf(string system) => Directory.CreateDirectory(Path.Combine(Folder, system)).FullName;
}
