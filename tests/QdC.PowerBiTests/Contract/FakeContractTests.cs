using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;
using QdC.PowerBiTests.Services;

namespace QdC.PowerBiTests.Contract;

/// <summary>The fake services are what Microsoft describes: their routes, and what they answer to Microsoft's own examples.</summary>
public sealed class FakeContractTests
{
    private const string Examples = "fabric-examples";

    [SetUp]
    public Task Clear() => FakeServices.Reset();

    [Test]
    public async Task Every_route_of_theirs_is_described()
    {
        var theirs = (await FakeServices.Routes()).Where(r => !r.Contains("/_fake/", StringComparison.Ordinal) && !r.EndsWith("/token", StringComparison.Ordinal)).ToList();
        Assert.That(theirs, Has.Count.GreaterThan(20));
        using (Assert.EnterMultipleScope())
        {
            foreach (var route in theirs)
            {
                var (verb, path) = (route.Split(' ')[0], System.Text.RegularExpressions.Regex.Replace(route.Split(' ')[1], @"\{[^}]+}", Guid.Empty.ToString()));
                var url = new Uri(new Uri("https://any.example"), path);
                Assert.That(Swagger.Of(url).Knows(verb, url), Is.True, route);
            }
        }
    }

    /// <summary>Microsoft's examples, with the call each is of.</summary>
    private static readonly (string File, string Method, string Path, string? Body)[] Replayed =
    [
        ("platform/examples/platform/CreateWorkspaceRequiredOnly.json", "POST", "/v1/workspaces", "createWorkspaceRequest"),
        ("platform/examples/platform/ListWorkspacesWithWorkspaceRoleFilter.json", "GET", "/v1/workspaces", null),
        ("platform/examples/platform/AssignWorkspaceToCapacity.json", "POST", "/v1/workspaces/{workspaceId}/assignToCapacity", "assignWorkspaceToCapacityRequest"),
        ("platform/examples/platform/AddWorkspaceRoleAssignment.json", "POST", "/v1/workspaces/{workspaceId}/roleAssignments", "workspaceRoleAssignmentRequest"),
        ("platform/examples/platform/GetWorkspaceRoleAssignmentsWithContinuation.json", "GET", "/v1/workspaces/{workspaceId}/roleAssignments", null),
        ("platform/examples/platform/ListItemsInWorkspace.json", "GET", "/v1/workspaces/{workspaceId}/items", null),
        ("platform/examples/connections/CreateCloudConnection.json", "POST", "/v1/connections", "createConnectionRequest"),
        ("platform/examples/connections/ListConnections.json", "GET", "/v1/connections", null),
        ("semanticModel/examples/CreateSemanticModel.json", "POST", "/v1/workspaces/{workspaceId}/semanticModels", "createSemanticModelRequest"),
        ("semanticModel/examples/UpdateSemanticModelDefinition.json", "POST", "/v1/workspaces/{workspaceId}/semanticModels/{semanticModelId}/updateDefinition?updateMetadata=true", "updateSemanticModelDefinitionRequest"),
        ("semanticModel/examples/BindSemanticModelConnection.json", "POST", "/v1/workspaces/{workspaceId}/semanticModels/{semanticModelId}/bindConnection", "bindSemanticModelConnectionRequest"),
        ("report/examples/CreateReport.json", "POST", "/v1/workspaces/{workspaceId}/reports", "createReportRequest"),
        ("report/examples/UpdateReportDefinition.json", "POST", "/v1/workspaces/{workspaceId}/reports/{reportId}/updateDefinition?updateMetadata=true", "updateReportDefinitionRequest"),
        ("platform/examples/platform/GetLongRunningOperationStateCompleted.json", "GET", "/v1/operations/{operationId}", null),
        ("platform/examples/platform/GetLongRunningOperationResult.json", "GET", "/v1/operations/{operationId}/result", null),
    ];

