using System.Text;
using NUnit.Framework;
using QdC.IntegrationTests.Sandbox;
using QdC.Pipeline.Forget;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Link;
using QdC.Pipeline.Run;
using QdC.Pipeline.SentBack;
using QdC.Warehouse;

namespace QdC.IntegrationTests.Forget;

/// <summary>A person is erased: opening every store finds nothing of them, before and after they are delivered again, and counts hold.</summary>
internal sealed class ForgetTests
{
    private const string Columns = "id;sex;birth_date;municipality;doc_number;given_name;surname1;surname2;cip;nass;telefon";
    private const string First = "REC77001";
    private const string Second = "REC77002";
    private const string Dni = "12345678Z";
    private static readonly string[] Said = [First, Second, Dni, "Fridolina", "Quintanella", "600700800", "03/04/1961"];
    private Box _loaded = null!;
    private Box _erased = null!;
    private Box _box = null!;
    private ErasureProof _proof = null!;
    private Guid[] _records = null!;

    [OneTimeSetUp]
    public void Load()
    {
        _box = _loaded = new Box();
        _box.Jobs = Named(_box);
        Deliver("2025-01-31");
        _box.Refresh();
        Deliver("2025-02-28", world => world.Activity("A8", "C2", "10/02/2025", $"{Second}|2"));
        _box.Refresh();
        using var keys = _box.Log(log => AreaKeys.Open(log));
        _records = [PersonReview.RecordOf(keys, "prova", First), PersonReview.RecordOf(keys, "prova", Second)];
        _erased = CopyOf(_loaded);
        _proof = Forget(_erased);
    }

    [OneTimeTearDown]
    public void RemoveLoaded()
    {
        _loaded.Dispose();
        _erased.Dispose();
    }

    /// <summary>Every test has two versions with the person in them; many go on where the person was erased.</summary>
    [SetUp]
    public void SetUp() => _box = CopyOf(_loaded);

    private static Box CopyOf(Box box)
    {
        var copy = box.Copy();
        copy.Jobs = Named(copy);
        return copy;
    }

    /// <summary>Goes on where the person was erased.</summary>
    private void GoOnErased()
    {
        _box.Dispose();
        _box = CopyOf(_erased);
    }

    private static JobSet Named(Box box) =>
        SandboxJobs.In(
            box.Inbox,
            SandboxJobs.Load(SandboxJobs.SystemText.Replace(
                "doc_number: doc_number }",
                "doc_type: { default: nif }, doc_number: doc_number, given_name: given_name, surname1: surname1, surname2: surname2, cip: cip, nass: nass }")));

    [TearDown]
    public void TearDown() => _box.Dispose();

    [Test]
    public void Nothing_of_the_person_is_found_in_any_store_and_figures_stay_what_they_were()
    {
        Assert.That(Found(), Is.Not.Empty, "the search finds what is there");
        var people = People();
        var (figures, versions) = (Figures(), _box.Store.Versions);

        GoOnErased();
        Assert.That(Found(), Is.Empty);
        Assert.That((People(), Figures()), Is.EqualTo((people, figures)));
        Assert.That(_box.Store.Versions, Is.EqualTo(versions));
        Assert.That((_proof.Records, _proof.Identities, _proof.Versions.Count), Is.EqualTo((2, 2, 2)));
        Assert.That(_proof.Landing.Rows, Is.GreaterThanOrEqualTo(8));
        Assert.That(_box.Value<long>("SELECT count(*) FROM star.dim_person WHERE birth_year = 1961"), Is.Zero);
        Assert.That(_box.Value<long>("SELECT count(*) FROM star.fact_person_attended WHERE birth_year = 1961"), Is.Zero);
        Assert.That(_box.Value<long>("SELECT count(DISTINCT person_key) FROM star.fact_person_attended WHERE person_key % 10000000000 >= 9000000000 AND municipality_key = -1"), Is.EqualTo(1), "facts stay, under a key nobody has seen");
        Assert.That(_box.Value<long>("SELECT count(*) FROM star.fact_person_attended AS f ANTI JOIN star.dim_person AS d ON d.person_key = f.person_key"), Is.Zero);
    }

