using QdC.Pipeline.Forget;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Stage;

/// <summary>Opens the rows of a delivery as its extract declares them, whatever the form of its files and however many they are.</summary>
internal static class ExtractReader
{
    /// <summary>Opens a delivery.</summary>
    /// <param name="content">Its bytes; closed with the reader.</param>
    /// <param name="holdsJoined">True when the joined files stand before its own. See <see cref="JoinedContent"/>.</param>
    /// <param name="extract">The extract.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="limits">Limits on workbooks.</param>
    /// <param name="refused">Told of each record of a joined file that is broken or has no key, with that file's name.</param>
    /// <exception cref="ExtractUnreadable">A file is not as the extract declares it.</exception>
    public static RowReader Open(Stream content, bool holdsJoined, ExtractDefinition extract, string file, WorkbookLimits limits, Action<Rule, RowReader, string>? refused = null)
    {
        try
        {
            var start = new RewindStream(content, RowsContent.Magic.Length);
            content = start;
            Span<byte> magic = stackalloc byte[RowsContent.Magic.Length];
            var erased = start.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == magic.Length && magic.SequenceEqual(RowsContent.Magic);
            start.Rewind(0);
            if (erased)
            {
                return new RowsContentReader(start);
            }

            var tables = new Dictionary<string, JoinedTable>();
            if (holdsJoined)
            {
                content = Joined(content, extract, limits, refused, tables);
            }

            if (extract.Joins.FirstOrDefault(j => !tables.ContainsKey(j.Name)) is { } missing)
            {
                throw new ExtractUnreadable(
                    $"The delivery was landed without the file of join {missing.Name}", file, null, missing.File,
                    $"The join was declared later ({missing.Origin}): put both files into the source's folder again.");
            }

            var own = Rows(content, extract.Form, header => HeaderMap.HoldsAll(header, OwnKey(extract)), file, limits);
            return extract.Joins.Count == 0 ? own : new JoinedRowReader(own, [.. extract.Joins.Select(j => tables[j.Name])], file);
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    private static LandedPart Joined(Stream content, ExtractDefinition extract, WorkbookLimits limits, Action<Rule, RowReader, string>? refused, Dictionary<string, JoinedTable> tables)
    {
        while (JoinedContent.Next(content) is { } part)
        {
            if (part.Join.Length == 0)
            {
                return part;
            }

            if (extract.Joins.FirstOrDefault(j => j.Name == part.Join) is { } join)
            {
                using var reader = Rows(part, join.Form, header => HeaderMap.HoldsAll(header, join.Key), part.FileName, limits);
                tables[join.Name] = JoinedTable.Read(join, reader, part.FileName, part.PromisedRows, refused);
            }

            part.Skip();
        }

        throw new InvalidDataException("a delivery of several files lacks its own");
    }

    private static RowReader Rows(Stream content, IFileForm? form, Func<IReadOnlyList<string>, bool> isHeader, string file, WorkbookLimits limits) =>
        form switch
        {
            XlsxLayout xlsx => new XlsxRowReader(content, xlsx, file, isHeader, limits),
            FixedLayout lines => new FixedRowReader(content, lines, file),
            XmlLayout xml => new XmlRowReader(content, xml, file),
            _ => new CsvRowReader(content, form as CsvDialect ?? new CsvDialect(), file),
        };

    /// <summary>The columns of the key that the extract's own file holds.</summary>
    private static IReadOnlyList<IReadOnlyList<string>> OwnKey(ExtractDefinition extract) =>
        [.. extract.Key.Where(names => names.All(name => extract.Joins.All(join => join.ColumnOf(name) is null)))];
}
