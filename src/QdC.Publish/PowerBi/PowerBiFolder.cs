using System.Text;

namespace QdC.Publish.PowerBi;

/// <summary>The folder that holds the files of Power BI beside the definitions they are written from.</summary>
/// <param name="path">Its full path.</param>
public sealed class PowerBiFolder(string path)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Its full path.</summary>
    public string Path { get; } = path;

    /// <summary>The files of Power BI that are there, by path; not the definitions, nor what Desktop keeps for itself in <c>.pbi</c>.</summary>
    public IReadOnlyDictionary<string, string> Read()
    {
        if (!Directory.Exists(Path))
        {
            return new Dictionary<string, string>();
        }
        return Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'))
            .Where(IsOurs)
            .Order(StringComparer.Ordinal)
            .ToDictionary(file => file, file => File.ReadAllText(System.IO.Path.Combine(Path, file)));
    }

    /// <summary>What writing files would change.</summary>
    public (IReadOnlyList<string> Written, IReadOnlyList<string> Removed) Difference(IReadOnlyDictionary<string, string> files)
    {
        var there = Read();
        return ([.. files.Where(f => there.GetValueOrDefault(f.Key) != f.Value).Select(f => f.Key)], [.. there.Keys.Where(f => !files.ContainsKey(f))]);
    }

    /// <summary>Writes files, and removes those of Power BI that are not among them.</summary>
    public void Write(IReadOnlyDictionary<string, string> files)
    {
        var (written, removed) = Difference(files);
        foreach (var file in removed)
        {
            File.Delete(System.IO.Path.Combine(Path, file));
            for (var folder = Directory.GetParent(System.IO.Path.Combine(Path, file)); folder is not null && folder.FullName.Length > Path.Length && !folder.EnumerateFileSystemInfos().Any(); folder = folder.Parent)
            {
                folder.Delete();
            }
        }
        foreach (var file in written)
        {
            var target = System.IO.Path.Combine(Path, file);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.WriteAllText(target, files[file], Utf8);
        }
    }

    private static bool IsOurs(string file)
    {
        var parts = file.Split('/');
        return parts.Length == 1 ? file.EndsWith(".pbip", StringComparison.Ordinal)
            : (parts[0].EndsWith(".SemanticModel", StringComparison.Ordinal) || parts[0].EndsWith(".Report", StringComparison.Ordinal)) && parts[1] != ".pbi";
    }
}