    [Test]
    public void Delivered_again_the_person_is_dropped_again_and_counts_hold()
    {
        var people = People();
        GoOnErased();
        Deliver("2025-03-31", world => world.Activity("A9", "C1", "10/03/2025", First));
        Assert.That(_box.Refresh().Version, Is.EqualTo(3));
        Assert.That(Found(), Is.Empty);
        Assert.That(People(), Is.EqualTo(people));
        Assert.That(_box.Kpi("people_attended", "2025-03"), Is.EqualTo(1), "an activity still attends somebody");
        Assert.That(_box.Findings().Select(f => f.Finding.RecordNo ?? ""), Has.None.Contains("erased"), "what an erased person lacks is nobody's mistake");
        Assert.That(_box.Refresh().Version, Is.Null);

        var figures = Figures();
        Assert.That(_box.Refresh(new RefreshOptions { Reload = true }).Version, Is.EqualTo(4));
        Assert.That((People(), Figures()), Is.EqualTo((people, figures)), "landed files, read again, say the same");
        Assert.That(Found(), Is.Empty);
    }

    [Test]
    public void What_was_sent_back_of_the_person_goes_and_what_was_sent_back_of_others_stays()
    {
        using var keys = _box.Log(log => AreaKeys.Open(log));
        var landing = new Landing(_box.Home, keys, _box.Clock);
        SentBackCell Cell(string hash, string value) => new(1, hash, null, 2, ["x"], new Pipeline.Conform.Personal<string>(value));
        using var content = new SentBackRows([Cell(_records[0].ToString("N"), "Fridolina"), Cell("0123", First), Cell("4567", "Aina")]).Write();
        var landed = landing.Store("person", new DateOnly(2025, 2, 28), content);
        var delivery = _box.Log(log => log.Register(new NewDelivery
        {
            System = "prova",
            Extract = "person",
            ContentHash = landed.ContentHash,
            FileName = "back.xlsx",
            EffectiveDate = new DateOnly(2025, 2, 28),
            LandedPath = landed.Path,
            Bytes = landed.Bytes,
            Mode = new SentBackMode(1, 1).ToString(),
            State = DeliveryState.Refused,
        }));

        Forget();
        Assert.That(Found(), Is.Empty);
        var kept = SentBackRows.Read(landing.Open(_box.Log(log => log.FindDelivery(delivery.DeliveryId))!.Facts.LandedPath!)).Cells;
        Assert.That(kept.Select(c => c.KeyHash), Is.EqualTo(new[] { "0123", "4567" }));
        Assert.That(kept[0].Value.Open(), Does.StartWith("erased-"));
        Assert.That(kept[1].Value.Open(), Is.EqualTo("Aina"));
    }

    [Test]
    public void What_others_are_stays()
    {
        var before = Others();
        GoOnErased();
        Assert.That(Others(), Is.EqualTo(before));
        _box.Refresh(new RefreshOptions { Reload = true });
        Assert.That(Others(), Is.EqualTo(before));
    }

    [Test]
    public void Nothing_goes_back_to_before_it()
    {
        GoOnErased();
        using (var lease = _box.Store.TakeLease())
        {
            Assert.That(() => _box.Store.RollBack(lease, 1, "test", "a test"), Throws.TypeOf<RollbackBeyondErasure>().With.Message.Contains("DPD-2025-7"));
        }
        Deliver("2025-03-31");
        _box.Refresh();
        Deliver("2025-04-30");
        _box.Refresh();
        using var later = _box.Store.TakeLease();
        Assert.That(_box.Store.RollBack(later, 3, "test", "a test").Version, Is.EqualTo(5));
    }

