namespace QdC.Warehouse;

/// <summary>What becomes of a script.</summary>
public enum ScriptState
{
    /// <summary>The server has it as it is.</summary>
    Applied,

    /// <summary>It is to be applied, for the first time or again.</summary>
    Pending,

    /// <summary>The server lacks what it needs.</summary>
    Lacking,
}

/// <summary>A script and what becomes of it.</summary>
/// <param name="Script">Its path under <c>sql/warehouse</c>.</param>
/// <param name="State">What becomes of it.</param>
/// <param name="Needs">What the server must have; null when any server does.</param>
public sealed record PlannedScript(string Script, ScriptState State, ServerFeature? Needs);

/// <summary>
/// Takes the server to this release's schema. Each script is applied whole or not at all and stands in <c>ops.migration</c> with its
/// hash; a numbered one that differs from what was applied is refused. Killed at any moment, the next migration goes on.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="clock">For the moment that is recorded.</param>
/// <param name="by">Who does it, for the record.</param>
/// <param name="scripts">The scripts. Default: those the program carries.</param>
public sealed class WarehouseMigrator(IWarehouseServer server, TimeProvider clock, string by, IReadOnlyList<WarehouseScript>? scripts = null)
{
    private readonly IReadOnlyList<WarehouseScript> _scripts = scripts ?? WarehouseScript.All;

    /// <summary>What <see cref="Migrate"/> would do. Changes nothing.</summary>
    /// <exception cref="MigrationDrift">A numbered script is not what was applied.</exception>
    /// <exception cref="WarehouseFromNewerRelease">The server has numbered scripts that this release does not know.</exception>
    public IReadOnlyList<PlannedScript> Plan()
    {
        var applied = Applied();
        var unknown = applied.Keys.Where(name => new WarehouseScript(name, "").Number is not null && _scripts.All(s => s.Name != name)).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw new WarehouseFromNewerRelease(unknown);
        }
        bool Same(WarehouseScript script) => applied.GetValueOrDefault(script.Name) == script.Hash;
        var drifted = _scripts.Where(s => s.Number is not null && applied.ContainsKey(s.Name) && !Same(s)).Select(s => s.Name).ToList();
        if (drifted.Count > 0)
        {
            throw new MigrationDrift(drifted);
        }
        var features = ServerFeatures.Of(server);
        bool Fits(WarehouseScript script) => script.Needs is not { } feature || features.Contains(feature);
        // What says how something is to be belongs together: a view made anew has lost its description.
        var again = _scripts.Any(s => Fits(s) && !Same(s));
        return
        [
            .. _scripts.Select(s => new PlannedScript(s.Name, !Fits(s) ? ScriptState.Lacking : Same(s) && (s.Number is not null || !again) ? ScriptState.Applied : ScriptState.Pending, s.Needs)),
        ];
    }

    /// <summary>Applies what is pending, and gives back what became of each script.</summary>
    /// <exception cref="ServerBusy">Another process migrates.</exception>
    public IReadOnlyList<PlannedScript> Migrate()
    {
        if (!server.TryLock("qdc:migrate"))
        {
            throw new ServerBusy("it migrates the warehouse");
        }
        var done = new List<PlannedScript>();
        foreach (var planned in Plan())
        {
            done.Add(planned.State != ScriptState.Pending ? planned : planned with { State = Apply(_scripts.First(s => s.Name == planned.Script)) });
        }
        return done;
    }

    private ScriptState Apply(WarehouseScript script)
    {
        try
        {
            server.InTransaction(() =>
            {
                foreach (var batch in script.Batches)
                {
                    server.Execute(batch);
                }
                server.Execute("DELETE FROM ops.migration WHERE script = @script", ("script", script.Name));
                server.Execute(
                    "INSERT INTO ops.migration (script, content_hash, applied_at, applied_by) VALUES (@script, @hash, @now, @by)",
                    ("script", script.Name), ("hash", script.Hash), ("now", clock.GetUtcNow().UtcDateTime), ("by", by));
            });
            return ScriptState.Pending;
        }
        catch (ServerRefused) when (script.Needs is not null)
        {
            return ScriptState.Lacking; // what the trial needs it has, and not all that the script does
        }
    }

    private Dictionary<string, string> Applied()
    {
        var there = server.Query("SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = N'ops' AND TABLE_NAME = N'migration'", row => Convert.ToInt64(row.GetValue(0), null))[0];
        return there == 0 ? [] : server.Query("SELECT script, content_hash FROM ops.migration", row => (row.GetString(0), row.GetString(1))).ToDictionary(r => r.Item1, r => r.Item2);
    }
}
