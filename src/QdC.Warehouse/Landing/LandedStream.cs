using System.IO.Compression;
using System.Security.Cryptography;

namespace QdC.Warehouse;

/// <summary>The clear bytes of a landed file. Its end is given out only when the whole file and its SHA-256 have been verified.</summary>
internal sealed class LandedStream : ForwardStream
{
    private readonly string _file;
    private readonly string _sha256;
    private readonly DecryptingStream _sealed;
    private readonly BrotliStream _clear;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _verified;

    public LandedStream(string file, string sha256, DecryptingStream @sealed)
    {
        _file = file;
        _sha256 = sha256;
        _sealed = @sealed;
        _clear = new BrotliStream(@sealed, CompressionMode.Decompress, leaveOpen: true);
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        int read;
        try
        {
            read = _clear.Read(buffer);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            throw new LandedFileDamaged(_file, "it does not decompress", e);
        }

        if (read > 0)
        {
            _hash.AppendData(buffer[..read]);
        }
        else if (!_verified)
        {
            Verify();
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _clear.Dispose();
            _sealed.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Verify()
    {
        Span<byte> rest = stackalloc byte[256];
        while (_sealed.Read(rest) > 0)
        {
            // the decompressor may stop before the last frame; the file is whole only if that one is there
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(hash);
        if (Convert.ToHexStringLower(hash) != _sha256)
        {
            throw new LandedFileDamaged(_file, "its content is not the one its name says");
        }

        _verified = true;
    }
}
