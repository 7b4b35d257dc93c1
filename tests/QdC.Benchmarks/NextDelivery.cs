using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace QdC.Benchmarks;

/// <summary>
/// What the council delivers next: the case files, home care hours and payments of the last delivery with a value changed in every
/// hundredth record. The same changes come as a whole snapshot or, of the case files alone, as a delta that holds the changed records only.
/// </summary>
internal static class NextDelivery
{
    private const int OneIn = 100;

    // By the beginning of the file's name: the column that changes, and how.
    private static readonly (string File, string Column, Func<string, int, string?> Change)[] Changes =
    [
        ("persones_2", "grauDependencia", (v, _) => v switch { "0" => "1", "1" => "4", _ => "1" }),
        ("expedients_", "IdGrauRisc", (v, _) => v switch { "0" => "1", "1" => "2", _ => "0" }),
        ("persones_vinculades_", "IdTipusRelacio", (v, n) => v is "8" ? null : (1 + n % 7).ToString(CultureInfo.InvariantCulture)),
        ("recursos_", "Import", Plus),
        ("actuacions_", "Minuts", Plus),
        ("cites_", "Durada", Plus),
        ("demandes_", "IdTipusDemanda", (v, _) => v is "1" ? "2" : "1"),
        ("problematiques_", "IdProblema", (v, _) => v is "1" ? "2" : "1"),
        ("plans_2", "IdResultat", (v, _) => v is "1" ? "2" : "1"),
        ("plans_sad_", "HoresSetmana", Plus),
        ("hores_sad_", "HoresRealitzades", Plus),
    ];

    /// <summary>Replaces the delivery that lies at the sources by the next one.</summary>
    /// <param name="sources">The area's folder, one folder a system.</param>
    /// <param name="day">The day of the next one.</param>
    /// <param name="number">Its number, which decides the records that change.</param>
    /// <param name="delta">True for a delta. False for a whole snapshot.</param>
    /// <param name="caseFilesOnly">True for the case files alone, as in a delta; false for the hours and the payments too.</param>
    /// <returns>How many records changed.</returns>
    public static long Write(string sources, DateOnly day, int number, bool delta, bool caseFilesOnly = false)
    {
        var changed = Texts(Path.Combine(sources, "hestia"), day, number, delta);
        return delta || caseFilesOnly
            ? changed
            : changed + Texts(Path.Combine(sources, "home-care-provider"), day, number, delta) + Payments(Path.Combine(sources, "council-accounts"), day, number);
    }

    private static long Texts(string folder, DateOnly day, int number, bool delta)
    {
        var all = 0L;
        var counts = new Dictionary<string, (string Name, long Rows)>();
        var files = Directory.GetFiles(folder, "*.csv");
        foreach (var file in files)
        {
            var name = Path.GetFileName(file);
            if (Array.Find(Changes, c => name.StartsWith(c.File, StringComparison.Ordinal)) is not { File: not null } change)
            {
                if (!delta)
                {
                    File.Move(file, Path.Combine(folder, Dated(name, day)));
                    counts[name] = (Dated(name, day), -1);
                }
                continue;
            }
            var text = File.ReadAllText(file, Encoding.Latin1); // byte for byte, whatever the encoding is
            var next = new StringBuilder(text.Length);
            var (records, changed, column) = (0, 0, -1);
            foreach (var (start, length) in Records(text))
            {
                if (column < 0)
                {
                    next.Append(text, start, length);
                    column = Array.IndexOf(text.Substring(start, length).TrimEnd('\r', '\n').TrimStart('ï', '»', '¿').Split(';'), change.Column);
                    continue;
                }
                records++;
                if (records % OneIn == number * 7 % OneIn && Changed(text.AsSpan(start, length), column, change.Change, number) is { } other)
                {
                    changed++;
                    next.Append(other);
                }
                else if (!delta)
                {
                    next.Append(text, start, length);
                }
            }
            if (column < 0)
            {
                throw new InvalidOperationException($"{name} has no column {change.Column}");
            }
            File.Delete(file);
            File.WriteAllText(Path.Combine(folder, Dated(name, day)), next.ToString(), Encoding.Latin1);
            counts[name] = (Dated(name, day), delta ? changed : -1);
            all += changed;
        }
        if (Directory.GetFiles(folder, "manifest_*.json") is [var manifest])
        {
            Describe(manifest, folder, day, delta, counts);
            File.Delete(manifest);
        }
        if (delta)
        {
            files.Where(File.Exists).ToList().ForEach(File.Delete); // what did not change at all is not in it
        }
        return all;
    }

