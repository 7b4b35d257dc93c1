using System.Globalization;
using System.Text.Json;

namespace QdC.Benchmarks;

/// <summary><c>qdc run</c> in a process of its own, and what it tells of itself.</summary>
internal static class QdcRun
{
    /// <summary>Refreshes areas into a home. The progress of one area is kept line by line; several run in processes of their own.</summary>
    /// <exception cref="InvalidOperationException">The run failed.</exception>
    public static Measured Of(string home, string jobs, params string[] areas)
    {
        var environment = areas.ToDictionary(Key, _ => Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
        string[] lines = areas.Length == 1 ? ["--progress-lines"] : [];
        return Checked("qdc run", Measured.Dotnet([Path.Combine(AppContext.BaseDirectory, "qdc.dll"), "run", .. areas, "--json", .. lines, "--home", home, "--jobs", jobs], environment));
    }

    /// <summary>The measured process, when it ended well or with rejected rows.</summary>
    public static Measured Checked(string what, Measured measured) =>
        measured.Code is 0 or 2 ? measured : throw new InvalidOperationException($"{what} ended with code {measured.Code}: {measured.Output}{string.Join('\n', measured.Lines.Select(l => l.Line))}");

    /// <summary>Seconds from one word of progress to the next, by step: what the run waited for. They sum to the run.</summary>
    /// <param name="run">The run of one area.</param>
    /// <param name="detailed">True to tell extracts and tables apart.</param>
    public static Dictionary<string, (double Clock, double Cpu)> Steps(Measured run, bool detailed)
    {
        var (seconds, last, lastCpu) = (new Dictionary<string, (double Clock, double Cpu)>(), 0d, 0d);
        foreach (var (at, cpu, line) in run.Lines.Where(l => l.Line.StartsWith('{')))
        {
            using var progress = JsonDocument.Parse(line);
            var (step, detail) = (Text(progress, "step"), Text(progress, "detail"));
            var of = step is "6-marts" || (detailed && step is "5-facts") ? detail : detailed && step is "stage" or "load" or "extract" ? detail.Split(' ')[0] : "";
            var name = $"{step} {of}".Trim();
            var before = seconds.GetValueOrDefault(name);
            seconds[name] = (before.Clock + at - last, before.Cpu + cpu - lastCpu);
            (last, lastCpu) = (at, cpu);
        }
        seconds["after the last step"] = (run.Seconds - last, run.CpuSeconds - lastCpu);
        return seconds;
    }

    /// <summary>The records that the run read, or loaded, by its own report.</summary>
    public static long Records(Measured run, string what = "read")
    {
        using var report = JsonDocument.Parse(run.Output);
        return report.RootElement.EnumerateArray().Sum(area => area.GetProperty(what).GetInt64());
    }

    /// <summary>What the run says did not work or waits.</summary>
    public static IReadOnlyList<string> Waits(Measured run)
    {
        using var report = JsonDocument.Parse(run.Output);
        return [.. report.RootElement.EnumerateArray().SelectMany(area => area.GetProperty("problems").EnumerateArray().Where(p => !p.TryGetProperty("kind", out var kind) || kind.GetString() != "told").Select(p => p.ToString()))];
    }

    private static string Key(string area) => "QDC_KEY_" + area.ToUpper(CultureInfo.InvariantCulture).Replace('-', '_');

    private static string Text(JsonDocument document, string property) =>
        document.RootElement.EnumerateObject().FirstOrDefault(p => p.NameEquals(property)).Value is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";
}
