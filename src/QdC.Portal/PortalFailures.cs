using QdC.Warehouse;

namespace QdC.Portal;

/// <summary>The portal was told to listen beyond this machine although only one-time links sign in.</summary>
public sealed class PortalNotLocal(string url)
    : TerminalException(new Problem("Without sign-in by OpenID Connect the portal is for this machine only", Received: url, Allowed: "a loopback address, as in " + PortalSettings.DefaultUrl));

/// <summary>The portal cannot listen where it was told to.</summary>
public sealed class PortalAddressTaken(IReadOnlyList<string> urls, Exception inner)
    : TerminalException(new Problem("The portal cannot listen there: the address is taken or is none of this machine's", Received: string.Join(' ', urls), NextStep: "Name another with --urls, as in --urls http://localhost:5281, or stop the portal that runs."), inner);

/// <summary>A secret that the portal needs is not where the file says.</summary>
public sealed class SecretMissing(string reference)
    : TerminalException(new Problem("The secret of sign_in is not there", Where: Settings.Installation.FileName, Received: reference, NextStep: "Set the environment variable, or write the file."));
