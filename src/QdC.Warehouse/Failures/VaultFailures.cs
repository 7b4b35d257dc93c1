namespace QdC.Warehouse;

/// <summary>An identity in the vault does not open.</summary>
public sealed class IdentityUnreadable(string file)
    : TerminalException(new Problem(
        "An identity in the vault does not open: it is damaged, or was sealed under another key",
        Where: file,
        NextStep: "Put the vault back from a backup, or read the landed deliveries again with `qdc run AREA --reload`."));

/// <summary>Identities that the version was linked by are not in the vault.</summary>
public sealed class IdentitiesMissing(AreaCode area, long missing)
    : TerminalException(new Problem(
        "The vault lacks identities of persons that the version holds, so they cannot be linked",
        Where: area.Value,
        Received: $"{missing} source persons without their identity",
        NextStep: "Put the vault back from a backup, or read the landed deliveries again with `qdc run AREA --reload`."));
