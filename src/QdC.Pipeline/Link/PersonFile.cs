using System.Text;
using QdC.Pipeline.Extract;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Stage.Looking;

namespace QdC.Pipeline.Link;

/// <summary>A file of person records, CSV, text of fixed width, XML or workbook, whose form is looked up in the file itself.</summary>
internal sealed class PersonFile
{
    private readonly string _path;
    private readonly PeekResult _seen;

    /// <summary>Looks at a file.</summary>
    public PersonFile(string path)
    {
        _path = path;
        _seen = Peek.Look(path);
    }

    /// <summary>The file's name, for messages.</summary>
    public string Name => _seen.File;

    /// <summary>Opens it at its first record. A workbook's first sheet counts.</summary>
    public RowReader Open()
    {
        var file = File.OpenRead(_path);
        RowReader reader = _seen switch
        {
            { Dialect: { } dialect } => new CsvRowReader(file, new CsvDialect { Delimiter = dialect.Delimiter[0], Encoding = dialect.Encoding, Quote = dialect.Quote ?? '\0' }, Name),
            { Fixed: { } lines } => new FixedRowReader(file, new FixedLayout { Columns = lines.Layout.Columns, Encoding = lines.Encoding, PadsShortLines = true, SkipLines = lines.Layout.SkipLines }, Name),
            { Xml: { } xml } => new XmlRowReader(file, XmlOutline.Layout(xml.Rows, xml.Fields), Name),
            _ => new XlsxRowReader(file, new XlsxLayout { TitleRows = (_seen.Tables[0].HeaderLine ?? 1) - 1 }, Name, _ => true, new WorkbookLimits()),
        };
        reader.NextTable();
        return reader;
    }

    /// <summary>Reads its records into the form in which they are compared, and the column that tells the truth where one is named.</summary>
    public (PersonRecords Records, List<string>? Truth) Read(PersonFields fields, string? truthColumn = null)
    {
        using var reader = Open();
        var positions = fields.Positions(reader.Header, Name);
        var truth = truthColumn is null ? null : new List<string>();
        var truthAt = truthColumn is null ? -1 : PersonFields.Position(reader.Header, truthColumn, Name);
        var records = new PersonRecords();
        while (reader.Read())
        {
            records.Add(
                field => positions.TryGetValue(field, out var at) ? at.Length == 1 ? Text(reader, at[0]) : string.Join(' ', at.Select(i => Text(reader, i))).Trim() : "",
                positions.TryGetValue(PersonField.Id, out var ids) ? ids.Select(i => Text(reader, i)) : []);
            truth?.Add(Text(reader, truthAt));
        }
        return (records, truth);
    }

    /// <summary>A field's text without blanks around it; empty where a record is too short.</summary>
    public static string Text(RowReader reader, int index) => index < reader.FieldCount ? Encoding.UTF8.GetString(reader.Field(index)).Trim() : "";
}
