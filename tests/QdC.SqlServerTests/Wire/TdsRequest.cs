using System.Text;

namespace QdC.SqlServerTests.Wire;

/// <summary>What a transaction is asked for.</summary>
internal enum TdsTransaction
{
    Begin = 5,
    Commit = 7,
    Rollback = 8,
}

/// <summary>What clients ask for besides batches of text.</summary>
internal static class TdsRequest
{
    private const ushort ByNumber = 0xFFFF, ExecuteSql = 10;
    private const byte Snapshot = 5;

    /// <summary>A statement with its parameters; of procedures no other is called by number, and others are called by name.</summary>
    public static (string Sql, IReadOnlyList<(string Name, object? Value)> Parameters) Procedure(BinaryReader from)
    {
        var length = from.ReadUInt16();
        var name = length == ByNumber ? from.ReadUInt16() == ExecuteSql ? "sp_executesql" : "" : Text(from, length);
        from.ReadUInt16();
        var parameters = new List<(string Name, object? Value)>();
        while (from.BaseStream.ReadByte() is >= 0 and var letters)
        {
            var named = Text(from, letters);
            from.ReadByte();
            parameters.Add((named.TrimStart('@'), TdsType.Read(from).ReadValue(from)));
        }
        if (name != "sp_executesql" || parameters[0].Value is not string sql)
        {
            throw new NotSupportedException($"procedure {name}");
        }
        return (sql, parameters.Count < 2 ? [] : parameters[2..]);
    }

    /// <summary>What a transaction is asked for, and whether it only reads, of one moment.</summary>
    public static (TdsTransaction Kind, bool IsSnapshot) Transaction(BinaryReader from)
    {
        var kind = (TdsTransaction)from.ReadUInt16();
        return Enum.IsDefined(kind) ? (kind, kind == TdsTransaction.Begin && from.ReadByte() == Snapshot) : throw new NotSupportedException($"transaction request {kind}");
    }

    /// <summary>The columns of a load.</summary>
    public static List<TdsColumn> Columns(BinaryReader from)
    {
        Require(from.ReadByte() == 0x81, "a load begins with its columns");
        return [.. Enumerable.Range(0, from.ReadUInt16()).Select(_ =>
        {
            from.ReadBytes(6);
            var type = TdsType.Read(from);
            return new TdsColumn(Text(from, from.ReadByte()), type);
        })];
    }

    /// <summary>The rows of a load, as they come.</summary>
    public static IEnumerable<object?[]> Rows(BinaryReader from, IReadOnlyList<TdsColumn> columns)
    {
        while (from.ReadByte() is 0xD1)
        {
            var row = new object?[columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = columns[i].Type.ReadValue(from);
            }
            yield return row;
        }
        from.ReadBytes(12); // its end
    }

    private static string Text(BinaryReader from, int letters) => Encoding.Unicode.GetString(from.ReadBytes(2 * letters));

    private static void Require(bool what, string words)
    {
        if (!what)
        {
            throw new IOException(words);
        }
    }
}
