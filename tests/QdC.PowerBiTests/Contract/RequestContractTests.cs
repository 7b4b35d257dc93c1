using System.Reflection;
using NUnit.Framework;
using QdC.PowerBiTests.Client;
using QdC.Publish.PowerBi.Client;

namespace QdC.PowerBiTests.Contract;

/// <summary>Every call that the client can make stands in Microsoft's descriptions: path, verb, query and body.</summary>
public sealed class RequestContractTests
{
    private static readonly Guid Id = new("6f3c1a52-0d3b-4a57-9a3e-2b7d5c0e9f11");
    private static readonly DefinitionParts Definition = DefinitionParts.Of([KeyValuePair.Create("definition.pbism", "{}"), KeyValuePair.Create("definition/model.tmdl", "model Model")]);

    /// <summary>Calls by the port's method, each in every form it has.</summary>
    private static IEnumerable<(string Method, Func<IPowerBi, Task> Call)> Calls()
    {
        var cancel = CancellationToken.None;
        yield return (nameof(IPowerBi.Workspaces), c => c.Workspaces(cancel));
        yield return (nameof(IPowerBi.CreateWorkspace), c => c.CreateWorkspace("QdC Tarragona", "Serveis socials bàsics", null, cancel));
        yield return (nameof(IPowerBi.CreateWorkspace), c => c.CreateWorkspace("QdC Tarragona", "Serveis socials bàsics", Id, cancel));
        yield return (nameof(IPowerBi.AssignToCapacity), c => c.AssignToCapacity(Id, Id, cancel));
        yield return (nameof(IPowerBi.Roles), c => c.Roles(Id, cancel));
        yield return (nameof(IPowerBi.AddRole), c => c.AddRole(Id, new Principal(Id, Principal.Group), RoleAssignment.Viewer, cancel));
        yield return (nameof(IPowerBi.RemoveRole), c => c.RemoveRole(Id, Id, cancel));
        yield return (nameof(IPowerBi.IsOnDedicatedCapacity), c => c.IsOnDedicatedCapacity(Id, cancel));
        yield return (nameof(IPowerBi.Items), c => c.Items(Id, cancel));
        foreach (var kind in Enum.GetValues<ItemKind>())
        {
            yield return (nameof(IPowerBi.CreateItem), c => c.CreateItem(Id, kind, "QdC", "Figures of basic social services", Definition, cancel));
            yield return (nameof(IPowerBi.UpdateItem), c => c.UpdateItem(Id, kind, Id, Definition, cancel));
        }
        yield return (nameof(IPowerBi.Operation), c => c.Operation(Id, cancel));
        yield return (nameof(IPowerBi.OperationResult), c => c.OperationResult(Id, cancel));
        yield return (nameof(IPowerBi.Connections), c => c.Connections(cancel));
        yield return (nameof(IPowerBi.CreateConnection), c => c.CreateConnection(new("QdC tarragona", "db.example", "qdc", new("bi_tarragona", null, "x")), cancel));
        yield return (nameof(IPowerBi.CreateConnection), c => c.CreateConnection(new("QdC tarragona", "db.example", "qdc", new(Id.ToString(), Id, "x")), cancel));
        yield return (nameof(IPowerBi.ConnectionsOf), c => c.ConnectionsOf(Id, Id, cancel));
        foreach (var way in new[] { Connection.Cloud, "OnPremisesGateway", "VirtualNetworkGateway" })
        {
            yield return (nameof(IPowerBi.Bind), c => c.Bind(Id, Id, new(Id, "QdC tarragona", way, new(ConnectionPlace.Sql, "db.example;qdc")), cancel));
        }
        yield return (nameof(IPowerBi.Dataset), c => c.Dataset(Id, Id, cancel));
        yield return (nameof(IPowerBi.TakeOver), c => c.TakeOver(Id, Id, cancel));
        yield return (nameof(IPowerBi.Refreshes), c => c.Refreshes(Id, Id, 60, cancel));
        foreach (var request in new[] { RefreshRequest.Standard, RefreshRequest.Full, RefreshRequest.Clear })
        {
            yield return (nameof(IPowerBi.StartRefresh), c => c.StartRefresh(Id, Id, request, cancel));
        }
        yield return (nameof(IPowerBi.RefreshDetail), c => c.RefreshDetail(Id, Id, Id.ToString(), cancel));
        yield return (nameof(IPowerBi.Query), c => c.Query(Id, Id, "EVALUATE ROW(\"rows\", 1)", cancel));
    }

    [Test]
    public void Every_method_of_the_port_is_among_the_calls() =>
        Assert.That(Calls().Select(c => c.Method).Distinct(), Is.EquivalentTo(typeof(IPowerBi).GetMethods(BindingFlags.Public | BindingFlags.Instance).Select(m => m.Name)));

