using QdC.Pipeline.Extract;
using QdC.Pipeline.Jobs.Grammar;
using QdC.Pipeline.Jobs.Yaml;
using QdC.Warehouse;

namespace QdC.Pipeline.Jobs.Reading;

/// <summary>Reads <c>areas/&lt;area&gt;.yaml</c>.</summary>
internal sealed class AreaReader(string root, AreaCheck check, Problems problems)
{
    /// <summary>Reads every area.</summary>
    public IReadOnlyDictionary<string, AreaFile> Read(IReadOnlyList<JobText> files)
    {
        var areas = new Dictionary<string, AreaFile>();
        foreach (var file in files)
        {
            if (YamlReader.Read(file.Path, file.Text, problems) is not { } node)
                continue;
            new ShapeCheck(problems).Check(node, AreaGrammar.File, "file");
            FileNames.Check(node, "area", file, problems);
            areas[file.Stem] = Area(file, node);
            check.Check(node, areas[file.Stem]);
        }
        return areas;
    }

    private AreaFile Area(JobText file, YamlMap node)
    {
        var schedule = node.Map("schedule");
        var freshness = node.Map("freshness");
        var parameters = node.Map("parameters");
        var retention = node.Map("retention");
        var processing = node.Map("processing");
        var programme = node.Map("contract_programme");
        var closing = node.Map("closing");
        var area = new AreaFile
        {
            Area = file.Stem,
            Number = node.Whole("number") ?? 0,
            Name = node.Text("name") ?? "",
            EnsCode = node.Text("ens_code"),
            Comarca = node.Text("comarca"),
            Municipalities = [.. Members(node).Select(m => m.Member)],
            Sources =
            [
                .. (node.Entry("sources")?.Value as YamlList)?.Items.OfType<YamlMap>().Select(Source) ?? [],
            ],
            HistoryFrom = TimeForms.ParseDate(node.Text("history_from")) ?? DateOnly.MinValue,
            OnRequest = node.Text("run") == "on_request",
            SystemOfRecord =
                node.Map("system_of_record")
                    ?.Entries.Where(e => e.Value is YamlScalar)
                    .ToDictionary(e => e.Key.Text, e => ((YamlScalar)e.Value).Text)
                ?? [],
            PowerBi = node.Map("powerbi") is { } powerBi ? Workspace(powerBi) : null,
            Warehouse = new AreaInWarehouse { Send = node.Map("warehouse")?.Flag("send") ?? true, Readers = Readers(node.Map("warehouse")) },
            Path = file.Path,
        };
        return area with
        {
            Cron = schedule?.Text("cron") ?? area.Cron,
            TimeZone = schedule?.Text("time_zone") ?? area.TimeZone,
            WarnAfter = TimeForms.ParseDuration(freshness?.Text("warn_after")) ?? area.WarnAfter,
            StopAfter = TimeForms.ParseDuration(freshness?.Text("stop_after")) ?? area.StopAfter,
            LinkPersons = node.Flag("link_persons") ?? area.LinkPersons,
            RetentionDays = retention?.Whole("landing_days") ?? area.RetentionDays,
            PersonsYears = retention?.Whole("persons_years"),
            Processing = new ProcessingStatement
            {
                Contact = processing?.Text("contact"),
                Dpo = processing?.Text("dpo"),
                Purpose = processing?.Text("purpose"),
                LegalBasis = processing?.Text("legal_basis"),
                Recipients = processing?.Texts("recipients") ?? [],
            },
            Programme = new ProgrammeAgreement
            {
                Share = programme?.Number("share") ?? area.Programme.Share,
                Lines = programme?.Map("lines") is { } lines ? lines.Entries.Select(e => e.Key.Text).ToDictionary(line => line, line => lines.Number(line) ?? 0) : area.Programme.Lines,
            },
            PostCorrections = node.Text("corrections") == "post_to_current",
            ClosesYearly = closing?.Text("period") != "month",
            ClosingDays = closing?.Whole("days") ?? area.ClosingDays,
            ServiceOpenMonths = parameters?.Whole("service_open_months") ?? area.ServiceOpenMonths,
            NewPersonYears = parameters?.Whole("new_person_years") ?? area.NewPersonYears,
            SmallestCount = parameters?.Whole("smallest_count") ?? area.SmallestCount,
        };
    }

