using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace QdC.SqlServerTests.Wire;

/// <summary>A type as it stands on the wire, and how its values do. Each may be NULL.</summary>
/// <param name="Kind">The type's byte.</param>
/// <param name="Size">Bytes at most; for numbers and texts.</param>
/// <param name="Precision">Digits, of exact numbers.</param>
/// <param name="Scale">Decimals, of exact numbers and moments.</param>
internal sealed partial record TdsType(byte Kind, int Size = 0, byte Precision = 0, byte Scale = 0)
{
    private const byte Bit = 0x68, Int = 0x26, Float = 0x6D, Decimal = 0x6A, Numeric = 0x6C, Unique = 0x24, Date = 0x28, Time = 0x29, Moment = 0x2A, NVarChar = 0xE7, NChar = 0xEF, VarChar = 0xA7, Char = 0xAF, NText = 0x63, Binary = 0xAD, VarBinary = 0xA5;
    private const ushort Long = 0xFFFF;
    private static readonly byte[] Collation = [0x09, 0x04, 0xD0, 0x00, 0x34];

    /// <summary>The collation by its name; the same that the bytes say.</summary>
    public const string CollationName = "SQL_Latin1_General_CP1_CI_AS";

    /// <summary>True for what has letters.</summary>
    public bool IsText => Kind is NVarChar or NChar or VarChar or Char or NText;

    private bool IsUnicode => Kind is NVarChar or NChar or NText;

    /// <summary>A type as T-SQL declares it.</summary>
    public static TdsType Declared(string declared)
    {
        var (name, first, second) = Declaration().Match(declared.ToLowerInvariant()) is { Success: true } m ? (m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value) : throw new NotSupportedException(declared);
        int Number(string text, int otherwise) => text.Length == 0 ? otherwise : text == "max" ? Long : int.Parse(text, CultureInfo.InvariantCulture);
        return name switch
        {
            "bit" or "boolean" => new(Bit, 1),
            "int" or "integer" => new(Int, 4),
            "bigint" => new(Int, 8),
            "smallint" => new(Int, 2),
            "float" or "double" => new(Float, 8),
            "real" => new(Float, 4),
            "decimal" or "numeric" => new(Decimal, 17, (byte)Number(first, 18), (byte)Number(second, 0)),
            "hugeint" => new(Decimal, 17, 38),
            "uniqueidentifier" or "uuid" => new(Unique, 16),
            "date" => new(Date),
            "datetime2" or "timestampns" => new(Moment, 0, 0, (byte)Number(first, 7)),
            "timestamp" => new(Moment, 0, 0, 7),
            "nvarchar" or "nchar" when Number(first, 1) is var length => new(NVarChar, length == Long ? Long : 2 * length),
            "varchar" or "char" when first.Length > 0 => new(VarChar, Number(first, 1)),
            "varchar" => new(NVarChar, 8000), // of the twin, whose texts are of any length
            "varbinary" or "binary" => new(VarBinary, Number(first, 1)),
            "blob" => new(VarBinary, 8000),
            _ => throw new NotSupportedException($"{declared} has no form on the wire here"),
        };
    }

    /// <summary>Reads a type.</summary>
    public static TdsType Read(BinaryReader from)
    {
        var kind = from.ReadByte();
        switch (kind)
        {
            case 0x32: return new(Bit, 1);
            case 0x30: return new(Int, 1);
            case 0x34: return new(Int, 2);
            case 0x38: return new(Int, 4);
            case 0x7F: return new(Int, 8);
            case 0x3B: return new(Float, 4);
            case 0x3E: return new(Float, 8);
            case Date: return new(kind);
            case Time or Moment: return new(kind, Scale: from.ReadByte());
            case Bit or Int or Float or Unique: return new(kind, from.ReadByte());
            case Decimal or Numeric: return new(kind, from.ReadByte(), from.ReadByte(), from.ReadByte());
            case Binary or VarBinary: return new(kind, from.ReadUInt16());
            case NVarChar or NChar or VarChar or Char:
                var size = from.ReadUInt16();
                from.ReadBytes(Collation.Length);
                return new(kind, size);
            case NText: // a long statement
                from.ReadBytes(4 + Collation.Length);
                return new(kind);
            default: throw new NotSupportedException($"a client sent type 0x{kind:X2}, which this server does not read");
        }
    }