    [Test]
    public void A_backup_from_before_it_is_erased_again_before_anything_is_loaded()
    {
        GoOnErased();
        var backup = Path.Combine(_box.Root, "backup");
        new HomeBackup(_loaded.Home, _loaded.Clock).Write(backup);
        new HomeRestore(_box.Home, _box.Clock).Restore(backup, replace: true);
        Assert.That(Found(), Is.Not.Empty);
        Assert.That(() => _box.Refresh(), Throws.TypeOf<ErasureUnfinished>());
        Assert.That(new Forgetting(_box.Home, _box.Jobs, _box.Area, _box.Clock).Resume()!.Order, Is.EqualTo("DPD-2025-7"));
        Assert.That(Found(), Is.Empty);
        Assert.That(() => new HomeBackup(_box.Home, _box.Clock, file => _ = file.StartsWith("landing", StringComparison.Ordinal) && Erased() == 2 ? Forget("4") : null).Write(backup + "2"), Throws.TypeOf<BackupOvertaken>());
    }

    private int Erased() => _box.Log(log => log.Erasures().Count);

    /// <summary>Cut at one place, gone on with, cut at the next: every place in one erasure. Each alone where time is not the point.</summary>
    [TestCase("vault 1", "landing 3", "version 2", "proof 1")]
    [TestCase("vault 1", Category = "Slow")]
    [TestCase("landing 1", Category = "Slow")]
    [TestCase("landing 3", Category = "Slow")]
    [TestCase("landing 10", Category = "Slow")]
    [TestCase("log 1", Category = "Slow")]
    [TestCase("version 1", Category = "Slow")]
    [TestCase("version 2", Category = "Slow")]
    [TestCase("proof 1", Category = "Slow")]
    public void Interrupted_it_goes_on_and_nothing_is_loaded_until_it_has_ended(params string[] places)
    {
        var people = People();
        foreach (var (i, place) in places.Index())
        {
            var (at, time, told) = (place.Split(' ')[0], int.Parse(place.Split(' ')[1]), 0);
            var cut = new Forgetting(_box.Home, _box.Jobs, _box.Area, _box.Clock, step => _ = step.StartsWith(at, StringComparison.Ordinal) && ++told == time ? throw new OperationCanceledException(step) : 0);
            Assert.That(() => i == 0 ? cut.Erase("prova", First, "DPD-2025-7", "test") : cut.Resume(), Throws.InstanceOf<OperationCanceledException>().With.Message.StartsWith(at));
            Assert.That(() => _box.Refresh(), Throws.TypeOf<ErasureUnfinished>().With.Message.Contains("--resume"));
        }

        Assert.That(new Forgetting(_box.Home, _box.Jobs, _box.Area, _box.Clock).Resume()!.Records, Is.EqualTo(2));
        Assert.That(Found(), Is.Empty);
        Deliver("2025-03-31");
        Assert.That(_box.Refresh().Version, Is.EqualTo(3));
        Assert.That(Found(), Is.Empty);
        Assert.That(People(), Is.EqualTo(people));
    }

