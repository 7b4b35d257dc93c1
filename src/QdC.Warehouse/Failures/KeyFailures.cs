namespace QdC.Warehouse;

/// <summary>The area's master key is not there.</summary>
/// <param name="area">The area.</param>
/// <param name="variable">The environment variable it may stand in.</param>
/// <param name="file">The file it may stand in.</param>
/// <param name="used">Fingerprint of the key that its data were made with; null when it has none yet.</param>
public sealed class KeyMissing(AreaCode area, string variable, string file, string? used)
    : TerminalException(new Problem(
        used is null ? "The area has no master key yet" : "The master key that the area's data were made with is not there",
        Where: area.Value,
        Allowed: $"256 bits as base64 or hex in {variable}, or the file {file}{(used is null ? "" : $"; its fingerprint is {used}")}",
        NextStep: used is null
            ? $"Create one with `qdc keys create {area}` and keep a copy outside this machine."
            : "Put the key back from where its copy is kept: a new one cannot read what was landed and would give every person a new pseudonym."));

/// <summary>The master keys that are there are others than the area's data were made with.</summary>
/// <param name="area">The area.</param>
/// <param name="origin">Where the first of them came from.</param>
/// <param name="there">Fingerprints of those that are there.</param>
/// <param name="lost">Fingerprints of those that are needed and not there.</param>
/// <param name="rotating">True while a rotation has not ended, when two are needed.</param>
public sealed class KeyWrong(AreaCode area, string origin, IReadOnlyList<string> there, IReadOnlyList<string> lost, bool rotating)
    : TerminalException(new Problem(
        rotating ? "A rotation of the master key has not ended, and one of its two keys is not there" : "The master key is not the one that the area's data were made with",
        Where: $"{area} ({origin})",
        Received: there.Count == 1 ? $"a key with fingerprint {there[0]}" : $"keys with fingerprints {string.Join(", ", there)}",
        Allowed: $"the key with fingerprint {string.Join(" and ", lost)}",
        NextStep: rotating ? "Put it back beside the other; nothing was read or written." : "Put the right key back; nothing was read or written."));

/// <summary>A key was found but cannot be used: wrong length, not base64 or hex, or open to others.</summary>
public sealed class KeyUnusable(string origin, string what, string nextStep)
    : TerminalException(new Problem(what, Where: origin, NextStep: nextStep));
