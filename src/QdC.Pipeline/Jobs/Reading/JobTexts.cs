using System.Text;
using QdC.Pipeline.Jobs.Yaml;

namespace QdC.Pipeline.Jobs.Reading;

/// <summary>One file's text.</summary>
/// <param name="Path">As messages show it: <c>etl-jobs/areas/reus.yaml</c>.</param>
/// <param name="Text">Its content.</param>
internal sealed record JobText(string Path, string Text)
{
    /// <summary>The file's name without folder and extension.</summary>
    public string Stem => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The start of the file.</summary>
    public Place Start => new(Path, 1, 1);
}

/// <summary>The texts of an <c>etl-jobs</c> folder, sorted by path.</summary>
/// <param name="Root">Absolute path of the folder; what areas say of folders is resolved from its <c>areas</c>.</param>
/// <param name="Contract">Files of <c>contract</c>.</param>
/// <param name="Systems">Files of <c>systems</c>.</param>
/// <param name="Areas">Files of <c>areas</c>.</param>
/// <param name="CodeLists">Files of <c>code-lists</c>.</param>
internal sealed record JobTexts(
    string Root,
    IReadOnlyList<JobText> Contract,
    IReadOnlyList<JobText> Systems,
    IReadOnlyList<JobText> Areas,
    IReadOnlyList<JobText> CodeLists
)
{
    /// <summary>Files of <c>link</c>, a folder that need not be there.</summary>
    public IReadOnlyList<JobText> Models { get; init; } = [];

    /// <summary>All but the areas, a system's file and its code lists.</summary>
    public JobTexts Without(string system) => this with
    {
        Areas = [],
        Systems = [.. Systems.Where(s => s.Stem != system)],
        CodeLists = [.. CodeLists.Where(c => c.Stem.Split('@')[0].Split('.') is not [_, var of] || of != system)],
    };

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads a folder; what cannot be read becomes a problem.</summary>
    public static JobTexts Read(string folder, Problems problems)
    {
        var root = System.IO.Path.GetFullPath(folder);
        var shown = System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(root));
        if (!Directory.Exists(root))
        {
            problems.Error(new(shown, 1, 1), "there is no folder", root, next: "Name it with --jobs.");
            return new(root, [], [], [], []);
        }
        return new(
            root,
            Folder("contract", ".yaml"),
            Folder("systems", ".yaml"),
            Folder("areas", ".yaml"),
            Folder("code-lists", ".csv")
        )
        {
            Models = Directory.Exists(System.IO.Path.Combine(root, "link")) ? Folder("link", ".json") : [],
        };

        List<JobText> Folder(string name, string extension)
        {
            var texts = new List<JobText>();
            var path = System.IO.Path.Combine(root, name);
            if (!Directory.Exists(path))
            {
                problems.Error(new($"{shown}/{name}", 1, 1), "there is no folder", name);
                return texts;
            }
            foreach (var file in Directory.EnumerateFiles(path).Order(StringComparer.Ordinal))
            {
                var at = new Place($"{shown}/{name}/{System.IO.Path.GetFileName(file)}", 1, 1);
                if (file.EndsWith(extension, StringComparison.Ordinal))
                {
                    if (Text(file, at) is { } text)
                        texts.Add(new(at.Path, text));
                }
                else if (System.IO.Path.GetExtension(file) is ".yml" or ".yaml" or ".csv")
                {
                    problems.Error(at, "the file is not read", next: $"Files of {name} end in {extension}.");
                }
            }
            return texts;
        }

        string? Text(string file, Place at)
        {
            try
            {
                var bytes = File.ReadAllBytes(file);
                return Strict.GetString(HasMark(bytes) ? bytes.AsSpan(3) : bytes);
            }
            catch (ArgumentException)
            {
                problems.Error(at, "the file is not UTF-8", next: "Save it as UTF-8.");
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                problems.Error(at, $"the file cannot be read ({unreadable.GetType().Name})");
            }
            return null;
        }
    }

    private static bool HasMark(byte[] bytes) => bytes is [0xEF, 0xBB, 0xBF, ..];
}
