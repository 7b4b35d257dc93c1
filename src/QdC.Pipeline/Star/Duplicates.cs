using QdC.Pipeline.Jobs;
using static QdC.Pipeline.Load.ObservationTables;

namespace QdC.Pipeline.Star;

/// <summary>
/// Leaves out of the current state the services that a second system tells again, as the table <c>link.service_duplicate</c> names them.
/// What the same system says of a duplicate goes with it; what any other says of it is said of the service it duplicates.
/// </summary>
internal static class Duplicates
{
    /// <summary>The subjects that are rewritten: services and what refers to them; none where only one system delivers services.</summary>
    /// <param name="jobs">The declarative files.</param>
    /// <param name="area">The area.</param>
    public static IEnumerable<string> Subjects(JobSet jobs, AreaFile area) =>
        area.Sources.Count(s => jobs.Systems[s.System].Extracts.Any(e => e.Subject == AreaFile.Service)) < 2
            ? []
            : jobs.Contract.Subjects.Values.Where(s => s.Name == AreaFile.Service || Reference(s) is not null).Select(s => s.Name);

    /// <summary>The statements for one area.</summary>
    /// <param name="jobs">The declarative files.</param>
    /// <param name="area">The area.</param>
    public static IEnumerable<string> Statements(JobSet jobs, AreaFile area)
    {
        foreach (var name in Subjects(jobs, area))
        {
            var reference = Reference(jobs.Contract.Subjects[name]);
            var column = Quote(reference?.StoredName ?? "source_key");
            var (columns, kept) = reference is null
                ? ("x.*", "d.duplicate IS NULL")
                : ($"x.* REPLACE (coalesce(d.original, x.{column}) AS {column})", "d.duplicate IS NULL OR d.system <> x.system");
            yield return $"CREATE OR REPLACE TEMP TABLE cur_{name} AS SELECT {columns} FROM cur_{name} AS x LEFT JOIN link.service_duplicate AS d ON d.duplicate = x.{column} WHERE {kept}";
        }
    }

    private static ContractField? Reference(Subject subject) => subject.Fields.FirstOrDefault(f => f is { Type: FieldType.Ref, To: AreaFile.Service });
}
