using System.Buffers.Binary;
using System.Security.Cryptography;

namespace QdC.Warehouse;

/// <summary>Reads a landed file back, frame by frame; no byte of a frame is given out before the frame has been verified.</summary>
internal sealed class DecryptingStream : ForwardStream
{
    private readonly Stream _source;
    private readonly string _file;
    private readonly List<AesGcm> _ciphers;
    private byte[] _sealed = [];
    private byte[] _clear = [];
    private int _next;
    private int _filled;
    private long _frame;
    private bool _last;

    /// <param name="source">The landed file.</param>
    /// <param name="file">Its path, for messages.</param>
    /// <param name="landingKeys">The keys it may have been written with.</param>
    public DecryptingStream(Stream source, string file, IReadOnlyList<Secret> landingKeys)
    {
        _source = source;
        _file = file;
        Span<byte> header = stackalloc byte[LandedFormat.HeaderBytes];
        if (_source.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || !header.StartsWith(LandedFormat.Magic))
        {
            throw new LandedFileDamaged(file, "it does not begin as a landed file does");
        }

        _ciphers = new List<AesGcm>(landingKeys.Count);
        foreach (var key in landingKeys)
        {
            _ciphers.Add(LandedFormat.Cipher(key, header[LandedFormat.Magic.Length..]));
        }
    }

    public override int Read(Span<byte> buffer)
    {
        while (_next == _filled)
        {
            if (_last)
            {
                return 0;
            }

            OpenFrame();
        }

        var part = Math.Min(buffer.Length, _filled - _next);
        _clear.AsSpan(_next, part).CopyTo(buffer);
        _next += part;
        return part;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CryptographicOperations.ZeroMemory(_clear);
            _ciphers.ForEach(c => c.Dispose());
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    private void OpenFrame()
    {
        Span<byte> prefix = stackalloc byte[LandedFormat.LengthBytes];
        Fill(prefix);
        var lengthAndFlag = BinaryPrimitives.ReadUInt32BigEndian(prefix);
        var length = lengthAndFlag & ~LandedFormat.LastFlag;
        if (length > LandedFormat.FrameBytes)
        {
            throw new LandedFileDamaged(_file, "a frame has an impossible length");
        }

        if (length > _clear.Length)
        {
            CryptographicOperations.ZeroMemory(_clear);
            (_sealed, _clear) = (new byte[length + LandedFormat.TagBytes], new byte[length]); // the first frame is the longest: only the last is shorter
        }

        var frame = _sealed.AsSpan(0, (int)length + LandedFormat.TagBytes);
        Fill(frame);
        Span<byte> nonce = stackalloc byte[LandedFormat.NonceBytes];
        Span<byte> associated = stackalloc byte[LandedFormat.AssociatedBytes];
        LandedFormat.Nonce(nonce, _frame);
        LandedFormat.Associated(associated, _frame, lengthAndFlag);
        while (!Decrypts(_ciphers[0], nonce, frame, associated))
        {
            if (_frame > 0 || _ciphers.Count == 1)
            {
                throw new LandedFileDamaged(_file, $"frame {_frame} was changed, moved, or written with another key");
            }

            _ciphers[0].Dispose();
            _ciphers.RemoveAt(0);
        }

        _next = 0;
        _filled = (int)length;
        _frame++;
        _last = (lengthAndFlag & LandedFormat.LastFlag) != 0;
        if (_last && _source.ReadByte() >= 0)
        {
            throw new LandedFileDamaged(_file, "something follows its last frame");
        }
    }

    private bool Decrypts(AesGcm cipher, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> frame, ReadOnlySpan<byte> associated)
    {
        var length = frame.Length - LandedFormat.TagBytes;
        try
        {
            cipher.Decrypt(nonce, frame[..length], frame[length..], _clear.AsSpan(0, length), associated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    private void Fill(Span<byte> buffer)
    {
        if (_source.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length)
        {
            throw new LandedFileDamaged(_file, $"it ends in frame {_frame}");
        }
    }
}
