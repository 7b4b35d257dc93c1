namespace QdC.Warehouse;

/// <summary>A table that was exported.</summary>
/// <param name="Table">The table.</param>
/// <param name="Rows">Its rows.</param>
public sealed record ExportedTable(string Table, long Rows);

/// <summary>Writes an area's star as Parquet: <c>FOLDER/star.fact_payment/area_code=tarragona/year=2024/….parquet</c>.</summary>
/// <remarks>The year is that of the table's first day; dimensions, and rows without a day, are not parted by year.</remarks>
public static class ParquetExport
{
    /// <summary>Writes the current version's star in place of what was exported of the area before, and reads it again.</summary>
    /// <param name="store">The area's store.</param>
    /// <param name="folder">The folder of all areas.</param>
    /// <param name="version">The version that was written.</param>
    /// <exception cref="ExportDamaged">What is read again is not what was written.</exception>
    public static IReadOnlyList<ExportedTable> Write(AreaStore store, string folder, out int version)
    {
        using var current = store.OpenCurrent();
        version = current.Version;
        return [.. WarehouseTable.Of(current.Session).Select(table => new ExportedTable(table.FullName, Write(current.Session, store.Area, table, folder)))];
    }

    private static long Write(DuckDbSession session, AreaCode area, WarehouseTable table, string folder)
    {
        var (fresh, place) = (Path.Combine(folder, $".{area}.{table.FullName}"), Path.Combine(folder, table.FullName, $"area_code={area}"));
        Remove(fresh);
        QdcHome.Ensure(fresh);
        var year = table is { IsBig: true, Day: { } day } && table.Columns.All(c => c.Name != "year") ? $"year({day})" : null;
        var rows = session.Scalar<long>($"SELECT count(*) FROM {table.FullName}");
        if (year is null)
        {
            session.Execute($"COPY (SELECT * FROM {table.FullName}) TO {Literal(Path.Combine(fresh, "data.parquet"))} (FORMAT parquet, COMPRESSION zstd)");
        }
        else
        {
            session.Execute($"COPY (SELECT *, {year} AS year FROM {table.FullName}) TO {Literal(fresh)} (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (year), OVERWRITE_OR_IGNORE)");
        }
        if (rows > 0)
        {
            var again = session.Scalar<long>($"SELECT count(*) FROM read_parquet({Literal(Path.Combine(fresh, "**", "*.parquet"))}, hive_partitioning = false)");
            if (again != rows)
            {
                throw new ExportDamaged(fresh, again, rows);
            }
        }
        Remove(place);
        QdcHome.Ensure(Path.GetDirectoryName(place)!);
        Directory.Move(fresh, place);
        return rows;
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Literal(string text) => DuckDbSession.Literal(text);
}
