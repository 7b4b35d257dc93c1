using System.Globalization;
using System.Text;
using System.Text.Json;
using QdC.Samples.Extracts;

namespace QdC.Samples.Writing;

/// <summary>Writes a delivery the way Hèstia exports it: one file per extract and a manifest.</summary>
internal static class HestiaWriter
{
    private static readonly Encoding Windows1252 = Latin();

    /// <summary>Writes the files and the manifest of a delivery.</summary>
    public static void Write(Handover handover)
    {
        var (day, delivery) = (handover.Day, handover.Index);
        var folder = handover.FolderOf("hestia");
        var stamp = day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var files = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var form in HestiaForm.Files)
        {
            var file = new CsvFile(Path.Combine(folder, $"{form.File}_{stamp}.csv"), Windows1252, ';');
            using (file)
            {
                file.Line(form.Columns.Select(column => column.HeaderIn(delivery)));
                foreach (var row in handover.Rows(form.Shape))
                    file.Record(form.Columns.Select(column => column.Text(row)), row.Malformed);
                if (form.Footer)
                    file.Line([$"Total registres: {file.Records}"]);
            }
            files[file.Name] = new { rows = file.Records, sha256 = file.Sha256 };
        }
        var manifest = new
        {
            ens_code = handover.Area.EnsCode,
            source_system = "hestia",
            source_version = "2024",
            extract_from = CellText.Of(handover.From),
            extract_to = CellText.Of(day),
            snapshot_date = CellText.Of(day),
            generated_at = CellText.Of(day) + "T22:00:00Z",
            mode = "full",
            date_basis = "action",
            sequence = delivery + 1,
            files,
        };
        var text = JsonSerializer.Serialize(manifest, JsonStyle.Indented);
        File.WriteAllText(Path.Combine(folder, $"manifest_{stamp}.json"), text + "\n");
    }

    private static Encoding Latin()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(1252);
    }
}

/// <summary>How this project writes JSON.</summary>
internal static class JsonStyle
{
    public static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };
}
