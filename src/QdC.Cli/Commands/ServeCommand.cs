using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Portal;

namespace QdC.Cli.Commands;

/// <summary><c>qdc serve</c>: the portal.</summary>
internal sealed class ServeCommand : QdcCommand
{
    private readonly Option<string[]> _urls = new("--urls")
    {
        Description = "Where it listens",
        HelpName = "URL",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [PortalSettings.DefaultUrl],
    };

    public ServeCommand()
        : base(
            "serve",
            "The portal: how each area stands, its dashboard, runs and reports, in a browser. It writes a link that signs in once, on this machine. Stop it with Ctrl+C.",
            "qdc serve --home demo",
            "qdc serve --urls http://localhost:8080"
        )
    {
        Options.Add(_urls);
        Does((context, parsed, cancel) => Serve(context, parsed.GetValue(_urls)!, cancel));
    }

    /// <summary>Serves until it is told to stop.</summary>
    public static async Task<int> Serve(CommandContext context, IReadOnlyList<string> urls, CancellationToken cancel)
    {
        var workspace = context.Workspace;
        var settings = new PortalSettings(context.Home, new PortalFiles(workspace.Jobs, workspace.Metrics, workspace.Dashboards, workspace.Reports) { Rudel = workspace.Rudel }, context.Clock)
        {
            Urls = urls,
            ShowLink = link => Tell(context, link),
        };
        await using var app = await PortalHost.Start(settings, cancel);
        try
        {
            await Task.Delay(Timeout.Infinite, cancel);
        }
        catch (OperationCanceledException) { }
        await app.StopAsync(CancellationToken.None);
        return ExitCode.Done;
    }

    private static void Tell(CommandContext context, Uri link)
    {
        if (context.Json)
        {
            JsonText.Write(context.Output, new { SignIn = link });
            return;
        }
        context.Out.Line($"The portal runs at {link.GetLeftPart(UriPartial.Authority)}. Sign in with this link, once; Ctrl+C stops it.", "bold");
        context.Out.Line($"  {link}");
    }
}