    [Test]
    public void Who_was_not_attended_for_as_long_as_persons_are_kept_is_erased_likewise_and_nobody_else()
    {
        Deliver("2025-03-31", world => world.Activity("A4", "C3", "20/01/2024").Activity("A8", "C2", "10/02/2025", $"{Second}|2")); // Omar's only contact
        _box.Refresh();
        using var keys = _box.Log(log => AreaKeys.Open(log));
        var omar = PersonReview.RecordOf(keys, "prova", "4");
        var (people, figures, others) = (People(), Figures(), Others());
        var area = _box.Area with { PersonsYears = 1 };
        Assert.That(new Forgetting(_box.Home, _box.Jobs, _box.Area, _box.Clock).EraseExpired("test"), Is.Null, "the controller has not said for how long");

        var proof = new Forgetting(_box.Home, _box.Jobs, area, _box.Clock).EraseExpired("test")!;

        Assert.That((proof.Records, proof.Identities, proof.Order), Is.EqualTo((1, 1, "retention of 1 years")));
        Assert.That((People(), Figures()), Is.EqualTo((people, figures)));
        Assert.That(Others(), Is.EqualTo(string.Join("; ", others.Split("; ").Where(line => !line.Contains(" 1990 ")))));
        using (var vault = IdentityVault.Open(_box.Home, keys))
        {
            Assert.That((vault.Holds(omar), vault.Holds(_records[0])), Is.EqualTo((false, true)));
        }
        Assert.That(_box.Value<long>("SELECT count(*) FROM star.dim_person WHERE birth_year = 1990"), Is.Zero);
        Assert.That(new Forgetting(_box.Home, _box.Jobs, area, _box.Clock).EraseExpired("test"), Is.Null, "nobody is left");
        using (var lease = _box.Store.TakeLease())
        {
            Assert.That(_box.Store.RollBack(lease, 2, "test", "a test").Version, Is.EqualTo(4), "older versions say no more of them");
        }
        Deliver("2025-04-30", world => world.Activity("A4", "C3", "20/01/2024"));
        _box.Refresh();
        using var again = IdentityVault.Open(_box.Home, keys);
        Assert.That(again.Holds(omar), Is.False, "delivered again, the identity is dropped again");
        Assert.That(People(), Is.EqualTo(people));
    }

    [Test]
    public void Nobody_is_erased_before_the_month_in_which_the_years_are_over_has_ended()
    {
        var area = _box.Area with { PersonsYears = 1 };
        ErasureProof? On(string day)
        {
            Deliver(day, world => world.Activity("A4", "C3", "10/03/2024").Activity("A8", "C2", "10/02/2025", $"{Second}|2")); // Omar's only contact
            _box.Refresh();
            return new Forgetting(_box.Home, _box.Jobs, area, _box.Clock).EraseExpired("test");
        }

        Assert.That(On("2025-03-31"), Is.Null, "the year was over on the 10th");
        Assert.That(On("2025-04-01")?.Records, Is.EqualTo(1));
    }

    [Test]
    public void A_person_that_is_not_there_or_was_erased_is_a_clear_failure()
    {
        Assert.That(() => Forget("REC99999"), Throws.TypeOf<PersonUnknown>().With.Message.Not.Contains("REC99999"));
        GoOnErased();
        Assert.That(() => Forget(Second), Throws.TypeOf<PersonErased>().With.Message.Contains("DPD-2025-7"));
        Assert.That(new Forgetting(_box.Home, _box.Jobs, _box.Area, _box.Clock).Resume(), Is.Null);
    }

    private ErasureProof Forget(string number = First) => Forget(_box, number);

    private static ErasureProof Forget(Box box, string number = First) => new Forgetting(box.Home, box.Jobs, box.Area, box.Clock).Erase("prova", number, "DPD-2025-7", "test");

    private void Deliver(string date, Action<World>? more = null)
    {
        var world = World.Small()
            .Member("C2", First, "child").Beneficiary("S2", First).Activity("A7", "C2", "10/01/2025", $"2|{First}").Appointment("T7", "C2", "11/01/2025", Second);
        more?.Invoke(world);
        string[] people =
        [
            "1;D;03/05/1980;431482;;Aina;Solsona;Vila;;;600000001", "2;H;12/10/1955;431482;;Pere;Roig;Pi;;;", "3;D;30/06/2015;431482;;Jana;Roig;Solsona;;;", "4;H;01/02/1990;431482;;Omar;Haddad;;;;",
            $"{First};D;03/04/1961;431482;{Dni};Fridolina;Quintanella;Morvedre;;;600700800", $"{Second};D;03/04/1961;431482;{Dni};Fridolina;Quintanella;Morvedre;;;600700800",
        ];
        var texts = world.Extracts.ToDictionary(name => name, name => Box.CsvOf(name, world.Rows(name)));
        texts["person"] = string.Join("\r\n", [Columns, .. people, $"Total {people.Length}", ""]);
        _box.Deliver(date, texts);
    }

