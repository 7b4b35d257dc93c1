using System.IO.Compression;
using QdC.Pipeline.Stage;

namespace QdC.Pipeline.Extract;

/// <summary>Refuses workbooks that would blow up or lead outside, before any of them is parsed.</summary>
internal static class WorkbookGuard
{
    private const int Head = 1024;

    /// <summary>Looks through a workbook without keeping any of it. Leaves the stream at its start.</summary>
    /// <param name="workbook">The file; must be seekable.</param>
    /// <param name="file">Its name, for the message.</param>
    /// <param name="limits">What it may be at most.</param>
    /// <exception cref="ExtractUnreadable">It goes beyond a limit, or is no workbook.</exception>
    public static void Check(Stream workbook, string file, WorkbookLimits limits)
    {
        try
        {
            workbook.Position = 0;
            using var zip = new ZipArchive(workbook, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > limits.Entries)
            {
                throw Refused(file, $"{zip.Entries.Count} parts", $"{limits.Entries} parts");
            }

            var most = Math.Min(limits.UnpackedBytes, Math.Max(workbook.Length, 1) * limits.Ratio);
            CheckSizes(file, limits, most, zip.Entries.Sum(e => Math.Min(e.Length, limits.UnpackedBytes + 1)));
            long unpacked = 0;
            foreach (var entry in zip.Entries)
            {
                // What an entry says of its size may be a lie: only unpacking tells.
                unpacked = Unpack(entry, unpacked, most, file);
                CheckSizes(file, limits, most, unpacked);
            }
        }
        catch (InvalidDataException)
        {
            throw new ExtractUnreadable("The workbook is damaged or no workbook at all", file, nextStep: "Ask the council to save it again as .xlsx.");
        }
        finally
        {
            workbook.Position = 0;
        }
    }

    private static long Unpack(ZipArchiveEntry entry, long unpacked, long most, string file)
    {
        var buffer = new byte[1 << 16];
        using var content = entry.Open();
        var first = true;
        int count;
        while (unpacked <= most && (count = content.ReadAtLeast(buffer, first ? Head : 1, throwOnEndOfStream: false)) > 0)
        {
            if (first && DeclaresEntities(buffer.AsSpan(0, Math.Min(count, Head))))
            {
                throw new ExtractUnreadable("The workbook declares a document type, which no workbook needs", file, nextStep: "Ask the council to save it again as .xlsx.");
            }

            first = false;
            unpacked += count;
        }

        return unpacked;
    }

    private static bool DeclaresEntities(Span<byte> head)
    {
        Span<byte> bare = stackalloc byte[Head];
        var length = 0;
        foreach (var b in head)
        {
            if (b != 0)
            {
                bare[length++] = b;
            }
        }

        bare = bare[..length];
        return bare.IndexOf("<!DOCTYPE"u8) >= 0 || bare.IndexOf("<!ENTITY"u8) >= 0;
    }

    private static void CheckSizes(string file, WorkbookLimits limits, long most, long unpacked)
    {
        if (unpacked > most)
        {
            throw most < limits.UnpackedBytes
                ? Refused(file, $"more than {limits.Ratio} unpacked bytes for each packed one", $"{limits.Ratio}")
                : Refused(file, $"more than {limits.UnpackedBytes >> 20} MB unpacked", $"{limits.UnpackedBytes >> 20} MB");
        }
    }

    private static ExtractUnreadable Refused(string file, string received, string allowed) =>
        new("The workbook is larger than is accepted; it was not opened", file, received, "at most " + allowed, "If it is right, raise the limit in qdc.yaml.");
}
