using QdC.Pipeline.Extract;
using QdC.Metrics;
using QdC.Pipeline.Jobs.Grammar;
using QdC.Pipeline.Jobs.Yaml;

namespace QdC.Pipeline.Jobs.Reading;

/// <summary>Checks what an area says against systems, contract, municipalities and the other areas.</summary>
internal sealed class AreaCheck(
    Known<SystemFile> systems,
    Known<Subject> subjects,
    Known<CodeList> lists,
    Problems problems
)
{
    private readonly Dictionary<int, string> numbers = [];
    private readonly HashSet<string>? municipalities =
        lists.Get("municipality")?.Entries.Select(e => e.Code).ToHashSet();
    private readonly SortedSet<string> comarques = new(
        lists.Get("municipality")?.Entries.SelectMany(e => e.Later.Select(l => l.Values).Prepend(e.Attributes)).Select(a => a.GetValueOrDefault("comarca_code")).OfType<string>() ?? [],
        StringComparer.Ordinal
    );

    /// <summary>Notes every problem of one area.</summary>
    public void Check(YamlMap node, AreaFile area)
    {
        if (node.Scalar("number") is { } number && area.Number > 0 && !numbers.TryAdd(area.Number, number.Place.Origin))
            problems.Error(number.Place, "another area has the number", number.Text, next: $"It stands at {numbers[area.Number]}.");
        if (area.Area == Network.NetworkRefresh.Name && node.Scalar("area") is { } name)
            problems.Error(name.Place, "the name is taken: all areas together go by it", name.Text);
        if (area.PersonsYears is null)
            problems.Warning(
                node.Entry("retention")?.Key.Place ?? node.Place,
                "nobody has said how long identity and detail of a person are kept",
                next: "Ask the controller, and write it as retention: { persons_years: N }, years after the last attendance."
            );
        Municipalities(node);
        Folders(node, area);
        if (node.Scalar("comarca") is { } comarca && comarques.Count > 0 && !comarques.Contains(comarca.Text))
            problems.Unknown(comarca.Place, "comarca", comarca.Text, comarques);
        if (node.Map("freshness") is { } freshness && area.WarnAfter > area.StopAfter)
            problems.Error(
                freshness.Place,
                "\"warn_after\" is longer than \"stop_after\"",
                next: "Without a value of their own they are 36h and 72h."
            );
        Sources(SourceNodes(node));
        SystemOfRecord(node, area);
        ServicesOfRecord(node, area);
    }

    private void Municipalities(YamlMap node)
    {
        var seen = new List<AreaMunicipality>();
        foreach (var (place, member) in AreaReader.Members(node))
        {
            if (Forms.Municipality.Fault(member.Code) is not null)
                continue;
            if (member.From > member.To)
                problems.Error(place, "\"to\" is before \"from\" for municipality", member.Code);
            else if (seen.Exists(other => other.Code == member.Code && other.Overlaps(member)))
                problems.Error(place, "duplicate municipality", member.Code);
            seen.Add(member);
            if (municipalities?.Contains(member.Code) == false)
                problems.Error(
                    place,
                    "unknown municipality",
                    member.Code,
                    nearest: NearestName.Of(member.Code, municipalities),
                    next: "Known ones are in code-lists/municipality.csv."
                );
        }
    }

    /// <summary>A folder that lacks beside others is worth a warning; an area that has none at all waits for its council.</summary>
    private void Folders(YamlMap node, AreaFile area)
    {
        if (area.Awaits())
            return;
        foreach (var folder in SourceNodes(node).Select(source => source.Map("from")?.Scalar("folder")).OfType<YamlScalar>().Zip(area.Sources.Where(s => s.Folder.Length > 0)).Where(pair => !Directory.Exists(pair.Second.Folder)).Select(pair => pair.First))
            problems.Warning(folder.Place, "the folder of this source is not there", folder.Text, next: "Nothing is loaded from it until it is.");
    }

    private static List<YamlMap> SourceNodes(YamlMap node) => (node.Entry("sources")?.Value as YamlList)?.Items.OfType<YamlMap>().ToList() ?? [];

    private void Sources(List<YamlMap> sources)
    {
        var listed = new Dictionary<string, Place>();
        foreach (var node in sources)
            if (node.Scalar("system") is { } name && !listed.TryAdd(name.Text, name.Place))
                problems.Error(name.Place, "the system is a source already:", name.Text, next: $"See line {listed[name.Text].Line}.");
        foreach (var node in sources)
            if (node.Scalar("system") is { } name && systems.Find(name, problems) is { } system)
            {
                RefersTo(node, name, system, listed.Keys);
                if (node.Flag("assumed") == true && node.Text("question") is null)
                    problems.Error(node.Entry("assumed")!.Key.Place, "an assumed system needs a \"question\"", next: "Write what to ask the council.");
                Server(node.Map("from")?.Map("sqlserver"), system);
                PulledSources.Check(node.Map("from")?.Map("http"), system, problems);
                PulledSources.CheckSftp(node.Map("from")?.Map("sftp"), system, problems);
            }
    }

    /// <summary>What is asked of a server becomes text files of extracts that the system has.</summary>
    private void Server(YamlMap? node, SystemFile system)
    {
        if (node?.Scalar("connection") is { } connection && !connection.Text.StartsWith("env:", StringComparison.Ordinal) && !connection.Text.StartsWith("file:", StringComparison.Ordinal))
            problems.Error(connection.Place, "a connection is named by reference only, so that no secret stands in a file of jobs", allowed: "env:NAME or file:PATH"); // it may be the secret: it is not repeated
        foreach (var entry in node?.Map("extracts")?.Entries ?? [])
        {
            PulledSources.BecomesFile(entry.Key, system, problems);
            if ((entry.Value as YamlScalar ?? (entry.Value as YamlMap)?.Scalar("from")) is { } what && !SourcePull.IsQuery(what.Text) && !SourcePull.IsTable(what.Text))
                problems.Error(what.Place, "neither a table nor a query's file:", what.Text, "schema.table, or a path that ends with .sql");
        }
    }

    /// <summary>Every record a source points to must be delivered by itself or by the system it refers to.</summary>
    private void RefersTo(YamlMap node, YamlScalar name, SystemFile system, IReadOnlyCollection<string> listed)
    {
        var refersTo = node.Scalar("refers_to");
        var target = refersTo is null ? null : systems.Find(refersTo, problems);
        if (refersTo is not null && target is not null && !listed.Contains(refersTo.Text))
            problems.Error(refersTo.Place, "\"refers_to\" names no source of this area:", refersTo.Text, NearestName.List(listed));
        foreach (var (subject, field) in Elsewhere(system))
        {
            if (refersTo is null)
                problems.Error(
                    name.Place,
                    $"{system.Name} points to {subject} records ({field}) but does not deliver them",
                    next: "Say with refers_to: whose record numbers it uses."
                );
            else if (target is not null && target.Extracts.All(e => e.Subject != subject))
                problems.Error(
                    refersTo.Place,
                    $"{system.Name} points to {subject} records ({field}), which this system does not deliver:",
                    refersTo.Text
                );
        }
    }

    /// <summary>Subjects the system points to and does not deliver, each with one field that does so.</summary>
    private IEnumerable<(string Subject, string Field)> Elsewhere(SystemFile system)
    {
        var own = system.Extracts.Select(e => e.Subject).Append(Contract.Professional).ToHashSet();
        return system
            .Extracts.SelectMany(extract =>
                (subjects.Get(extract.Subject)?.Fields ?? [])
                    .Where(f => f.To is not null && !own.Contains(f.To))
                    .Where(f => extract.Columns.TryGetValue(f.Name, out var mapping) && mapping.From.Count > 0)
                    .Select(f => (Subject: f.To!, Field: $"{extract.Name}.{f.Name}"))
            )
            .DistinctBy(pair => pair.Subject);
    }

    /// <summary>Where several systems tell of services one must be of record, or what stands in two of them would count twice.</summary>
    private void ServicesOfRecord(YamlMap node, AreaFile area)
    {
        var telling = area.Sources.Select(s => systems.Get(s.System)).OfType<SystemFile>().Where(s => s.Extracts.Any(e => e.Subject == AreaFile.Service)).Select(s => s.Name).ToList();
        if (telling.Count > 1 && !area.SystemOfRecord.ContainsKey(AreaFile.Service) && node.Entry("sources") is { } sources)
            problems.Error(
                sources.Key.Place,
                "several systems deliver service and none is of record for it",
                allowed: NearestName.List(telling),
                next: "Name one under system_of_record: service, and another for home_care where that is managed apart."
            );
    }

    private void SystemOfRecord(YamlMap node, AreaFile area)
    {
        foreach (var entry in node.Map("system_of_record")?.Entries ?? [])
        {
            var subject = entry.Key.Text == AreaFile.HomeCare ? subjects.Get(AreaFile.Service) : subjects.Find(entry.Key, problems);
            if (entry.Value is not YamlScalar name || systems.Find(name, problems) is not { } system)
                continue;
            if (area.Sources.All(s => s.System != name.Text))
                problems.Error(
                    name.Place,
                    "the system of record is no source of this area:",
                    name.Text,
                    NearestName.List([.. area.Sources.Select(s => s.System)])
                );
            else if (subject is not null && system.Extracts.All(e => e.Subject != subject.Name))
                problems.Error(name.Place, $"the system does not deliver {subject.Name}:", name.Text);
        }
    }
}
