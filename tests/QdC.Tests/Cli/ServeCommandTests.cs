using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using NUnit.Framework;

namespace QdC.Tests.Cli;

public sealed class ServeCommandTests
{
    [TestCase("--no-jobs")]
    [TestCase]
    public async Task An_address_that_is_taken_is_said_without_a_stack_trace(params string[] more)
    {
        await MiniHome.Published();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://{taken.LocalEndpoint}";
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "qdc.dll"), "serve", "--urls", url, "--home", MiniHome.Root, "--jobs", MiniHome.Jobs, .. more]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var serve = Process.Start(start)!;
        var (output, error) = (serve.StandardOutput.ReadToEndAsync(), serve.StandardError.ReadToEndAsync());
        await serve.WaitForExitAsync();
        Assert.That((serve.ExitCode, await output), Is.EqualTo((1, "")));
        Assert.That(await error, Does.Contain(url).And.Contain("--urls").And.Not.Contain("Exception"));
    }
}
