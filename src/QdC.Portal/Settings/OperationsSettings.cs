namespace QdC.Portal.Settings;

/// <summary>A server that takes mail.</summary>
/// <param name="Server">Its name.</param>
/// <param name="Port">Its port. What is sent is encrypted (STARTTLS) unless the server is this machine.</param>
/// <param name="From">The sender.</param>
/// <param name="To">Who is told.</param>
/// <param name="User">The login; null where none is asked for.</param>
/// <param name="Password">Where its password is: <c>env:NAME</c> or <c>file:PATH</c>.</param>
public sealed record MailSettings(string Server, int Port, string From, IReadOnlyList<string> To, string? User, string? Password);

/// <summary>How an installation is kept running, as <c>operations:</c> of <c>qdc.yaml</c> says.</summary>
public sealed record OperationsSettings
{
    /// <summary>Where the address is that is asked every minute while the scheduler lives; whoever keeps it says so when it is silent. Default: none.</summary>
    public string? Heartbeat { get; init; }

    /// <summary>Where the address is that alerts are sent to. Default: none.</summary>
    public string? Webhook { get; init; }

    /// <summary>The server that alerts are mailed by. Default: none.</summary>
    public MailSettings? Mail { get; init; }

    /// <summary>The language of alerts: ca, es or en. Default: ca.</summary>
    public string Language { get; init; } = "ca";

    /// <summary>The collector that traces, metrics and logs are sent to (OTLP over gRPC). Default: none.</summary>
    public Uri? Telemetry { get; init; }

    /// <summary>Where the connection string of the SQL Server is that keeps the queue. Default: it is kept in memory.</summary>
    public string? Queue { get; init; }

    /// <summary>Processes of <c>qdc</c> at once; null for one a core.</summary>
    public int? AtOnce { get; init; }

    /// <summary>True when what areas publish is sent on with <c>qdc publish</c>. Default: false.</summary>
    public bool Publishes { get; init; }

    /// <summary>True to let operators change the queue on its own pages. Default: false.</summary>
    public bool QueueCanBeChanged { get; init; }
}
