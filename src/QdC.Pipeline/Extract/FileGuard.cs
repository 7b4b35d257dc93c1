using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Validate;

namespace QdC.Pipeline.Extract;

/// <summary>Refuses files that are not what their name says, before they are read.</summary>
internal static class FileGuard
{
    /// <summary>Bytes of a text file at most. Default: 4 GB.</summary>
    public const long LargestText = 4L << 30;

    /// <summary>Checks extension, first bytes and size against what the extract declares.</summary>
    /// <exception cref="ExtractUnreadable">They do not agree.</exception>
    public static void Check(string path, ExtractDefinition extract, WorkbookLimits? limits = null) => Check(path, extract.Form, limits);

    /// <inheritdoc cref="Check(string, ExtractDefinition, WorkbookLimits?)"/>
    public static void Check(string path, IFileForm? form, WorkbookLimits? limits = null)
    {
        var isWorkbook = form is XlsxLayout;
        var extensions = Extensions(form);
        var name = Masking.FileName(Path.GetFileName(path));
        var extension = Path.GetExtension(path).ToLowerInvariant();
        if (!extensions.Contains(extension) && (isWorkbook || extension.Length > 0))
        {
            throw new ExtractUnreadable("The file's extension is not that of the declared form", name, extension, string.Join(", ", extensions));
        }

        using var file = SourceBytes.Open(path);
        var length = SourceBytes.Length(path);
        if (length == 0)
        {
            throw new ExtractUnreadable("The file is empty", name, nextStep: "Ask the council to export it again.");
        }

        Span<byte> head = stackalloc byte[8];
        head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        var found = FormOf(head);
        if (found != (isWorkbook ? "a zip archive, as .xlsx is" : "text"))
        {
            throw new ExtractUnreadable("The file's first bytes are not those of the declared form", name, found, isWorkbook ? "an .xlsx workbook without password" : "text");
        }

        if (isWorkbook && file.CanSeek)
        {
            WorkbookGuard.Check(file, name, limits ?? new WorkbookLimits());
        }
        else if (isWorkbook)
        {
            Workbook.Load(SourceBytes.Open(path), name, limits ?? new WorkbookLimits()).Dispose();
        }
        else if (length > LargestText)
        {
            throw new ExtractUnreadable("The file is larger than is accepted", name, $"{length >> 20} MB", $"at most {LargestText >> 20} MB");
        }
    }

    private static string[] Extensions(IFileForm? form) =>
        form switch
        {
            XlsxLayout => [".xlsx", ".xlsm"],
            FixedLayout => [".txt", ".dat", ".asc", ".prn"],
            XmlLayout => [".xml"],
            _ => [".csv", ".txt", ".tsv"],
        };

    private static string FormOf(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK\x03\x04"u8))
        {
            return "a zip archive, as .xlsx is";
        }

        if (head.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0]))
        {
            return "an old .xls, or a workbook with a password";
        }

        if (head.StartsWith("%PDF"u8))
        {
            return "a PDF";
        }

        return head.StartsWith<byte>([0x1F, 0x8B]) ? "a gzip archive" : "text";
    }
}
