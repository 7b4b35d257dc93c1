using System.Diagnostics;
using System.Security.Cryptography;

namespace QdC.Warehouse;

/// <summary>Secret bytes. It prints as <c>***</c>, has no public properties, and wipes itself when it is disposed.</summary>
[DebuggerDisplay("***")]
public sealed class Secret : IDisposable
{
    private readonly byte[] _bytes;

    /// <summary>A copy of secret bytes.</summary>
    public Secret(ReadOnlySpan<byte> bytes) => _bytes = bytes.ToArray();

    /// <summary>The bytes, for the one call that needs them.</summary>
    public ReadOnlySpan<byte> Reveal() => _bytes;

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);

    /// <summary>Always <c>***</c>.</summary>
    public override string ToString() => "***";
}
