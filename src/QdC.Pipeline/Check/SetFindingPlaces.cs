using QdC.Pipeline.Run;
using QdC.Pipeline.SentBack;
using QdC.Pipeline.Stage;
using QdC.Warehouse;

namespace QdC.Pipeline.Check;

/// <summary>Turns what the checks over sets found into findings that a council can act on: with file, column and its own record number.</summary>
internal static class SetFindingPlaces
{
    /// <summary>Rows looked up in files read before, in one run at most. Beyond it findings go without record number until a later run.</summary>
    public const int Most = 20_000;

    /// <summary>The findings. Record numbers that the log holds already are not looked up again.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="log">The area's log.</param>
    /// <param name="numbers">Looks record numbers up.</param>
    public static IReadOnlyList<Finding> Findings(IReadOnlyList<SetFinding> found, AreaLog log, RecordNumbers numbers)
    {
        var deliveries = log.Deliveries().ToDictionary(d => d.DeliveryId);
        Delivery? Origin(SetFinding f) => deliveries.GetValueOrDefault(f.DeliveryId) is { } last ? deliveries.GetValueOrDefault(SentBackMode.OriginOf(last)) : null;
        var known = log.Findings()
            .Where(f => f.Finding.RecordNo is not null && SetChecks.Rules.Contains(f.Finding.Rule))
            .Select(f => f.Finding)
            .ToDictionary(f => (f.System, f.Extract, f.KeyHash, f.Rule, f.Field, f.File, f.Sheet, f.Line));
        var findings = found
            .Select(f => (Found: f, Origin: Origin(f)))
            .Select(f => (f.Origin, Finding: Of(f.Found, f.Origin)))
            .Select(f => (f.Origin, Finding: known.GetValueOrDefault((f.Finding.System, f.Finding.Extract, f.Finding.KeyHash, f.Finding.Rule, f.Finding.Field, f.Finding.File, f.Finding.Sheet, f.Finding.Line)) is { } before
                ? f.Finding with { RecordNo = before.RecordNo, Column = before.Column }
                : f.Finding))
            .ToList();
        var unknown = findings.Where(f => f.Finding.RecordNo is null && f.Origin is not null).ToLookup(f => numbers.Has(f.Origin!.DeliveryId));
        var asked = unknown[true].Concat(unknown[false].Take(Most)).GroupBy(f => f.Origin!);
        var shown = Cores.Each([.. asked], g => (g.Key.DeliveryId, Records: numbers.Lookup(g.Key, g.Select(f => Place(f.Finding)).ToHashSet())))
            .ToDictionary(g => g.DeliveryId, g => g.Records);
        return
        [
            .. findings.Select(f =>
                f.Finding.RecordNo is null && f.Origin is { } origin && shown.GetValueOrDefault(origin.DeliveryId)?.GetValueOrDefault(Place(f.Finding)) is { } record
                    ? f.Finding with { RecordNo = record.RecordNo, Column = f.Finding.Field is { } field ? record.Columns.GetValueOrDefault(field) : null }
                    : f.Finding),
        ];
    }

    private static RowPlace Place(Finding finding) => new(finding.Sheet, finding.Line ?? 0);

    private static Finding Of(SetFinding f, Delivery? origin) =>
        new()
        {
            Rule = f.Rule,
            Severity = Severity.Query,
            System = f.System,
            Extract = f.Extract,
            Subject = f.Subject,
            KeyHash = f.Key,
            Field = f.Field,
            File = origin?.Facts.FileName,
            Sheet = f.Sheet,
            Line = f.Line,
        };
}
