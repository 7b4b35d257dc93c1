namespace QdC.Warehouse;

/// <summary>The T-SQL of a sync: plain sets, one table at a time, in what SQL Server, Azure SQL and other servers that speak TDS share.</summary>
internal static class SyncStatements
{
    /// <summary>What tells a row: a hash of all it says, so that a row that changed is one that went and one that came.</summary>
    public static readonly string[] Identity = ["area_code", "row_high", "row_low"];

    /// <summary>The tables and columns there are.</summary>
    public const string Columns = "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA IN (N'star', N'mart', N'load', N'ops')";

    /// <summary>What the server holds of the area.</summary>
    public const string Version = "SELECT version, row_count, sync_number FROM ops.area_version WHERE area_code = @area";

    /// <summary>The first sync of an area; no row when another was first.</summary>
    public const string FirstVersion =
        "INSERT INTO ops.area_version (area_code, area_name, version, published_at, synced_at, row_count, sync_number) "
        + "SELECT @area, @name, @version, @published, @now, @rows, 1 WHERE NOT EXISTS (SELECT 1 FROM ops.area_version WHERE area_code = @area)";

    /// <summary>A further sync; no row when another came between.</summary>
    public const string NextVersion =
        "UPDATE ops.area_version SET area_name = @name, version = @version, published_at = @published, synced_at = @now, row_count = @rows, sync_number = sync_number + 1 "
        + "WHERE area_code = @area AND sync_number = @seen";

    /// <summary>Takes the numbers of people who are gone.</summary>
    public const string PeopleGone =
        "DELETE FROM star.person_number WHERE area_code = @area AND person_key NOT IN (SELECT p.person_key FROM star.dim_person AS p WHERE p.area_code = @area AND p.person_key IS NOT NULL)";

    /// <summary>Gives people who came the next numbers, in no order that says anything.</summary>
    public const string PeopleCome =
        "INSERT INTO star.person_number (area_code, person_key, person_number) "
        + "SELECT @area, p.person_key, ROW_NUMBER() OVER (ORDER BY NEWID()) + (SELECT COALESCE(MAX(m.person_number), 0) FROM star.person_number AS m WHERE m.area_code = @area) "
        + "FROM (SELECT DISTINCT person_key FROM star.dim_person WHERE area_code = @area AND person_key IS NOT NULL) AS p "
        + "WHERE NOT EXISTS (SELECT 1 FROM star.person_number AS n WHERE n.area_code = @area AND n.person_key = p.person_key)";

    /// <summary>Who did what.</summary>
    public const string Audit = "INSERT INTO ops.audit_log (done_at, done_by, what, area_code, detail) VALUES (@now, @by, N'sync', @area, @detail)";

    /// <summary>Rows that go, of all tables.</summary>
    public const string Gone = "\"load\".gone";

    /// <summary>Columns of <see cref="Gone"/>.</summary>
    public static readonly string[] GoneColumns = ["sync_id", "area_code", "table_name", "row_high", "row_low"];

    /// <summary>Rows of the area, sums over what tells them, and of each exact number.</summary>
    public static string Totals(WarehouseTable table) =>
        $"SELECT COUNT_BIG(row_high), SUM(CAST(row_high AS decimal(38, 0))), SUM(CAST(row_low AS decimal(38, 0))){string.Concat(table.Columns.Where(c => c.IsDecimal).Select(c => $", SUM({c.Name})"))} FROM {table.FullName} WHERE area_code = @area";

    /// <summary>Takes all rows of the area away.</summary>
    public static string DeleteAll(WarehouseTable table) => $"DELETE FROM {table.FullName} WHERE area_code = @area";

    /// <summary>Takes away the rows that go.</summary>
    public static string DeleteGone(WarehouseTable table) =>
        $"DELETE FROM {table.FullName} WHERE area_code = @area AND EXISTS (SELECT 1 FROM {Gone} AS g "
        + $"WHERE g.sync_id = @sync AND g.table_name = N'{table.FullName}' AND g.row_high = {table.Name}.row_high AND g.row_low = {table.Name}.row_low)";

    /// <summary>Puts in the rows that come; by day, so that a columnstore can leave out what a question does not ask for.</summary>
    public static string Insert(WarehouseTable table)
    {
        var columns = string.Join(", ", Identity.Concat(table.Columns.Select(c => c.Name)));
        return $"INSERT INTO {table.FullName} ({columns}) SELECT {columns} FROM {table.Staging} WHERE sync_id = @sync{(table.Day is { } day ? $" ORDER BY {day}" : "")}";
    }

    /// <summary>Takes what waits for the area, of this sync or of one that died.</summary>
    public static string Clear(string staging) => $"DELETE FROM {staging} WHERE area_code = @area";
}
