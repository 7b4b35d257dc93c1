namespace QdC.Publish.PowerBi.Client;

/// <summary>One of the two services; each has its own address and its own tokens.</summary>
public enum Service
{
    /// <summary>Power BI REST: models' data, refreshes, queries.</summary>
    PowerBi,

    /// <summary>Fabric REST: workspaces, items, connections.</summary>
    Fabric,
}

/// <summary>A call as it is logged: no body, no token, no secret.</summary>
/// <param name="At">When it was sent.</param>
/// <param name="Service">To which service.</param>
/// <param name="Method">The verb.</param>
/// <param name="Path">The path with its query; ids only.</param>
/// <param name="Status">The HTTP status; 0 when there was no answer.</param>
/// <param name="Code">The error's code, where there is one.</param>
/// <param name="RequestId">The service's id of the call.</param>
/// <param name="Took">How long it took, the wait for its turn left out.</param>
public sealed record ServiceCall(DateTimeOffset At, Service Service, string Method, string Path, int Status, string? Code, string? RequestId, TimeSpan Took);

/// <summary>Where the services are.</summary>
/// <param name="PowerBi">Power BI REST.</param>
/// <param name="Fabric">Fabric REST.</param>
/// <param name="Authority">Where tokens are given.</param>
public sealed record ServiceAddresses(Uri PowerBi, Uri Fabric, Uri Authority)
{
    /// <summary>Microsoft's public cloud.</summary>
    public static ServiceAddresses Public { get; } =
        new(new("https://api.powerbi.com/v1.0/myorg/"), new("https://api.fabric.microsoft.com/v1/"), new("https://login.microsoftonline.com/"));

    /// <summary>A service's address, ending with a slash.</summary>
    public Uri Of(Service service) => service == Service.PowerBi ? PowerBi : Fabric;

    /// <summary>The same, when what is sent there is encrypted, or stays on this machine.</summary>
    /// <exception cref="PowerBiConfigurationWrong">An address is neither.</exception>
    public ServiceAddresses Checked()
    {
        foreach (var address in new[] { PowerBi, Fabric, Authority })
        {
            if (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
            {
                throw new PowerBiConfigurationWrong("What is sent to the service would not be encrypted", "qdc.yaml", address.ToString(), "https://…");
            }
        }
        return new(Slashed(PowerBi), Slashed(Fabric), Slashed(Authority));
    }

    private static Uri Slashed(Uri address) => address.AbsolutePath.EndsWith('/') ? address : new Uri(address + "/");
}
