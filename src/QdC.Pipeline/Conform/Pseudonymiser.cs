using System.Security.Cryptography;

namespace QdC.Pipeline.Conform;

/// <summary>Turns record numbers into pseudonyms: the first 16 bytes of HMAC-SHA-256 under the area's pseudonym key. One per worker: not thread-safe.</summary>
internal sealed class Pseudonymiser : IDisposable
{
    private const int FewestSlots = 1 << 10;
    private const int MostSlots = 1 << 17;
    private const int LongestCached = 24;
    private const int LargestMessage = 1024;
    private readonly IncrementalHash _hmac;
    private readonly byte[] _message = new byte[LargestMessage];
    private readonly Dictionary<KeySpace, Cache> _caches = [];

    /// <summary>A pseudonymiser under a key, which it copies.</summary>
    public Pseudonymiser(ReadOnlySpan<byte> key) => _hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);

    /// <summary>The pseudonym of a record number. Parts of a composite key stand in <paramref name="parts"/> divided by <see cref="KeySpace.Separator"/>.</summary>
    /// <returns>The UUID as a 128-bit number, its first byte highest.</returns>
    public UInt128 Of(KeySpace space, ReadOnlySpan<byte> parts)
    {
        var prefix = space.Prefix;
        var length = prefix.Length + 1 + parts.Length;
        var message = length <= LargestMessage ? _message.AsSpan(0, length) : new byte[length];
        prefix.CopyTo(message);
        message[prefix.Length] = KeySpace.Separator;
        parts.CopyTo(message[(prefix.Length + 1)..]);
        Span<byte> hash = stackalloc byte[32];
        _hmac.AppendData(message);
        _hmac.GetHashAndReset(hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>The same as a UUID.</summary>
    public Guid UuidOf(KeySpace space, ReadOnlySpan<byte> parts)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, Of(space, parts));
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The same, remembering what was asked before: for references, which repeat.</summary>
    public UInt128 OfRepeated(KeySpace space, ReadOnlySpan<byte> key)
    {
        if (key.Length > LongestCached)
        {
            return Of(space, key);
        }

        if (!_caches.TryGetValue(space, out var cache))
        {
            _caches.Add(space, cache = new Cache());
        }

        ref var slot = ref cache.SlotOf(key);
        if (!slot.Holds(key))
        {
            slot.Put(key, Of(space, key));
        }

        return slot.Pseudonym;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _hmac.Dispose();
        _caches.Clear();
        CryptographicOperations.ZeroMemory(_message);
    }

    /// <summary>A slot for each key's hash, and twice as many once so many keys were not in theirs: a register of many thousands is asked for in any order.</summary>
    private sealed class Cache
    {
        private Slot[] _slots = new Slot[FewestSlots];
        private int _missed;

        public ref Slot SlotOf(ReadOnlySpan<byte> key)
        {
            var hash = RowHash.Of(key);
            if (_missed > _slots.Length && _slots.Length < MostSlots)
            {
                (_slots, _missed) = (new Slot[_slots.Length * 2], 0);
            }

            ref var slot = ref _slots[(int)(hash & (ulong)(_slots.Length - 1))];
            _missed += slot.Holds(key) ? 0 : 1;
            return ref slot;
        }
    }

    private struct Slot
    {
        private Text _text;
        private byte _length;

        public UInt128 Pseudonym { get; private set; }

        public readonly bool Holds(ReadOnlySpan<byte> key) => _length == key.Length + 1 && ((ReadOnlySpan<byte>)_text)[..key.Length].SequenceEqual(key);

        public void Put(ReadOnlySpan<byte> key, UInt128 pseudonym)
        {
            key.CopyTo(_text);
            _length = (byte)(key.Length + 1);
            Pseudonym = pseudonym;
        }
    }

    [System.Runtime.CompilerServices.InlineArray(LongestCached)]
    private struct Text
    {
        private byte _first;
    }
}
