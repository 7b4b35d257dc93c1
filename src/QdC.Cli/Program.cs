using System.Globalization;
using QdC.Cli.App;
using QdC.Portal.Settings;

if (args.Any(a => a is "warehouse" or "pull" or "publish") || InstallationReader.NamesServer(ValueOf("--home", ".")) || (args.Contains("run") && AsksServer(ValueOf("--jobs", "etl-jobs"))))
{
    // SQL Server's client refuses the invariant mode that everything else runs in. What is read and written stays invariant.
    AppContext.SetSwitch("System.Globalization.Invariant", false);
    CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
}
return await QdcCommandLine.Invoke(args);

// Read before the command line is: once anything is written, the mode stands.
string ValueOf(string option, string usual) => Array.IndexOf(args, option) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : usual;

static bool AsksServer(string jobs) =>
    Path.Combine(jobs, "areas") is var areas && Directory.Exists(areas) && Directory.EnumerateFiles(areas, "*.yaml").Any(f => File.ReadLines(f).Any(l => l.Contains("sqlserver:", StringComparison.Ordinal)));
