using System.Text;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using QdC.Pipeline.Extract;

namespace QdC.Pipeline.Stage;

/// <summary>Opens workbooks and turns what their reader throws into a failure that quotes nothing of the file.</summary>
internal static class Workbook
{
    private static readonly byte[] ZipMark = "PK\x03\x04"u8.ToArray();

    static Workbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Reads a workbook into memory, where it has been found harmless.</summary>
    public static MemoryStream Load(Stream bytes, string file, WorkbookLimits limits)
    {
        using (bytes)
        {
            var memory = new MemoryStream();
            var buffer = new byte[1 << 16];
            for (int count; (count = bytes.Read(buffer)) > 0;)
            {
                memory.Write(buffer, 0, count);
                if (memory.Length > limits.UnpackedBytes)
                {
                    throw new ExtractUnreadable("The workbook is larger than is accepted", file, allowed: $"at most {limits.UnpackedBytes >> 20} MB");
                }
            }

            if (!memory.GetBuffer().AsSpan(0, (int)Math.Min(4, memory.Length)).SequenceEqual(ZipMark))
            {
                throw new ExtractUnreadable(
                    "The file is no .xlsx workbook", file, "bytes that do not begin as one",
                    nextStep: "A workbook with a password, or of the old form .xls, has to be saved as .xlsx without password.");
            }

            WorkbookGuard.Check(memory, file, limits);
            return memory;
        }
    }

    public static IExcelDataReader Open(Stream workbook, string file) => Guard(file, () => ExcelReaderFactory.CreateOpenXmlReader(workbook));

    public static T Guard<T>(string file, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception e) when (e is ExcelReaderException or XmlException or InvalidDataException or FormatException or OverflowException or IndexOutOfRangeException or NullReferenceException or ArgumentException or KeyNotFoundException or InvalidCastException)
        {
            throw new ExtractUnreadable("The workbook is damaged", file, e.GetType().Name, nextStep: "Ask the council to save it again as .xlsx.");
        }
    }
}
