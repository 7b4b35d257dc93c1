using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace QdC.Tests.Extract.Http;

/// <summary>A service on loopback that answers as a test says, and notes what it was asked.</summary>
internal sealed class JsonService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private JsonService(WebApplication app) => _app = app;

    /// <summary>What it was asked: method, path and query.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Answers a request.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    /// <summary>Its address.</summary>
    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/api/");

    public static async Task<JsonService> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var service = new JsonService(app);
        app.Run(async context =>
        {
            lock (service.Asked)
            {
                service.Asked.Add($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
            }
            await service.Answer(context);
        });
        await app.StartAsync();
        return service;
    }

    /// <summary>Answers JSON by path and query.</summary>
    public void Gives(params (string Asked, string Json)[] answers) =>
        Answer = context =>
        {
            var asked = context.Request.Path + context.Request.QueryString.ToString();
            var json = Array.Find(answers, a => a.Asked == asked).Json;
            context.Response.StatusCode = json is null ? 404 : 200;
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync((json ?? "").Replace("{url}", Url.AbsoluteUri, StringComparison.Ordinal));
        };

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}
