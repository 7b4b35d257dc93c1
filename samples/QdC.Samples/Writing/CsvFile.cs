using System.Security.Cryptography;
using System.Text;

namespace QdC.Samples.Writing;

/// <summary>Writes delimited text and keeps count and hash of what it wrote.</summary>
internal sealed class CsvFile : IDisposable
{
    private readonly StreamWriter _writer;
    private readonly CryptoStream _hashing;
    private readonly SHA256 _hash = SHA256.Create();
    private readonly char _delimiter;

    /// <summary>Starts a file.</summary>
    public CsvFile(string path, Encoding encoding, char delimiter)
    {
        Name = Path.GetFileName(path);
        _delimiter = delimiter;
        _hashing = new CryptoStream(File.Create(path), _hash, CryptoStreamMode.Write);
        _writer = new StreamWriter(_hashing, encoding) { NewLine = "\r\n" };
    }

    /// <summary>The file's name.</summary>
    public string Name { get; }

    /// <summary>Records written, header and footer not counted.</summary>
    public int Records { get; private set; }

    /// <summary>The file's SHA-256 in lower-case hex, once it is closed.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>Writes a line that is no record.</summary>
    public void Line(IEnumerable<string> fields) => _writer.WriteLine(string.Join(_delimiter, fields.Select(Quoted)));

    /// <summary>Writes a record; a malformed one has a field too many.</summary>
    public void Record(IEnumerable<string> fields, bool malformed = false)
    {
        Records++;
        Line(malformed ? fields.Append("?") : fields);
    }

    /// <summary>Closes the file and takes its hash.</summary>
    public void Dispose()
    {
        _writer.Dispose();
        _hashing.Dispose();
        Sha256 = Convert.ToHexStringLower(_hash.Hash!);
        _hash.Dispose();
    }

    private string Quoted(string field) =>
        field.AsSpan().IndexOfAny([_delimiter, '"', '\n', '\r']) < 0 ? field : $"\"{field.Replace("\"", "\"\"")}\"";
}
