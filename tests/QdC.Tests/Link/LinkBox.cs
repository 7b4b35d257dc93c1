using System.Text;
using QdC.Pipeline.Link;

namespace QdC.Tests.Link;

/// <summary>A folder of its own with files to link.</summary>
internal sealed class LinkBox : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("qdc-link-").FullName;

    /// <summary>A file in it.</summary>
    public string Path(string name) => System.IO.Path.Combine(_folder, name);

    /// <summary>Writes a file of lines.</summary>
    public string Write(string name, params IEnumerable<string> lines)
    {
        File.WriteAllLines(Path(name), lines, new UTF8Encoding(false));
        return Path(name);
    }

    /// <summary>A public set with a column that tells who is one person: the number inside rec_id.</summary>
    public string WithTruth(string file) =>
        Write("with-truth.csv", File.ReadLines(file).Select((line, i) => i == 0 ? line + ", person" : $"{line}, {line.Split(',')[0].Split('-')[1]}"));

    /// <summary>Links a file whose column <c>person</c> tells the truth.</summary>
    public FileLinkResult Link(string file, string fields, string? truth = "person", string? model = null, string? output = null, string? pairs = null) =>
        FileLink.Run(new FileLinkRequest { File = file, Fields = PersonFields.Parse(fields.Split(',')), Truth = truth, Model = model, Output = output, Pairs = pairs });

    /// <summary>Links records given as the cells of a register's columns.</summary>
    public static LinkResult Link(string fields, IReadOnlyList<string> header, IEnumerable<string[]> rows, LinkModel? model = null)
    {
        using var box = new LinkBox();
        var file = box.Write("rows.csv", rows.Select(r => string.Join(';', r)).Prepend(string.Join(';', header)));
        return Linker.Run(new PersonFile(file).Read(PersonFields.Parse(fields.Split(','))).Records, model);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
