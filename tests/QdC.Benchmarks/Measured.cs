using System.Diagnostics;
using System.Globalization;

namespace QdC.Benchmarks;

/// <summary>What a process of its own took.</summary>
/// <param name="Seconds">By the clock.</param>
/// <param name="CpuSeconds">Of all its threads, and of the processes it started and that have ended; steadier than the clock where other work shares the machine.</param>
/// <param name="PeakBytes">Its largest resident memory, or that of it and the processes it started together.</param>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">What it wrote on standard output.</param>
/// <param name="Lines">What it wrote on standard error, each line with the seconds and the CPU seconds since the start.</param>
internal sealed record Measured(double Seconds, double CpuSeconds, long PeakBytes, int Code, string Output, IReadOnlyList<(double At, double Cpu, string Line)> Lines)
{
    /// <summary>Runs this machine's dotnet with arguments and measures the process.</summary>
    public static Measured Dotnet(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("no process was started");
        var output = process.StandardOutput.ReadToEndAsync();
        var lines = Task.Run(() => Timed(process, watch));
        var (peak, cpu) = (0L, 0d);
        do
        {
            // Both only grow, so the last look before the end is theirs.
            peak = Math.Max(peak, Math.Max(PeakOf(process), ResidentWithChildren(process.Id)));
            cpu = Math.Max(cpu, CpuOf(process.Id));
        } while (!process.WaitForExit(20));
        process.WaitForExit();
        return new Measured(watch.Elapsed.TotalSeconds, cpu, peak, process.ExitCode, output.GetAwaiter().GetResult(), lines.GetAwaiter().GetResult());
    }

    private static List<(double At, double Cpu, string Line)> Timed(Process process, Stopwatch watch)
    {
        var lines = new List<(double At, double Cpu, string Line)>();
        while (process.StandardError.ReadLine() is { } line)
        {
            lines.Add((watch.Elapsed.TotalSeconds, CpuOf(process.Id), line));
        }
        return lines;
    }

    private static long PeakOf(Process process)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                var line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
                return line is null ? 0 : 1024 * long.Parse(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
            }
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            return 0; // it has ended
        }
    }

    /// <summary>Bytes resident now of a process and of those it started, where the system tells which these are; 0 for one that started none.</summary>
    private static long ResidentWithChildren(int id)
    {
        try
        {
            var children = OperatingSystem.IsLinux() ? Directory.GetDirectories($"/proc/{id}/task").SelectMany(task => Read(task + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList() : [];
            return children.Count == 0 ? 0 : children.Append(id.ToString(CultureInfo.InvariantCulture)).Sum(one => Read($"/proc/{one}/statm").Split(' ') is [_, var pages, ..] ? Environment.SystemPageSize * long.Parse(pages, CultureInfo.InvariantCulture) : 0);
        }
        catch (DirectoryNotFoundException)
        {
            return 0; // it has ended
        }
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return ""; // it has ended
        }
    }

    private static double CpuOf(int id)
    {
        const double TicksPerSecond = 100;
        if (OperatingSystem.IsLinux())
        {
            var stat = Read($"/proc/{id}/stat");
            return stat.Length == 0 ? 0 : stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[11..15].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
        try
        {
            using var process = Process.GetProcessById(id);
            return process.TotalProcessorTime.TotalSeconds;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return 0; // it has ended
        }
    }
}
