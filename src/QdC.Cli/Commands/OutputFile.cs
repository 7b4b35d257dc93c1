using System.Text;
using QdC.Cli.App;

namespace QdC.Cli.Commands;

/// <summary>A file a command writes: whole or not at all.</summary>
internal static class OutputFile
{
    /// <summary>Its full path, once the folder is known to be there and the ending to be one of those it may have, if any are named.</summary>
    /// <exception cref="UsageWrong">The folder is not there, or the ending is none of them.</exception>
    public static string Path(string file, params string[] endings)
    {
        var path = System.IO.Path.GetFullPath(file);
        if (!Directory.Exists(System.IO.Path.GetDirectoryName(path)))
        {
            throw new UsageWrong("The folder of the file is not there", System.IO.Path.GetDirectoryName(path), next: "Make it first, or name another.");
        }
        return endings.Length == 0 || endings.Contains(Ending(path))
            ? path
            : throw new UsageWrong("The file's ending says how it is written", System.IO.Path.GetFileName(path), string.Join(" or ", endings));
    }

    /// <summary>The ending, in small letters.</summary>
    public static string Ending(string path) => System.IO.Path.GetExtension(path).ToLowerInvariant();

    /// <summary>Writes text as UTF-8.</summary>
    public static void Save(string path, string text) => Save(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Writes it beside its place, then puts it there.</summary>
    public static void Save(string path, Action<Stream> write)
    {
        var beside = path + ".part";
        try
        {
            using (var content = new FileStream(beside, FileMode.Create, FileAccess.ReadWrite))
            {
                write(content);
            }
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
