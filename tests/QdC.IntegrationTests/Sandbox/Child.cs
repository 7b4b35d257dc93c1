using System.Diagnostics;
using System.Runtime.CompilerServices;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Sandbox;

/// <summary>Another process on a box: this assembly started again, told what to do by an environment variable.</summary>
internal static class Child
{
    private const string Role = "QDC_PROOF_CHILD";

    /// <summary>How long a reader waits after it has read a version, so that it leaves the core to those who refresh.</summary>
    private static readonly TimeSpan ReaderPause = TimeSpan.FromMilliseconds(20);

    /// <param name="role">What it is to do.</param>
    /// <param name="box">The box.</param>
    /// <param name="through">A program with its arguments that starts it. Default: none.</param>
    public static Process Start(string role, Box box, params string[] through)
    {
        string[] command = [.. through, Environment.ProcessPath is { } p && Path.GetFileNameWithoutExtension(p) == "dotnet" ? p : "dotnet", "exec", typeof(Child).Assembly.Location];
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.Environment[Role] = $"{role}|{box.Root}";
        foreach (var (name, value) in Keys.Variables)
        {
            start.Environment[name] = value;
        }
        return Process.Start(start)!;
    }

    [ModuleInitializer]
    internal static void PlayRole()
    {
        if (Environment.GetEnvironmentVariable(Role) is not { } told)
        {
            return;
        }
        var parts = told.Split('|', 2);
        using (var box = new Box(parts[1]))
        {
            switch (parts[0])
            {
                case "refresh":
                    box.Refresher(p => Console.WriteLine($"{p.Step} {p.Detail}")).Run(box.Area, new());
                    Console.WriteLine("done");
                    break;
                case "refresh or say why not":
                    Console.WriteLine(Refreshed(box));
                    break;
                case "refresh when told":
                    RefreshWhenTold(box);
                    break;
                case "read":
                    Read(box);
                    break;
            }
            Environment.Exit(0); // before the box is disposed of: it is the parent's
        }
    }

    private static string Refreshed(Box box)
    {
        try
        {
            return box.Refresher().Run(box.Area, new()).Version is { } version ? $"published {version}" : "unchanged";
        }
        catch (Exception e)
        {
            return e.GetType().Name;
        }
    }

    private static void RefreshWhenTold(Box box)
    {
        Console.WriteLine("ready");
        while (Console.ReadLine() is not null)
        {
            try
            {
                Console.WriteLine(box.Refresh().Version is { } version ? $"published {version}" : "unchanged");
            }
            catch (AreaBusy)
            {
                Console.WriteLine("busy");
            }
        }
    }

    /// <summary>Reads on this thread: no other may run code of a module that is still being initialised.</summary>
    private static void Read(Box box)
    {
        Console.WriteLine("ready");
        using var input = Console.OpenStandardInput();
        var enough = input.ReadAsync(new byte[1]).AsTask();
        long queries = 0;
        try
        {
            while (!enough.Wait(ReaderPause))
            {
                queries += Readers.ReadOnce(box).Queries;
            }
            Console.WriteLine(queries);
        }
        catch (Exception e)
        {
            Console.WriteLine(e.ToString().ReplaceLineEndings(" "));
        }
    }
}
