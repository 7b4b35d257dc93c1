using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Warehouse;

namespace QdC.Pipeline.Validate;

/// <summary>Finds the rows of one key within a staged delivery. The last one loads; each other one that differs from it is a query.</summary>
public static class DuplicateCheck
{
    /// <summary>True when a key stands in two rows at least.</summary>
    public static bool AnyRepeated(DuckDbSession staging, StageRequest request)
    {
        var table = RowWriter.Quoted(request.Table ?? request.Extract.Name);
        return staging.Scalar<long>($"SELECT count(*) FROM (SELECT 1 FROM stg.{table} GROUP BY source_key HAVING count(*) > 1)") > 0;
    }

    /// <summary>One finding for each row that differs from the row of its key that loads. Run it after staging, before the last row is taken.</summary>
    public static IReadOnlyList<Finding> Run(DuckDbSession staging, StageRequest request)
    {
        var table = RowWriter.Quoted(request.Table ?? request.Extract.Name);
        return staging.Query(
            $"""
            WITH ranked AS (
              SELECT source_key, row_no, sheet, line, row_hash,
                last_value(row_hash) OVER same_key AS loaded_hash, last_value(line) OVER same_key AS loaded_line
              FROM stg.{table}
              WHERE source_key IN (SELECT source_key FROM stg.{table} GROUP BY source_key HAVING count(*) > 1)
              WINDOW same_key AS (PARTITION BY source_key ORDER BY row_no ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING))
            SELECT source_key, sheet, line, loaded_line FROM ranked WHERE row_hash <> loaded_hash ORDER BY row_no
            """,
            row => new Finding
            {
                Rule = RuleCatalogue.DuplicateDiffers.Code,
                Severity = RuleCatalogue.DuplicateDiffers.Severity,
                System = request.System,
                Extract = request.Extract.Name,
                Subject = request.Subject.Name,
                KeyHash = row.GetGuid(0).ToString("N"),
                File = request.FileName,
                Sheet = row.IsDBNull(1) ? null : row.GetString(1),
                Line = row.GetInt32(2),
                Args = $$"""{"loaded_line":"{{row.GetInt32(3)}}"}""",
            });
    }
}
