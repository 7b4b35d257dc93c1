using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Extract;

/// <summary>Finds the deliveries in a source's folder, and in its archives. The folder is flat; files are told apart by the patterns of the system file.</summary>
internal static class FolderSource
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

        var problems = new List<Problem>();
        var entries = Entries(source, system, problems);
        var claimed = new Dictionary<string, string>();
        var corrections = new HashSet<string>();
        var manifests = Manifests(system, entries, claimed, problems);
        var beside = new HashSet<string>();
        var dates = system.EffectiveDate is { } dated ? entries.Select(e => e.Archive).Distinct().ToDictionary(archive => archive, archive => Fitting(dated.File, null, archive)) : [];
        var files = new List<FoundFile>();
        foreach (var extract in system.Extracts.Where(e => e.Corrections is not null))
        {
            Claim(extract, extract.Corrections!, isCorrection: true);
        }

        foreach (var extract in system.Extracts.Where(e => e.Keys is not null))
        {
            Claim(KeyList.Reading(extract), extract.Keys!.File, isCorrection: false, isKeyList: true);
        }

        foreach (var extract in system.Extracts)
        {
            Claim(extract, extract.File, isCorrection: false);
        }

        var order = system.Extracts.Select((e, i) => (e.Name, i)).ToDictionary(e => e.Name, e => e.i);
        return new FolderListing(
            [.. files.OrderBy(f => order[f.Extract.Name]).ThenBy(f => f.Manifest?.SnapshotDate ?? f.DateFromName ?? DateOnly.MaxValue).ThenBy(f => f.Sequence).ThenBy(f => f.Name, StringComparer.Ordinal)],
            [.. entries.Where(e => !claimed.ContainsKey(e.Path) && !beside.Contains(e.Path)).Select(e => e.Archive.Length == 0 ? Masking.FileName(e.Name) : $"{Masking.FileName(e.Archive)}/{Masking.FileName(e.Name)}")],
            problems);

        // A text file belongs to the first pattern it fits, and to every extract of that pattern. A workbook may hold several
        // extracts, a sheet each. A correction or a list of keys is no delivery of rows.
        void Claim(ExtractDefinition extract, string glob, bool isCorrection, bool isKeyList = false)
        {
            var pattern = new FilePattern(glob);
            foreach (var entry in entries.Where(e => isCorrection || isKeyList || !corrections.Contains(e.Path)))
            {
                if (!entry.Fits(pattern, out var date) || (!claimed.TryAdd(entry.Path, glob) && claimed[entry.Path] != glob && extract.Xlsx is null))
                {
                    continue;
                }

                if (isCorrection || isKeyList)
                {
                    corrections.Add(entry.Path);
                }

                files.Add(new FoundFile
                {
                    Extract = extract,
                    Path = entry.Path,
                    Name = entry.Name,
                    IsCorrection = isCorrection,
                    IsKeyList = isKeyList,
                    DateFromName = date,
                    Manifest = ManifestOf(entry, date, manifests),
                    Joined = [.. extract.Joins.Select(join => (join, Fitting(join.File, date, entry.Archive)))],
                    Beside = [.. entries.Where(e => e.Archive == entry.Archive).Select(e => e.Name)],
                    DateColumn = system.EffectiveDate,
                    DateFiles = dates.GetValueOrDefault(entry.Archive) ?? [],
                });
            }
        }

        // Files that are read beside others: of the same date, and of the same archive where they came in one.
        IReadOnlyList<string> Fitting(string glob, DateOnly? day, string archive)
        {
            var pattern = new FilePattern(glob);
            var fitting = entries.Where(e => e.Archive == archive && pattern.Matches(e.Name, out var own) && (own ?? (day is null ? null : e.ArchiveDate)) == day).Select(e => e.Path).ToList();
            beside.UnionWith(fitting);
            return fitting;
        }
    }

    /// <summary>The files of the folder, and those in its archives.</summary>
    private static List<Entry> Entries(SourceFile source, SystemFile system, List<Problem> problems)
    {
        var entries = new List<Entry>();
        var archives = system.Archives is { } glob ? new FilePattern(glob) : null;
        foreach (var name in Directory.EnumerateFiles(source.Folder).Select(Path.GetFileName).OfType<string>().Where(n => !Ignored(n)).Order(StringComparer.Ordinal))
        {
            var path = Path.Combine(source.Folder, name);
            DateOnly? date = null;
            if (archives?.Matches(name, out date) != true)
            {
                entries.Add(new Entry(name, path, "", null));
                continue;
            }

            try
            {
                entries.AddRange(
                    Archive.Members(path).Select(member => new Entry(Path.GetFileName(member), Path.Combine(path, member), name, date)).Where(e => !Ignored(e.Name)).OrderBy(e => e.Name, StringComparer.Ordinal));
            }
            catch (ExtractUnreadable e)
            {
                problems.Add(e.Problem);
            }
        }

        return entries;
    }

    private static List<(Entry File, DateOnly? Date, Manifest Manifest)> Manifests(SystemFile system, List<Entry> entries, Dictionary<string, string> claimed, List<Problem> problems)
    {
        var manifests = new List<(Entry, DateOnly?, Manifest)>();
        if (system.Manifest is null)
        {
            return manifests;
        }

        var pattern = new FilePattern(system.Manifest);
        foreach (var entry in entries)
        {
            if (!entry.Fits(pattern, out var date))
            {
                continue;
            }

            claimed[entry.Path] = system.Manifest;
            try
            {
                manifests.Add((entry, date, Manifest.Read(entry.Path)));
            }
            catch (ExtractUnreadable e)
            {
                problems.Add(e.Problem);
            }
        }

        return manifests;
    }

    /// <summary>The manifest that names the file; else the only one of the file's date, which then does not speak of it. An archive's manifest speaks of its own files.</summary>
    private static Manifest? ManifestOf(Entry file, DateOnly? date, List<(Entry File, DateOnly? Date, Manifest Manifest)> manifests)
    {
        var near = manifests.Where(m => m.File.Archive == file.Archive).ToList();
        var naming = near.Where(m => m.Manifest.Of(file.Name) is not null).OrderByDescending(m => m.Manifest.Sequence).FirstOrDefault();
        if (naming.Manifest is not null)
        {
            return naming.Manifest;
        }

        return date is null ? null : near.FirstOrDefault(m => m.Date == date || m.Manifest.SnapshotDate == date).Manifest;
    }

    /// <summary>A file of the folder, or of an archive in it.</summary>
    private sealed record Entry(string Name, string Path, string Archive, DateOnly? ArchiveDate)
    {
        public bool Fits(FilePattern pattern, out DateOnly? date)
        {
            var fits = pattern.Matches(Name, out date);
            date ??= ArchiveDate;
            return fits;
        }
    }

    // Lock files of office programs, hidden files and files still being copied.
    private static bool Ignored(string name) =>
        name.StartsWith('.') || name.StartsWith("~$", StringComparison.Ordinal) || name.EndsWith(".tmp", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".part", StringComparison.OrdinalIgnoreCase);
}
