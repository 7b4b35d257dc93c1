using QdC.Portal.Settings;
using QdC.Warehouse;

namespace QdC.Portal.Operations;

/// <summary>What the portal reaches outside: the addresses that the installation names, no redirect, and nothing else.</summary>
public sealed class Outside : IDisposable
{
    /// <summary>Reads what the settings refer to.</summary>
    /// <exception cref="OperationsSettingWrong">A reference names nothing, or no address.</exception>
    public Outside(OperationsSettings settings)
    {
        Heartbeat = Address(settings.Heartbeat, "heartbeat");
        Webhook = Address(settings.Webhook, "webhook");
        Mail = settings.Mail;
        MailPassword = settings.Mail?.Password is { } reference ? Read(reference, "the mail server's password") : null;
    }

    /// <summary>The client.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(10), PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>Asked every minute.</summary>
    internal Uri? Heartbeat { get; }

    /// <summary>Told of alerts.</summary>
    internal Uri? Webhook { get; }

    /// <summary>The server that takes mail.</summary>
    internal MailSettings? Mail { get; }

    /// <summary>Its password.</summary>
    internal string? MailPassword { get; }

    /// <inheritdoc/>
    public void Dispose() => Http.Dispose();

    private static Uri? Address(string? reference, string key)
    {
        if (reference is null)
        {
            return null;
        }
        return Uri.TryCreate(Read(reference, $"the address of {key}").Trim(), UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? address
            : throw new OperationsSettingWrong(new Problem($"What is to be the address of {key} is none", reference, Allowed: "an address that starts with https://"));
    }

    private static string Read(string reference, string what) => SecretReference.Read(reference, what, Environment.GetEnvironmentVariable, p => new OperationsSettingWrong(p));
}

/// <summary>What <c>operations:</c> of <c>qdc.yaml</c> refers to is not there or not what it should be.</summary>
public sealed class OperationsSettingWrong(Problem problem) : SettingException(problem);
