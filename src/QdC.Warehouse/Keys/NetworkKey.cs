namespace QdC.Warehouse;

/// <summary>
/// The network's key, where one is configured: <c>QDC_KEY_NETWORK</c> or <c>network.key</c> in the key folder. With it persons with a valid
/// national identifier carry a pseudonym that is the same in every area, so that the network counts them once. Off by default: each area is a
/// controller of its own.
/// </summary>
public sealed class NetworkKey : IDisposable
{
    private NetworkKey(string fingerprint, Secret pseudonym) => (Fingerprint, Pseudonym) = (fingerprint, pseudonym);

    /// <summary>The name the key goes by.</summary>
    public const string Name = "network";

    /// <summary>Names the key without telling it: 16 hex characters.</summary>
    public string Fingerprint { get; }

    /// <summary>Makes pseudonyms of national identifiers.</summary>
    public Secret Pseudonym { get; }

    /// <summary>The key; null where none is configured.</summary>
    /// <param name="environment">Environment variables. Default: the process's.</param>
    /// <exception cref="KeyUnusable">A key is there and cannot be used, or there are several.</exception>
    public static NetworkKey? Find(Func<string, string?>? environment = null)
    {
        var source = new KeySource(AreaCode.Parse(Name), environment ?? Environment.GetEnvironmentVariable);
        var found = source.Find();
        try
        {
            return found switch
            {
                [] => null,
                [var key] => new NetworkKey(key.Fingerprint, key.Secret("pseudonym")),
                _ => throw new KeyUnusable(source.Variable, "There are several keys of the network", "Leave the one that the areas were built with."),
            };
        }
        finally
        {
            foreach (var key in found)
            {
                key.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Pseudonym.Dispose();
}