    /// <summary>Writes the type.</summary>
    public void Write(BinaryWriter to)
    {
        to.Write(Kind);
        switch (Kind)
        {
            case Date: break;
            case Time or Moment: to.Write(Scale); break;
            case Decimal or Numeric:
                to.Write((byte)Size);
                to.Write(Precision);
                to.Write(Scale);
                break;
            case Binary or VarBinary: to.Write((ushort)Size); break;
            case NVarChar or NChar or VarChar or Char:
                to.Write((ushort)Size);
                to.Write(Collation);
                break;
            default: to.Write((byte)Size); break;
        }
    }

    /// <summary>Reads a value; null for NULL.</summary>
    public object? ReadValue(BinaryReader from)
    {
        if (IsText || Kind is Binary or VarBinary)
        {
            var bytes = Kind == NText ? from.ReadBytes(from.ReadInt32()) : Size == Long ? ReadParts(from) : from.ReadUInt16() is var length && length == Long ? null : from.ReadBytes(length);
            return bytes is null ? null : !IsText ? bytes : (IsUnicode ? Encoding.Unicode : Encoding.Latin1).GetString(bytes);
        }
        var size = from.ReadByte();
        return (Kind, size) switch
        {
            (_, 0) => null,
            (Bit, _) => from.ReadByte() != 0,
            (Int, 1) => (int)from.ReadByte(),
            (Int, 2) => (int)from.ReadInt16(),
            (Int, 4) => from.ReadInt32(),
            (Int, 8) => from.ReadInt64(),
            (Float, 4) => (double)from.ReadSingle(),
            (Float, 8) => from.ReadDouble(),
            (Unique, _) => new Guid(from.ReadBytes(size)),
            (Decimal or Numeric, _) => ReadDecimal(from, size),
            (Date, _) => DateOnly.FromDayNumber(ReadWhole(from, 3)),
            (Moment, _) => ReadMoment(from, size),
            _ => throw new NotSupportedException($"type 0x{Kind:X2} of {size} bytes"),
        };
    }

    /// <summary>Writes a value as the twin gives it; null for NULL.</summary>
    public void WriteValue(BinaryWriter to, object? value)
    {
        switch (Kind)
        {
            case NVarChar or VarChar or VarBinary:
                WriteBytes(to, value switch { null => null, byte[] b => b, var text => (IsUnicode ? Encoding.Unicode : Encoding.Latin1).GetBytes((string)text) });
                break;
            case var _ when value is null:
                to.Write((byte)0);
                break;
            case Bit:
                to.Write((byte)1);
                to.Write((bool)value);
                break;
            case Int:
                to.Write((byte)Size);
                to.Write(BitConverter.GetBytes(Convert.ToInt64(value, CultureInfo.InvariantCulture)).AsSpan(0, Size));
                break;
            case Float:
                to.Write((byte)Size);
                to.Write(Size == 4 ? BitConverter.GetBytes(Convert.ToSingle(value, CultureInfo.InvariantCulture)) : BitConverter.GetBytes(Convert.ToDouble(value, CultureInfo.InvariantCulture)));
                break;
            case Unique:
                to.Write((byte)16);
                to.Write(((Guid)value).ToByteArray());
                break;
            case Date:
                to.Write((byte)3);
                to.Write(BitConverter.GetBytes(((DateOnly)value).DayNumber).AsSpan(0, 3));
                break;
            case Moment:
                WriteMoment(to, (DateTime)value);
                break;
            case Decimal:
                WriteDecimal(to, value);
                break;
            default:
                throw new NotSupportedException($"type 0x{Kind:X2}");
        }
    }

