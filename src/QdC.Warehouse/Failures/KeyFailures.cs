namespace QdC.Warehouse;

/// <summary>The area's master key is not there.</summary>
public sealed class KeyMissing(AreaCode area, string variable, string file, bool usedBefore)
    : TerminalException(new Problem(
        usedBefore ? "The master key that the area's data were made with is not there" : "The area has no master key yet",
        Where: area.Value,
        Allowed: $"256 bits as base64 or hex in {variable}, or the file {file}",
        NextStep: usedBefore
            ? "Put the key back from where it is kept: a new one cannot read what was landed and would give every person a new pseudonym."
            : $"Create one with `qdc keys create {area}` and keep a copy outside this machine."));

/// <summary>The area's master key is another one than its data were made with.</summary>
public sealed class KeyWrong(AreaCode area, string origin, string fingerprint, string expected)
    : TerminalException(new Problem(
        "The master key is not the one that the area's data were made with",
        Where: $"{area} ({origin})",
        Received: $"a key with fingerprint {fingerprint}",
        Allowed: $"the key with fingerprint {expected}",
        NextStep: "Put the right key back; nothing was read or written."));

/// <summary>A key was found but cannot be used: wrong length, not base64 or hex, or open to others.</summary>
public sealed class KeyUnusable(string origin, string what, string nextStep)
    : TerminalException(new Problem(what, Where: origin, NextStep: nextStep));
