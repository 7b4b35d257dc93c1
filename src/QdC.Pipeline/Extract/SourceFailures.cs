using QdC.Warehouse;

namespace QdC.Pipeline.Extract;

/// <summary>A service does not answer as it should right now.</summary>
/// <param name="where">Its address, without query.</param>
/// <param name="received">What happened.</param>
/// <param name="after">How long it asks to be left alone; null where it says nothing.</param>
public sealed class SourceUnreachable(string where, string received, TimeSpan? after = null)
    : TransientException(new Problem("The source cannot be asked right now", where, received, NextStep: "It is tried again by itself a few times; if it stays so, look at the service and the network."))
{
    /// <inheritdoc/>
    public override TimeSpan? After => after;
}

/// <summary>A service refuses, or answers what may not be followed.</summary>
public sealed class SourceRefused(string what, string where, string? received = null, string? allowed = null, string? next = null)
    : TerminalException(new Problem(what, where, received, allowed, next ?? "Nothing was written; correct it and pull again."));