    private void WriteBytes(BinaryWriter to, byte[]? bytes)
    {
        if (Size == Long)
        {
            to.Write(bytes is null ? ulong.MaxValue : (ulong)bytes.Length);
            if (bytes is { Length: > 0 })
            {
                to.Write(bytes.Length);
                to.Write(bytes);
            }
            if (bytes is not null)
            {
                to.Write(0);
            }
            return;
        }
        if (bytes?.Length > Size)
        {
            throw new NotSupportedException($"{bytes.Length} bytes in a column of {Size}");
        }
        to.Write((ushort)(bytes?.Length ?? Long));
        to.Write(bytes ?? []);
    }

    private static byte[]? ReadParts(BinaryReader from)
    {
        if (from.ReadUInt64() == ulong.MaxValue)
        {
            return null;
        }
        using var whole = new MemoryStream();
        while (from.ReadInt32() is > 0 and var length)
        {
            whole.Write(from.ReadBytes(length));
        }
        return whole.ToArray();
    }

    private decimal ReadDecimal(BinaryReader from, int size)
    {
        var isPositive = from.ReadByte() != 0;
        var whole = new BigInteger(from.ReadBytes(size - 1), isUnsigned: true);
        var bits = new int[4];
        foreach (var i in Enumerable.Range(0, 3))
        {
            bits[i] = (int)(uint)((whole >> (32 * i)) & uint.MaxValue);
        }
        return whole >> 96 == 0 ? new decimal(bits[0], bits[1], bits[2], !isPositive, Scale) : throw new NotSupportedException("more digits than the twin takes");
    }

    private void WriteDecimal(BinaryWriter to, object value)
    {
        var whole = value is BigInteger big ? big * BigInteger.Pow(10, Scale) : Whole((decimal)value);
        var bytes = BigInteger.Abs(whole).ToByteArray(isUnsigned: true);
        to.Write((byte)Size);
        to.Write(whole >= 0);
        to.Write(bytes);
        to.Write(new byte[Size - 1 - bytes.Length]);
    }

    private BigInteger Whole(decimal value)
    {
        var bits = decimal.GetBits(value);
        var digits = ((BigInteger)(uint)bits[2] << 64) + ((BigInteger)(uint)bits[1] << 32) + (uint)bits[0];
        return digits * BigInteger.Pow(10, Scale - value.Scale) * (value < 0 ? -1 : 1);
    }

    private DateTime ReadMoment(BinaryReader from, int size)
    {
        var ticks = ReadLong(from, size - 3) * (long)Math.Pow(10, 7 - Scale);
        return new DateTime(ReadWhole(from, 3) * TimeSpan.TicksPerDay).AddTicks(ticks);
    }

    private void WriteMoment(BinaryWriter to, DateTime value)
    {
        var bytes = Scale <= 2 ? 3 : Scale <= 4 ? 4 : 5;
        to.Write((byte)(bytes + 3));
        to.Write(BitConverter.GetBytes(value.TimeOfDay.Ticks / (long)Math.Pow(10, 7 - Scale)).AsSpan(0, bytes));
        to.Write(BitConverter.GetBytes(DateOnly.FromDateTime(value).DayNumber).AsSpan(0, 3));
    }

    private static int ReadWhole(BinaryReader from, int bytes) => checked((int)ReadLong(from, bytes));

    private static long ReadLong(BinaryReader from, int bytes)
    {
        var eight = new byte[8];
        from.ReadBytes(bytes).CopyTo(eight, 0);
        return BitConverter.ToInt64(eight);
    }

    [GeneratedRegex(@"^([a-z_0-9]+)(?:\(([0-9]+|max)(?:,([0-9]+))?\))?$", RegexOptions.NonBacktracking)]
    private static partial Regex Declaration();
}
