using QdC.Cli.App;
using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Cli.Doctor;

/// <summary>Looks at one area: its key, sources, ledger, served version and landed files.</summary>
internal sealed class AreaExamination(CommandContext context, AreaFile area)
{
    private readonly AreaCode _code = AreaCode.Parse(area.Area);
    private readonly AreaStore _store = context.Store(area.Area);

    /// <summary>Every area of the declarative files; none when they cannot be read.</summary>
    public static IEnumerable<Examined> OfAll(CommandContext context)
    {
        var jobs = Workspace.Read(context.JobsFolder).Jobs;
        return jobs is null ? [] : jobs.Areas.Values.OrderBy(a => a.Area, StringComparer.Ordinal).SelectMany(a => new AreaExamination(context, a).Examine());
    }

    private IEnumerable<Examined> Examine()
    {
        if (area.Awaits(context.Home))
        {
            yield return See(Soundness.Ok, $"waits for its council's files: none of its folders is there, the first {area.Sources[0].Folder}");
            yield break;
        }
        foreach (var source in area.Sources)
        {
            yield return Source(source);
        }
        if (AreaStore.IsHalfRestored(context.Home, _code))
        {
            yield return See(Soundness.Fail, "a restore was interrupted", "End it with `qdc restore --resume`.");
        }
        var log = File.Exists(context.Home.LogOf(_code));
        yield return Examined.Try(area.Area, "key", () => Key(log));
        if (!log)
        {
            yield return See(Soundness.Warn, "has not run here yet", $"Start with `qdc run {area.Area}`.");
            yield break;
        }
        yield return Examined.Try(area.Area, "ledger", Ledger);
        if (Unfinished() is { } order)
        {
            yield return See(Soundness.Fail, $"an erasure was interrupted (order {order}); nothing is loaded until it has ended", $"End it with `qdc forget --area {area.Area} --resume`.");
        }
        yield return Examined.Try(area.Area, "version", Served);
        yield return Examined.Try(area.Area, "landed files", Landed);
        yield return Examined.Try(area.Area, "identities", Identities);
        yield return Examined.Try(area.Area, "deliveries", Waiting);
    }

    private Examined Source(SourceFile source) =>
        Directory.Exists(source.Folder) ? See(Soundness.Ok, $"source {source.System}: {(Directory.EnumerateFiles(source.Folder).Count() is var files && files == 1 ? "1 file" : $"{files} files")} in {source.Folder}")
        : source.Optional ? See(Soundness.Warn, $"source {source.System} is not there: {source.Folder}", "It is optional: its figures are not available until it is.")
        : See(Soundness.Fail, $"source {source.System} is not there: {source.Folder}", $"Correct the folder in {source.Origin}, or have it mounted.");

    private Examined Key(bool hasLog)
    {
        if (!hasLog)
        {
            return AreaKeys.Exist(_code) ? See(Soundness.Ok, "key is there") : See(Soundness.Warn, "has no key", $"Create it with `qdc keys create {area.Area}`.");
        }
        using var log = _store.OpenLog();
        var needed = log.KeysNeeded();
        var here = AreaKeys.Fingerprints(_code);
        var lost = needed.Except(here).ToList();
        if (lost.Count > 0)
        {
            return See(
                Soundness.Fail,
                $"has lost its key {string.Join(" and ", lost)}{(here.Count == 0 ? "" : $"; here is only {string.Join(", ", here)}")}",
                $"Put it back from where its copy is kept ({AreaKeys.Place(_code)}). Figures can still be read; landed files and identities cannot. Only if no copy exists: keep this home aside, create a key, and ask the council for all deliveries again; every person gets a new pseudonym."
            );
        }
        if (needed.Count > 1)
        {
            return See(Soundness.Warn, "a rotation of its key has not ended; everything can be read", $"End it with `qdc keys rotate {area.Area}`.");
        }
        using var keys = AreaKeys.Open(log);
        var old = here.Except(needed).ToList();
        return See(
            Soundness.Ok,
            $"key is the one its data were made with ({keys.Origin})",
            old.Count == 0 ? null : $"Its data need {string.Join(", ", old)} no more: when no backup made with it is kept, `qdc keys destroy {area.Area} {old[0]}`."
        );
    }

