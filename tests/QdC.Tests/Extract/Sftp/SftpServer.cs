using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using NUnit.Framework;

namespace QdC.Tests.Extract.Sftp;

/// <summary>OpenSSH's own server on loopback, with keys of its own.</summary>
internal sealed class SftpServer : IDisposable
{
    private readonly string _folder;
    private readonly Process _process;

    private SftpServer(string folder, Process process, int port) => (_folder, _process, Port) = (folder, process, port);

    public int Port { get; }

    /// <summary>The file of the user's private key; another that the server does not know; the server's fingerprint.</summary>
    public string Key => Path.Combine(_folder, "user");

    public string StrangerKey => Path.Combine(_folder, "stranger");

    public string LockedKey => Path.Combine(_folder, "locked");

    public string Fingerprint { get; private init; } = "";

    /// <summary>Starts one; where it is not installed the tests that need it are skipped and say so.</summary>
    public static SftpServer Start()
    {
        var sshd = new[] { "/usr/sbin/sshd", "/usr/local/sbin/sshd", "/opt/homebrew/sbin/sshd" }.FirstOrDefault(File.Exists);
        if (sshd is null)
        {
            Assert.Ignore("OpenSSH's server is not installed here (apt-get install openssh-server): what is taken by SFTP is not tested.");
        }

        if (Environment.UserName == "root")
        {
            Directory.CreateDirectory("/run/sshd"); // where it puts its unprivileged part
        }

        var folder = Directory.CreateTempSubdirectory("qdc-sshd").FullName;
        foreach (var (name, phrase) in new[] { ("host", ""), ("user", ""), ("stranger", ""), ("locked", "s3same") })
        {
            Run("ssh-keygen", "-q", "-t", "ed25519", "-N", phrase, "-f", Path.Combine(folder, name));
        }

        File.WriteAllText(Path.Combine(folder, "authorized"), File.ReadAllText(Path.Combine(folder, "user.pub")) + File.ReadAllText(Path.Combine(folder, "locked.pub")));
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        File.WriteAllText(
            Path.Combine(folder, "config"),
            $"""
            Port {port}
            ListenAddress 127.0.0.1
            HostKey {folder}/host
            AuthorizedKeysFile {folder}/authorized
            PidFile none
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            MaxStartups 100
            Subsystem sftp internal-sftp
            """);
        // Newer servers turn away who breaks off often, as these tests do; older ones do not know the word.
        using (var knows = Process.Start(new ProcessStartInfo(sshd, ["-t", "-f", Path.Combine(folder, "config"), "-o", "PerSourcePenalties=no"]) { RedirectStandardError = true })!)
        {
            knows.StandardError.ReadToEnd();
            knows.WaitForExit();
            File.AppendAllText(Path.Combine(folder, "config"), knows.ExitCode == 0 ? "\nPerSourcePenalties no\n" : "\n");
        }

        var process = Process.Start(new ProcessStartInfo(sshd, ["-D", "-e", "-f", Path.Combine(folder, "config")]) { RedirectStandardError = true })!;
        var said = new List<string>();
        process.ErrorDataReceived += (_, e) => said.Add(e.Data ?? "");
        process.BeginErrorReadLine();
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var probe = new TcpClient("127.0.0.1", port);
                break;
            }
            catch (SocketException)
            {
                Assert.That(tries < 100 && !process.HasExited, Is.True, () => string.Join("\n", said));
                Thread.Sleep(50);
            }
        }

        return new SftpServer(folder, process, port) { Fingerprint = Run("ssh-keygen", "-lf", Path.Combine(folder, "host.pub")).Split(' ')[1] };
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, process.StandardError.ReadToEnd());
        return text;
    }
}

/// <summary>A line to a server that breaks, or falls silent, after so many bytes of its answers.</summary>
internal sealed class BadLine : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<int, long> _most;
    private readonly bool _silent;
    private readonly int _to;
    private int _count;

    /// <param name="to">The server's port.</param>
    /// <param name="most">By the number of the connection, from 1, the bytes that come through.</param>
    /// <param name="silent">True to stay open and silent after them.</param>
    public BadLine(int to, Func<int, long> most, bool silent = false)
    {
        (_to, _most, _silent) = (to, most, silent);
        _listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections so far.</summary>
    public int Count => _count;

    /// <summary>Bytes of answers that came through, by connection.</summary>
    public List<long> Through { get; } = [];

    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task Accept()
    {
        while (!_end.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_end.Token);
            _ = Relay(client, ++_count, _end.Token);
        }
    }

    private async Task Relay(TcpClient client, int number, CancellationToken end)
    {
        using var near = client;
        using var far = new TcpClient();
        await far.ConnectAsync(IPAddress.Loopback, _to, end);
        _ = near.GetStream().CopyToAsync(far.GetStream(), end);
        var (left, buffer, through) = (_most(number), new byte[8192], 0L);
        int count;
        while (left > 0 && (count = await far.GetStream().ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), end)) > 0)
        {
            await near.GetStream().WriteAsync(buffer.AsMemory(0, count), end);
            left -= count;
            through += count;
        }

        lock (Through)
        {
            Through.Add(through);
        }

        if (_silent)
        {
            await Task.Delay(Timeout.Infinite, end);
        }
    }
}
