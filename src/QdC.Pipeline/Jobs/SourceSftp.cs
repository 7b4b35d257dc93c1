namespace QdC.Pipeline.Jobs;

/// <summary>A folder on an SFTP server that a source's files are taken from.</summary>
public sealed record SourceSftp
{
    /// <summary>The server.</summary>
    public required string Host { get; init; }

    /// <summary>Its port. Default: 22.</summary>
    public int Port { get; init; } = 22;

    /// <summary>The user.</summary>
    public required string User { get; init; }

    /// <summary>Where the private key is: <c>env:NAME</c> or <c>file:PATH</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Where the key's passphrase is; null where it has none.</summary>
    public string? Passphrase { get; init; }

    /// <summary>Fingerprints of the host key, <c>SHA256:…</c>; the server must have one of them.</summary>
    public required IReadOnlyList<string> HostKeys { get; init; }

    /// <summary>The folder. Default: the one that the server opens.</summary>
    public string Path { get; init; } = ".";

    /// <summary>How long a file must have been left alone to be whole; null where something else tells it.</summary>
    public TimeSpan? Stable { get; init; }

    /// <summary>What is added to a file's name for the marker that tells it whole; null where something else tells it.</summary>
    public string? Done { get; init; }

    /// <summary>True where the system's manifest tells which files are whole.</summary>
    public bool ByManifest { get; init; }

    /// <summary>What becomes of a file on the server once it is taken.</summary>
    public AfterTaking Then { get; init; }

    /// <summary>The folder that files are moved to, from <see cref="Path"/>.</summary>
    public string? MoveTo { get; init; }
}

/// <summary>What becomes of a file on a server once it is taken.</summary>
public enum AfterTaking
{
    /// <summary>It is left.</summary>
    Leave,

    /// <summary>It is moved to another folder.</summary>
    Move,

    /// <summary>It is deleted.</summary>
    Delete,
}
