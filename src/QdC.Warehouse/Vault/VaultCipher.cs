using System.Security.Cryptography;
using System.Text;

namespace QdC.Warehouse;

/// <summary>
/// Seals the identity of a source person: AES-256-GCM under the area's vault key, bound to area and record, so that a text moved to
/// another record or area does not open. One per worker: not thread-safe.
/// </summary>
/// <remarks>Form: one byte of version, 12 of nonce, the cipher text, 16 of tag.</remarks>
public sealed class VaultCipher : IDisposable
{
    private const byte Form = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int Around = 1 + NonceBytes + TagBytes;
    private const int RecordBytes = 16;
    private readonly AesGcm _aes;
    private readonly byte[] _bound;

    /// <summary>A cipher of an area's identities.</summary>
    /// <param name="area">The area.</param>
    /// <param name="key">Its vault key, 32 bytes.</param>
    public VaultCipher(AreaCode area, Secret key)
    {
        _aes = new AesGcm(key.Reveal(), TagBytes);
        _bound = [.. Encoding.UTF8.GetBytes($"qdc/vault/{area.Value}/"), .. new byte[RecordBytes]];
    }

    /// <summary>Seals a text for a record.</summary>
    public byte[] Seal(Guid record, ReadOnlySpan<byte> text)
    {
        var sealedText = new byte[text.Length + Around];
        sealedText[0] = Form;
        var nonce = sealedText.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        _aes.Encrypt(nonce, text, sealedText.AsSpan(1 + NonceBytes, text.Length), sealedText.AsSpan(1 + NonceBytes + text.Length), Bound(record));
        return sealedText;
    }

    /// <summary>Opens a sealed text of a record; null when it is none, is damaged, or belongs to another record, area or key.</summary>
    public byte[]? Open(Guid record, ReadOnlySpan<byte> sealedText)
    {
        if (sealedText.Length < Around || sealedText[0] != Form)
        {
            return null;
        }
        var text = new byte[sealedText.Length - Around];
        try
        {
            _aes.Decrypt(sealedText.Slice(1, NonceBytes), sealedText.Slice(1 + NonceBytes, text.Length), sealedText[^TagBytes..], text, Bound(record));
            return text;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _aes.Dispose();

    private byte[] Bound(Guid record)
    {
        record.TryWriteBytes(_bound.AsSpan(_bound.Length - RecordBytes), bigEndian: true, out _);
        return _bound;
    }
}