    private long People() => _box.Value<long>("SELECT count(DISTINCT person_key) FROM star.dim_person");

    private string Figures() => _box.Value<string>("SELECT string_agg(said, '; ' ORDER BY said) FROM (SELECT concat_ws(' ', metric, breakdown, member, period_kind, period_start, period_end, numerator, denominator) AS said FROM mart.kpi)") ?? "";

    private string Others() => _box.Value<string>("SELECT string_agg(said, '; ' ORDER BY said) FROM (SELECT concat_ws(' ', person_key, birth_year, sex_key, municipality_key, valid_from, valid_to) AS said FROM star.dim_person WHERE birth_year <> 1961 AND birth_year > 0)") ?? "";

    /// <summary>Opens every store and says where something of the person is found: what was said of them, or the pseudonyms of their records.</summary>
    private List<string> Found()
    {
        var found = new List<string>();
        string[] pseudonyms = [.. _records.SelectMany(r => new[] { r.ToString("D"), r.ToString("N") })];
        foreach (var version in _box.Store.Versions)
        {
            using var open = _box.Store.OpenRead(version);
            foreach (var (schema, table) in open.Session.Query("SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT internal AND database_name = current_database()", r => (r.GetString(0), r.GetString(1))))
            {
                var text = open.Session.Scalar<string>($"SELECT string_agg(CAST(whole_row AS VARCHAR), ' ') FROM \"{schema}\".\"{table}\" AS whole_row") ?? ""; // every column at once
                found.AddRange(Said.Concat(pseudonyms).Where(text.Contains).Select(what => $"v{version} {schema}.{table}: {what}"));
            }
            Bytes($"bytes of v{version}", File.ReadAllBytes(_box.Store.PathOf(version)), []);
        }
        using var log = _box.Store.OpenLog();
        using var keys = AreaKeys.Open(log);
        using (var vault = IdentityVault.Open(_box.Home, keys))
        {
            found.AddRange(_records.Where(r => vault.Holds(r)).Select(r => $"vault: {r}"));
        }
        var landing = new Landing(_box.Home, keys, _box.Clock);
        foreach (var path in landing.Paths())
        {
            using var clear = landing.Open(path);
            using var bytes = new MemoryStream();
            clear.CopyTo(bytes);
            Bytes(path, bytes.ToArray(), pseudonyms);
        }
        foreach (var finding in log.Findings(new FindingFilter()))
        {
            found.AddRange(pseudonyms.Where(p => finding.Finding.KeyHash == p).Select(p => $"finding {finding.Finding.Rule} of {p}"));
            found.AddRange(Said.Where(s => $"{finding.Finding.RecordNo} {finding.Finding.Masked}".Contains(s)).Select(s => $"finding {finding.Finding.Rule}: {s}"));
        }
        found.AddRange(log.Decisions(DecisionKind.LinkPersons).Where(d => pseudonyms.Any(d.Subject.Contains)).Select(d => $"decision {d.Subject}"));
        Bytes("log", File.ReadAllBytes(_box.Home.LogOf(Box.Code)), []);
        return found;

        void Bytes(string name, byte[] bytes, string[] more)
        {
            var text = Encoding.Latin1.GetString(bytes);
            found.AddRange(Said.Concat(more).Where(text.Contains).Select(what => $"{name}: {what}"));
            if (name.StartsWith("bytes of v", StringComparison.Ordinal))
            {
                // as the engine stores a UUID: 128 bits, the lower half first, the highest bit turned
                found.AddRange(_records.Where(r => bytes.AsSpan().IndexOf(Stored(r)) >= 0).Select(r => $"{name}: {r} as bits"));
            }
        }
    }

    private static byte[] Stored(Guid record)
    {
        var bytes = record.ToByteArray(bigEndian: true);
        bytes[0] ^= 0x80;
        Array.Reverse(bytes);
        return bytes;
    }
}
