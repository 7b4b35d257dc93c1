using System.Buffers.Binary;
using System.Numerics;

namespace QdC.Pipeline.Conform;

/// <summary>xxHash64 (seed 0): a fast hash that stays the same across processes and versions, to tell whether a record changed.</summary>
internal static class RowHash
{
    private const ulong P1 = 11400714785074694791;
    private const ulong P2 = 14029467366897019727;
    private const ulong P3 = 1609587929392839161;
    private const ulong P4 = 9650029242287828579;
    private const ulong P5 = 2870177450012600261;

    /// <summary>The hash of some bytes.</summary>
    public static ulong Of(ReadOnlySpan<byte> data)
    {
        unchecked
        {
            var rest = data;
            ulong hash;
            if (data.Length >= 32)
            {
                ulong a = P1 + P2, b = P2, c = 0, d = 0 - P1;
                for (; rest.Length >= 32; rest = rest[32..])
                {
                    a = Round(a, rest);
                    b = Round(b, rest[8..]);
                    c = Round(c, rest[16..]);
                    d = Round(d, rest[24..]);
                }

                hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7) + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
                hash = Merge(Merge(Merge(Merge(hash, a), b), c), d);
            }
            else
            {
                hash = P5;
            }

            return Finish(hash + (ulong)data.Length, rest);
        }
    }

    private static ulong Finish(ulong hash, ReadOnlySpan<byte> rest)
    {
        unchecked
        {
            for (; rest.Length >= 8; rest = rest[8..])
            {
                hash = (BitOperations.RotateLeft(hash ^ Round(0, rest), 27) * P1) + P4;
            }

            if (rest.Length >= 4)
            {
                hash = (BitOperations.RotateLeft(hash ^ (BinaryPrimitives.ReadUInt32LittleEndian(rest) * P1), 23) * P2) + P3;
                rest = rest[4..];
            }

            foreach (var value in rest)
            {
                hash = BitOperations.RotateLeft(hash ^ (value * P5), 11) * P1;
            }

            hash = (hash ^ (hash >> 33)) * P2;
            hash = (hash ^ (hash >> 29)) * P3;
            return hash ^ (hash >> 32);
        }
    }

    private static ulong Round(ulong state, ReadOnlySpan<byte> lane) =>
        unchecked(BitOperations.RotateLeft(state + (BinaryPrimitives.ReadUInt64LittleEndian(lane) * P2), 31) * P1);

    private static ulong Merge(ulong hash, ulong lane) =>
        unchecked(((hash ^ (BitOperations.RotateLeft(lane * P2, 31) * P1)) * P1) + P4);
}
