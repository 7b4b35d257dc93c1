using NUnit.Framework;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Star;
using QdC.Tests.Stage;
using QdC.Warehouse;

namespace QdC.Tests.Star;

/// <summary>Which services of two systems are one: iSAD is of record for home care, Hèstia for all others.</summary>
public sealed class ServiceDuplicateTests
{
    private const string HomeCare = "1.1.2.1";
    private const string Telecare = "1.1.2.2";
    private const int Anna = 1;
    private const int Berta = 2;

    private DuckDbSession _db = null!;

    [SetUp]
    public void SetUp()
    {
        _db = TestExtracts.Database();
        _db.Execute(
            """
            CREATE SCHEMA link;
            CREATE TEMP TABLE record_system AS SELECT * FROM (VALUES ('service', 'hestia-lists'), ('home_care', 'isad')) AS v(subject, system);
            CREATE TEMP TABLE cur_service (source_key UUID, system VARCHAR, type VARCHAR, status VARCHAR, external_ref VARCHAR, decided_on DATE, "from" DATE, "to" DATE);
            CREATE TEMP TABLE cur_beneficiary (system VARCHAR, service UUID, person UUID);
            CREATE TEMP TABLE cur_person (source_key UUID, doc_id UUID);
            CREATE TEMP TABLE cur_payment (system VARCHAR, service UUID, amount INTEGER);
            CREATE TEMP TABLE cur_home_care_plan (system VARCHAR, service UUID);
            CREATE TEMP TABLE cur_home_care_delivery (system VARCHAR, service UUID);
            """
        );
    }

    [TearDown]
    public void TearDown() => _db.Dispose();

    [Test]
    public void One_person_with_the_same_care_on_the_same_days_has_one_service()
    {
        Hestia(10, Anna, "2022-01-01", null);
        Isad(90, Anna, "2022-03-01", "2022-12-31");

        Assert.That(Duplicates(), Is.EqualTo(new[] { "10 is 90" }));
    }

    [TestCase("2021-01-01", "2021-12-31", Description = "days apart")]
    [TestCase(null, null, Description = "no first day")]
    public void Other_days_are_another_service(string? from, string? to)
    {
        Hestia(10, Anna, "2022-01-01", null);
        Isad(90, Anna, from, to);

        Assert.That(Duplicates(), Is.Empty);
    }

    [Test]
    public void Care_without_a_first_day_begins_with_its_granting_and_a_denied_one_never()
    {
        Hestia(10, Anna, null, null, decided: "2022-01-01");
        Hestia(11, Anna, null, null, decided: "2022-01-01", status: "denied");
        Isad(90, Anna, "2022-03-01", null);

        Assert.That(Duplicates(), Is.EqualTo(new[] { "10 is 90" }));
    }

    [TestCase(Berta, Description = "another document")]
    [TestCase(null, Description = "no sound document")]
    public void Another_person_or_nobody_known_is_another_service(int? document)
    {
        Hestia(10, document, "2022-01-01", null);
        Isad(90, document is null ? null : Anna, "2022-01-01", null);

        Assert.That(Duplicates(), Is.Empty);
    }

    [Test]
    public void Another_kind_of_service_is_another_service()
    {
        Hestia(10, Anna, "2022-01-01", null, type: Telecare);
        Isad(90, Anna, "2022-01-01", null);

        Assert.That(Duplicates(), Is.Empty);
    }

    [Test]
    public void The_same_external_number_is_the_same_service_whoever_and_whenever()
    {
        Hestia(10, null, "2020-01-01", "2020-12-31", number: "D10");
        Hestia(11, Anna, "2020-01-01", "2020-12-31", number: "D11");
        Hestia(12, Anna, "2020-01-01", "2020-12-31", number: null);
        Isad(90, Berta, "2022-01-01", null, number: "D10");
        Isad(91, Berta, "2022-01-01", null, number: "X");
        Isad(92, Berta, "2022-01-01", null, number: null);

        Assert.That(Duplicates(), Is.EqualTo(new[] { "10 is 90" }));
    }

    [Test]
    public void Of_several_it_is_the_one_of_the_same_number_and_else_the_one_that_began_nearest()
    {
        Hestia(10, Anna, "2022-01-01", null);
        Hestia(11, Anna, "2022-01-01", null, number: "D11");
        Isad(90, Anna, "2021-01-01", null);
        Isad(91, Anna, "2022-02-01", null);
        Isad(92, Anna, "2023-01-01", null, number: "D11");

        Assert.That(Duplicates(), Is.EqualTo(new[] { "10 is 91", "11 is 92" }));
    }

    [Test]
    public void One_system_may_tell_of_two_services_of_a_person()
    {
        Isad(90, Anna, "2022-01-01", null, number: "D10");
        Isad(91, Anna, "2022-01-01", null, number: "D10");

        Assert.That(Duplicates(), Is.Empty);
    }

