using System.Globalization;
using QdC.PowerBiFake;

// Power BI, Fabric and Entra as far as publishing sees them, on this machine only, as a process of its own.
//   QdC.PowerBiFake [SPEED SINCE]     since that moment, SPEED seconds of theirs pass in one of ours
// Its first line says where it listens. It ends when its input does, so that it never outlives who started it.
var clock = args is [var speed, var since]
    ? new FastClock(double.Parse(speed, CultureInfo.InvariantCulture), DateTimeOffset.Parse(since, CultureInfo.InvariantCulture))
    : TimeProvider.System;
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
var app = builder.Build();
var tenant = new Tenant(clock);
app.Use(new Door(tenant).Pass);
TokenRoutes.Map(app, tenant);
WorkspaceRoutes.Map(app, tenant);
ItemRoutes.Map(app, tenant);
ConnectionRoutes.Map(app, tenant);
DatasetRoutes.Map(app, tenant);
ControlRoutes.Map(app, tenant);
await app.StartAsync();
Console.WriteLine(app.Urls.Single());
while (await Console.In.ReadLineAsync() is not null)
{
}
await app.StopAsync();