    private static void Describe(string manifest, string folder, DateOnly day, bool delta, Dictionary<string, (string Name, long Rows)> counts)
    {
        var json = JsonNode.Parse(File.ReadAllText(manifest))!.AsObject();
        var before = json["files"]!.AsObject();
        json["extract_to"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        json["snapshot_date"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        json["mode"] = delta ? "delta" : "full";
        var files = new JsonObject();
        foreach (var (old, (name, rows)) in counts)
        {
            using var content = File.OpenRead(Path.Combine(folder, name));
            files[name] = new JsonObject { ["rows"] = rows >= 0 ? rows : before[old]!["rows"]!.GetValue<long>(), ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content)) };
        }
        json["files"] = files;
        File.WriteAllText(Path.Combine(folder, Dated(Path.GetFileName(manifest), day)), json.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    }

    private static long Payments(string folder, DateOnly day, int number)
    {
        var changed = 0L;
        foreach (var file in Directory.GetFiles(folder, "pagaments_*.xlsx"))
        {
            using (var old = ZipFile.OpenRead(file))
            using (var book = ZipFile.Open(Path.Combine(folder, Dated(Path.GetFileName(file), day)), ZipArchiveMode.Create))
            {
                foreach (var entry in old.Entries)
                {
                    using var reader = new StreamReader(entry.Open());
                    var text = reader.ReadToEnd();
                    var row = 0;
                    if (entry.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal))
                    {
                        text = Regex.Replace(text, "(<c r=\"D[0-9]+\"><v>)([0-9.]+)(</v>)", cell =>
                        {
                            if (++row % OneIn != number * 7 % OneIn)
                            {
                                return cell.Value;
                            }
                            changed++;
                            return cell.Groups[1].Value + (decimal.Parse(cell.Groups[2].Value, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture) + cell.Groups[3].Value;
                        });
                    }
                    using var writer = new StreamWriter(book.CreateEntry(entry.FullName).Open(), new UTF8Encoding(false));
                    writer.Write(text);
                }
            }
            File.Delete(file);
        }
        return changed;
    }

    /// <summary>The record with another value in a column; null when the value stays as it is.</summary>
    private static string? Changed(ReadOnlySpan<char> record, int column, Func<string, int, string?> change, int number)
    {
        var (field, start, quoted) = (0, 0, false);
        for (var i = 0; i < record.Length; i++)
        {
            quoted ^= record[i] == '"';
            if (quoted || record[i] is not (';' or '\r' or '\n'))
            {
                continue;
            }
            if (field == column)
            {
                return change(record[start..i].ToString(), number) is { } value ? $"{record[..start]}{value}{record[i..]}" : null;
            }
            (field, start) = (field + 1, i + 1);
        }
        return null;
    }

    private static IEnumerable<(int Start, int Length)> Records(string text)
    {
        var (start, quoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            quoted ^= text[i] == '"';
            if (!quoted && text[i] == '\n')
            {
                yield return (start, i + 1 - start);
                start = i + 1;
            }
        }
        if (start < text.Length)
        {
            yield return (start, text.Length - start);
        }
    }

    private static string? Plus(string value, int number) =>
        decimal.TryParse(value.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? (amount + 1).ToString(CultureInfo.InvariantCulture).Replace('.', ',') : null;

    private static string Dated(string name, DateOnly day) => Regex.Replace(name, "_[0-9]{8}", $"_{day:yyyyMMdd}");
}
