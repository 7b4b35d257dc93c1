using QdC.Pipeline.Jobs;
using static QdC.Pipeline.Load.ObservationTables;

namespace QdC.Pipeline.Diff;

/// <summary>Which days a record speaks of, as SQL over its stored fields, found from the contract.</summary>
/// <param name="Start">The day it happened or began; null when its fields do not say.</param>
/// <param name="End">The day it ended, NULL while it lasts; null for what happens on one day.</param>
/// <param name="EndFields">Fields that only say when it ended.</param>
/// <param name="Attributes">Of a dimension, the fields that hold from a delivery on and do not change the past.</param>
internal sealed record SubjectTime(Func<string, string>? Start, Func<string, string>? End, IReadOnlySet<string> EndFields, IReadOnlySet<string> Attributes)
{
    private static readonly string[] NotTheStart = ["death_date", "birth_date", "registered_at", "updated_at", "state_date", "closed_on", "expires_on", "valid_to", "to"];
    private static readonly string[] StartOnlyIfNothingElse = ["requested_on", "requested_at"];
    private static readonly string[] Closing = ["closed_on", "expires_on", "to", "valid_to", "state", "state_date", "close_reason"];

    /// <summary>The reading of a subject.</summary>
    public static SubjectTime Of(Subject subject)
    {
        var names = subject.Stored.Select(f => f.Name).ToHashSet();
        var starts = subject
            .Stored.Where(f => IsDay(f) && !NotTheStart.Contains(f.Name))
            .OrderBy(f => StartOnlyIfNothingElse.Contains(f.Name))
            .ThenBy(f => f.Presence != Presence.Mandatory)
            .Select(f => f.Name)
            .ToList();
        var attributes = subject.Kind == SubjectKind.Dimension
            ? subject.Stored.Where(f => !IsDay(f) && !Closing.Contains(f.Name) && f.To != subject.Name).Select(f => f.StoredName).ToHashSet()
            : [];
        return new SubjectTime(
            starts.Count > 0 ? row => $"coalesce({string.Join(", ", starts.Select(s => $"{row}.{Quote(s)}"))})"
                : names.Contains("year") ? row => $"make_date({row}.\"year\", 1, 1)"
                : null,
            EndOf(names),
            Closing.Where(names.Contains).ToHashSet(),
            attributes
        );
    }

    private static Func<string, string>? EndOf(HashSet<string> names) =>
        names.Contains("closed_on") && names.Contains("state_date")
            ? row => $"CASE WHEN {row}.state = 'open' THEN NULL ELSE coalesce({row}.closed_on, CASE WHEN {row}.state = 'closed' THEN {row}.state_date END) END"
        : names.Contains("amount_kind") && names.Contains("to")
            ? row => $"CASE WHEN {row}.amount_kind = 'one_off' THEN coalesce({row}.\"from\", {row}.decided_on) ELSE {row}.\"to\" END"
        : names.Contains("expires_on") ? row => $"least({row}.closed_on, {row}.expires_on)"
        : names.Contains("valid_to") ? row => $"{row}.valid_to"
        : names.Contains("to") ? row => $"{row}.\"to\""
        : names.Contains("year") ? _ => "CAST(NULL AS DATE)"
        : null;

    private static bool IsDay(ContractField field) => field.StoredType == "DATE";
}
