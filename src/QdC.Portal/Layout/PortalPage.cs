using Microsoft.AspNetCore.Components;
using QdC.Portal.Access;
using QdC.Portal.Web;

namespace QdC.Portal.Layout;

/// <summary>What every page has: its reader's language and what they may see.</summary>
public abstract class PortalPage : ComponentBase
{
    /// <summary>The reader's language and colours.</summary>
    [Inject]
    public required Preferences Reader { get; init; }

    /// <summary>The reader. Areas come from here only.</summary>
    [Inject]
    public required Viewer Viewer { get; init; }

    /// <summary>A text in the reader's language.</summary>
    protected string Say(string ca, string es, string en) => Reader.Say(ca, es, en);
}
