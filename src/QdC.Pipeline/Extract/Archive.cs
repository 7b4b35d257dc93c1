using System.IO.Compression;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Extract;

/// <summary>
/// A zip archive, read as a folder whose files lie in it: <c>folder/export.zip/persones.csv</c>. Nothing is unpacked to a disk; a file's
/// bytes are proven by length and checksum while they stream by.
/// </summary>
internal static class Archive
{
    private const int MostMembers = 1000;
    private const int MostRatio = 200;
    private const long SmallEnough = 64L << 20; // whatever its ratio: text that is mostly blanks packs well

    /// <summary>The names of the files in it.</summary>
    /// <exception cref="ExtractUnreadable">It is damaged, encrypted, too large unpacked, or holds names that lead elsewhere.</exception>
    public static IReadOnlyList<string> Members(string path)
    {
        var name = Masking.FileName(Path.GetFileName(path));
        using var zip = Unzip(path, name);
        var files = zip.Entries.Where(e => !e.FullName.EndsWith('/')).ToList();
        if (files.Count > MostMembers)
        {
            throw new ExtractUnreadable("The archive holds more files than is accepted; it was not opened", name, $"{files.Count} files", $"at most {MostMembers}");
        }

        if (files.Find(e => !IsPlain(e.FullName)) is { } strange)
        {
            throw new ExtractUnreadable("A name in the archive leads out of it; it was not opened", name, Masking.FileName(strange.FullName), "names without .., : and \\, and not from the root", "Ask who sent it.");
        }

        if (files.Find(e => e.IsEncrypted) is { } locked)
        {
            throw new ExtractUnreadable("The archive is encrypted", name, Masking.FileName(locked.Name), nextStep: "Ask the council to send it without password, by a way that protects it: SFTP or HTTPS.");
        }

        if (files.GroupBy(e => e.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ExtractUnreadable("Two files in the archive have the same name", name, Masking.FileName(twice.Key), nextStep: "Which of them holds? Ask the council to export it again.");
        }

        var unpacked = files.Sum(e => (decimal)e.Length);
        if (unpacked > FileGuard.LargestText || (unpacked > SmallEnough && unpacked > new FileInfo(path).Length * (decimal)MostRatio))
        {
            throw new ExtractUnreadable(
                "The archive is larger unpacked than is accepted; it was not opened", name, $"{unpacked / (1 << 20):0} MB", $"at most {FileGuard.LargestText >> 20} MB, and {MostRatio} unpacked bytes for each packed one");
        }

        return [.. files.Select(e => e.FullName)];
    }

    /// <summary>The bytes of a file in it; closed with the stream.</summary>
    public static Stream Open(string path, string member)
    {
        var name = $"{Masking.FileName(Path.GetFileName(path))}/{Masking.FileName(Path.GetFileName(member))}";
        var zip = Unzip(path, name);
        try
        {
            var entry = zip.GetEntry(member) ?? throw Damaged(name);
            return new MemberStream(zip, entry.Open(), entry, name);
        }
        catch (InvalidDataException)
        {
            zip.Dispose();
            throw Damaged(name);
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    /// <summary>The bytes of a file in it, unpacked, as the archive says.</summary>
    public static long Length(string path, string member)
    {
        using var zip = Unzip(path, Masking.FileName(Path.GetFileName(path)));
        return zip.GetEntry(member)?.Length ?? throw Damaged(Masking.FileName(Path.GetFileName(path)));
    }

    private static ZipArchive Unzip(string path, string name)
    {
        try
        {
            return ZipFile.OpenRead(path);
        }
        catch (InvalidDataException)
        {
            throw Damaged(name);
        }
    }

    private static bool IsPlain(string name) =>
        name.Length > 0 && name.AsSpan().IndexOfAny('\\', ':', '\0') < 0 && !name.Any(char.IsControl) && name.Split('/').All(part => part is not ("" or "." or ".."));

    private static ExtractUnreadable Damaged(string name) =>
        new("The archive is cut, damaged, or packed in a way that cannot be read", name, nextStep: "If it is still being copied it is read next time; else ask the council to send it again, as a usual zip.");

    /// <summary>The bytes of one file, which must be as many as the archive says, and the same.</summary>
    private sealed class MemberStream(ZipArchive zip, Stream content, ZipArchiveEntry entry, string name) : ForwardStream
    {
        private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Remainder)];
        private readonly uint _promised = entry.Crc32;
        private readonly long _length = entry.Length;
        private uint _sum = uint.MaxValue;
        private long _read;

        public override int Read(Span<byte> buffer)
        {
            int count;
            try
            {
                count = content.Read(buffer);
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
            {
                throw Damaged(name);
            }

            foreach (var b in buffer[..count])
            {
                _sum = Table[(byte)(_sum ^ b)] ^ (_sum >> 8);
            }

            _read += count;
            return _read > _length || (count == 0 && buffer.Length > 0 && (_read < _length || ~_sum != _promised)) ? throw Damaged(name) : count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                content.Dispose();
                zip.Dispose();
            }

            base.Dispose(disposing);
        }

        private static uint Remainder(int value)
        {
            var sum = (uint)value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB88320;
            }

            return sum;
        }
    }
}
