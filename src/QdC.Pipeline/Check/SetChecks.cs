using QdC.Pipeline.Jobs;
using QdC.Pipeline.Star;
using QdC.Warehouse;
using static QdC.Pipeline.Load.ObservationTables;

namespace QdC.Pipeline.Check;

/// <summary>A row that a rule over sets found.</summary>
/// <param name="Rule">The rule's code.</param>
/// <param name="Subject">The subject of the row.</param>
/// <param name="System">Its source system.</param>
/// <param name="Extract">Its extract.</param>
/// <param name="DeliveryId">The delivery that last changed it.</param>
/// <param name="Sheet">Its sheet, for workbooks.</param>
/// <param name="Line">Its line.</param>
/// <param name="Key">Its pseudonymous key, 32 hex digits.</param>
/// <param name="Field">The field that offends.</param>
internal sealed record SetFinding(
    string Rule,
    string Subject,
    string System,
    string Extract,
    long DeliveryId,
    string? Sheet,
    int Line,
    string Key,
    string Field
);

/// <summary>Runs the rules over sets: those of <c>sql/area/2-checks</c>, and orphans, which follow from the contract.</summary>
internal static class SetChecks
{
    /// <summary>The rule that a reference's parent exists.</summary>
    public const string Orphan = "orphan";

    /// <summary>The rules' codes.</summary>
    public static IReadOnlyCollection<string> Rules { get; } = [.. SqlModels.In("2-checks").Select(m => m.Name), Orphan];

    /// <summary>The steps that run every check on a prepared working copy.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="found">Told in the end of what was found.</param>
    public static IEnumerable<BuildStep> Steps(Contract contract, Action<IReadOnlyList<SetFinding>> found)
    {
        var all = new List<SetFinding>();
        return SqlModels
            .In("2-checks")
            .Select(model => (Rule: model.Name, Sql: model.Query))
            .Concat(Orphans(contract).Select(sql => (Rule: Orphan, Sql: sql)))
            .Select(check =>
            {
                IReadOnlyList<SetFinding> offending = [];
                return BuildStep.Doing(check.Rule, db => offending = Offending(db, check.Rule, check.Sql), BuildStep.Words(check.Sql), [], _ => all.AddRange(offending));
            })
            .Append(BuildStep.Doing("checks", _ => { }, [], [], _ => found(all)));
    }

    private static List<SetFinding> Offending(DuckDbSession db, string rule, string sql) =>
        db.Query(
            sql,
            row => new SetFinding(
                rule,
                row.GetString(0),
                row.GetString(1),
                row.GetString(2),
                row.GetInt64(3),
                row.IsDBNull(4) ? null : row.GetString(4),
                row.GetInt32(5),
                row.GetGuid(6).ToString("N"),
                row.GetString(7)
            )
        );

    private static IEnumerable<string> Orphans(Contract contract)
    {
        foreach (var subject in contract.Subjects.Values)
        {
            foreach (var field in subject.Fields.Where(f => f.To is not null && contract.Subjects.ContainsKey(f.To)))
            {
                var column = Quote(field.StoredName);
                var references =
                    field.Type == FieldType.Refs
                        ? $"SELECT x.*, CAST(unnest(string_split(x.{column}, ',')) AS UUID) AS parent FROM cur_{subject.Name} AS x WHERE x.{column} IS NOT NULL"
                        : $"SELECT x.*, x.{column} AS parent FROM cur_{subject.Name} AS x WHERE x.{column} IS NOT NULL";
                yield return $"""
                    SELECT DISTINCT '{subject.Name}' AS subject, r.system, r.extract, r.delivery_id, r.sheet, r.line, r.source_key, '{field.Name}' AS field
                    FROM ({references}) AS r
                    WHERE NOT EXISTS (SELECT 1 FROM cur_{field.To} AS p WHERE p.source_key = r.parent)
                    """;
            }
        }
    }
}
