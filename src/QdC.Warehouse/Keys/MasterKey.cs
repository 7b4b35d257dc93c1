using System.Security.Cryptography;
using System.Text;

namespace QdC.Warehouse;

/// <summary>A master key of an area, from which the key of each use is derived with HKDF-SHA-256.</summary>
internal sealed class MasterKey : IDisposable
{
    public const int Bytes = 32;
    private const int FingerprintBytes = 8;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly AreaCode _area;
    private readonly byte[] _key;

    /// <param name="area">The area.</param>
    /// <param name="key">256 bits; wiped when the key is disposed.</param>
    /// <param name="origin">The variable or file it came from.</param>
    public MasterKey(AreaCode area, byte[] key, string origin)
    {
        _area = area;
        _key = key;
        Origin = origin;
        Fingerprint = Convert.ToHexStringLower(Derive("fingerprint").AsSpan(0, FingerprintBytes));
    }

    public string Origin { get; }

    /// <summary>Names the key without telling it: 16 hex characters.</summary>
    public string Fingerprint { get; }

    /// <summary>A new key that nobody has seen.</summary>
    public static byte[] Random() => RandomNumberGenerator.GetBytes(Bytes);

    /// <summary>The key itself, for the file that keeps it.</summary>
    public string ToBase64() => Convert.ToBase64String(_key);

    /// <summary>The key of one use.</summary>
    public byte[] Derive(string use) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, Bytes, info: Encoding.UTF8.GetBytes($"qdc/1/{_area.Value}/{use}"));

    /// <summary>The key of one use as a secret.</summary>
    public Secret Secret(string use)
    {
        var key = Derive(use);
        var secret = new Secret(key);
        CryptographicOperations.ZeroMemory(key);
        return secret;
    }

    /// <summary>Wraps secrets that outlive the key they were derived from, so that this key opens them: nonce, cipher text, tag.</summary>
    public byte[] Wrap(ReadOnlySpan<byte> secrets)
    {
        var wrapped = new byte[NonceBytes + secrets.Length + TagBytes];
        var nonce = wrapped.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = Cipher();
        cipher.Encrypt(nonce, secrets, wrapped.AsSpan(NonceBytes, secrets.Length), wrapped.AsSpan(NonceBytes + secrets.Length), About);
        return wrapped;
    }

    /// <summary>Opens what <see cref="Wrap"/> wrapped; null when it is not what this key wrapped for this area.</summary>
    public byte[]? Unwrap(ReadOnlySpan<byte> wrapped)
    {
        if (wrapped.Length < NonceBytes + TagBytes)
        {
            return null;
        }
        var secrets = new byte[wrapped.Length - NonceBytes - TagBytes];
        using var cipher = Cipher();
        try
        {
            cipher.Decrypt(wrapped[..NonceBytes], wrapped[NonceBytes..^TagBytes], wrapped[^TagBytes..], secrets, About);
            return secrets;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(_key);

    private byte[] About => Encoding.UTF8.GetBytes($"qdc/kept/{_area.Value}/{Fingerprint}");

    private AesGcm Cipher()
    {
        var key = Derive("kept");
        var cipher = new AesGcm(key, TagBytes);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }
}
