namespace QdC.Warehouse;

/// <summary>How the server is to be reached is not said, or not in a way that may be used.</summary>
public sealed class ServerConfigurationWrong(string what, string? where = null, string? received = null, string? allowed = null, string? next = null)
    : SettingException(new Problem(what, where, received, allowed, next));

/// <summary>The server, or the way to it, does not answer as it should right now.</summary>
public sealed class ServerUnavailable(string server, string doing, int number)
    : TransientException(new Problem(
        "SQL Server cannot do this right now",
        Where: server,
        Received: $"error {number} while {doing}",
        NextStep: "It is tried again by itself a few times; if it stays so, look at the server and the network."))
{
    /// <summary>The server's error number; negative for those of the client.</summary>
    public int Number { get; } = number;
}

/// <summary>The server refused a statement.</summary>
/// <remarks>The server's own words are told only where they cannot quote a row's value.</remarks>
public sealed class ServerRefused(string server, string doing, int number, string? words)
    : TerminalException(new Problem(
        "SQL Server refused",
        Where: server,
        Received: $"error {number} while {doing}{(words is null ? "" : ": " + words)}",
        NextStep: "Nothing was changed by this statement. Look at docs/sqlserver.md for the rights and settings that are needed."))
{
    /// <summary>The server's error number.</summary>
    public int Number { get; } = number;
}

/// <summary>A script that the server has applied is not what it was then.</summary>
public sealed class MigrationDrift(IReadOnlyList<string> scripts)
    : TerminalException(new Problem(
        "Scripts that the server has applied are not what they were then; nothing was changed",
        Where: "sql/warehouse",
        Received: string.Join(", ", scripts),
        NextStep: "Put them back as they were, and say what is to change in a new script with the next number."));

/// <summary>The server was migrated by a release newer than this one.</summary>
public sealed class WarehouseFromNewerRelease(IReadOnlyList<string> scripts)
    : TerminalException(new Problem(
        "The server was migrated by a newer release of QdC",
        Received: string.Join(", ", scripts),
        NextStep: "Use that release, or a newer one."));

/// <summary>Another process works on the same thing on the server.</summary>
public sealed class ServerBusy(string what)
    : TransientException(new Problem($"Another process is at it: {what}", NextStep: "Wait until it has ended."));

/// <summary>The server lacks tables or columns that are to be sent.</summary>
public sealed class WarehouseNotMigrated(IReadOnlyList<string> missing)
    : TerminalException(new Problem(
        "The server lacks what is to be sent; nothing was sent",
        Received: string.Join(", ", missing.Take(10)) + (missing.Count > 10 ? $" and {missing.Count - 10} more" : ""),
        NextStep: "Run `qdc warehouse migrate` first."));

/// <summary>This login does not see rows that are there.</summary>
public sealed class LoaderSeesTooLittle(AreaCode area, long seen, long there)
    : TerminalException(new Problem(
        "This login does not see the rows that the server holds of the area; nothing was sent",
        Where: area.Value,
        Received: $"{seen} rows seen",
        Allowed: $"{there} rows, as ops.area_version says",
        NextStep: "Map the login to all areas: see \"Who sees what\" in docs/sqlserver.md."));

/// <summary>What the server would hold after a sync is not what the embedded version holds; the sync was taken back.</summary>
public sealed class SliceNotEqual(AreaCode area, string table, string received, string allowed)
    : TransientException(new Problem(
        "The server does not hold what was to be sent; the sync was taken back, and what was served is served still",
        Where: $"{area} {table}",
        Received: received,
        Allowed: allowed,
        NextStep: "It is tried again with the whole table; if it stays so, report it."));

/// <summary>Another sync moved the area's version on the server meanwhile; this one was taken back.</summary>
public sealed class ServerVersionMoved(AreaCode area)
    : TransientException(new Problem("Another sync moved the area's version on the server meanwhile; this one was taken back", Where: area.Value, NextStep: "It is tried again by itself."));

/// <summary>A text is longer than the server's columns.</summary>
public sealed class TextTooLong(AreaCode area, string column, long length)
    : TerminalException(new Problem(
        "A text is longer than the server's column; nothing was sent",
        Where: $"{area} {column}",
        Received: $"{length} characters",
        Allowed: $"at most {WarehouseColumn.TextLength}",
        NextStep: "A code or label of this length is a mistake of the mapping; `qdc query` shows the area's members."));

/// <summary>An export that is read again is not what was written.</summary>
public sealed class ExportDamaged(string folder, long read, long written)
    : TerminalException(new Problem("What is read again is not what was written", Where: folder, Received: $"{read} rows", Allowed: $"{written} rows", NextStep: "Look at the disk, then export again."));

/// <summary>One principal would see what only another may.</summary>
public sealed class PrincipalShared(string principal, IReadOnlyList<string> areas)
    : SettingException(new Problem(
        "One principal is to read several areas, or to read one and to load or look after all; nothing was changed",
        Where: principal,
        Received: string.Join(", ", areas.Select(a => a == WarehousePrincipals.Every ? "every area" : a)),
        Allowed: "a principal of its own for each area",
        NextStep: "Give each area its own login under warehouse: readers: (or powerbi: login:) of its file."));
