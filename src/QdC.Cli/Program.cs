using System.Globalization;
using QdC.Cli.App;
using QdC.Portal.Settings;

if (args.Any(a => a is "warehouse" or "pull" or "publish") || InstallationReader.NamesServer(HomeOf(args)))
{
    // SQL Server's client refuses the invariant mode that everything else runs in. What is read and written stays invariant.
    AppContext.SetSwitch("System.Globalization.Invariant", false);
    CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
}
return await QdcCommandLine.Invoke(args);

// Read before the command line is: once anything is written, the mode stands.
static string HomeOf(string[] args) => Array.IndexOf(args, "--home") is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : ".";
