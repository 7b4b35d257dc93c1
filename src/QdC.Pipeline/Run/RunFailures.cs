using QdC.Pipeline.Test;
using QdC.Warehouse;

namespace QdC.Pipeline.Run;

/// <summary>A data test that stops the publication failed; the version before stays.</summary>
public sealed class DataTestsFailed(string area, IReadOnlyList<DataTestResult> failed)
    : TerminalException(new Problem(
        "The new version did not pass its tests; the one before is still served",
        Where: area,
        Received: string.Join("; ", failed.Select(t => $"{t.Name}: {t.Found}")),
        Allowed: string.Join("; ", failed.Select(t => t.Sentence)),
        NextStep: "See `qdc runs` and correct the source, or publish over it once with `qdc run --accept-test`."))
{
    /// <summary>The tests that failed.</summary>
    public IReadOnlyList<DataTestResult> Failed { get; } = failed;
}

/// <summary>A delivery that the current version holds cannot be read again, so its extract stays as it is.</summary>
public sealed class ExtractStays(string extract, string file, Exception inner)
    : TerminalException(new Problem(
        "A delivery already applied cannot be read again; the extract stays as it was",
        Where: $"{extract} {file}",
        Received: inner.Message), inner);

/// <summary>Some deliveries could not be read; what else was delivered is served. It ends no run: the ledger keeps it beside the outcome.</summary>
public sealed class DeliveriesUnread(string area, IReadOnlyList<ExtractProblem> failures)
    : TerminalException(new Problem(
        failures.Count == 1 ? "A delivery could not be read" : $"{failures.Count} deliveries could not be read",
        Where: area,
        Received: string.Join(" | ", failures.Take(3).Select(f => f.Message)) + (failures.Count > 3 ? " | …" : ""),
        NextStep: "See `qdc plan` for all of them."));
