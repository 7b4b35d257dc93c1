using QdC.Metrics;
using QdC.Pipeline.Extract;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Plan;

/// <summary>Finds the files that are joined to a delivery. Without all of them, whole and one each, it is not read: its rows would have empty fields.</summary>
internal static class JoinedFiles
{
    /// <summary>The files, in the order of the extract's joins, each with its hash.</summary>
    /// <exception cref="ExtractUnreadable">One is missing, stands twice, is cut, or is not what its name says.</exception>
    public static IReadOnlyList<(JoinedPart Part, string Hash, long Bytes)> Of(FoundFile file) =>
        [.. file.Joined.Select(joined => Of(file, joined.Join, joined.Paths))];

    private static (JoinedPart Part, string Hash, long Bytes) Of(FoundFile file, JoinDefinition join, IReadOnlyList<string> paths)
    {
        if (paths is not [var path])
        {
            var near = NearestName.Of(join.File, file.Beside);
            throw new ExtractUnreadable(
                paths.Count == 0 ? $"The file joined to {Masking.FileName(file.Name)} is not there" : $"Several files may be joined to {Masking.FileName(file.Name)}",
                join.Origin,
                paths.Count == 0 ? null : string.Join(", ", paths.Select(p => Masking.FileName(Path.GetFileName(p)))),
                file.DateFromName is { } day ? $"one file {join.File} of {day:yyyy-MM-dd}" : $"one file {join.File}",
                near is null || paths.Count > 0 ? "Put it into the same folder; the delivery waits for it." : $"Is it {Masking.FileName(near)}? Correct the pattern, or the file's name.");
        }

        FileGuard.Check(path, join.Form);
        using var content = SourceBytes.Open(path);
        var (name, hash) = (Path.GetFileName(path), Landing.HashOf(content));
        if (file.Manifest?.KnownCuts(name, () => hash) is [var cut, ..])
        {
            throw new ExtractUnreadable("A joined file is cut", join.Origin, $"{Masking.FileName(name)}: {cut}", nextStep: "Ask the council to export it again.");
        }

        return (new JoinedPart(join.Name, Masking.FileName(name), path, file.Manifest?.Of(name)?.Rows), hash, SourceBytes.Length(path));
    }
}
