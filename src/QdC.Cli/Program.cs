using System.Globalization;
using QdC.Cli.App;

if (args.Contains("warehouse") || args.Contains("pull"))
{
    // SQL Server's client refuses the invariant mode that everything else runs in. What is read and written stays invariant.
    AppContext.SetSwitch("System.Globalization.Invariant", false);
    CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
}
return await QdcCommandLine.Invoke(args);
