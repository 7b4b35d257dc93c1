namespace QdC.Warehouse;

/// <summary>A secret is named, never written down: <c>env:NAME</c>, or <c>file:PATH</c> of a file that its owner alone can read.</summary>
public static class SecretReference
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>What a reference may be.</summary>
    public const string Allowed = "env:NAME or file:PATH";

    /// <summary>Reads what a reference names.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="what">What it is that is named, as in <c>the connection string</c>.</param>
    /// <param name="environment">The environment's variables.</param>
    /// <param name="wrong">Makes the failure that is thrown when it cannot be read.</param>
    /// <param name="option">The option of the command line that names it, where there is one.</param>
    public static string Read(string reference, string what, Func<string, string?> environment, Func<Problem, Exception> wrong, string? option = null)
    {
        if (reference.StartsWith("env:", StringComparison.Ordinal))
        {
            return environment(reference[4..]) is { Length: > 0 } text
                ? text
                : throw wrong(new Problem($"The environment variable that is to hold {what} is not set", reference, NextStep: $"Set it, or name another{(option is null ? "" : $" with {option}")}: {Allowed}."));
        }
        if (reference.StartsWith("file:", StringComparison.Ordinal))
        {
            RequireOwnersOnly(reference[5..], what, wrong);
            return File.ReadAllText(reference[5..]);
        }
        // What was given may be the secret itself: it is not repeated.
        throw wrong(new Problem($"{char.ToUpperInvariant(what[0])}{what[1..]} is named by reference only, so that no secret stands in a command line or a file that is shared", Allowed: Allowed));
    }

    /// <summary>Refuses a file that is not there, or that others than its owner can read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it holds, as in <c>the connection string</c>.</param>
    /// <param name="wrong">Makes the failure that is thrown.</param>
    public static void RequireOwnersOnly(string path, string what, Func<Problem, Exception> wrong)
    {
        if (!File.Exists(path))
        {
            throw wrong(new Problem($"The file that is to hold {what} is not there", "file:" + path));
        }
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw wrong(new Problem($"The file with {what} can be read by others than its owner", "file:" + path, NextStep: $"Close it with `chmod 600 {path}`; if others may have read it, change the secret."));
        }
    }
}
