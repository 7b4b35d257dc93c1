using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using QdC.PowerBiFake;
using QdC.PowerBiTests.Contract;
using QdC.Publish.PowerBi.Client;

namespace QdC.PowerBiTests.Services;

/// <summary>The fake services in a process of their own, started once for all tests and cleared for each.</summary>
internal static class FakeServices
{
    /// <summary>Seconds of the services in one of ours.</summary>
    public const double Speed = 2000;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    private static readonly HttpClient Control = new();
    private static readonly Lazy<Uri> Started = new(Start);

    /// <summary>Where they listen.</summary>
    public static Uri Root => Started.Value;

    /// <summary>When their clock showed what ours did.</summary>
    public static readonly DateTimeOffset Since = TimeProvider.System.GetUtcNow();

    /// <summary>A clock as fast as theirs, and of one mind with it.</summary>
    public static TimeProvider Clock { get; } = new FastClock(Speed, Since);

    /// <summary>Their addresses.</summary>
    public static ServiceAddresses Addresses => At(Root);

    /// <summary>The addresses of services that listen there.</summary>
    public static ServiceAddresses At(Uri root) => new(new(root, "v1.0/myorg/"), new(root, "v1/"), root);

    /// <summary>The one principal they let in.</summary>
    public static ServicePrincipal Principal { get; } = new("72f988bf-0000-4000-8000-2d7cd011db47", "8eedb1b0-3af8-4b17-8e7e-663e61e12211", Secret: "env:SECRET");

    /// <summary>Tokens of theirs, by the real sign-in.</summary>
    public static ITokens Tokens() => new EntraTokens(Principal, Root, name => name == "SECRET" ? new Habits().ClientSecret : null);

    public static Task Reset() => Send(HttpMethod.Post, "reset", null);

    public static Task Behave(Habits habits) => Send(HttpMethod.Put, "habits", habits);

    public static Task Expire() => Send(HttpMethod.Post, "expire", null);

    public static Task Plan(params Mishap[] plan) => Send(HttpMethod.Put, "plan", plan);

    public static Task Tamper(string workspace, Tampering what) => Send(HttpMethod.Post, $"tamper/{Uri.EscapeDataString(workspace)}", what);

    public static Task Hold(Dictionary<string, Dictionary<string, ViewData>> warehouse) => Send(HttpMethod.Put, "warehouse", warehouse);

    public static Task See(Dictionary<string, List<string>> principals) => Send(HttpMethod.Put, "principals", principals);

    public static Task ForgetExchanges() => Send(HttpMethod.Delete, "exchanges", null);

    public static async Task<TenantState> State() => (await Control.GetFromJsonAsync<TenantState>(new Uri(Root, "_fake/state"), Options))!;

    public static async Task<IReadOnlyList<string>> Routes() => (await Control.GetFromJsonAsync<List<string>>(new Uri(Root, "_fake/routes")))!;

    /// <summary>What went over the wire, as if it had gone to Microsoft.</summary>
    public static async Task<IReadOnlyList<Exchange>> Exchanges()
    {
        var all = (await Control.GetFromJsonAsync<JsonArray>(new Uri(Root, "_fake/exchanges")))!;
        return [.. all.Select(e => new Exchange(
            e!["method"]!.GetValue<string>(),
            new Uri(new Uri(e["path"]!.GetValue<string>().StartsWith("/v1.0/myorg/", StringComparison.Ordinal) ? "https://api.powerbi.com" : "https://api.fabric.microsoft.com"), e["path"]!.GetValue<string>()),
            e["request"]!.GetValue<string>(),
            e["status"]!.GetValue<int>(),
            e["response"]!.GetValue<string>()))];
    }

    /// <summary>The operation that was begun last.</summary>
    public static async Task<string?> LastOperation() => (await State()).Operations.LastOrDefault();

    /// <summary>Sends a call as it stands, with a good token, and gives back status and body.</summary>
    public static async Task<(int Status, string Body)> Call(string method, string path, string body)
    {
        using var request = new HttpRequestMessage(new(method), new Uri(Root, path));
        var service = path.StartsWith("/v1.0/myorg/", StringComparison.Ordinal) ? Service.PowerBi : Service.Fabric;
        request.Headers.Authorization = new("Bearer", await Tokens().Get(service, false, default));
        request.Content = body.Length == 0 ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Control.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static async Task Send(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(Root, "_fake/" + path)) { Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: Options) };
        using var response = await Control.SendAsync(request);
        Assert.That(response.IsSuccessStatusCode, Is.True, $"{path}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    private static Uri Start()
    {
        var program = typeof(Tenant).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [program, Speed.ToString(CultureInfo.InvariantCulture), Since.ToString("O", CultureInfo.InvariantCulture)]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process.Kill();
        return new Uri(process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the fake services did not start"));
    }
}

/// <summary>What the fake services say of themselves.</summary>
internal sealed record TenantState(IReadOnlyList<WorkspaceState> Workspaces, int Connections, IReadOnlyList<string> Violations, int Hanging, IReadOnlyList<string> Operations, DateTimeOffset Now)
{
    public WorkspaceState this[string name] => Workspaces.Single(w => w.Name == name);
}

/// <summary>A workspace as it stands.</summary>
internal sealed record WorkspaceState(string Name, Guid? Capacity, int Viewers, int ModelDeploys, int ReportDeploys, int Refreshes, int Running, int Binds, string? BoundAs, string? Owner, string? AreaCode, long Rows, IReadOnlyList<string> Areas, string? Pbir);
