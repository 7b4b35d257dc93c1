using System.Diagnostics;
using System.Runtime.CompilerServices;
using QdC.Warehouse;

namespace QdC.Tests.Warehouse;

/// <summary>A second process for tests of leases: this assembly started again, told what to do by an environment variable.</summary>
internal static class ChildProcess
{
    private const string Role = "QDC_TEST_CHILD";

    public static Process Start(string role, string home)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } p && Path.GetFileNameWithoutExtension(p) == "dotnet" ? p : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        start.Environment[Role] = $"{role}|{home}";
        return Process.Start(start)!;
    }

    [ModuleInitializer]
    internal static void PlayRole()
    {
        if (Environment.GetEnvironmentVariable(Role) is not { } told)
        {
            return;
        }

        var (role, home) = (told.Split('|')[0], new QdcHome(told.Split('|')[1]));
        var store = new AreaStore(home, AreaCode.Parse("mini"), TimeProvider.System);
        switch (role)
        {
            case "hold-lease":
                var lease = store.TakeLease();
                File.WriteAllText(Path.Combine(lease.WorkFolder, "staging.duckdb"), "left behind");
                using (var copy = store.BeginVersion(lease))
                {
                    copy.Session.Execute("CREATE TABLE half AS SELECT * FROM range(100000)");
                    Console.WriteLine("held");
                    Console.ReadLine();
                }

                break;
            case "publish-on-and-on":
                EndWithParent();
                for (var published = 0; ; published++)
                {
                    if (published == 1)
                    {
                        Console.WriteLine("begun");
                    }

                    Thread.Sleep(80); // a lease is waited for by asking again and again: leave the other its turn
                    using var again = store.TakeLease(TimeSpan.FromSeconds(30));
                    using var next = store.BeginVersion(again);
                    next.Session.InTransaction(s => s.Execute("CREATE OR REPLACE TABLE t AS SELECT CAST(? AS INTEGER) AS n FROM range(20000)", next.Version));
                    next.Publish();
                    store.Retain(again, keep: 2);
                }

            case "restore":
                StepByStep(step => new HomeRestore(home, TimeProvider.System) { Swapping = step }.Restore(Path.Combine(home.Root, "..", "backup"), replace: true));
                break;
            case "rotate":
                StepByStep(step => new KeyRotation(home, store.Area, TimeProvider.System, step) { Environment = KeyRotationTests.EnvironmentIn(home) }.Run());
                break;
            case "read":
                using (var version = store.OpenCurrent())
                {
                    Console.WriteLine(TestHome.NumberIn(version));
                    Console.ReadLine();
                }

                break;
        }

        Environment.Exit(0);
    }

    /// <summary>Tells each step before it is taken, and takes it when a line comes.</summary>
    private static void StepByStep(Action<Action<string>> work)
    {
        work(step =>
        {
            Console.WriteLine(step);
            if (Console.ReadLine() is null)
            {
                Environment.Exit(1);
            }
        });
        Console.WriteLine("done");
    }

    /// <summary>Its input closes when the parent ends, however it ends.</summary>
    private static void EndWithParent() => new Thread(() =>
    {
        Console.In.ReadToEnd();
        Environment.Exit(1);
    })
    { IsBackground = true }.Start();
}
