using System.Text.Json;
using QdC.Warehouse;

namespace QdC.Portal.Jobs;

/// <summary>What a child said when it ended, as far as the portal needs it.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Outcome">published, unchanged, failed, stopped; null of a command that is no run.</param>
/// <param name="RunId">The run's number in the ledger.</param>
/// <param name="Version">The version that is served now.</param>
/// <param name="IsTransient">True for a failure that may pass by itself.</param>
/// <param name="Error">The kind of failure and what it was.</param>
internal sealed record ChildReport(int ExitCode, string? Outcome, long? RunId, int? Version, bool IsTransient, string? Error)
{
    private const int Done = 0;
    private const int DoneWithFindings = 2;

    /// <summary>How the job ended.</summary>
    public JobOutcome JobOutcome =>
        Outcome switch
        {
            "published" => JobOutcome.Done,
            "unchanged" => JobOutcome.Unchanged,
            "stopped" => JobOutcome.Stopped,
            null when ExitCode is Done or DoneWithFindings => JobOutcome.Done,
            _ => JobOutcome.Failed,
        };

    /// <summary>True when it stopped because it was told to.</summary>
    public bool IsStopped => Outcome is "stopped" || Error?.StartsWith("Stopped:", StringComparison.Ordinal) == true;

    /// <summary>Reads it; null when the child was lost before it could say anything.</summary>
    public static ChildReport? Of(ChildEnd end)
    {
        try
        {
            using var document = JsonDocument.Parse(end.Output);
            var root = document.RootElement;
            var isRun = root is { ValueKind: JsonValueKind.Array } && root.GetArrayLength() == 1;
            var said = isRun ? root[0] : root;
            if (said.ValueKind != JsonValueKind.Object)
            {
                return null;
            }
            JsonElement? failure = isRun ? Failures(said).Select(f => (JsonElement?)f).FirstOrDefault() : Member(said, "error");
            return new ChildReport(
                end.ExitCode,
                isRun ? Text(said, "outcome") : null,
                Number(said, "run_id"),
                (int?)Number(said, "version"),
                (isRun ? Member(said, "is_transient") : failure is { } f ? Member(f, "is_transient") : null)?.ValueKind == JsonValueKind.True,
                failure is { } why ? $"{Text(why, "kind")}: {Text(why, "what")}" : end.ExitCode is Done or DoneWithFindings || isRun ? null : $"exit code {end.ExitCode}"
            );
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What did not work; decisions that are waited for and tests that only warn are no failures.</summary>
    private static IEnumerable<JsonElement> Failures(JsonElement run) =>
        Member(run, "problems") is { ValueKind: JsonValueKind.Array } problems ? problems.EnumerateArray().Where(p => Text(p, "kind") is not ("decision" or "test")) : [];

    private static JsonElement? Member(JsonElement of, string name) => of.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    private static string? Text(JsonElement of, string name) => Member(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static long? Number(JsonElement of, string name) => Member(of, name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;
}
