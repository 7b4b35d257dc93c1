using System.Globalization;
using System.Net;
using System.Text.Json;

namespace QdC.Publish.PowerBi.Client;

/// <summary>Power BI REST and Fabric REST. Safe to use from several threads.</summary>
public sealed class PowerBiClient : IPowerBi, IDisposable
{
    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http;
    private readonly Rest _rest;

    /// <summary>A client of the services.</summary>
    /// <param name="addresses">Where they are.</param>
    /// <param name="tokens">Gives the tokens.</param>
    /// <param name="limiter">What every call passes; shared by all clients of one principal.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="seed">For the jitter of pauses.</param>
    /// <param name="log">Told every call.</param>
    /// <param name="handler">How calls leave. Default: over the network, following no redirect.</param>
    public PowerBiClient(ServiceAddresses addresses, ITokens tokens, CallLimiter limiter, TimeProvider clock, int seed, Action<ServiceCall> log, HttpMessageHandler? handler = null)
    {
        _http = new HttpClient(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        _rest = new Rest(_http, addresses.Checked(), tokens, limiter, clock, seed, log);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Workspace>> Workspaces(CancellationToken cancel) => _rest.ReadAll<Workspace>("workspaces", cancel);

    /// <inheritdoc/>
    public Task<Workspace> CreateWorkspace(string name, string description, Guid? capacity, CancellationToken cancel) =>
        _rest.Read<Workspace>(Service.Fabric, HttpMethod.Post, "workspaces", new { displayName = name, description, capacityId = capacity }, cancel);

    /// <inheritdoc/>
    public Task AssignToCapacity(Guid workspace, Guid capacity, CancellationToken cancel) =>
        _rest.Send(Service.Fabric, HttpMethod.Post, $"workspaces/{workspace}/assignToCapacity", new { capacityId = capacity }, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RoleAssignment>> Roles(Guid workspace, CancellationToken cancel) => _rest.ReadAll<RoleAssignment>($"workspaces/{workspace}/roleAssignments", cancel);

    /// <inheritdoc/>
    public Task AddRole(Guid workspace, Principal principal, string role, CancellationToken cancel) =>
        _rest.Send(Service.Fabric, HttpMethod.Post, $"workspaces/{workspace}/roleAssignments", new { principal, role }, cancel);

    /// <inheritdoc/>
    public async Task RemoveRole(Guid workspace, Guid assignment, CancellationToken cancel)
    {
        try
        {
            await _rest.Send(Service.Fabric, HttpMethod.Delete, $"workspaces/{workspace}/roleAssignments/{assignment}", null, cancel, again: true);
        }
        catch (PowerBiRefused e) when (e.Status == (int)HttpStatusCode.NotFound)
        {
            // It is gone, which is what was wanted.
        }
    }

    /// <inheritdoc/>
    public async Task<bool> IsOnDedicatedCapacity(Guid workspace, CancellationToken cancel) =>
        (await _rest.Read<Group>(Service.PowerBi, HttpMethod.Get, $"groups/{workspace}", null, cancel)).IsOnDedicatedCapacity;

    /// <inheritdoc/>
    public Task<IReadOnlyList<Item>> Items(Guid workspace, CancellationToken cancel) => _rest.ReadAll<Item>($"workspaces/{workspace}/items", cancel);

    /// <inheritdoc/>
    public async Task<Accepted> CreateItem(Guid workspace, ItemKind kind, string name, string description, DefinitionParts definition, CancellationToken cancel) =>
        Taken(await _rest.Send(Service.Fabric, HttpMethod.Post, $"workspaces/{workspace}/{Plural(kind)}", new { displayName = name, description, definition = definition.ToSent(Format(kind)) }, cancel));

    /// <inheritdoc/>
    public async Task<Accepted> UpdateItem(Guid workspace, ItemKind kind, Guid item, DefinitionParts definition, CancellationToken cancel) =>
        Taken(await _rest.Send(Service.Fabric, HttpMethod.Post, $"workspaces/{workspace}/{Plural(kind)}/{item}/updateDefinition?updateMetadata=true", new { definition = definition.ToSent(Format(kind)) }, cancel));

    /// <inheritdoc/>
    public async Task<OperationState> Operation(Guid operation, CancellationToken cancel)
    {
        var answer = await _rest.Send(Service.Fabric, HttpMethod.Get, $"operations/{operation}", null, cancel);
        using var body = Parsed(HttpMethod.Get, $"operations/{operation}", answer);
        var error = body.RootElement.TryGetProperty("error", out var e) ? ServiceError.Of(e, "OperationFailed") : null;
        var hasResult = answer.Header("Location")?.EndsWith("/result", StringComparison.Ordinal) ?? false;
        var status = body.RootElement.TryGetProperty("status", out var s) && s.ValueKind == JsonValueKind.String ? s.GetString()! : "";
        return new OperationState(status, hasResult, error, answer.After(UsualWait));
    }

    /// <inheritdoc/>
    public Task<Item> OperationResult(Guid operation, CancellationToken cancel) => _rest.Read<Item>(Service.Fabric, HttpMethod.Get, $"operations/{operation}/result", null, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Connection>> Connections(CancellationToken cancel) => _rest.ReadAll<Connection>("connections", cancel);

    /// <inheritdoc/>
    public Task<Connection> CreateConnection(NewConnection connection, CancellationToken cancel)
    {
        static object Place(string name, string value) => new { dataType = "Text", name, value };
        var login = connection.Login;
        object credentials = login.Tenant is { } tenant
            ? new { credentialType = "ServicePrincipal", tenantId = tenant, servicePrincipalClientId = login.User, servicePrincipalSecret = login.Secret }
            : new { credentialType = "Basic", username = login.User, password = login.Secret };
        var body = new
        {
            connectivityType = Connection.Cloud,
            displayName = connection.Name,
            connectionDetails = new { type = ConnectionPlace.Sql, creationMethod = "SQL", parameters = new[] { Place("server", connection.Server), Place("database", connection.Database) } },
            privacyLevel = "Organizational",
            credentialDetails = new { singleSignOnType = "None", connectionEncryption = "Encrypted", skipTestConnection = false, credentials },
        };
        return _rest.Read<Connection>(Service.Fabric, HttpMethod.Post, "connections", body, cancel, secret: login.Secret);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Connection>> ConnectionsOf(Guid workspace, Guid item, CancellationToken cancel) => _rest.ReadAll<Connection>($"workspaces/{workspace}/items/{item}/connections", cancel);

    /// <inheritdoc/>
    public Task Bind(Guid workspace, Guid model, Connection connection, CancellationToken cancel)
    {
        var binding = new { id = connection.Id, connectivityType = connection.ConnectivityType, connectionDetails = connection.ConnectionDetails };
        return _rest.Send(Service.Fabric, HttpMethod.Post, $"workspaces/{workspace}/semanticModels/{model}/bindConnection", new { connectionBinding = binding }, cancel);
    }

    /// <inheritdoc/>
    public Task<Dataset> Dataset(Guid workspace, Guid model, CancellationToken cancel) => _rest.Read<Dataset>(Service.PowerBi, HttpMethod.Get, $"groups/{workspace}/datasets/{model}", null, cancel);

    /// <inheritdoc/>
    public Task TakeOver(Guid workspace, Guid model, CancellationToken cancel) => _rest.Send(Service.PowerBi, HttpMethod.Post, $"groups/{workspace}/datasets/{model}/Default.TakeOver", null, cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Refresh>> Refreshes(Guid workspace, Guid model, int top, CancellationToken cancel)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"groups/{workspace}/datasets/{model}/refreshes?$top={top}");
        return [.. (await _rest.Read<Page<Refresh>>(Service.PowerBi, HttpMethod.Get, path, null, cancel)).Value.OrderByDescending(r => r.StartTime)];
    }

    /// <inheritdoc/>
    public async Task<string?> StartRefresh(Guid workspace, Guid model, RefreshRequest request, CancellationToken cancel)
    {
        var answer = await _rest.Send(Service.PowerBi, HttpMethod.Post, $"groups/{workspace}/datasets/{model}/refreshes", request, cancel);
        return answer.Headers.Location?.ToString().TrimEnd('/').Split('/')[^1] is { Length: > 0 } id ? id : answer.Header("x-ms-request-id") ?? answer.Header("RequestId");
    }

    /// <inheritdoc/>
    public Task<RefreshDetail> RefreshDetail(Guid workspace, Guid model, string refresh, CancellationToken cancel) =>
        _rest.Read<RefreshDetail>(Service.PowerBi, HttpMethod.Get, $"groups/{workspace}/datasets/{model}/refreshes/{Uri.EscapeDataString(refresh)}", null, cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<QueryRow>> Query(Guid workspace, Guid model, string dax, CancellationToken cancel)
    {
        var path = $"groups/{workspace}/datasets/{model}/executeQueries";
        var body = new { queries = new[] { new { query = dax } }, serializerSettings = new { includeNulls = true } };
        using var answer = Parsed(HttpMethod.Post, path, await _rest.Send(Service.PowerBi, HttpMethod.Post, path, body, cancel, again: true));
        // Over a limit the service answers 200 with the error inside, at one of three places.
        var result = First(answer.RootElement, "results");
        var table = First(result, "tables");
        foreach (var part in new[] { answer.RootElement, result, table })
        {
            if (part.ValueKind == JsonValueKind.Object && part.TryGetProperty("error", out var error))
            {
                throw new PowerBiRefused($"POST {path}", (int)HttpStatusCode.OK, ServiceError.Of(error, "QueryFailed"));
            }
        }
        return table.ValueKind == JsonValueKind.Object && table.TryGetProperty("rows", out var rows) && rows.ValueKind == JsonValueKind.Array && rows.EnumerateArray().All(r => r.ValueKind == JsonValueKind.Object)
            ? [.. rows.EnumerateArray().Select(r => new QueryRow(r.EnumerateObject().ToDictionary(c => c.Name, c => c.Value.Clone())))]
            : throw Rest.Strange(HttpMethod.Post, path);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static Accepted Taken(Answer answer)
    {
        if (answer.Status == HttpStatusCode.Accepted)
        {
            var id = answer.Header("x-ms-operation-id") ?? answer.Headers.Location?.ToString().TrimEnd('/').Split('/')[^1];
            return new Accepted(Guid.TryParse(id, out var operation) ? operation : throw new PowerBiUnavailable("asking for an item", new ServiceError("OperationWithoutId", null, [], null), null), null, answer.After(UsualWait));
        }
        try
        {
            return new Accepted(null, answer.Body is { Length: > 0 } body ? JsonSerializer.Deserialize<Item>(body, Rest.Json) : null, TimeSpan.Zero);
        }
        catch (JsonException)
        {
            return new Accepted(null, null, TimeSpan.Zero); // it was done; what was made is looked for
        }
    }

    private static JsonDocument Parsed(HttpMethod method, string path, Answer answer)
    {
        try
        {
            var body = JsonDocument.Parse(answer.Body);
            return body.RootElement.ValueKind == JsonValueKind.Object ? body : throw Rest.Strange(method, path);
        }
        catch (JsonException)
        {
            throw Rest.Strange(method, path);
        }
    }

    private static JsonElement First(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0 ? list[0] : default;

    private static string Plural(ItemKind kind) => kind == ItemKind.SemanticModel ? "semanticModels" : "reports";

    /// <summary>A report has one format only that is text, and is not asked to name it.</summary>
    private static string? Format(ItemKind kind) => kind == ItemKind.SemanticModel ? "TMDL" : null;

    private sealed record Group(Guid Id, bool IsOnDedicatedCapacity);
}
