using System.CommandLine;
using Microsoft.Extensions.Hosting;
using QdC.Cli.App;
using QdC.Cli.Running;
using QdC.Cli.Showing;
using QdC.Portal;
using QdC.Portal.Settings;
using QdC.Portal.Jobs;

namespace QdC.Cli.Commands;

/// <summary><c>qdc serve</c>: the portal.</summary>
internal sealed class ServeCommand : QdcCommand
{
    private readonly Option<string[]> _urls = Urls();

    private readonly Option<bool> _noJobs = new("--no-jobs") { Description = "Show pages only; refreshes are another process's" };

    public ServeCommand()
        : base(
            "serve",
            "The portal: how each area stands, its dashboard, runs and reports, in a browser, and the scheduler that refreshes areas. It writes a link that signs in once, on this machine. Stop it with Ctrl+C.",
            "qdc serve --home demo",
            "qdc serve --urls http://localhost:8080"
        )
    {
        Options.Add(_urls);
        Options.Add(_noJobs);
        Does((context, parsed, cancel) => Serve(context, parsed.GetValue(_urls)!, !parsed.GetValue(_noJobs), cancel));
    }

    /// <summary>Where the portal listens.</summary>
    public static Option<string[]> Urls() =>
        new("--urls")
        {
            Description = "Where the portal listens",
            HelpName = "URL",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [PortalSettings.DefaultUrl],
        };

    /// <summary>Serves until it is told to stop.</summary>
    public static async Task<int> Serve(CommandContext context, IReadOnlyList<string> urls, bool jobs, CancellationToken cancel)
    {
        var (installation, problems) = InstallationReader.Read(context.Home.Root);
        var settings = new PortalSettings(context.Home, Files(context.Workspace), context.Clock)
        {
            Installation = installation ?? throw new ConfigurationWrong([.. problems.Select(ConfigurationProblem.Of)]),
            Urls = urls,
            Jobs = jobs ? JobSettings.Of(ChildRun.Program(context), installation) : null,
            ShowLink = link => Tell(context, link),
        };
        await using var app = await PortalHost.Start(settings, cancel);
        if (installation.Portal is { } portal && !context.Json)
        {
            context.Out.Line($"The portal runs at {portal.PublicUrl}. Ctrl+C stops it.", "bold");
        }
        await app.WaitForShutdownAsync(cancel);
        return ExitCode.Done;
    }

    /// <summary>The declarative files as the portal takes them.</summary>
    public static PortalFiles Files(Workspace workspace) => new(workspace.Jobs, workspace.Metrics, workspace.Dashboards, workspace.Reports) { JobsFolder = workspace.JobsFolder, Rudel = workspace.Rudel, Roles = workspace.Roles };

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
