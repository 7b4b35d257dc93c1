namespace QdC.Warehouse;

/// <summary>An erasure was begun and has not ended.</summary>
public sealed class ErasureUnfinished(AreaCode area, string reference)
    : TerminalException(new Problem(
        "An erasure was interrupted; until it has ended nothing is loaded",
        Where: area.Value,
        Received: $"order {reference}",
        NextStep: $"End it with `qdc forget --area {area} --resume`."));

/// <summary>A rollback would go back to before an erasure.</summary>
public sealed class RollbackBeyondErasure(AreaCode area, int version, string reference)
    : TerminalException(new Problem(
        "The version is from before a person was erased; nothing goes back to it",
        Where: area.Value,
        Received: $"version {version}, order {reference}",
        NextStep: "Choose a version that was published after the erasure, or correct the data and run again."));