    [Test]
    public async Task They_answer_Microsofts_examples_as_Microsoft_does()
    {
        var folder = Contracts.Require(Examples);
        var world = await World();
        using (Assert.EnterMultipleScope())
        {
            foreach (var (file, method, path, bodyName) in Replayed)
            {
                var example = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, file)))!;
                var body = bodyName is null ? "" : Here(example["parameters"]![bodyName]!, world).ToJsonString();
                var url = new Uri(new Uri("https://api.fabric.microsoft.com"), world.Aggregate(path, (p, name) => p.Replace($"{{{name.Key}}}", name.Value, StringComparison.Ordinal)));
                var (status, answer) = await FakeServices.Call(method, url.PathAndQuery, body);
                var exchange = new Exchange(method, url, body, status, answer);
                Assert.That(((JsonObject)example["responses"]!).Select(r => r.Key), Does.Contain($"{status}"), $"{file}: {answer}");
                Assert.That(Swagger.Fabric.RequestFaults(exchange), Is.Empty, file);
                Assert.That(Swagger.Fabric.ResponseFaults(exchange), Is.Empty, file);
            }
        }
    }

    /// <summary>Ids by the name that paths have for them: a workspace with a model, a report, an ended operation.</summary>
    private static async Task<Dictionary<string, string>> World()
    {
        async Task<string> Made(string path, string body)
        {
            var (status, answer) = await FakeServices.Call("POST", path, body);
            Assert.That(status, Is.InRange(200, 299), answer);
            return answer.Length == 0 ? "" : JsonNode.Parse(answer)!["id"]!.GetValue<string>();
        }

        await FakeServices.Behave(new() { OperationSeconds = 0 });
        var workspace = await Made("/v1/workspaces", """{"displayName":"Replay"}""");
        string Definition(params (string Path, string Text)[] parts) =>
            new JsonObject { ["displayName"] = "Replay", ["definition"] = new JsonObject { ["parts"] = new JsonArray([.. parts.Select(p => new JsonObject { ["path"] = p.Path, ["payload"] = Base64(p.Text), ["payloadType"] = "InlineBase64" })]) } }.ToJsonString();
        await Made($"/v1/workspaces/{workspace}/semanticModels", Definition(("definition.pbism", "{}"), ("definition/model.tmdl", "model Model"), ("definition/expressions.tmdl", Expressions)));
        await FakeServices.State();
        var model = await Id(workspace, "SemanticModel");
        await Made($"/v1/workspaces/{workspace}/reports", Definition(("definition.pbir", Pbir(model)), ("report.json", "{}")));
        await FakeServices.State();
        var connection = await Made("/v1/connections", """{"connectivityType":"ShareableCloud","displayName":"Replay","connectionDetails":{"type":"SQL","creationMethod":"SQL","parameters":[{"dataType":"Text","name":"server","value":"contoso.database.windows.net"},{"dataType":"Text","name":"database","value":"sales"}]},"credentialDetails":{"credentials":{"credentialType":"Basic","username":"reader","password":"x"}}}""");
        return new() { ["workspaceId"] = workspace, ["semanticModelId"] = model, ["reportId"] = await Id(workspace, "Report"), ["operationId"] = await Operation(workspace), ["connectionId"] = connection };
    }

    private const string Expressions = "expression Server = \"contoso.database.windows.net\" meta [IsParameterQuery=true]\n\nexpression Database = \"sales\" meta [IsParameterQuery=true]\n";

    private static string Pbir(string model) => $$"""{"version":"4.0","datasetReference":{"byConnection":{"connectionString":"semanticmodelid={{model}}"} } }""";

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static async Task<string> Id(string workspace, string kind)
    {
        var items = JsonNode.Parse((await FakeServices.Call("GET", $"/v1/workspaces/{workspace}/items", "")).Body)!["value"]!.AsArray();
        return items.Single(i => i!["type"]!.GetValue<string>() == kind)!["id"]!.GetValue<string>();
    }

    /// <summary>An operation that made an item and has ended.</summary>
    private static async Task<string> Operation(string workspace)
    {
        await FakeServices.Call("POST", $"/v1/workspaces/{workspace}/semanticModels", $$"""{"displayName":"Other","definition":{"parts":[{"path":"definition.pbism","payload":"{{Base64("{}")}}","payloadType":"InlineBase64"},{"path":"definition/model.tmdl","payload":"{{Base64("model Model")}}","payloadType":"InlineBase64"}]} }""");
        await FakeServices.State();
        return (await FakeServices.LastOperation())!;
    }

    /// <summary>An example's body with what exists only at Microsoft put in terms of this tenant; payloads there are cut short.</summary>
    private static JsonNode Here(JsonNode body, Dictionary<string, string> world)
    {
        body = body.DeepClone();
        if (body["definition"]?["parts"] is JsonArray parts)
        {
            foreach (var part in parts)
            {
                part!["payload"] = Base64(part["path"]!.GetValue<string>() switch
                {
                    "definition.pbir" => Pbir(world["semanticModelId"]),
                    _ => "{}",
                });
            }
            if (body["displayName"] is not null)
            {
                body["displayName"] = body["displayName"]!.GetValue<string>() + " of the example";
            }
            if (!parts.Any(p => p!["path"]!.GetValue<string>() == "definition/expressions.tmdl") && parts.Any(p => p!["path"]!.GetValue<string>() == "model.bim"))
            {
                parts.Add(new JsonObject { ["path"] = "definition/expressions.tmdl", ["payload"] = Base64(Expressions), ["payloadType"] = "InlineBase64" });
            }
        }
        if (body["connectionBinding"] is JsonObject binding)
        {
            (binding["id"], binding["connectivityType"]) = (world["connectionId"], "ShareableCloud"); // the example says OnPremisesDataGateway, which the description does not know
        }
        if (body["principal"] is JsonObject principal)
        {
            principal["id"] = Guid.NewGuid().ToString();
        }
        return body;
    }
}
