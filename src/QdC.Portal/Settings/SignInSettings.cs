namespace QdC.Portal.Settings;

/// <summary>Sign-in by an identity provider that speaks OpenID Connect, as Entra ID does.</summary>
/// <param name="Authority">The provider's address.</param>
/// <param name="ClientId">What the provider calls the portal.</param>
/// <param name="ClientSecret">Where the portal's secret is: <c>env:NAME</c> or <c>file:PATH</c>.</param>
/// <param name="GroupsClaim">The claim that names groups.</param>
public sealed record SignInSettings(Uri Authority, string ClientId, string ClientSecret, string GroupsClaim)
{
    /// <summary>Reads the secret. It is kept nowhere else and never shown.</summary>
    /// <exception cref="SecretMissing">The reference names nothing.</exception>
    internal string ReadSecret(string home)
    {
        var secret = ClientSecret.StartsWith("env:", StringComparison.Ordinal) ? Environment.GetEnvironmentVariable(ClientSecret[4..])
            : Path.Combine(home, ClientSecret[5..]) is var file && File.Exists(file) ? File.ReadAllText(file).Trim()
            : null;
        return secret is { Length: > 0 } ? secret : throw new SecretMissing(ClientSecret);
    }
}

/// <summary>How the portal is reached by others than this machine.</summary>
/// <param name="PublicUrl">The address people use.</param>
/// <param name="SignIn">The identity provider.</param>
/// <param name="Proxies">Addresses of the proxies in front, whose word on where a request comes from is believed.</param>
public sealed record PublicPortal(Uri PublicUrl, SignInSettings SignIn, IReadOnlyList<System.Net.IPAddress> Proxies);

/// <summary>What <c>qdc.yaml</c> of a home says; without the file the portal is for this machine.</summary>
/// <param name="Portal">How the portal is reached; null for this machine only.</param>
public sealed record Installation(PublicPortal? Portal)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "qdc.yaml";

    /// <summary>How it is kept running.</summary>
    public OperationsSettings Operations { get; init; } = new();

    /// <summary>The warehouse that areas share; null where there is none.</summary>
    public WarehouseSettings? Warehouse { get; init; }

    /// <summary>One machine.</summary>
    public static Installation Local { get; } = new((PublicPortal?)null);
}
