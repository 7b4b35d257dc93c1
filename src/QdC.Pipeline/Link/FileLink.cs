using QdC.Pipeline.Stage.Delimited;
using QdC.Warehouse;

namespace QdC.Pipeline.Link;

/// <summary>A file of persons to link.</summary>
public sealed record FileLinkRequest
{
    /// <summary>The file, CSV or workbook.</summary>
    public required string File { get; init; }

    /// <summary>What its columns say.</summary>
    public required PersonFields Fields { get; init; }

    /// <summary>Where its rows go, each with its <c>cluster_id</c>; null writes none.</summary>
    public string? Output { get; init; }

    /// <summary>Where the pairs go, each with the agreement of every field; null writes none.</summary>
    public string? Pairs { get; init; }

    /// <summary>The column that tells which records are one person; null when it is not known.</summary>
    public string? Truth { get; init; }

    /// <summary>A model that is applied as it is when the file is there, and trained and written when it is not; null trains one and keeps it nowhere.</summary>
    public string? Model { get; init; }
}

/// <summary>What linking a file gave; it names nobody.</summary>
/// <param name="File">The file.</param>
/// <param name="Records">Records read.</param>
/// <param name="People">Clusters they fell into.</param>
/// <param name="Joined">Pairs that were joined directly.</param>
/// <param name="Review">Pairs that somebody has to look at.</param>
/// <param name="Conflicts">Those of them with an identifier that speaks both for and against.</param>
/// <param name="PairsCompared">Pairs compared.</param>
/// <param name="ShareCompared">Their share of all pairs.</param>
/// <param name="ModelTrained">True when a model was trained, false when one was applied.</param>
/// <param name="Truth">How well the clusters agree with the truth, where it is known.</param>
/// <param name="Fields">The model that was applied.</param>
public sealed record FileLinkResult(
    string File,
    int Records,
    int People,
    int Joined,
    int Review,
    int Conflicts,
    long PairsCompared,
    double ShareCompared,
    bool ModelTrained,
    PairMeasure? Truth,
    IReadOnlyList<FieldModel> Fields);

/// <summary>Links the records of one file.</summary>
public static class FileLink
{
    /// <summary>Reads, links and writes.</summary>
    public static FileLinkResult Run(FileLinkRequest request)
    {
        var file = new PersonFile(request.File);
        var frozen = request.Model is { } path && System.IO.File.Exists(path) ? LinkModel.Read(path) : null;
        var (records, truth) = file.Read(request.Fields, request.Truth);
        var linked = Linker.Run(records, frozen);
        if (request.Output is { } output)
        {
            LinkOutput.WriteClusters(file, linked, output);
        }
        if (request.Pairs is { } pairs)
        {
            LinkOutput.WritePairs(linked, pairs);
        }
        if (request.Model is { } kept && frozen is null)
        {
            linked.Model.Write(kept);
        }
        return new FileLinkResult(
            file.Name,
            records.Count,
            linked.Clusters,
            linked.Found.Count(p => p.Outcome == LinkOutcome.Same),
            linked.Found.Count(p => p.Outcome == LinkOutcome.Review),
            linked.Found.Count(p => p.Outcome == LinkOutcome.Review && p.Rung == Rung.Conflict),
            linked.Pairs,
            records.Count < 2 ? 0 : linked.Pairs / (records.Count * (records.Count - 1.0) / 2),
            frozen is null,
            truth is null ? null : PairMeasure.Of(truth, linked.ClusterOf),
            linked.Model.Fields);
    }
}

/// <summary>Writes what linking gave.</summary>
internal static class LinkOutput
{
    private const string ClusterColumn = "cluster_id";

    /// <summary>The input's columns as they are, and the cluster of each record.</summary>
    public static void WriteClusters(PersonFile file, LinkResult linked, string path)
    {
        using var reader = file.Open();
        if (reader.Header.Contains(ClusterColumn))
        {
            throw new ClusterColumnTaken($"The file has a column {ClusterColumn} already", file.Name);
        }
        using var writer = Writer(path);
        var line = new System.Text.StringBuilder();
        void Row(Func<int, string> cell, int columns, string cluster)
        {
            line.Clear();
            for (var i = 0; i < columns; i++)
            {
                line.Append(CleanCsv.Quoted(cell(i))).Append(',');
            }
            writer.WriteLine(line.Append(cluster));
        }
        var width = reader.Header.Count;
        Row(i => reader.Header[i], width, ClusterColumn);
        for (var record = 0; reader.Read(); record++)
        {
            Row(i => PersonFile.Text(reader, i), width, linked.ClusterOf[record].ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The pairs that were joined or have to be looked at: records by their place in the file, from 1, and the agreement, without values.</summary>
    public static void WritePairs(LinkResult linked, string path)
    {
        using var writer = Writer(path);
        var fields = Comparison.All.Where(c => linked.Model.Of(c.Slot) is not null).ToList();
        writer.WriteLine("record_a,record_b,cluster_a,cluster_b,outcome,rule,weight," + string.Join(',', fields.Select(f => $"{f.Slot.Name()},{f.Slot.Name()}_weight")));
        foreach (var pair in linked.Found)
        {
            var agreement = fields.Select(f =>
                Slots.Level(pair.Pattern, f.Slot) is > 0 and var level
                    ? FormattableString.Invariant($"{CleanCsv.Quoted(f.Levels[level - 1].Name)},{linked.Model.Of(f.Slot)!.Levels[level - 1].Weight:0.00}")
                    : ",");
            writer.WriteLine(FormattableString.Invariant(
                $"{pair.A + 1},{pair.B + 1},{linked.ClusterOf[pair.A]},{linked.ClusterOf[pair.B]},{pair.Outcome.ToString().ToLowerInvariant()},{(pair.Rung == Rung.None ? "model" : pair.Rung.ToString().ToLowerInvariant())},{pair.Weight:0.00},{string.Join(',', agreement)}"));
        }
    }

    private static StreamWriter Writer(string path) => new(path, append: false, new System.Text.UTF8Encoding(false));
}

/// <summary>The result cannot be written as it is asked for.</summary>
public sealed class ClusterColumnTaken(string what, string where)
    : TerminalException(new Problem(what, Where: where, NextStep: "Leave the column out of the file."));