    [Test]
    public async Task Every_call_is_as_the_services_describe_it()
    {
        using var test = new TestClient((request, _) => Answered(request));
        foreach (var (_, call) in Calls())
        {
            await call(test.Client);
        }
        using (Assert.EnterMultipleScope())
        {
            foreach (var exchange in test.Wire.Exchanges)
            {
                Assert.That(Swagger.Of(exchange.Url).RequestFaults(exchange), Is.Empty);
                Assert.That(Swagger.Of(exchange.Url).ResponseFaults(exchange), Is.Empty, "what this test answers");
            }
        }
    }

    [Test]
    public async Task Each_service_gets_its_own_tokens()
    {
        using var test = new TestClient((request, _) => Answered(request));
        foreach (var (_, call) in Calls())
        {
            await call(test.Client);
        }
        foreach (var (exchange, token) in test.Wire.Exchanges.Zip(test.Wire.Tokens))
        {
            Assert.That(token, Is.EqualTo(exchange.Url.Host == "api.powerbi.com" ? "PowerBi-1" : "Fabric-1"));
        }
    }

    [TestCase("GET", "https://api.fabric.microsoft.com/v1/workspacez", "", "not in the description")]
    [TestCase("PUT", "https://api.fabric.microsoft.com/v1/workspaces", "", "not in the description")]
    [TestCase("GET", "https://api.fabric.microsoft.com/v1/workspaces?filter=x", "", "query filter")]
    [TestCase("POST", "https://api.fabric.microsoft.com/v1/workspaces", """{"name":"x"}""", "body.displayName is required")]
    [TestCase("POST", "https://api.fabric.microsoft.com/v1/workspaces", """{"displayName":"x","capacityId":"F8"}""", "no UUID")]
    [TestCase("POST", "https://api.powerbi.com/v1.0/myorg/groups/1/datasets/2/refreshes", """{"type":"Everything"}""", "not one of")]
    [TestCase("POST", "https://api.powerbi.com/v1.0/myorg/groups/1/datasets/2/refreshes", """{"notifyOption":"NoNotification","policy":true}""", "body.policy")]
    [TestCase("POST", "https://api.fabric.microsoft.com/v1/connections", """{"connectivityType":"ShareableCloud","displayName":"a","connectionDetails":{"type":"SQL","creationMethod":"SQL","parameters":[]},"credentialDetails":{"credentials":{"credentialType":"Basic","user":"a"}}}""", "credentials.username is required")]
    public void The_comparison_finds_what_is_not_described(string method, string url, string body, string fault) =>
        Assert.That(Swagger.Of(new(url)).RequestFaults(new(method, new(url), body, 200, "")), Has.Some.Contain(fault));

    private static HttpResponseMessage Answered(HttpRequestMessage request)
    {
        var (path, get) = (request.RequestUri!.AbsolutePath, request.Method == HttpMethod.Get);
        var last = path.Split('/')[^1];
        return last switch
        {
            "workspaces" or "roleAssignments" or "items" or "connections" when get => Wire.Json(200, """{"value":[]}"""),
            "refreshes" when get => Wire.Json(200, """{"value":[]}"""),
            "workspaces" => Wire.Json(201, $$"""{"id":"{{Id}}","displayName":"a","description":"","type":"Workspace"}"""),
            "assignToCapacity" => Wire.Json(202, ""),
            "roleAssignments" => Wire.Json(201, $$"""{"id":"{{Id}}","principal":{"id":"{{Id}}","type":"Group"},"role":"Viewer"}"""),
            "semanticModels" or "reports" or "updateDefinition" => Wire.Json(202, "", ("x-ms-operation-id", Id.ToString()), ("Retry-After", "30")),
            "result" => Wire.Json(200, $$"""{"id":"{{Id}}","type":"SemanticModel","displayName":"a"}"""),
            "connections" => Wire.Json(201, $$"""{"id":"{{Id}}","displayName":"a","connectivityType":"ShareableCloud","connectionDetails":{"type":"SQL","path":"a;b"},"credentialDetails":{"credentialType":"Basic"} }"""),
            "refreshes" => Wire.Json(202, "", ("x-ms-request-id", Id.ToString())),
            "executeQueries" => Wire.Json(200, """{"results":[{"tables":[{"rows":[]}]}]}"""),
            _ when path.Contains("/operations/", StringComparison.Ordinal) => Wire.Json(200, """{"status":"Running","createdTimeUtc":"2025-04-01T03:00:00Z","lastUpdatedTimeUtc":"2025-04-01T03:00:00Z","percentComplete":25}"""),
            _ when path.Contains("/refreshes/", StringComparison.Ordinal) => Wire.Json(202, """{"status":"Unknown","extendedStatus":"InProgress"}"""),
            _ when path.Contains("/datasets/", StringComparison.Ordinal) && get => Wire.Json(200, $$"""{"id":"{{Id}}","configuredBy":"a","IsRefreshable":true,"IsEffectiveIdentityRequired":false}"""),
            _ when path.Contains("/groups/", StringComparison.Ordinal) && get => Wire.Json(200, $$"""{"id":"{{Id}}","name":"a","isReadOnly":false,"isOnDedicatedCapacity":true}"""),
            _ => Wire.Json(200, ""),
        };
    }
}
