using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace QdC.Portal.Access;

/// <summary>Who is signed in. The cookie holds a random number only, so signing out ends the session, and a restart ends all.</summary>
/// <param name="clock">The clock.</param>
public sealed class Sessions(TimeProvider clock) : ITicketStore
{
    /// <summary>How long a session lasts without a request.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>How long a session lasts at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private const string Began = "began";
    private readonly ConcurrentDictionary<string, AuthenticationTicket> _tickets = new();

    /// <inheritdoc/>
    public Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        foreach (var (old, held) in _tickets)
        {
            if (held.Properties.ExpiresUtc < clock.GetUtcNow())
            {
                _tickets.TryRemove(old, out _);
            }
        }
        var key = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        ticket.Properties.Items[Began] = $"{clock.GetUtcNow():O}";
        _tickets[key] = ticket;
        return Task.FromResult(key);
    }

    /// <inheritdoc/>
    public Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        if (_tickets.TryGetValue(key, out var before))
        {
            ticket.Properties.Items[Began] = before.Properties.Items[Began];
            _tickets.TryUpdate(key, ticket, before);
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        var ticket = _tickets.GetValueOrDefault(key);
        if (ticket is not null && DateTimeOffset.Parse(ticket.Properties.Items[Began]!, System.Globalization.CultureInfo.InvariantCulture) + Longest < clock.GetUtcNow())
        {
            _tickets.TryRemove(key, out _);
            ticket = null;
        }
        return Task.FromResult(ticket);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string key)
    {
        _tickets.TryRemove(key, out _);
        return Task.CompletedTask;
    }

    /// <summary>Whether cookies go by encrypted connections only: wherever people come from other machines.</summary>
    internal static CookieSecurePolicy Secure(PortalSettings settings) => settings.Installation.Portal?.PublicUrl.Scheme == Uri.UriSchemeHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    /// <summary>Sets up the cookie.</summary>
    internal void Configure(CookieAuthenticationOptions cookie, CookieSecurePolicy secure)
    {
        cookie.SessionStore = this;
        cookie.TimeProvider = clock;
        cookie.ExpireTimeSpan = Idle;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = SignIn.Path;
        cookie.ReturnUrlParameter = "torna";
        cookie.Cookie.Name = "qdc-session";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = secure;
        cookie.Events.OnCheckSlidingExpiration = check =>
        {
            check.ShouldRenew = check.ElapsedTime > TimeSpan.FromMinutes(1);
            return Task.CompletedTask;
        };
        cookie.Events.OnRedirectToAccessDenied = denied =>
        {
            denied.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }
}
