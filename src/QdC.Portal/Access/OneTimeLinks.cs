using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace QdC.Portal.Access;

/// <summary>Sign-in on the embedded default: whoever started the portal is told a link that signs in once, on this machine.</summary>
/// <param name="clock">The clock.</param>
/// <param name="user">Whom it signs in.</param>
public sealed class OneTimeLinks(TimeProvider clock, string user)
{
    /// <summary>How a viewer signed in by link is told from others.</summary>
    public const string Scheme = "one-time-link";

    /// <summary>How long a link can be used.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(12);

    private readonly Lock _gate = new();
    private (byte[] Hash, DateTimeOffset Until)? _next;

    /// <summary>A new key; the one before it no longer signs in.</summary>
    public string Make()
    {
        var key = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        lock (_gate)
        {
            _next = (Hash(key), clock.GetUtcNow() + Lasts);
        }
        return key;
    }

    /// <summary>Whom a key signs in, once; null when it is none, was used or is too old.</summary>
    public ClaimsPrincipal? Use(string key)
    {
        lock (_gate)
        {
            if (_next is not { } next || next.Until < clock.GetUtcNow() || !CryptographicOperations.FixedTimeEquals(next.Hash, Hash(key)))
            {
                return null;
            }
            _next = null;
        }
        return new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, user)], Scheme));
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
