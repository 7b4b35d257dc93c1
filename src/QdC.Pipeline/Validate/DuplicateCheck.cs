using System.Globalization;
using System.Text.Json;
using QdC.Pipeline.Check;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Warehouse;

namespace QdC.Pipeline.Validate;

/// <summary>Finds the rows of one key within a staged delivery. The last one loads; each other one that differs from it is a query.</summary>
internal static class DuplicateCheck
{
    /// <summary>True when a key stands in two rows at least.</summary>
    public static bool AnyRepeated(DuckDbSession staging, StageRequest request)
    {
        var table = RowWriter.Quoted(request.Table ?? request.Extract.Name);
        return staging.Scalar<long>($"SELECT count(*) FROM (SELECT 1 FROM stg.{table} GROUP BY source_key HAVING count(*) > 1)") > 0;
    }

    /// <summary>What stands in the list of what differs for the columns of a person's identity: only that they differ is known.</summary>
    internal const string Identity = "=identity";

    /// <summary>The same for values that could not be kept.</summary>
    internal const string Flaws = "=flaws";

    private static readonly string[] NotCompared = ["source_key", "row_no", "sheet", "line", "row_hash", RowWriter.SealedIdentity];

    /// <summary>One finding for each row that differs from the row of its key that loads: where that one stands and in which columns they differ. Run it after staging, before the last row is taken.</summary>
    /// <param name="staging">Where the delivery is staged.</param>
    /// <param name="request">What was staged.</param>
    /// <param name="keys">The rows' record numbers and headers; null when they are not at hand.</param>
    public static IReadOnlyList<Finding> Run(DuckDbSession staging, StageRequest request, StagedKeys? keys)
    {
        var table = RowWriter.Quoted(request.Table ?? request.Extract.Name);
        var compared = staging.Query($"SELECT column_name FROM (DESCRIBE stg.{table})", r => r.GetString(0)).Except(NotCompared).ToList();
        var differ = string.Join(", ", compared.Select(c => $"CASE WHEN r.{RowWriter.Quoted(c)} IS DISTINCT FROM l.{RowWriter.Quoted(c)} THEN {DuckDbSession.Literal(c)} END"));
        return staging.Query(
            $"""
            WITH repeated AS (
              SELECT *, last_value(row_no) OVER (PARTITION BY source_key ORDER BY row_no ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS loaded_no
              FROM stg.{table}
              WHERE source_key IN (SELECT source_key FROM stg.{table} GROUP BY source_key HAVING count(*) > 1))
            SELECT r.source_key, r.sheet, r.line, l.sheet, l.line, concat_ws('|', {differ})
            FROM repeated AS r
            JOIN repeated AS l ON l.row_no = r.loaded_no
            WHERE r.row_hash <> l.row_hash
            ORDER BY r.row_no
            """,
            row =>
            {
                var (sheet, line, loaded) = (row.IsDBNull(1) ? null : row.GetString(1), row.GetInt32(2), row.GetInt32(4).ToString(CultureInfo.InvariantCulture));
                var (key, columns) = keys?.Find(sheet, line) ?? default;
                return new Finding
                {
                    Rule = RuleCatalogue.DuplicateDiffers.Code,
                    Severity = RuleCatalogue.DuplicateDiffers.Severity,
                    System = request.System,
                    Extract = request.Extract.Name,
                    Subject = request.Subject.Name,
                    KeyHash = row.GetGuid(0).ToString("N"),
                    File = request.FileName,
                    Sheet = sheet,
                    Line = line,
                    RecordNo = key is null ? null : RecordNumbers.Number(key),
                    Args = JsonSerializer.Serialize(new Dictionary<string, string>
                    {
                        ["loaded_line"] = row.IsDBNull(3) || row.GetString(3) == sheet ? loaded : $"[{row.GetString(3)}]:{loaded}",
                        ["differ"] = string.Join('|', row.GetString(5).Split('|').Select(Shown).Distinct()),
                    }),
                };

                string Shown(string column) => column switch
                {
                    "identity" => Identity,
                    "flaws" => Flaws,
                    _ => (columns is null ? null : request.Subject.Fields.Where(f => f.StoredName == column).Select(f => columns.GetValueOrDefault(f.Name)).FirstOrDefault(c => c is not null)) ?? column,
                };
            });
    }
}