    private Examined Ledger()
    {
        using var log = AreaLog.OpenRead(context.Home, _code, context.Clock)!;
        var last = log.Runs(1);
        if (last.Count == 0)
        {
            return See(Soundness.Warn, "ledger can be read; no run yet", $"Start with `qdc run {area.Area}`.");
        }
        var age = context.Clock.GetUtcNow() - last[0].StartedAt;
        return last[0].Outcome switch
        {
            RunOutcome.Failed or RunOutcome.Lost => See(Soundness.Warn, $"ledger can be read; run {last[0].RunId} {last[0].Outcome.ToString().ToLowerInvariant()}", $"See why with `qdc runs {area.Area} --steps {last[0].RunId}`."),
            _ when age > area.StopAfter => See(Soundness.Warn, FormattableString.Invariant($"ledger can be read; the last run was {age.TotalHours:0} h ago, promised are {area.StopAfter.TotalHours:0}"), $"Run it with `qdc run {area.Area}`, and look at its schedule."),
            _ => See(Soundness.Ok, $"ledger can be read; {log.Runs().Count} runs, the last {last[0].Outcome.ToString().ToLowerInvariant()}"),
        };
    }

    private Examined Served()
    {
        if (_store.Current is null)
        {
            return See(Soundness.Warn, "no version is published", $"Publish one with `qdc run {area.Area}`.");
        }
        using var version = _store.OpenCurrent();
        var figures = version.Session.Scalar<long>("SELECT count(*) FROM mart.kpi");
        return See(Soundness.Ok, $"version {version.Version} opens: {figures} figures; {_store.Versions.Count} versions kept, {_store.Holds.Count} by name");
    }

    private Examined Landed()
    {
        using var log = _store.OpenLog();
        var newest = log.Deliveries(state: DeliveryState.Applied).LastOrDefault(d => d.Facts.LandedPath is not null);
        if (newest is null)
        {
            return See(Soundness.Ok, "nothing is landed yet");
        }
        using var keys = AreaKeys.Open(log);
        var landing = new Landing(context.Home, keys, context.Clock);
        landing.Verify(newest.Facts.LandedPath!);
        return See(Soundness.Ok, $"landed files can be read: {newest.Facts.FileName} is what it was");
    }

    private string? Unfinished()
    {
        using var log = AreaLog.OpenRead(context.Home, _code, context.Clock);
        return log?.Erasures().FirstOrDefault(e => e.EndedAt is null)?.Reference;
    }

    private Examined Identities()
    {
        if (!File.Exists(context.Home.VaultOf(_code)))
        {
            return LinkedPeople() == 0
                ? See(Soundness.Ok, "no identities are kept yet")
                : See(Soundness.Fail, "the vault with the identities is gone", $"Put it back from a backup, or read the landed deliveries again with `qdc run {area.Area} --reload`.");
        }
        using var log = _store.OpenLog();
        using var keys = AreaKeys.Open(log);
        using var vault = IdentityVault.Open(context.Home, keys);
        return See(Soundness.Ok, $"identities can be opened: {vault.Verify()}");
    }

    /// <summary>Records of persons that the served version knows by their identity.</summary>
    private long LinkedPeople()
    {
        if (_store.Current is null)
        {
            return 0;
        }
        using var version = _store.OpenCurrent();
        return version.Session.Scalar<long>("SELECT count(*) FROM duckdb_columns() WHERE schema_name = 'obs' AND table_name = 'person' AND column_name = 'identity'") == 0
            ? 0
            : version.Session.Scalar<long>("SELECT count(*) FROM obs.person WHERE identity IS NOT NULL");
    }

    private Examined Waiting()
    {
        using var log = AreaLog.OpenRead(context.Home, _code, context.Clock)!;
        var waiting = log.Stuck();
        return waiting.Count == 0
            ? See(Soundness.Ok, "no delivery waits for anybody")
            : See(Soundness.Warn, $"{waiting.Count} deliveries wait, the first {waiting[0].Facts.FileName} ({waiting[0].State.ToString().ToLowerInvariant()}): {waiting[0].Reason}", $"See `qdc plan {area.Area}`.");
    }

    private Examined See(Soundness state, string what, string? next = null) => new(area.Area, state, what, next);
}
