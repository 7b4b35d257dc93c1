using System.Text.RegularExpressions;
using QdC.Warehouse;

namespace QdC.Publish.PowerBi;

/// <summary>Which type of a model holds which type of the server without losing anything.</summary>
internal static partial class ViewTypes
{
    /// <summary>The most decimals that Power BI's fixed decimal keeps.</summary>
    private const int FixedDecimals = 4;

    /// <summary>The model's type for a column of a view.</summary>
    /// <exception cref="NotSupportedException">No type is chosen for it.</exception>
    public static string Of(ViewColumn column) =>
        Word().Match(column.Type).Value switch
        {
            "bigint" or "int" => "int64",
            "bit" => "boolean",
            "date" or "datetime2" => "dateTime",
            "nvarchar" or "varchar" => "string",
            "decimal" => int.Parse(Scale().Match(column.Type).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) <= FixedDecimals ? "decimal" : "double",
            "float" => "double",
            _ => throw new NotSupportedException($"Column {column.Name}: no type of Power BI is chosen for {column.Type}; add it to {nameof(ViewTypes)}."),
        };

    [GeneratedRegex(@"^\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@", ?(\d+)\)$")]
    private static partial Regex Scale();
}
