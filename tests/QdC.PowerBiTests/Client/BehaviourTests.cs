using NUnit.Framework;
using QdC.Publish.PowerBi.Client;

namespace QdC.PowerBiTests.Client;

/// <summary>How the client behaves when a service does not just answer.</summary>
public sealed class BehaviourTests
{
    private const string NoWorkspaces = """{"value":[]}""";
    private static readonly Guid Id = new("6f3c1a52-0d3b-4a57-9a3e-2b7d5c0e9f11");

    [Test]
    public async Task A_call_that_comes_too_soon_waits_as_long_as_it_is_asked_to_and_is_sent_again_even_when_it_writes()
    {
        using var test = new TestClient((_, n) => n < 2 ? Wire.Json(429, "{}", ("Retry-After", "55")) : Wire.Json(202, ""));
        await test.Client.AssignToCapacity(Id, Id, default);
        Assert.That(test.Wire.Exchanges, Has.Count.EqualTo(3));
        Assert.That(test.Clock.Waits.Sum(w => w.TotalSeconds), Is.EqualTo(110).Within(1));
    }

    [Test]
    public async Task One_call_that_is_asked_to_wait_makes_all_wait()
    {
        using var test = new TestClient((_, n) => n == 0 ? Wire.Json(429, "{}", ("Retry-After", "100")) : Wire.Json(200, NoWorkspaces));
        var start = test.Clock.GetUtcNow();
        await test.Client.Workspaces(default);
        await test.Client.Connections(default);
        Assert.That(test.Clock.GetUtcNow() - start, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(100)));
        Assert.That(test.Log.Skip(1).All(c => c.At >= start.AddSeconds(100)));
    }

    [Test]
    public async Task A_wait_of_an_hour_is_told_and_not_sat_out_and_nothing_more_is_sent()
    {
        using var test = new TestClient((_, _) => Wire.Json(429, """{"message":"You have exceeded the amount of requests allowed. Retry in 3392 seconds."}""", ("Retry-After", "3392")));
        var start = test.Clock.GetUtcNow();
        var throttled = await Assert.ThrowsAsync<PowerBiThrottled>(() => test.Client.Workspaces(default));
        Assert.That(throttled!.Until, Is.EqualTo(start.AddSeconds(3392)));
        await Assert.ThrowsAsync<PowerBiThrottled>(() => test.Client.Connections(default));
        Assert.That(test.Wire.Exchanges, Has.Count.EqualTo(1));
        Assert.That(test.Clock.Waits, Is.Empty);
    }

    [Test]
    public async Task Never_more_than_four_calls_are_under_way_at_once()
    {
        var (now, most) = (0, 0);
        using var test = new TestClient((_, _) =>
        {
            var here = Interlocked.Increment(ref now);
            InterlockedMax(ref most, here);
            Thread.Sleep(5);
            Interlocked.Decrement(ref now);
            return Wire.Json(200, NoWorkspaces);
        });
        await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Task.Run(() => test.Client.Workspaces(default))));
        Assert.That(most, Is.InRange(1, 4));
        Assert.That(test.Wire.Exchanges, Has.Count.EqualTo(24));

        static void InterlockedMax(ref int most, int value)
        {
            for (var seen = most; value > seen; seen = most)
            {
                Interlocked.CompareExchange(ref most, value, seen);
            }
        }
    }

    [TestCase(503)]
    [TestCase(500)]
    [TestCase(408)]
    public async Task A_call_that_reads_is_tried_again(int status)
    {
        using var test = new TestClient((_, n) => n < 3 ? Wire.Json(status, "") : Wire.Json(200, NoWorkspaces));
        Assert.That(await test.Client.Workspaces(default), Is.Empty);
        Assert.That(test.Wire.Exchanges, Has.Count.EqualTo(4));
        Assert.That(test.Clock.Waits, Is.Ordered.And.Count.EqualTo(3));
    }

    [Test]
    public async Task A_call_that_writes_is_not_for_it_may_have_been_done()
    {
        using var test = new TestClient((_, _) => Wire.Json(503, ""));
        await Assert.ThrowsAsync<PowerBiUnavailable>(() => test.Client.StartRefresh(Id, Id, RefreshRequest.Standard, default));
        Assert.That(test.Wire.Exchanges, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_connection_that_breaks_is_a_failure_that_passes()
    {
        using var test = new TestClient((_, _) => throw new HttpRequestException("no route to host 10.1.2.3"));
        var failed = await Assert.ThrowsAsync<PowerBiUnavailable>(() => test.Client.Workspaces(default));
        Assert.That(failed!.Code, Is.EqualTo("NoConnection"));
        Assert.That(test.Wire.Exchanges, Has.Count.EqualTo(5));
    }

    [TestCase(401, "x-ms-public-api-error-code", """{}""")]
    [TestCase(403, "x-nothing", """{"error":{"code":"TokenExpired","pbi.error":{}}}""")]
    [TestCase(401, "x-nothing", """{"errorCode":"TokenExpired","message":"Access token has expired"}""")]
    public async Task An_expired_token_is_made_anew_and_the_call_sent_again(int status, string header, string body)
    {
        using var test = new TestClient((_, n) => n == 0 ? Wire.Json(status, body, (header, "TokenExpired")) : Wire.Json(202, ""));
        await test.Client.AssignToCapacity(Id, Id, default);
        Assert.That(test.Wire.Tokens, Is.EqualTo(new[] { "Fabric-1", "Fabric-2" }));
    }

    [Test]
    public async Task A_token_that_is_refused_when_it_is_new_is_refused_for_good()
    {
        using var test = new TestClient((_, _) => Wire.Json(401, """{"errorCode":"TokenExpired","message":"no"}"""));
        await Assert.ThrowsAsync<PowerBiRefused>(() => test.Client.AssignToCapacity(Id, Id, default));
        Assert.That(test.Wire.Exchanges, Has.Count.EqualTo(2));
    }

    private static IEnumerable<TestCaseData> Errors()
    {
        static TestCaseData Case(int status, string body, string code, string says) => new TestCaseData(status, body, code, says).SetArgDisplayNames(code);
        yield return Case(404, """{"error":{"code":"PowerBIEntityNotFound","pbi.error":{"code":"PowerBIEntityNotFound","parameters":{},"details":[],"exceptionCulprit":1}}}""", "PowerBIEntityNotFound", "next publish looks again");
        yield return Case(401, """{"error":{"code":"PowerBINotAuthorizedException","pbi.error":{"code":"PowerBINotAuthorizedException"}}}""", "PowerBINotAuthorizedException", "tenant's settings");
        yield return Case(401, """{"error":{"code":"RLSNotAuthorizedForModel"}}""", "RLSNotAuthorizedForModel", "Remove the roles");
        yield return Case(403, """{"errorCode":"FeatureNotAvailable","message":"The feature is not available","requestId":"x"}""", "FeatureNotAvailable", "capacity");
        yield return Case(409, """{"errorCode":"ItemDisplayNameAlreadyInUse","message":"Requested name is already in use"}""", "ItemDisplayNameAlreadyInUse", "rename it");
        yield return Case(400, """{"errorCode":"Workload_FailedToParseFile","message":"x","moreDetails":[{"errorCode":"Y","message":"Cannot resolve all the paths"}]}""", "Workload_FailedToParseFile", "Cannot resolve all the paths");
        yield return Case(400, """{"errorCode":"SomethingNewIn2027","message":"New words"}""", "SomethingNewIn2027", "New words");
        yield return Case(400, "<html>proxy of tarragona</html>", "Http400", "Http400");
    }

    [TestCaseSource(nameof(Errors))]
    public async Task An_error_says_its_code_and_what_to_do(int status, string body, string code, string says)
    {
        using var test = new TestClient((_, _) => Wire.Json(status, body, ("x-ms-request-id", "req-7")));
        var refused = await Assert.ThrowsAsync<PowerBiRefused>(() => test.Client.TakeOver(Id, Id, default));
        Assert.That((refused!.Status, refused.Code), Is.EqualTo((status, code)));
        Assert.That(refused.Message, Does.Contain(code).And.Contain(says).And.Contain("req-7").And.Not.Contain("proxy"));
        Assert.That(test.Log.Single(), Has.Property(nameof(ServiceCall.Code)).EqualTo(code).And.Property(nameof(ServiceCall.RequestId)).EqualTo("req-7"));
    }

    [TestCase("ItemDisplayNameNotAvailableYet", 409)]
    [TestCase("RequiredOptionsMissing", 400)]
    public async Task A_code_that_passes_by_itself_is_a_failure_that_passes(string code, int status)
    {
        using var test = new TestClient((_, _) => Wire.Json(status, $$"""{"errorCode":"{{code}}","message":"x"}"""));
        var failed = await Assert.ThrowsAsync<PowerBiUnavailable>(() => test.Client.CreateItem(Id, ItemKind.Report, "QdC", "", DefinitionParts.Of([]), default));
        Assert.That(failed!.Code, Is.EqualTo(code));
    }

    [TestCase("""{"error":{"code":"QueryUserError","message":"x"}}""")]
    [TestCase("""{"results":[{"error":{"code":"QueryUserError","message":"x"}}]}""")]
    [TestCase("""{"results":[{"tables":[{"rows":[],"error":{"code":"QueryUserError","message":"More than 100000 rows"}}]}]}""")]
    public async Task An_error_inside_an_answer_of_200_is_an_error(string body)
    {
        using var test = new TestClient((_, _) => Wire.Json(200, body));
        Assert.That((await Assert.ThrowsAsync<PowerBiRefused>(() => test.Client.Query(Id, Id, "EVALUATE T", default)))!.Code, Is.EqualTo("QueryUserError"));
    }

    [Test]
    public async Task A_service_that_is_down_and_asks_to_wait_an_hour_is_not_waited_for_either()
    {
        using var test = new TestClient((_, _) => Wire.Json(503, "", ("Retry-After", "2147483647")));
        await Assert.ThrowsAsync<PowerBiThrottled>(() => test.Client.Workspaces(default));
        Assert.That(test.Wire.Exchanges, Has.Count.EqualTo(1));
        Assert.That(test.Clock.Waits, Is.Empty);
    }

    [TestCase("0", 1)]
    [TestCase("30", 30)]
    [TestCase("86400", 300)]
    public async Task An_operation_is_looked_at_neither_at_once_again_nor_in_a_day(string asked, int seconds)
    {
        using var test = new TestClient((_, _) => Wire.Json(200, """{"status":"Running"}""", ("Retry-After", asked)));
        Assert.That((await test.Client.Operation(Id, default)).After, Is.EqualTo(TimeSpan.FromSeconds(seconds)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_list_that_never_ends_is_given_up(bool same)
    {
        using var test = new TestClient((_, n) => Wire.Json(200, $$"""{"value":[],"continuationToken":"{{(same ? 0 : n)}}"}"""));
        Assert.That((await Assert.ThrowsAsync<PowerBiRefused>(() => test.Client.Workspaces(default)))!.Code, Is.EqualTo("AnswerNotUnderstood"));
        Assert.That(test.Wire.Exchanges, Has.Count.LessThanOrEqualTo(1000));
    }

    [Test]
    public async Task A_reader_is_shut_out_even_if_it_takes_several_tries_and_one_who_is_out_already_is_no_failure()
    {
        using var test = new TestClient((_, n) => n < 2 ? Wire.Json(503, "") : Wire.Json(404, """{"errorCode":"EntityNotFound"}"""));
        await test.Client.RemoveRole(Id, Id, default);
        Assert.That(test.Wire.Exchanges.Select(e => e.Method), Is.EqualTo(new[] { "DELETE", "DELETE", "DELETE" }));
    }

    [TestCase("""{"errorCode":"InvalidCredentialDetails","message":"The value 'pw-canary' is not allowed"}""")]
    [TestCase("""{"errorCode":"InvalidCredentialDetails","message":"x","moreDetails":[{"errorCode":"Y","message":"sent: password=pw-canary"}]}""")]
    [TestCase("""{"errorCode":"InvalidCredentialDetails","message":"Authorization: Bearer Fabric-1"}""")]
    [TestCase("""{"errorCode":"pw-canary"}""")]
    public async Task Words_that_repeat_a_secret_of_the_call_are_told_nowhere(string body)
    {
        using var test = new TestClient((_, _) => Wire.Json(400, body));
        var refused = await Assert.ThrowsAsync<PowerBiRefused>(() => test.Client.CreateConnection(new("c", "s", "d", new DatabaseLogin("u", null, "pw-canary")), default));
        Assert.That(refused!.Message, Does.Contain("repeat a secret").And.Not.Contain("canary").And.Not.Contain("Fabric-1"));
        Assert.That(test.Log.Single().Code, Is.EqualTo("InvalidCredentialDetails").Or.EqualTo("Http400"));
    }

    private const string Broken = """{"status":"Succ""";

    [TestCase(Broken)]
    [TestCase("")]
    [TestCase("[]")]
    [TestCase("\"Succeeded\"")]
    public async Task A_broken_answer_about_an_operation_or_of_a_model_is_a_refusal_and_no_crash(string body)
    {
        using var test = new TestClient((_, _) => Wire.Json(200, body));
        Assert.That((await Assert.ThrowsAsync<PowerBiRefused>(() => test.Client.Operation(Id, default)))!.Code, Is.EqualTo("AnswerNotUnderstood"));
        Assert.That((await Assert.ThrowsAsync<PowerBiRefused>(() => test.Client.Query(Id, Id, "EVALUATE T", default)))!.Code, Is.EqualTo("AnswerNotUnderstood"));
    }

    [TestCase("""{"results":{}}""")]
    [TestCase("""{"results":["x"]}""")]
    [TestCase("""{"results":[{"tables":7}]}""")]
    [TestCase("""{"results":[{"tables":[{"rows":"x"}]}]}""")]
    [TestCase("""{"results":[{"tables":[{"rows":[1]}]}]}""")]
    public async Task An_answer_of_a_model_in_another_form_is_a_refusal_and_no_crash(string body)
    {
        using var test = new TestClient((_, _) => Wire.Json(200, body));
        Assert.That((await Assert.ThrowsAsync<PowerBiRefused>(() => test.Client.Query(Id, Id, "EVALUATE T", default)))!.Code, Is.EqualTo("AnswerNotUnderstood"));
    }

    [Test]
    public async Task What_was_made_and_is_told_in_a_broken_answer_is_looked_for()
    {
        using var test = new TestClient((_, _) => Wire.Json(201, Broken));
        var accepted = await test.Client.CreateItem(Id, ItemKind.Report, "QdC", "", DefinitionParts.Of([]), default);
        Assert.That((accepted.Operation, accepted.Item), Is.EqualTo(((Guid?)null, (Item?)null)));
    }

    [TestCase("<html>")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("""{"value":null}""")]
    [TestCase("""{"value":[{"id":"no id"}]}""")]
    public async Task An_answer_that_is_not_as_described_is_a_refusal_and_no_crash(string body)
    {
        using var test = new TestClient((_, _) => Wire.Json(200, body));
        Assert.That((await Assert.ThrowsAsync<PowerBiRefused>(() => test.Client.Workspaces(default)))!.Code, Is.EqualTo("AnswerNotUnderstood"));
    }

    [Test]
    public async Task Words_that_nobody_knew_are_carried_on()
    {
        using var test = new TestClient((request, _) => request.RequestUri!.AbsolutePath.Split('/')[^1] switch
        {
            "refreshes" => Wire.Json(200, """{"value":[{"requestId":"a","refreshType":"ViaTelepathy","startTime":"2025-04-01T03:00:00Z","status":"Pondering","somethingNew":1}]}"""),
            "items" => Wire.Json(200, $$"""{"value":[{"id":"{{Id}}","type":"Crystal","displayName":"a"}]}"""),
            "roleAssignments" => Wire.Json(200, $$"""{"value":[{"id":"{{Id}}","principal":{"id":"{{Id}}","type":"Robot"},"role":"Onlooker"}]}"""),
            _ => Wire.Json(200, """{"status":"Ripening","createdTimeUtc":"2025-04-01T03:00:00Z","lastUpdatedTimeUtc":"2025-04-01T03:00:00Z"}"""),
        });
        var refresh = (await test.Client.Refreshes(Id, Id, 1, default)).Single();
        Assert.That((refresh.RefreshType, refresh.Status, refresh.IsRunning), Is.EqualTo(("ViaTelepathy", "Pondering", true)));
        Assert.That((await test.Client.Items(Id, default)).Single().Type, Is.EqualTo("Crystal"));
        Assert.That((await test.Client.Roles(Id, default)).Single(), Is.EqualTo(new RoleAssignment(Id, new Principal(Id, "Robot"), "Onlooker")));
        Assert.That((await test.Client.Operation(Id, default)).Status, Is.EqualTo("Ripening"));
    }

    [Test]
    public async Task A_list_is_read_to_its_last_page()
    {
        using var test = new TestClient((request, _) => Wire.Json(200, request.RequestUri!.Query.Contains("continuationToken=LDEs%3D", StringComparison.Ordinal)
            ? $$"""{"value":[{"id":"{{Guid.Empty}}","displayName":"second"}]}"""
            : $$"""{"value":[{"id":"{{Id}}","displayName":"first"}],"continuationToken":"LDEs%3D"}"""));
        Assert.That((await test.Client.Workspaces(default)).Select(w => w.DisplayName), Is.EqualTo(new[] { "first", "second" }));
    }

    [Test]
    public async Task No_secret_and_no_body_is_logged()
    {
        using var test = new TestClient((_, _) => Wire.Json(201, $$"""{"id":"{{Id}}","displayName":"a","connectivityType":"ShareableCloud","connectionDetails":{"type":"SQL","path":"a;b"} }"""));
        var login = new DatabaseLogin("bi_tarragona", null, "hunter2-canary");
        await test.Client.CreateConnection(new("QdC tarragona", "db.example", "qdc", login), default);
        Assert.That(test.Wire.Exchanges.Single().Request, Does.Contain("hunter2-canary"), "it is sent");
        Assert.That(string.Join('\n', test.Log), Does.Not.Contain("canary").And.Not.Contain("Fabric-1").And.Contain("connections"));
        Assert.That(login.ToString(), Does.Not.Contain("canary"));
    }

    [TestCase("http://api.powerbi.com/v1.0/myorg/", false)]
    [TestCase("http://10.0.0.7:8080/", false)]
    [TestCase("https://api.powerbi.us/v1.0/myorg", true)]
    [TestCase("http://127.0.0.1:5000/v1.0/myorg", true)]
    public void A_token_is_sent_encrypted_or_stays_on_this_machine(string address, bool allowed)
    {
        var addresses = ServiceAddresses.Public with { PowerBi = new(address) };
        if (allowed)
        {
            Assert.That(addresses.Checked().PowerBi.ToString(), Does.EndWith("/"));
        }
        else
        {
            Assert.That(() => addresses.Checked(), Throws.TypeOf<PowerBiConfigurationWrong>());
        }
    }

    [Test]
    public void A_definition_is_its_files_whatever_their_order()
    {
        var (a, b) = (KeyValuePair.Create("definition/model.tmdl", "model Model"), KeyValuePair.Create("definition.pbism", "{}"));
        Assert.That(DefinitionParts.Of([a, b]).Hash, Is.EqualTo(DefinitionParts.Of([b, a]).Hash).And.Not.EqualTo(DefinitionParts.Of([a]).Hash));
        Assert.That(DefinitionParts.Of([a, b]).With(a.Key, "model Other").Hash, Is.Not.EqualTo(DefinitionParts.Of([a, b]).Hash));
        Assert.That(DefinitionParts.Of([a]).With(b.Key, b.Value).Hash, Is.EqualTo(DefinitionParts.Of([a, b]).Hash));
    }

    [TestCase("/definition/model.tmdl")]
    [TestCase("definition\\model.tmdl")]
    [TestCase("../model.tmdl")]
    [TestCase("definition//model.tmdl")]
    public void A_path_that_the_service_would_not_find_is_refused(string path) =>
        Assert.That(() => DefinitionParts.Of([KeyValuePair.Create(path, "")]), Throws.ArgumentException);
}