    private static List<WarehousePrincipal> Readers(YamlMap? node) =>
        [
            .. ((node?.Entry("readers")?.Value as YamlList)?.Items ?? []).Select(item =>
                item is YamlMap map ? new WarehousePrincipal(map.Text("entra") ?? "", IsExternal: true) : new WarehousePrincipal((item as YamlScalar)?.Text ?? "", IsExternal: false)),
        ];

    private PowerBiWorkspace Workspace(YamlMap node)
    {
        var login = node.Map("login");
        if (login?.Scalar("password") is { } password && !password.Text.StartsWith("env:", StringComparison.Ordinal) && !password.Text.StartsWith("file:", StringComparison.Ordinal))
            problems.Error(password.Place, "a password is named by reference only, so that no secret stands in a file of jobs", allowed: "env:NAME or file:PATH"); // it may be the secret: it is not repeated
        return new(
            node.Text("workspace"),
            Id(node, "viewers"),
            Id(node, "capacity"),
            Id(node, "connection"),
            login is null ? null : new(login.Text("user") ?? "", login.Text("password") ?? "", Id(login, "tenant")));

        static Guid? Id(YamlMap map, string key) => Guid.TryParse(map.Text(key), out var id) ? id : null;
    }

    /// <summary>Queries are named by their files, from the area file's folder; tables by their names.</summary>
    private SourceServer Server(YamlMap node) =>
        new(
            node.Text("connection") ?? "",
            (node.Map("extracts")?.Entries ?? []).ToDictionary(e => e.Key.Text, e => Asked((e.Value as YamlScalar ?? (e.Value as YamlMap)?.Scalar("from"))?.Text ?? "", e.Value as YamlMap)));

    private AskedExtract Asked(string from, YamlMap? more)
    {
        var asked = new AskedExtract(SourcePull.IsQuery(from) ? Path.GetFullPath(Path.Combine(root, "areas", from)) : from, more?.Text("watermark"));
        return asked with { Overlap = TimeForms.ParseDuration(more?.Text("overlap")) ?? asked.Overlap };
    }

    private SourceFile Source(YamlMap node)
    {
        var source = new SourceFile
        {
            System = node.Text("system") ?? "",
            Folder = "",
            RefersTo = node.Text("refers_to"),
            Optional = node.Flag("optional") ?? false,
            Question = node.Flag("assumed") == true ? node.Text("question") : null,
            Server = node.Map("from")?.Map("sqlserver") is { } server ? Server(server) : null,
            Sftp = PulledSources.Sftp(node.Map("from")?.Map("sftp")),
            Http = PulledSources.Http(node.Map("from")?.Map("http")),
            Origin = node.Place.Origin,
        };
        if (node.Map("from")?.Scalar("folder") is not { } folder)
            return source;
        if (folder.Text.Contains('\0'))
        {
            problems.Error(folder.Place, "bad folder", folder.Text);
            return source;
        }
        var path = Path.GetFullPath(Path.Combine(root, "areas", folder.Text));
        return source with { Folder = path };
    }

    /// <summary>The municipalities as they are written, each with its place; dates that are none are told elsewhere.</summary>
    internal static IEnumerable<(Place Place, AreaMunicipality Member)> Members(YamlMap node) =>
        (node.Entry("municipalities")?.Value as YamlList)?.Items.Select(item =>
            item is YamlMap map
                ? (map.Scalar("code")?.Place ?? map.Place, new AreaMunicipality(
                    map.Text("code") ?? "", TimeForms.ParseDate(map.Text("from")) ?? DateOnly.MinValue, TimeForms.ParseDate(map.Text("to")) ?? DateOnly.MaxValue))
                : (item.Place, AreaMunicipality.Always((item as YamlScalar)?.Text ?? ""))) ?? [];
}