    [Test]
    public void For_all_other_services_the_second_system_is_the_one_that_repeats()
    {
        Hestia(10, Anna, "2022-01-01", null, type: Telecare);
        Isad(90, Anna, "2022-01-01", null, type: Telecare);

        Assert.That(Duplicates(), Is.EqualTo(new[] { "90 is 10" }));
    }

    [Test]
    public void Without_a_system_of_record_nothing_is_left_out()
    {
        _db.Execute("DELETE FROM record_system");
        Hestia(10, Anna, "2022-01-01", null, number: "D10");
        Isad(90, Anna, "2022-01-01", null, number: "D10");

        Assert.That(Duplicates(), Is.Empty);
    }

    [Test]
    public void What_its_own_system_says_of_a_duplicate_goes_and_what_others_say_is_said_of_the_original()
    {
        Hestia(10, Anna, "2022-01-01", null);
        Hestia(11, Anna, "2022-01-01", null, type: Telecare);
        Isad(90, Anna, "2022-01-01", null);
        _db.Execute($"INSERT INTO cur_payment VALUES ('council-accounts', {Uuid(10)}, 40), ('council-accounts', {Uuid(11)}, 2), ('council-accounts', {Uuid(90)}, 1)");
        _db.Execute($"INSERT INTO cur_home_care_plan VALUES ('hestia-lists', {Uuid(10)}), ('isad', {Uuid(90)})");
        _db.Execute($"INSERT INTO cur_home_care_delivery VALUES ('home-care-provider', {Uuid(10)}), ('isad', {Uuid(90)})");
        Duplicates();
        var jobs = JobLoader.Load(Path.Combine(Repository.Root, "etl-jobs")).Jobs!;
        foreach (var statement in Pipeline.Star.Duplicates.Statements(jobs, jobs.Areas["reus"]))
        {
            _db.Execute(statement);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Rows("SELECT source_key FROM cur_service"), Is.EqualTo(new[] { "11", "90" }));
            Assert.That(Rows("SELECT service FROM cur_beneficiary"), Is.EqualTo(new[] { "11", "90" }));
            Assert.That(Rows("SELECT service FROM cur_home_care_plan"), Is.EqualTo(new[] { "90" }));
            Assert.That(Rows("SELECT service FROM cur_home_care_delivery"), Is.EqualTo(new[] { "90", "90" }));
            Assert.That(_db.Scalar<long>($"SELECT CAST(sum(amount) AS BIGINT) FROM cur_payment WHERE service = {Uuid(90)}"), Is.EqualTo(41));
        }
    }

    [Test]
    public void An_area_in_which_one_system_alone_tells_of_services_is_left_as_it_is()
    {
        var jobs = JobLoader.Load(Path.Combine(Repository.Root, "etl-jobs")).Jobs!;

        Assert.That(Pipeline.Star.Duplicates.Statements(jobs, jobs.Areas["tarragona"]), Is.Empty);
    }

    private void Hestia(int service, int? document, string? from, string? to, string type = HomeCare, string? number = null, string? decided = null, string status = "granted") =>
        Service("hestia-lists", service, document, from, to, type, number, decided, status);

    private void Isad(int service, int? document, string? from, string? to, string type = HomeCare, string? number = null) =>
        Service("isad", service, document, from, to, type, number, null, "granted");

    /// <summary>A service for one person, whose record has the service's number.</summary>
    private void Service(string system, int service, int? document, string? from, string? to, string type, string? number, string? decided, string status)
    {
        _db.Execute($"INSERT INTO cur_service VALUES ({Uuid(service)}, '{system}', '{type}', '{status}', {Text(number)}, {Text(decided)}, {Text(from)}, {Text(to)})");
        _db.Execute($"INSERT INTO cur_beneficiary VALUES ('{system}', {Uuid(service)}, {Uuid(service)})");
        _db.Execute($"INSERT INTO cur_person VALUES ({Uuid(service)}, {(document is { } known ? Uuid(known) : "NULL")})");
    }

    private string[] Duplicates()
    {
        _db.RunScript(SqlModels.In("1-observations").Single(model => model.Name == "service_duplicate").Text, "service_duplicate");
        return [.. _db.Query("SELECT duplicate, original FROM link.service_duplicate ORDER BY duplicate", row => $"{Number(row.GetGuid(0))} is {Number(row.GetGuid(1))}")];
    }

    private IReadOnlyList<string> Rows(string sql) => [.. _db.Query($"{sql} ORDER BY 1", row => Number(row.GetGuid(0)))];

    private static string Text(string? text) => text is null ? "NULL" : $"'{text}'";

    private static string Uuid(int number) => $"'00000000-0000-0000-0000-{number:D12}'::UUID";

    private static string Number(Guid id) => id.ToString()[^12..].TrimStart('0');
}
