namespace QdC.Warehouse;

/// <summary>Something of an area that was taken out, for those entitled to it.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who asked for it.</param>
/// <param name="What">The report, or the figure whose rows it holds.</param>
/// <param name="Version">The version it was read from.</param>
/// <param name="Rows">How many rows of detail it holds; 0 for a report of figures.</param>
public sealed record ExportRecord(DateTimeOffset At, string By, string What, int Version, long Rows);

public sealed partial class AreaLog
{
    /// <summary>Notes that something is taken out.</summary>
    public void NoteExport(string by, string what, int version, long rows) =>
        Run("INSERT INTO export (at, by, what, version, rows) VALUES ($0, $1, $2, $3, $4)", Now(), by, what, version, rows);

    /// <summary>What was taken out, newest first.</summary>
    public IReadOnlyList<ExportRecord> Exports(int limit) =>
        Rows(
            "SELECT at, by, what, version, rows FROM export ORDER BY export_id DESC LIMIT $0",
            r => new ExportRecord(Moment(r.GetString(0)), r.GetString(1), r.GetString(2), r.GetInt32(3), r.GetInt64(4)),
            limit);
}
