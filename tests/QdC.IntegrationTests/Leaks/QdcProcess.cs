using System.Diagnostics;
using System.Text;
using QdC.Cli.App;
using QdC.IntegrationTests.SentBack;

namespace QdC.IntegrationTests.Leaks;

/// <summary>The program itself in a process of its own, with everything it says caught.</summary>
internal static class QdcProcess
{
    /// <summary>Runs a command to its end and gives all it said.</summary>
    public static (int Code, string Said) Run(Council council, params string[] arguments)
    {
        using var process = Start(council, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + "\n" + error.Result);
    }

    /// <summary>Runs a command within this process, which starts much sooner, and gives all it said: for commands that only read what others wrote.</summary>
    public static (int Code, string Said) Within(Council council, params string[] arguments)
    {
        using var said = new StringWriter();
        var code = QdcCommandLine.Invoke(All(council, arguments), said, said).GetAwaiter().GetResult();
        return (code, said.ToString());
    }

    /// <summary>Runs a command and kills it (SIGKILL) once it has said so many lines on standard error that a text is part of.</summary>
    public static string Kill(Council council, string at, int times, params string[] arguments)
    {
        using var process = Start(council, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var said = new StringBuilder();
        while (times > 0 && process.StandardError.ReadLine() is { } line)
        {
            said.AppendLine(line);
            times -= line.Contains(at, StringComparison.Ordinal) ? 1 : 0;
        }

        process.Kill();
        process.WaitForExit();
        said.Append(process.StandardError.ReadToEnd()).Append(output.Result);
        return times == 0 ? said.ToString() : throw new InvalidOperationException($"it ended before it said {at}:\n{said}");
    }

    private static Process Start(Council council, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = council.Root, StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8 };
        foreach (var argument in All(council, arguments).Prepend(Path.Combine(AppContext.BaseDirectory, "qdc.dll")))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["QDC_KEYS"] = council.Keys;
        start.Environment["NO_COLOR"] = "1";
        return Process.Start(start)!;
    }

    private static string[] All(Council council, string[] arguments) => [.. arguments, "--home", council.Home.Root, "--jobs", council.JobsFolder, "--verbose"];
}
