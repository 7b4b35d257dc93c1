using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ClosedXML.Excel;
using QdC.Pipeline.Extract;
using QdC.Pipeline.Jobs;

namespace QdC.IntegrationTests.Leaks;

/// <summary>
/// Plants canaries in an area's files: an identifier of every kind in every column of every extract, names in all but the labels that the
/// star takes as they are, and all of them in headers, titles, footers, sheet and file names.
/// </summary>
internal sealed class Planting(Canaries canaries)
{
    private static readonly string[] FreeText = ["observacions", "email", "nomvia", "notes", "descripcio"];

    static Planting() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Plants in every file of the folder that an extract of the system claims.</summary>
    public void Plant(string folder, SystemFile system, Contract contract)
    {
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).ToList())
        {
            var extracts = system.Extracts.Where(e => new FilePattern(e.File).Matches(Path.GetFileName(path), out _)).ToList();
            if (extracts.Count == 0)
            {
                continue;
            }

            if (extracts[0].Csv is { } dialect)
            {
                Csv(path, extracts[0], dialect, contract.Subjects[extracts[0].Subject]);
            }
            else
            {
                Xlsx(path, extracts, contract);
            }
        }

        Manifests(folder);
    }

    private void Csv(string path, ExtractDefinition extract, CsvDialect dialect, Subject subject)
    {
        var (file, encoding) = (Path.GetFileName(path), Encoding.GetEncoding(dialect.Encoding));
        var lines = File.ReadAllLines(path, encoding).ToList();
        var header = lines[0].Split(dialect.Delimiter);
        var sound = lines.Skip(1).Select(l => Cells(l, dialect)).Where(c => c.Length == header.Length).ToList();
        var added = new List<string>();
        for (var column = 0; column < header.Length; column++)
        {
            foreach (var kind in Kinds(header[column], extract, subject))
            {
                var cells = sound[added.Count % sound.Count].ToArray();
                var text = canaries.Next(kind, $"{file} {header[column]}");
                cells[column] = added.Count % 3 == 1 ? $"Sra. {text}" : text;
                added.Add(string.Join(dialect.Delimiter, cells));
            }
        }

        // Columns that no mapping names, with canaries in their headers; broken records; a footer.
        string[] unknown = [canaries.Next(CanaryKind.Dni, $"{file} header"), "Tel. " + canaries.Next(CanaryKind.Phone, $"{file} header"), canaries.Next(CanaryKind.Email, $"{file} header")];
        var all = lines.Skip(1).Concat(added).Select((line, i) => line + string.Concat(unknown.Select((_, c) => dialect.Delimiter + (i % 5 == c ? canaries.Next(Canaries.Identifiers[i % 6], $"{file} unmapped") : ""))));
        List<string> written = [lines[0] + string.Concat(unknown.Select(u => dialect.Delimiter + u)), .. all];
        written.Add(written[1] + dialect.Delimiter + canaries.Next(CanaryKind.Dni, $"{file} surplus field"));
        written.Add($"\"{canaries.Next(CanaryKind.Name, $"{file} broken quoting")}\" \"{canaries.Next(CanaryKind.Cip, $"{file} broken quoting")}");
        written.Add($"Total {canaries.Next(CanaryKind.Nass, $"{file} footer")}");
        File.WriteAllLines(path, written, encoding);
    }

    /// <summary>A line's cells as they stand, quotes and all; a delimiter within quotes parts nothing.</summary>
    private static string[] Cells(string line, CsvDialect dialect)
    {
        var (cells, quoted) = (new List<string> { "" }, false);
        foreach (var c in line)
        {
            quoted ^= c == dialect.Quote;
            if (c == dialect.Delimiter && !quoted)
            {
                cells.Add("");
            }
            else
            {
                cells[^1] += c;
            }
        }

        return [.. cells];
    }

    private void Xlsx(string path, List<ExtractDefinition> extracts, Contract contract)
    {
        var file = Path.GetFileName(path);
        using var workbook = new XLWorkbook(path);
        foreach (var sheet in workbook.Worksheets.ToList())
        {
            var extract = extracts.FirstOrDefault(e => e.Xlsx!.Sheets.Any(s => FileSystemName.MatchesSimpleExpression(s, sheet.Name)));
            var header = extract is null ? null : sheet.RowsUsed().FirstOrDefault(r => extract.Key.All(k => r.CellsUsed().Any(c => k.Any(a => TextFold.Header(a) == TextFold.Header(c.GetString())))));
            if (header is null)
            {
                continue;
            }

            var (last, width) = (sheet.LastRowUsed().RowNumber(), header.LastCellUsed().Address.ColumnNumber);
            var (row, model) = (last, header.RowNumber() + 1);
            for (var column = 1; column <= width; column++)
            {
                foreach (var kind in Kinds(header.Cell(column).GetString(), extract!, contract.Subjects[extract!.Subject]))
                {
                    row++;
                    for (var c = 1; c <= width; c++)
                    {
                        sheet.Cell(row, c).Value = sheet.Cell(model + (row % 7), c).Value;
                    }

                    Text(sheet.Cell(row, column), canaries.Next(kind, $"{file} {sheet.Name} {header.Cell(column).GetString()}"));
                }
            }

            Text(header.Cell(width + 1), canaries.Next(CanaryKind.Dni, $"{file} {sheet.Name} header"));
            Text(sheet.Cell(model, width + 1), canaries.Next(CanaryKind.Name, $"{file} {sheet.Name} unmapped"));
            Text(sheet.Cell(row + 1, 1), "Total " + canaries.Next(CanaryKind.Phone, $"{file} {sheet.Name} footer"));
            sheet.Cell(model, 1).Comment.AddText(canaries.Next(CanaryKind.Email, $"{file} {sheet.Name} comment"));
            if (header.RowNumber() > 1)
            {
                Text(sheet.Cell(1, 1), canaries.Next(CanaryKind.Cip, $"{file} {sheet.Name} title"));
            }

            sheet.Name = $"{sheet.Name.Split(' ')[0]} {canaries.Next(sheet.Position % 2 == 0 ? CanaryKind.Dni : CanaryKind.Name, $"{file} sheet name", plain: true)}";
        }

        var other = workbook.AddWorksheet($"{canaries.Next(CanaryKind.Nie, $"{file} sheet name", plain: true)} {canaries.Next(CanaryKind.Name, $"{file} sheet name", plain: true)}");
        Text(other.Cell(1, 1), canaries.Next(CanaryKind.Nass, $"{file} another sheet"));
        workbook.Properties.Author = canaries.Next(CanaryKind.Name, $"{file} author");
        workbook.SaveAs(path);
    }

    /// <summary>Files that cannot be read, or are none of the source's, with canaries in their names and where errors quote from.</summary>
    public void PlantBroken(string hestia, string accounts)
    {
        void Write(string name, string text) => File.WriteAllText(Path.Combine(hestia, name), text, Encoding.GetEncoding(1252));
        string Dni() => canaries.Next(CanaryKind.Dni, "broken files", plain: true);
        Write($"expedients_20250430_{Dni()}.csv", $"{Dni()};{canaries.Next(CanaryKind.Name, "first line")};01/02/2024\n{Dni()};x;y\n");
        Write("recursos_20250430.csv", $"IdRecurs;IdExpedient;{Dni()};{canaries.Next(CanaryKind.Email, "header")}\n1;2;{Dni()};4\n");
        Write("beneficiaris_20250430.csv", $"IdRecurs;IdPersona;\"{Dni()}\n" + new string('x', 2000) + Dni());
        Write("actuacions_20250430.csv", "IdActuacio;IdExpedient\n\"" + Dni() + new string('y', 3000));
        Write("cites_20250430.csv", "%PDF-1.7 " + Dni());
        Write("manifest_20250430.json", $"{{ \"snapshot_date\": \"{Dni()}\", \"files\": {{ \"{Dni()}.csv\": {{ \"rows\": \"{canaries.Next(CanaryKind.Name, "manifest")}\" }} }} }}");
        Write($"full de {canaries.Next(CanaryKind.Email, "file name")}.csv", Dni());
        Write($"{Dni()}.docx", canaries.Next(CanaryKind.Name, "another file"));
        Write($"informe_{canaries.Next(CanaryKind.Name, "file name")}.csv", canaries.Next(CanaryKind.Name, "another file"));
        File.WriteAllText(Path.Combine(accounts, $"pagaments_20250430_{Dni()}.xlsx"), "PK\u0003\u0004" + Dni());
        File.WriteAllText(Path.Combine(accounts, $"corrections_{Dni()}.xlsx"), "PK\u0003\u0004" + Dni());
        Rename(Path.Combine(hestia, "persones_20250331.csv"), $"persones_20250331_{Dni()}.csv");
        Rename(Path.Combine(hestia, "cites_20250331.csv"), $"cites_20250331_{canaries.Next(CanaryKind.Name, "file name")}.csv");
        Manifests(hestia);
    }

    private static void Rename(string path, string name)
    {
        File.Move(path, Path.Combine(Path.GetDirectoryName(path)!, name));
        foreach (var manifest in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "manifest_20250331*.json"))
        {
            File.WriteAllText(manifest, File.ReadAllText(manifest).Replace($"\"{Path.GetFileName(path)}\"", $"\"{name}\""));
        }
    }

    /// <summary>Manifests that agree with the files as they are now.</summary>
    private static void Manifests(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "manifest_*.json").Where(p => !p.Contains("20250430")))
        {
            var manifest = JsonNode.Parse(File.ReadAllText(path))!;
            foreach (var (name, told) in manifest["files"]!.AsObject().ToList())
            {
                told!["sha256"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, name))));
                told.AsObject().Remove("rows");
            }

            File.WriteAllText(path, manifest.ToJsonString());
        }
    }

    private static IEnumerable<CanaryKind> Kinds(string column, ExtractDefinition extract, Subject subject)
    {
        var name = TextFold.Header(column);
        var fields = extract.Columns.Where(c => c.Value.From.Any(f => TextFold.Header(f) == name)).Select(c => subject.Fields.First(f => f.Name == c.Key)).ToList();
        var named = fields.Count == 0 ? FreeText.Contains(name) : !fields.Exists(f => f.Type == FieldType.Label);
        return named ? Canaries.Identifiers.Append(CanaryKind.Name) : Canaries.Identifiers;
    }

    private static void Text(IXLCell cell, string text)
    {
        cell.SetValue(text);
        cell.SetDataType(XLDataType.Text);
    }
}
