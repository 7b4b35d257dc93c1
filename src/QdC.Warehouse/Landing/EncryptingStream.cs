using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace QdC.Warehouse;

/// <summary>Encrypts what is written to it, frame by frame; <see cref="End"/> writes the last frame.</summary>
internal sealed class EncryptingStream : Stream
{
    private readonly Stream _target;
    private readonly AesGcm _cipher;
    private readonly byte[] _clear = ArrayPool<byte>.Shared.Rent(LandedFormat.FrameBytes);
    private readonly byte[] _sealed = ArrayPool<byte>.Shared.Rent(LandedFormat.LengthBytes + LandedFormat.FrameBytes + LandedFormat.TagBytes);
    private int _filled;
    private long _frame;
    private bool _ended;
    private bool _disposed;

    public EncryptingStream(Stream target, Secret landingKey)
    {
        _target = target;
        var salt = RandomNumberGenerator.GetBytes(LandedFormat.SaltBytes);
        _cipher = LandedFormat.Cipher(landingKey, salt);
        _target.Write(LandedFormat.Magic);
        _target.Write(salt);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (_filled == LandedFormat.FrameBytes)
            {
                Seal(last: false);
            }

            var part = buffer[..Math.Min(buffer.Length, LandedFormat.FrameBytes - _filled)];
            part.CopyTo(_clear.AsSpan(_filled));
            _filled += part.Length;
            buffer = buffer[part.Length..];
        }
    }

    public override void Flush()
    {
        // frames are written when they are full: flushing early would only make them smaller
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Writes the last frame. A file without it is seen to be cut.</summary>
    public void End()
    {
        if (!_ended)
        {
            _ended = true;
            Seal(last: true);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            CryptographicOperations.ZeroMemory(_clear);
            ArrayPool<byte>.Shared.Return(_clear);
            ArrayPool<byte>.Shared.Return(_sealed);
            _cipher.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Seal(bool last)
    {
        Span<byte> nonce = stackalloc byte[LandedFormat.NonceBytes];
        Span<byte> associated = stackalloc byte[LandedFormat.AssociatedBytes];
        var length = (uint)_filled | (last ? LandedFormat.LastFlag : 0);
        LandedFormat.Nonce(nonce, _frame);
        LandedFormat.Associated(associated, _frame, length);
        BinaryPrimitives.WriteUInt32BigEndian(_sealed, length);
        var text = _sealed.AsSpan(LandedFormat.LengthBytes, _filled);
        var tag = _sealed.AsSpan(LandedFormat.LengthBytes + _filled, LandedFormat.TagBytes);
        _cipher.Encrypt(nonce, _clear.AsSpan(0, _filled), text, tag, associated);
        _target.Write(_sealed, 0, LandedFormat.LengthBytes + _filled + LandedFormat.TagBytes);
        _frame++;
        _filled = 0;
    }
}
