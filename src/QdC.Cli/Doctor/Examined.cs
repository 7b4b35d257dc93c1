using QdC.Cli.App;

namespace QdC.Cli.Doctor;

/// <summary>How something stands.</summary>
internal enum Soundness
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works; somebody should look at it.</summary>
    Warn,

    /// <summary>Runs cannot work like this.</summary>
    Fail,
}

/// <summary>One thing looked at.</summary>
/// <param name="About">The machine, or an area.</param>
/// <param name="State">How it stands.</param>
/// <param name="What">What was seen.</param>
/// <param name="Next">What to do; null when nothing.</param>
internal sealed record Examined(string About, Soundness State, string What, string? Next = null)
{
    /// <summary>Looks at something; a failure is a finding.</summary>
    public static Examined Try(string about, string what, Func<Examined> look)
    {
        try
        {
            return look();
        }
        catch (Exception e)
        {
            var facts = Facts.Of(e);
            return new Examined(about, Soundness.Fail, $"{what}: {facts.What}{(facts.Received is null ? "" : $" ({facts.Received})")}", facts.Next);
        }
    }
}
