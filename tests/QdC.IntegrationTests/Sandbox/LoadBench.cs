using System.Text;
using QdC.Pipeline.Conform;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Load;
using QdC.Pipeline.Stage;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Sandbox;

/// <summary>Staging and loading of one extract without files, ledger and star: observations in memory, quick enough for thousands of cases.</summary>
internal sealed class LoadBench : IDisposable
{
    private static readonly JobSet Jobs = SandboxJobs.In("nowhere");

    private readonly HashSet<Subject> _loaded = [];
    private long _deliveries;

    public LoadBench()
    {
        Db = DuckDbSession.Open(":memory:", new DuckDbSettings { Threads = 1, MemoryLimit = "512MB" });
        Db.Execute("CREATE SCHEMA IF NOT EXISTS meta");
        StoreInfo.Migrate(Db, Box.Code, StoreMigration.All);
        ObservationTables.Ensure(Db, Jobs.Contract);
    }

    public DuckDbSession Db { get; }

    public static Contract Contract => Jobs.Contract;

    public static ExtractDefinition ExtractOf(string name) => Jobs.Systems["prova"].Extracts.First(e => e.Name == name);

    /// <summary>Forgets everything that was loaded.</summary>
    public void Clear()
    {
        foreach (var subject in _loaded)
        {
            Db.Execute($"DELETE FROM {ObservationTables.Table(subject)}");
        }
        _loaded.Clear();
        Db.Execute("DELETE FROM meta.delivery");
    }

    /// <summary>How many observations of an extract there are.</summary>
    public long Observations(string extract) => Db.Scalar<long>($"SELECT count(*) FROM {ObservationTables.Table(Jobs.Contract.Subjects[ExtractOf(extract).Subject])}");

    /// <summary>Stages and loads the bytes of a delivery.</summary>
    /// <param name="extract">The extract.</param>
    /// <param name="date">The day it speaks of.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="held">What was loaded before; read anew unless given.</param>
    /// <exception cref="ExtractUnreadable">They cannot be read at all.</exception>
    public (StageResult Staged, LoadCounts Loaded) Load(string extract, DateOnly date, byte[] bytes, LoadedDeliveries? held = null)
    {
        var definition = ExtractOf(extract);
        var subject = Jobs.Contract.Subjects[definition.Subject];
        _loaded.Add(subject);
        var staged = StagePass.Run(
            new StageRequest
            {
                Open = () => new MemoryStream(bytes),
                FileName = extract + ".csv",
                Extract = definition,
                Subject = subject,
                System = "prova",
                ScopeOf = _ => "prova",
                CodeLists = Jobs.CodeLists,
                Effective = date,
                PseudonymKey = new Secret(new byte[32]),
                FindingKey = new Secret(Encoding.UTF8.GetBytes(new string('f', 32))),
                Vault = new VaultCipher(AreaCode.Parse("prova"), new Secret(new byte[32])),
                Staging = Db,
            }
        );
        var loaded = DeliveryLoad.Apply(
            Db,
            new StagedDelivery
            {
                DeliveryId = ++_deliveries,
                System = "prova",
                Extract = extract,
                Subject = subject,
                EffectiveDate = date,
                ContentHash = $"{_deliveries}",
                Fingerprint = "f",
                ExtractFrom = new DateOnly(2000, 1, 1),
                ExtractTo = date,
                Complete = staged.AbsenceMayBeApplied ? definition.Complete : null,
                Records = staged.Records,
                Rejected = staged.Rejected,
                StagedTable = $"stg.\"{extract}\"",
                SeenTable = $"stg.\"{extract}_seen\"",
            },
            held ?? LoadedDeliveries.Of(Db, "prova", extract)
        );
        return (staged, loaded);
    }

    public void Dispose() => Db.Dispose();
}
