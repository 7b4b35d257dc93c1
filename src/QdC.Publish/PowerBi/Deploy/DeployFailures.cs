using System.Globalization;
using QdC.Warehouse;

namespace QdC.Publish.PowerBi.Deploy;

/// <summary>The shared warehouse holds nothing of the area.</summary>
public sealed class AreaNotInWarehouse(AreaCode area)
    : TerminalException(new Problem("The shared warehouse holds nothing of the area; nothing was published", Where: area.Value, NextStep: $"Run `qdc warehouse sync {area}` first; a login that is not mapped to the area sees nothing either."));

/// <summary>The refreshes of a day are used up on shared capacity.</summary>
public sealed class RefreshBudgetSpent(AreaCode area, int used, DateTimeOffset until)
    : TransientException(new Problem(
        "The model has had as many refreshes as a day has on shared capacity; what it shows stays as it is",
        Where: area.Value,
        Received: $"{used} in the last 24 hours",
        Allowed: "8",
        NextStep: $"Publish again after {until.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC, or give the workspace a capacity."));

/// <summary>A refresh was taken and never ran: the service drops what comes too often.</summary>
public sealed class RefreshVanished(AreaCode area, string? refresh)
    : TerminalException(new Problem("The service took the refresh and never ran it; what the model shows stays as it is", Where: area.Value, Received: refresh is null ? "no id" : $"refresh {refresh}, which its history does not have", NextStep: "Publish again: the refresh is asked for anew."));

/// <summary>A refresh ended without data.</summary>
public sealed class RefreshFailed(AreaCode area, string status, string? code)
    : TerminalException(new Problem(
        "The refresh failed; the model shows what it showed before",
        Where: area.Value,
        Received: code is null ? status : $"{status}: {code}",
        NextStep: code is not null && Client.Advice.Knows(code) ? Client.Advice.For(code) : "The reason stands in the model's refresh history in the service; it may quote data, so it is not repeated here."));

/// <summary>A refresh failed for a reason that passes, such as a model that was put out of memory meanwhile.</summary>
public sealed class RefreshInterrupted(AreaCode area, string code)
    : TransientException(new Problem("The refresh was interrupted; the model shows what it showed before", Where: area.Value, Received: code, NextStep: "It is asked for again by itself."));

/// <summary>A refresh or an operation has not ended in the time it may take.</summary>
public sealed class StillRunning(AreaCode area, string what, TimeSpan after)
    : TransientException(new Problem($"{what} has not ended yet", Where: area.Value, Received: $"running for {after.TotalMinutes:0} minutes", NextStep: "Publish again: it is looked for first."));

/// <summary>A model held rows of other areas. Readers were shut out and it was emptied, as far as the service let that be done.</summary>
public sealed class ForeignAreaFound(AreaCode area, IReadOnlyList<string> others, bool shut, bool emptied)
    : TerminalException(new Problem(
        (shut, emptied) switch
        {
            (true, true) => "The model held rows of another area: its readers were shut out and it was emptied",
            (true, false) => "The model holds rows of another area: its readers were shut out, and it could not be emptied yet",
            (false, true) => "The model held rows of another area: it was emptied, and its readers could not be shut out yet",
            (false, false) => "The model holds rows of another area, and neither could its readers be shut out nor could it be emptied: take the readers' group out of the workspace by hand, now",
        },
        Where: area.Value,
        Received: string.Join(", ", others),
        Allowed: $"{area} only",
        NextStep: "Look which areas the connection's login is mapped to (security.principal_area), correct it, and publish again: readers come back when the model is verified."));

/// <summary>A model did not say whose its rows are, or how many it has, so nothing of it is verified.</summary>
public sealed class AnswerIncomplete(AreaCode area)
    : TransientException(new Problem("The model does not say whose its rows are: it could not be verified", Where: area.Value, NextStep: "Publish again. If it stays so, look at the model in the service: every row has an area."));

/// <summary>A model does not hold what the warehouse holds.</summary>
public sealed class FiguresDiffer(AreaCode area, IReadOnlyList<string> differences, bool isEmpty)
    : TerminalException(new Problem(
        isEmpty ? "The model holds no row of the area" : "The model does not hold what the warehouse holds",
        Where: area.Value,
        Received: string.Join("; ", differences.Take(5)) + (differences.Count > 5 ? $"; and {differences.Count - 5} more" : ""),
        NextStep: isEmpty
            ? "Map the connection's login to the area (security.principal_area, docs/sqlserver.md), then publish again."
            : "Publish again: the model is refreshed anew. If it stays so, look at the area's connection and at `qdc warehouse sync --plan`."));

/// <summary>Another process publishes the area.</summary>
public sealed class PublishBusy(AreaCode area)
    : TransientException(new Problem("Another process publishes the area", Where: area.Value, NextStep: "Wait until it has ended."));

/// <summary>A connection leads elsewhere than the model reads.</summary>
public sealed class ConnectionElsewhere(AreaCode area, string received, string allowed)
    : TerminalException(new Problem("The area's connection leads elsewhere than its model reads", Where: area.Value, Received: received, Allowed: allowed, NextStep: "Name a connection to that server and database, spelled alike, in `powerbi: connection` of the area."));
