namespace QdC.Warehouse;

/// <summary>The numbers of a step do not add up.</summary>
public sealed class BalanceBroken(string step, string? extract, Balance balance)
    : TerminalException(new Problem(
        "The numbers of the step do not add up; it was not accepted",
        Where: extract is null ? step : $"{step} {extract}",
        Received: balance.ToString(),
        Allowed: $"a difference of 0, not {balance.Difference}",
        NextStep: "This is a fault of the program or of the extract's reader: keep the run's number and report it."));

/// <summary>The ledger was asked about something it does not hold.</summary>
public sealed class NotInLedger(string what, string received)
    : TerminalException(new Problem($"The ledger holds no such {what}", Received: received, NextStep: "Look at what it holds with `qdc runs` or `qdc rejects`."));
