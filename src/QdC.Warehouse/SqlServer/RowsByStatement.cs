using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace QdC.Warehouse;

/// <summary>
/// Rows sent by INSERT, to a server that refuses bulk loads or what the client asks before one: slower, and understood by every server. Rows are
/// taken from the one that the refused load had read.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="columns">Its columns, in the order of the reader's.</param>
/// <param name="rows">The rows; the first has been read.</param>
internal sealed class RowsByStatement(string table, IReadOnlyList<string> columns, DbDataReader rows)
{
    /// <summary>A server takes fewer than 2,100 parameters.</summary>
    private const int MostParameters = 2000;

    /// <summary>Sends them, and gives back how many.</summary>
    /// <param name="execute">Runs a statement.</param>
    public long Send(Func<SqlCommand, int> execute)
    {
        var (sent, isMore) = (0L, true);
        while (isMore)
        {
            using var command = new SqlCommand();
            var values = new List<string>();
            for (; isMore && (values.Count + 1) * columns.Count <= MostParameters; isMore = rows.Read())
            {
                values.Add($"({string.Join(", ", columns.Select((_, i) => Add(command, i)))})");
            }
            command.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES {string.Join(", ", values)}";
            execute(command);
            sent += values.Count;
        }
        return sent;
    }

    private string Add(SqlCommand command, int column)
    {
        var parameter = command.Parameters.Add(new SqlParameter($"@p{command.Parameters.Count}", TypeOf(rows.GetFieldType(column))) { Value = rows.GetValue(column) });
        if (parameter.SqlDbType == SqlDbType.NVarChar)
        {
            parameter.Size = WarehouseColumn.TextLength; // one form of the statement, whatever the texts' lengths
        }
        return parameter.ParameterName;
    }

    private static SqlDbType TypeOf(Type type) =>
        type switch
        {
            _ when type == typeof(string) => SqlDbType.NVarChar,
            _ when type == typeof(long) => SqlDbType.BigInt,
            _ when type == typeof(int) => SqlDbType.Int,
            _ when type == typeof(bool) => SqlDbType.Bit,
            _ when type == typeof(double) => SqlDbType.Float,
            _ when type == typeof(decimal) => SqlDbType.Decimal,
            _ when type == typeof(Guid) => SqlDbType.UniqueIdentifier,
            _ when type == typeof(DateTime) => SqlDbType.DateTime2,
            _ => throw new NotSupportedException($"No column of the warehouse holds {type}."),
        };
}
