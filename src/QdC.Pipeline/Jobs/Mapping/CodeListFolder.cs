using QdC.Pipeline.Jobs.Reading;
using QdC.Pipeline.Stage.Delimited;
using QdC.Pipeline.Validate;

namespace QdC.Pipeline.Jobs.Mapping;

/// <summary>What became of a mapping that somebody asked for.</summary>
public enum MappingAnswer
{
    /// <summary>It stands in the file; the next run uses it.</summary>
    Written,

    /// <summary>There is no such list, no such system, or the code is none of the list.</summary>
    NotOfTheList,

    /// <summary>The source code is empty, too long, or looks like an identifier of a person.</summary>
    NoCode,

    /// <summary>The system's code is mapped already.</summary>
    Known,

    /// <summary>The folder is not there or may not be written to.</summary>
    NotWritten,
}

/// <summary>The folder <c>code-lists</c> of the declarative files, to which mappings are added while the product runs.</summary>
/// <param name="jobsFolder">The folder of the declarative files.</param>
/// <threadsafety>Any number of processes may add: a lock file lets one in at a time, and readers see the file before or after.</threadsafety>
public sealed class CodeListFolder(string jobsFolder)
{
    /// <summary>Longest code of a source system, in characters.</summary>
    public const int LongestCode = 200;

    private const int LockTries = 500;
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(20);
    private readonly string _folder = Path.Combine(jobsFolder, "code-lists");

    /// <summary>True when files can be put there.</summary>
    public bool CanWrite()
    {
        try
        {
            using var probe = new FileStream(Hidden(), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The lists and mappings as they stand now; those of the jobs where the folder cannot be read.</summary>
    public CodeListSet Read(JobSet jobs) => Read(jobs, new Problems(), null) is { Lists.Count: > 0 } read ? read : jobs.CodeLists;

    /// <summary>
    /// Adds what a system's code means to <c>LIST.SYSTEM.csv</c>. Where the system had no file of its own it gets one with what held for it
    /// until now: the mappings of the system it is like, or the common codes themselves.
    /// </summary>
    /// <param name="jobs">The declarative files.</param>
    /// <param name="list">The common list.</param>
    /// <param name="system">The source system.</param>
    /// <param name="source">The system's code, as its files hold it.</param>
    /// <param name="code">The common code; empty for "unknown", without a finding.</param>
    public MappingAnswer Map(JobSet jobs, string list, string system, string source, string code)
    {
        source = source.Trim();
        if (source.Length is 0 or > LongestCode || source.Any(char.IsControl) || IdentifierShapes.LooksLikeIdentifier(source))
        {
            return MappingAnswer.NoCode;
        }
        if (!jobs.Systems.TryGetValue(system, out var from))
        {
            return MappingAnswer.NotOfTheList;
        }
        try
        {
            using var held = Lock();
            var lists = Read(jobs, new Problems(), null);
            if (!lists.Lists.TryGetValue(list, out var common) || (code.Length > 0 && !common.Entries.Any(e => e.Code == code)))
            {
                return MappingAnswer.NotOfTheList;
            }
            if (lists.Mappings.GetValueOrDefault((list, system))?.Any(m => TextFold.Code(m.SourceCode) == TextFold.Code(source)) == true)
            {
                return MappingAnswer.Known;
            }
            var (own, like) = (Of(list, system), from.Like is null ? null : Of(list, from.Like));
            var text = File.Exists(own) ? File.ReadAllText(own)
                : File.Exists(like) ? File.ReadAllText(like)
                : "source_code,code,label\n" + string.Concat(common.Entries.Select(e => $"{CleanCsv.Quoted(e.Code)},{CleanCsv.Quoted(e.Code)},\n"));
            return Put(jobs, own, With(text, source, code));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return MappingAnswer.NotWritten;
        }
    }

    /// <summary>True when a system has a file of its own for a list, so that what is said in it holds for no other.</summary>
    public bool HasOwn(string list, string system) => File.Exists(Of(list, system));

    private string Of(string list, string system) => Path.Combine(_folder, $"{list}.{system}.csv");

    private string Hidden() => Path.Combine(_folder, $".{Guid.NewGuid():N}.part");

    private FileStream Lock()
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(Path.Combine(_folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (tries < LockTries && Directory.Exists(_folder))
            {
                Thread.Sleep(LockPause);
            }
        }
    }

    /// <summary>Puts a text in a file's place at once, when it reads without a fault.</summary>
    private MappingAnswer Put(JobSet jobs, string path, string text)
    {
        // Files of differences by date, too, must still say something that differs.
        var (before, after) = (new Problems(), new Problems());
        Read(jobs, before, null);
        Read(jobs, after, (Path.GetFileName(path), text));
        if (after.All.Where(p => p.Severity == ProblemSeverity.Error).Except(before.All).Any())
        {
            return MappingAnswer.NoCode;
        }
        var part = Hidden();
        try
        {
            File.WriteAllText(part, text);
            File.Move(part, path, overwrite: true);
            return MappingAnswer.Written;
        }
        finally
        {
            File.Delete(part);
        }
    }

    private CodeListSet Read(JobSet jobs, Problems problems, (string Name, string Text)? instead)
    {
        var files = JobTexts.Read(jobsFolder, new Problems()).CodeLists.ToList();
        if (instead is { } changed)
        {
            files.RemoveAll(f => Path.GetFileName(f.Path) == changed.Name);
            files.Add(new JobText($"code-lists/{changed.Name}", changed.Text));
        }
        var (_, reader) = CodeListReader.Read(files, problems);
        return reader.Finish(new("system", jobs.Systems, new HashSet<string>()));
    }

    private static string With(string text, string source, string code)
    {
        var end = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var header = CsvTable.Read(new JobText("", text), new Problems()).Header;
        var row = header.Select(h => h.Text switch { "source_code" or "label" => CleanCsv.Quoted(source), "code" => CleanCsv.Quoted(code), _ => "" });
        return text.TrimEnd('\r', '\n') + end + string.Join(',', row) + end;
    }
}
