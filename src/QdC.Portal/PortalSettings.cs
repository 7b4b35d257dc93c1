using QdC.Portal.Jobs;
using QdC.Portal.Settings;
using QdC.Warehouse;

namespace QdC.Portal;

/// <summary>What a portal is started with.</summary>
/// <param name="Home">Where the stores are.</param>
/// <param name="Files">The declarative files.</param>
/// <param name="Clock">The clock.</param>
public sealed record PortalSettings(QdcHome Home, PortalFiles Files, TimeProvider Clock)
{
    /// <summary>Where it listens unless told otherwise: this machine only.</summary>
    public const string DefaultUrl = "http://localhost:5280";

    /// <summary>Where it listens. Port 0 takes a free one. Default: <see cref="DefaultUrl"/>.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [DefaultUrl];

    /// <summary>What <c>qdc.yaml</c> says. Default: the portal is for this machine, and one comes in by one-time links.</summary>
    public Installation Installation { get; init; } = Installation.Local;

    /// <summary>Told each one-time link as it is made. Default: nobody.</summary>
    public Action<Uri> ShowLink { get; init; } = _ => { };

    /// <summary>Pages a viewer may ask for in a minute. Default: 600.</summary>
    public int RequestsPerMinute { get; init; } = 600;

    /// <summary>Times that somebody may try to come in from one machine in a minute. Default: 30.</summary>
    public int SignInsPerMinute { get; init; } = 30;

    /// <summary>How jobs are carried out; null where this portal carries out none. Default: null.</summary>
    public JobSettings? Jobs { get; init; }
}
