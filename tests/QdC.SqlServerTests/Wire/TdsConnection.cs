using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace QdC.SqlServerTests.Wire;

/// <summary>A client's connection: greeting, encryption, login, then one request after the other until it ends.</summary>
internal sealed class TdsConnection(TdsServer server, Socket socket) : IDisposable
{
    private const byte Off = 0, On = 1, NotSupported = 2;
    private const int FirstPacket = 4096;
    private const byte DatabaseChanged = 1, PacketChanged = 4, CollationChanged = 7, ResetDone = 18;

    private readonly SocketStream _socket = new(socket, () => server.Faults);
    private Stream _stream = Stream.Null;
    private int _packet = FirstPacket;
    private TdsSession? _session;

    /// <summary>Serves it until it ends.</summary>
    public void Serve()
    {
        var isTds8 = _socket.Peek() != TdsPacket.Prelogin;
        _stream = isTds8 ? Encrypted(_socket) : _socket;
        var encryption = Greet(isTds8);
        if (LogIn(encryption, isTds8))
        {
            while (true)
            {
                Answer(new TdsMessage(_stream));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session?.Dispose();
        _stream.Dispose();
    }

    private SslStream Encrypted(Stream inner)
    {
        var tls = new SslStream(inner);
        tls.AuthenticateAsServer(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = server.TlsContext,
            EnabledSslProtocols = SslProtocols.Tls12,
            ApplicationProtocols = [new SslApplicationProtocol("tds/8.0")],
        });
        return tls;
    }

    /// <summary>Agrees on how what follows is encrypted, and says it in words.</summary>
    private string Greet(bool isTds8)
    {
        var asked = Options(new TdsMessage(_stream)).GetValueOrDefault((byte)1, [NotSupported])[0];
        var agreed = asked == On ? On : NotSupported;
        (byte Option, byte[] Value)[] said = [(0, [16, 0, 0x03, 0xE8, 0, 0]), (1, [agreed]), (2, [0]), (3, []), (4, [0])];
        using var answer = new MemoryStream();
        var at = (5 * said.Length) + 1;
        foreach (var (option, value) in said)
        {
            answer.Write([option, (byte)(at >> 8), (byte)at, 0, (byte)value.Length]);
            at += value.Length;
        }
        answer.WriteByte(0xFF);
        said.ToList().ForEach(s => answer.Write(s.Value));
        _stream.Write([.. TdsPacket.Of(TdsPacket.Answer, (int)answer.Length, isLast: true), .. answer.ToArray()]);
        if (isTds8 || agreed != On)
        {
            return isTds8 ? "strict" : "none";
        }
        var handshake = new HandshakeStream(_socket);
        _stream = Encrypted(handshake);
        handshake.IsShaking = false;
        return "tls";
    }

    private static Dictionary<byte, byte[]> Options(TdsMessage message)
    {
        using var whole = new MemoryStream();
        message.CopyTo(whole);
        var (bytes, options) = (whole.ToArray(), new Dictionary<byte, byte[]>());
        for (var i = 0; bytes[i] != 0xFF; i += 5)
        {
            var (from, length) = (BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(i + 1)), BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(i + 3)));
            options[bytes[i]] = bytes[from..(from + length)];
        }
        return options;
    }

    private bool LogIn(string encryption, bool isTds8)
    {
        using var whole = new MemoryStream();
        new TdsMessage(_stream).CopyTo(whole);
        var bytes = whole.ToArray();
        string Text(int at, Func<byte, byte>? clear = null)
        {
            var (from, letters) = (BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at)), BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at + 2)));
            return Encoding.Unicode.GetString([.. bytes.AsSpan(from, 2 * letters).ToArray().Select(clear ?? (b => b))]);
        }
        var login = new TdsLogin(Text(40), Text(44, b => (byte)(((b ^ 0xA5) << 4) | ((b ^ 0xA5) >> 4))), Text(68) is { Length: > 0 } named ? named : "master", Text(48), (bytes[26] & 32) != 0, encryption);
        using var answer = new TdsAnswer(_stream, _packet);
        var refused = server.Faults.RefusesLogin()
            ?? (login.User != TdsServer.Login || login.Password != TdsServer.Password ? 18456 : server.Databases.ContainsKey(login.Database) ? null : 4060);
        if (refused == 0)
        {
            _stream.ReadByte(); // no answer: until the client goes
            return false;
        }
        if (refused is { } number)
        {
            answer.Error(number, 14, $"Login failed ({number}).");
            answer.Done(TdsAnswer.Batch, wrong: true);
            answer.End();
            return false;
        }
        server.Logins.Enqueue(login);
        _session = new TdsSession(server, server.Databases[login.Database], this);
        answer.Changed(DatabaseChanged, login.Database, "master");
        answer.Info(5701, $"Changed database context to '{login.Database}'.");
        answer.Changed(CollationChanged, [0x09, 0x04, 0xD0, 0x00, 0x34], []);
        answer.LetIn(isTds8);
        var packet = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8)) is > 512 and <= 32767 and var size ? size : FirstPacket;
        answer.Changed(PacketChanged, $"{packet}", $"{_packet}");
        answer.Done(TdsAnswer.Batch);
        answer.End();
        _packet = packet;
        return true;
    }

    private void Answer(TdsMessage message)
    {
        using var answer = new TdsAnswer(_stream, _packet);
        if ((message.Status & (TdsPacket.Reset | TdsPacket.ResetButTransaction)) != 0)
        {
            _session!.Reset();
            answer.Changed(ResetDone, [], []);
        }
        using var reader = new BinaryReader(message, Encoding.Unicode, leaveOpen: true);
        switch (message.Kind)
        {
            case TdsPacket.Batch:
                SkipHeaders(reader);
                using (var text = new StreamReader(message, Encoding.Unicode, false, 4096, leaveOpen: true))
                {
                    Faulted(text.ReadToEnd(), answer, sql => _session!.Batch(sql, answer));
                }
                break;
            case TdsPacket.Rpc:
                SkipHeaders(reader);
                var (statement, parameters) = TdsRequest.Procedure(reader);
                message.Drain();
                Faulted(statement, answer, sql => _session!.Procedure(sql, parameters, answer));
                break;
            case TdsPacket.Transaction:
                SkipHeaders(reader);
                var request = TdsRequest.Transaction(reader);
                message.Drain();
                Faulted(request.Kind.ToString().ToUpperInvariant(), answer, _ => _session!.Transaction(request, answer));
                break;
            case TdsPacket.Bulk:
                _session!.Load(reader, answer);
                message.Drain();
                break;
            case TdsPacket.Attention:
                answer.Done(TdsAnswer.Batch, stopped: true);
                break;
            default:
                throw new IOException($"a message of kind {message.Kind} is not understood");
        }
        answer.End();
    }

    /// <summary>Does what was asked, or what goes wrong with it.</summary>
    private void Faulted(string sql, TdsAnswer answer, Action<string> work)
    {
        server.Statements.Enqueue(sql);
        if (server.Faults.Refuses(sql) is { } number)
        {
            _session!.Refuse(number, answer);
            return;
        }
        switch (server.Faults.AtStatement(sql))
        {
            case WireFault.CutBefore:
                _socket.Cut();
                throw new EndOfStreamException();
            case WireFault.Stall:
                Answer(new TdsMessage(_stream)); // what comes next is the wish to stop; this is its answer
                return;
            case WireFault.CutAfter:
                work(sql);
                _socket.Cut();
                throw new EndOfStreamException();
            default:
                work(sql);
                break;
        }
    }

    private static void SkipHeaders(BinaryReader reader) => reader.ReadBytes(reader.ReadInt32() - 4);
}
