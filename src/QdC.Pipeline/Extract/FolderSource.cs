using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Extract;

/// <summary>Finds the deliveries in a source's folder. The folder is flat; files are told apart by the patterns of the system file.</summary>
public static class FolderSource
{
    /// <summary>Every file of the folder that an extract claims, with its manifest.</summary>
    public static FolderListing Find(SourceFile source, SystemFile system)
    {
        if (!Directory.Exists(source.Folder))
        {
            var problem = new Problem(
                "The source's folder is not there", source.Origin.Length > 0 ? source.Origin : source.System, source.Folder,
                NextStep: "Put the files there, or correct the area file.");
            return new FolderListing([], [], [problem]);
        }

        var names = Directory.EnumerateFiles(source.Folder).Select(Path.GetFileName).OfType<string>().Where(n => !Ignored(n)).Order(StringComparer.Ordinal).ToList();
        var problems = new List<Problem>();
        var claimed = new Dictionary<string, string>();
        var corrections = new HashSet<string>();
        var manifests = Manifests(source, system, names, claimed, problems);
        var beside = new HashSet<string>();
        var dates = system.EffectiveDate is { } dated ? Fitting(dated.File, null) : [];
        var files = new List<FoundFile>();
        foreach (var extract in system.Extracts.Where(e => e.Corrections is not null))
        {
            Claim(extract, extract.Corrections!, isCorrection: true);
        }

        foreach (var extract in system.Extracts)
        {
            Claim(extract, extract.File, isCorrection: false);
        }

        var order = system.Extracts.Select((e, i) => (e.Name, i)).ToDictionary(e => e.Name, e => e.i);
        return new FolderListing(
            [.. files.OrderBy(f => order[f.Extract.Name]).ThenBy(f => f.Manifest?.SnapshotDate ?? f.DateFromName ?? DateOnly.MaxValue).ThenBy(f => f.Sequence).ThenBy(f => f.Name, StringComparer.Ordinal)],
            [.. names.Where(n => !claimed.ContainsKey(n) && !beside.Contains(n)).Select(Masking.FileName)],
            problems);

        // A text file belongs to the first pattern it fits, and to every extract of that pattern. A workbook may hold several
        // extracts, a sheet each. A correction is no delivery.
        void Claim(ExtractDefinition extract, string glob, bool isCorrection)
        {
            var pattern = new FilePattern(glob);
            foreach (var name in names.Where(n => isCorrection || !corrections.Contains(n)))
            {
                if (!pattern.Matches(name, out var date) || (!claimed.TryAdd(name, glob) && claimed[name] != glob && extract.Xlsx is null))
                {
                    continue;
                }

                if (isCorrection)
                {
                    corrections.Add(name);
                }

                files.Add(new FoundFile
                {
                    Extract = extract,
                    Path = Path.Combine(source.Folder, name),
                    Name = name,
                    IsCorrection = isCorrection,
                    DateFromName = date,
                    Manifest = ManifestOf(name, date, manifests),
                    Joined = [.. extract.Joins.Select(join => (join, Fitting(join.File, date)))],
                    Beside = names,
                    DateColumn = system.EffectiveDate,
                    DateFiles = dates,
                });
            }
        }

        // Files that are read beside others, of the same date.
        IReadOnlyList<string> Fitting(string glob, DateOnly? day)
        {
            var pattern = new FilePattern(glob);
            var fitting = names.Where(n => pattern.Matches(n, out var date) && date == day).ToList();
            beside.UnionWith(fitting);
            return [.. fitting.Select(n => Path.Combine(source.Folder, n))];
        }
    }

    private static List<(DateOnly? Date, Manifest Manifest)> Manifests(
        SourceFile source, SystemFile system, List<string> names, Dictionary<string, string> claimed, List<Problem> problems)
    {
        var manifests = new List<(DateOnly?, Manifest)>();
        if (system.Manifest is null)
        {
            return manifests;
        }

        var pattern = new FilePattern(system.Manifest);
        foreach (var name in names)
        {
            if (!pattern.Matches(name, out var date))
            {
                continue;
            }

            claimed[name] = system.Manifest;
            try
            {
                manifests.Add((date, Manifest.Read(Path.Combine(source.Folder, name))));
            }
            catch (ExtractUnreadable e)
            {
                problems.Add(e.Problem);
            }
        }

        return manifests;
    }

    /// <summary>The manifest that names the file; else the only one of the file's date, which then does not speak of it.</summary>
    private static Manifest? ManifestOf(string name, DateOnly? date, List<(DateOnly? Date, Manifest Manifest)> manifests)
    {
        var naming = manifests.Where(m => m.Manifest.Of(name) is not null).OrderByDescending(m => m.Manifest.Sequence).FirstOrDefault();
        if (naming.Manifest is not null)
        {
            return naming.Manifest;
        }

        return date is null ? null : manifests.FirstOrDefault(m => m.Date == date || m.Manifest.SnapshotDate == date).Manifest;
    }

    // Lock files of office programs, hidden files and files still being copied.
    private static bool Ignored(string name) =>
        name.StartsWith('.') || name.StartsWith("~$", StringComparison.Ordinal) || name.EndsWith(".tmp", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".part", StringComparison.OrdinalIgnoreCase);
}
