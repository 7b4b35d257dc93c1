using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace QdC.Tests.Portal.Operations;

/// <summary>A web server and a mail server of this machine that keep what they are told.</summary>
internal sealed class OutsideWorld : IAsyncDisposable
{
    private readonly TcpListener _web = new(IPAddress.Loopback, 0);
    private readonly TcpListener _mail = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _serving;

    public OutsideWorld()
    {
        _web.Start();
        _mail.Start();
        _serving = [Serve(_web, Web), Serve(_mail, Mail)];
    }

    /// <summary>Requests as they came: head and body.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Mails as they came.</summary>
    public ConcurrentQueue<string> Mails { get; } = new();

    /// <summary>What the web server answers.</summary>
    public int Status { get; set; } = 200;

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_web.LocalEndpoint).Port}";

    public int MailPort => ((IPEndPoint)_mail.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _web.Dispose();
        _mail.Dispose();
        await Task.WhenAll(_serving);
        _stop.Dispose();
    }

    private async Task Serve(TcpListener listener, Func<NetworkStream, Task> talk)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(_stop.Token);
                await using var stream = client.GetStream();
                await talk(stream);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // the end
        }
    }

    private async Task Web(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        var (head, length) = (new StringBuilder(), 0);
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
        {
            head.AppendLine(line);
            length = line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase) ? int.Parse(line[15..], System.Globalization.CultureInfo.InvariantCulture) : length;
            if (line.StartsWith("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase))
            {
                length = -1;
            }
        }
        var body = new StringBuilder();
        while (length == -1 ? await reader.ReadLineAsync(_stop.Token) is { } chunk && chunk != "0" && Keep(chunk) : Encoding.UTF8.GetByteCount(body.ToString()) < length && reader.Read() is >= 0 and var c && Keep((char)c)) { }
        Requests.Enqueue(head.ToString() + body);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {Status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), _stop.Token);

        bool Keep(object part)
        {
            body.Append(part);
            return true;
        }
    }

    private async Task Mail(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        var mail = new StringBuilder();
        await Say("220 here");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            mail.AppendLine(line);
            if (line == "DATA")
            {
                await Say("354 go on");
                while (await reader.ReadLineAsync(_stop.Token) is { } text && text != ".")
                {
                    mail.AppendLine(text);
                }
                Mails.Enqueue(mail.ToString()); // before the sender hears that it has come
            }
            await Say(line == "QUIT" ? "221 bye" : "250 ok");
            if (line == "QUIT")
            {
                break;
            }
        }

        async Task Say(string answer) => await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"), _stop.Token);
    }
}
