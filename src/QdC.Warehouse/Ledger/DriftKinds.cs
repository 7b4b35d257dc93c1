namespace QdC.Warehouse;

/// <summary>The words for what can change between two deliveries.</summary>
public static class DriftKinds
{
    /// <summary>A column came that no mapping names.</summary>
    public const string ColumnNew = "column_new";

    /// <summary>A column that is read came no more.</summary>
    public const string ColumnMissing = "column_missing";

    /// <summary>A column that is read came no more, and another came that is like it.</summary>
    public const string ColumnRenamed = "column_renamed";

    /// <summary>A column that is mapped was never there: its field stays empty.</summary>
    public const string ColumnUnmatched = "column_unmatched";

    /// <summary>The values of a column cannot be read any more as what they were.</summary>
    public const string ColumnRetyped = "column_retyped";

    /// <summary>A code came that nothing maps.</summary>
    public const string CodeNew = "code_new";

    /// <summary>Another character stands between two cells.</summary>
    public const string Delimiter = "delimiter";

    /// <summary>The text is written in another encoding.</summary>
    public const string Encoding = "encoding";

    /// <summary>The header stands in another line.</summary>
    public const string HeaderLine = "header_line";

    /// <summary>The table stands in a sheet of another name.</summary>
    public const string Sheet = "sheet";

    /// <summary>A delivery of changes begins after the days that those before it reach: what changed between them was never delivered.</summary>
    public const string Gap = "gap";

    /// <summary>The number of records moved farther than is allowed.</summary>
    public const string Volume = "volume";
}
