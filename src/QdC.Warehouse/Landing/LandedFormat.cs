using System.Buffers.Binary;
using System.Security.Cryptography;

namespace QdC.Warehouse;

/// <summary>
/// The landed file: magic, a salt, then frames of at most 256 KiB, each a length, AES-256-GCM cipher text and tag. The file's own
/// key comes from the landing key and the salt, so a frame's number can be its nonce. Number, length and whether it is the last
/// frame are authenticated: a frame that is missing, moved or cut is found.
/// </summary>
internal static class LandedFormat
{
    public const int FrameBytes = 256 * 1024;
    public const int TagBytes = 16;
    public const int SaltBytes = 16;
    public const int LengthBytes = 4;
    public const uint LastFlag = 0x8000_0000;
    public static ReadOnlySpan<byte> Magic => "QDCLAND1"u8;

    public static int HeaderBytes => Magic.Length + SaltBytes;

    /// <summary>The cipher of one file.</summary>
    public static AesGcm Cipher(Secret landingKey, ReadOnlySpan<byte> salt)
    {
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, landingKey.Reveal(), key, salt, "qdc/landed-file"u8);
        var cipher = new AesGcm(key, TagBytes);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }

    /// <summary>The nonce of a frame.</summary>
    public static void Nonce(Span<byte> nonce, long frame)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[4..], frame);
    }

    /// <summary>What is authenticated with a frame: its number, its length and whether it is the last.</summary>
    public static void Associated(Span<byte> associated, long frame, uint lengthAndFlag)
    {
        Magic.CopyTo(associated);
        BinaryPrimitives.WriteInt64BigEndian(associated[8..], frame);
        BinaryPrimitives.WriteUInt32BigEndian(associated[16..], lengthAndFlag);
    }

    public const int AssociatedBytes = 20;
    public const int NonceBytes = 12;
}
