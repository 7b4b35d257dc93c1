namespace QdC.Warehouse;

/// <summary>A text that was to name an area does not.</summary>
public sealed class AreaCodeInvalid(string? received)
    : TerminalException(new Problem(
        "This is no area name",
        Received: received is null ? "nothing" : $"'{received}'",
        Allowed: "lower-case letters, digits and hyphens, beginning with a letter, at most 40 characters"));

/// <summary>Another process is refreshing the area.</summary>
public sealed class AreaBusy(AreaCode area, TimeSpan waited, string? holder)
    : TransientException(new Problem(
        $"The area is being refreshed by {holder ?? "another process"}",
        Where: area.Value,
        Received: $"no lease after waiting {waited.TotalSeconds:0.#} s",
        NextStep: "Wait until that run has ended, or look at it with `qdc runs`."));

/// <summary>The lease under which a write was to happen has been taken over or given back.</summary>
public sealed class LeaseLost(AreaCode area, long token, long newest)
    : TransientException(new Problem(
        "This process does not hold the area's newest lease any more; nothing was published",
        Where: area.Value,
        Received: $"fencing token {token}",
        Allowed: $"{newest}",
        NextStep: "Run the area again."));

/// <summary>The pointer does not name the version that was copied.</summary>
public sealed class VersionMoved(AreaCode area, int? copied, int? current)
    : TransientException(new Problem(
        "Another version became current while this one was being made; nothing was published",
        Where: area.Value,
        Received: $"current is {VersionMissing.Name(current)}",
        Allowed: $"current is {VersionMissing.Name(copied)}",
        NextStep: "Run the area again."));

/// <summary>A version that was asked for is not there.</summary>
public sealed class VersionMissing : TerminalException
{
    /// <summary>A version asked for by number; null when the area has none at all.</summary>
    public VersionMissing(AreaCode area, int? version, IReadOnlyList<int> there)
        : base(new Problem(
            version is null ? "The area has no published version" : $"There is no version {version}",
            Where: area.Value,
            Allowed: there.Count == 0 ? null : string.Join(", ", there),
            NextStep: there.Count == 0 ? $"Publish one with `qdc run {area}`." : "Choose one of these."))
    { }

    /// <summary>A version asked for by the name it is held under.</summary>
    public VersionMissing(AreaCode area, string name, IReadOnlyList<string> names)
        : base(new Problem(
            $"No version is held as '{name}'",
            Where: area.Value,
            Allowed: names.Count == 0 ? "no version is held" : string.Join(", ", names),
            NextStep: $"Hold one with `qdc hold {area} VERSION --as NAME --reason …`."))
    { }

    internal static string Name(int? version) => version is { } v ? $"v{v:000000}" : "none";
}

/// <summary>A file of the store cannot be what it should be: the pointer, a version or the log.</summary>
public sealed class StoreDamaged(string file, string what, Exception? inner = null)
    : TerminalException(new Problem(what, Where: file, NextStep: "Restore the area from its backup, or roll back to a version that opens."), inner);

/// <summary>A store was written by a release of QdC newer than this one.</summary>
public sealed class StoreFromNewerRelease(string file, int schema, int known)
    : TerminalException(new Problem(
        "The file was written by a newer release of QdC",
        Where: file,
        Received: $"schema version {schema}",
        Allowed: $"at most {known}",
        NextStep: "Use that release, or a newer one."));

/// <summary>A name is already given to another held version.</summary>
public sealed class HoldNameTaken(AreaCode area, string name, int version)
    : TerminalException(new Problem(
        $"The name '{name}' is already given to version {version}",
        Where: area.Value,
        NextStep: "Choose another name: what was handed in under a name stays what it was."));
