using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Data.SqlClient;
using QdC.SqlServerTests.Server;

namespace QdC.SqlServerTests.Wire;

/// <summary>
/// A server on this machine that speaks TDS 7.4, and TDS 8 to who asks for it, over real sockets and TLS. Behind it stand twins, one a database.
/// It shows what the real client does and how it takes faults of the wire; what T-SQL means on SQL Server it does not show.
/// </summary>
internal sealed class TdsServer : IDisposable
{
    /// <summary>The one login, and a password as they should be.</summary>
    public const string Login = "qdc_tests", Password = "Str0ng-and-long;'{}";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, Task> _connections = new();
    private readonly Task _accepting;
    private readonly string _certificateFile = Path.Combine(Path.GetTempPath(), $"qdc-tds-{Guid.NewGuid():N}.cer");
    private readonly ConcurrentQueue<Exception> _broken = [];
    private long _bulkRows;

    public TdsServer()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        Certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        File.WriteAllBytes(_certificateFile, made.Export(X509ContentType.Cert));
        TlsContext = SslStreamCertificateContext.Create(Certificate, null, offline: true);
        Databases["master"] = new TdsDatabase(TwinServer.Empty(), isOwn: true);
        _listener.Start();
        _accepting = Accept();
    }

    /// <summary>What is to go wrong.</summary>
    public WireFaults Faults { get; set; } = new();

    /// <summary>Rows that bulk loads brought, those of loads that broke included.</summary>
    public long BulkRows => Interlocked.Read(ref _bulkRows);

    /// <summary>Every statement that came, in the order it came.</summary>
    public ConcurrentQueue<string> Statements { get; } = new();

    /// <summary>Each login that was let in: its database, what it says it is, whether it only reads, whether it came encrypted.</summary>
    public ConcurrentQueue<TdsLogin> Logins { get; } = new();

    /// <summary>The databases by name.</summary>
    public ConcurrentDictionary<string, TdsDatabase> Databases { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The certificate's file, for clients that are to prove the server by it.</summary>
    public string CertificateFile => _certificateFile;

    internal X509Certificate2 Certificate { get; }

    internal SslStreamCertificateContext TlsContext { get; }

    /// <summary>How a client reaches it.</summary>
    public string ConnectionString(string? database = null) =>
        new SqlConnectionStringBuilder
        {
            DataSource = $"tcp:127.0.0.1,{((IPEndPoint)_listener.LocalEndpoint).Port}",
            UserID = Login,
            Password = Password,
            InitialCatalog = database ?? "",
            TrustServerCertificate = true,
            ConnectRetryCount = 0,
        }.ConnectionString;

    /// <summary>A database that is there already, and is dropped by who made it. Gives back how a client reaches it.</summary>
    public string Add(string name, TwinServer twin)
    {
        Databases[name] = new TdsDatabase(twin, isOwn: false);
        return ConnectionString(name);
    }

    internal void Bulk() => Interlocked.Increment(ref _bulkRows);

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener.Dispose();
        foreach (var socket in _connections.Keys)
        {
            socket.Dispose();
        }
        Task.WaitAll([_accepting, .. _connections.Values], TimeSpan.FromSeconds(10));
        foreach (var database in Databases.Values)
        {
            database.Dispose();
        }
        Certificate.Dispose();
        File.Delete(_certificateFile);
        if (!_broken.IsEmpty)
        {
            throw new AggregateException("The test server itself failed", _broken);
        }
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync();
                socket.NoDelay = true;
                _connections[socket] = Task.Factory.StartNew(() => Serve(socket), TaskCreationOptions.LongRunning);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // it is shut down
        }
    }

    private void Serve(Socket socket)
    {
        try
        {
            using var connection = new TdsConnection(this, socket);
            connection.Serve();
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // the client has gone, or a fault has cut it off
        }
        catch (Exception e)
        {
            _broken.Enqueue(e); // told when it is shut down: the fault is this server's
        }
        finally
        {
            socket.Dispose();
            _connections.TryRemove(socket, out _);
        }
    }
}

/// <summary>Who came in.</summary>
internal sealed record TdsLogin(string User, string Password, string Database, string Application, bool ReadOnly, string Encryption);

/// <summary>A database: a twin, a turn that writing transactions take, and the locks that connections hold.</summary>
internal sealed class TdsDatabase(TwinServer twin, bool isOwn) : IDisposable
{
    public TwinServer Twin { get; } = twin;

    /// <summary>One transaction that writes at a time: the others wait, as for rows that are locked.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>Application locks, and which connection holds each.</summary>
    public ConcurrentDictionary<string, TdsConnection> Locks { get; } = new();

    public void Dispose()
    {
        if (isOwn)
        {
            Twin.Drop();
        }
        Turn.Dispose();
    }
}
