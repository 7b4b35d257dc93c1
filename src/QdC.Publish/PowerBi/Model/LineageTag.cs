using System.Security.Cryptography;
using System.Text;

namespace QdC.Publish.PowerBi;

/// <summary>The tag by which the service knows an object again when the definition is deployed once more: a UUID made from its path, so that it is the same in every build.</summary>
internal static class LineageTag
{
    private static readonly byte[] Space = new Guid("5e3f6c1d-7c0b-4b7c-9a54-1f0d3b7a9c21").ToByteArray(bigEndian: true);

    /// <summary>The tag of an object (RFC 9562, version 5).</summary>
    /// <param name="path">What it is and where it stands: model, table, column.</param>
    public static string Of(params string[] path)
    {
        // SHA-1 is what version 5 of the RFC says; nothing is kept secret by it.
#pragma warning disable CA5350
        var hash = SHA1.HashData([.. Space, .. Encoding.UTF8.GetBytes(string.Join('\n', path))]);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString();
    }
}
