using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using QdC.Warehouse;

namespace QdC.Publish.PowerBi.Client;

/// <summary>Gives the token that a call to a service carries.</summary>
public interface ITokens
{
    /// <summary>A token for a service.</summary>
    /// <param name="service">The service; a token of one is never sent to the other.</param>
    /// <param name="fresh">True when the service has refused the one before.</param>
    /// <param name="cancel">Stops the call.</param>
    /// <exception cref="SignInRefused">Entra gives none.</exception>
    /// <exception cref="PowerBiUnavailable">Entra does not answer.</exception>
    Task<string> Get(Service service, bool fresh, CancellationToken cancel);
}

/// <summary>Who publishes. Secrets are references, read when they are needed.</summary>
/// <param name="Tenant">The tenant's id; null for a managed identity.</param>
/// <param name="Client">The application's id, or that of a managed identity of one's own; null for the machine's managed identity.</param>
/// <param name="Secret">Where the client secret is: <c>env:NAME</c> or <c>file:PATH</c>.</param>
/// <param name="Certificate">The file of the certificate with its key: PFX, or PEM.</param>
/// <param name="CertificatePassword">Where the certificate's password is, when it has one.</param>
public sealed record ServicePrincipal(string? Tenant, string? Client, string? Secret = null, string? Certificate = null, string? CertificatePassword = null)
{
    /// <summary>How it signs in, in words.</summary>
    public override string ToString() =>
        Secret is not null ? $"application {Client} by client secret" : Certificate is not null ? $"application {Client} by certificate" : "managed identity";
}

/// <summary>Tokens of Microsoft Entra, kept until shortly before they end. Safe to use from several threads.</summary>
public sealed partial class EntraTokens : ITokens
{
    private readonly Func<TokenCredential> _make;
    private readonly string _how;
    private TokenCredential _credential;

    /// <summary>Tokens for a principal.</summary>
    /// <param name="principal">Who.</param>
    /// <param name="authority">Where tokens are given.</param>
    /// <param name="environment">The environment's variables. Default: the process's.</param>
    /// <exception cref="PowerBiConfigurationWrong">A secret cannot be read.</exception>
    public EntraTokens(ServicePrincipal principal, Uri authority, Func<string, string?>? environment = null)
    {
        _how = principal.ToString();
        _make = Credential(principal, authority, environment ?? Environment.GetEnvironmentVariable);
        _credential = _make();
    }

    /// <inheritdoc/>
    public async Task<string> Get(Service service, bool fresh, CancellationToken cancel)
    {
        if (fresh)
        {
            _credential = _make(); // what it kept is what was refused
        }
        var scope = service == Service.PowerBi ? "https://analysis.windows.net/powerbi/api/.default" : "https://api.fabric.microsoft.com/.default";
        try
        {
            return (await _credential.GetTokenAsync(new TokenRequestContext([scope]), cancel)).Token;
        }
        catch (AuthenticationFailedException e)
        {
            var code = Code().Match(e.ToString()) is { Success: true } match ? match.Value : null;
            throw code is null && e is not CredentialUnavailableException && IsOfTheNetwork(e)
                ? new PowerBiUnavailable("signing in at Microsoft Entra", new ServiceError("NoConnection", null, [], true), null)
                : new SignInRefused(_how, code);
        }
    }

    private static bool IsOfTheNetwork(Exception e) => e is HttpRequestException or IOException or Azure.RequestFailedException { Status: 0 or 429 or >= 500 } || (e.InnerException is { } inner && IsOfTheNetwork(inner));

    private static Func<TokenCredential> Credential(ServicePrincipal principal, Uri authority, Func<string, string?> environment)
    {
        if (principal.Secret is { } reference)
        {
            var secret = Secret(reference, "the client secret", environment);
            return () => new ClientSecretCredential(principal.Tenant, principal.Client, secret, At(new ClientSecretCredentialOptions(), authority));
        }
        if (principal.Certificate is { } file)
        {
            var certificate = Certificate(file, principal.CertificatePassword is { } word ? Secret(word, "the certificate's password", environment) : null);
            return () => new ClientCertificateCredential(principal.Tenant, principal.Client, certificate, At(new ClientCertificateCredentialOptions(), authority));
        }
        return () => new ManagedIdentityCredential(principal.Client is { } id ? ManagedIdentityId.FromUserAssignedClientId(id) : ManagedIdentityId.SystemAssigned);
    }

    private static string Secret(string reference, string what, Func<string, string?> environment) =>
        SecretReference.Read(reference, what, environment, p => new PowerBiConfigurationWrong(p.What, p.Where, p.Received, p.Allowed, p.NextStep)).Trim();

    private static X509Certificate2 Certificate(string file, string? password)
    {
        SecretReference.RequireOwnersOnly(file, "the certificate", p => new PowerBiConfigurationWrong(p.What, p.Where, p.Received, p.Allowed, p.NextStep));
        try
        {
            return file.EndsWith(".pem", StringComparison.OrdinalIgnoreCase)
                ? password is null ? X509Certificate2.CreateFromPemFile(file) : X509Certificate2.CreateFromEncryptedPemFile(file, password)
                : X509CertificateLoader.LoadPkcs12FromFile(file, password);
        }
        catch (CryptographicException)
        {
            throw new PowerBiConfigurationWrong("The certificate cannot be read, or its password is not the right one", file, allowed: "PFX or PEM with its private key");
        }
    }

    private static T At<T>(T options, Uri authority)
        where T : TokenCredentialOptions
    {
        // Azure.Identity wants https. An authority on this machine, which a development set-up may have, is reached as it is.
        options.AuthorityHost = authority.Scheme == Uri.UriSchemeHttps ? authority : new UriBuilder(authority) { Scheme = Uri.UriSchemeHttps }.Uri;
        options.Retry.MaxRetries = 1; // an area that fails for it is tried again as a whole
        if (authority.IsLoopback)
        {
            options.Transport = new HttpClientTransport(new HttpClient(new AsItIs(authority.Scheme) { InnerHandler = new HttpClientHandler { AllowAutoRedirect = false } }));
            (options as ClientSecretCredentialOptions)?.DisableInstanceDiscovery = true;
            (options as ClientCertificateCredentialOptions)?.DisableInstanceDiscovery = true;
        }
        return options;
    }

    [GeneratedRegex("AADSTS[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Code();

    private sealed class AsItIs(string scheme) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new UriBuilder(request.RequestUri!) { Scheme = scheme }.Uri;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
