using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace QdC.Warehouse;

/// <summary>How the server is reached: read from a secret's reference, checked, and never shown.</summary>
public sealed class ServerConnection
{
    private ServerConnection(SqlConnectionStringBuilder builder)
    {
        Text = builder.ConnectionString;
        Name = $"{builder.DataSource}/{builder.InitialCatalog}";
    }

    /// <summary>Server and database, for messages.</summary>
    public string Name { get; }

    /// <summary>The connection string, for the one call that needs it.</summary>
    internal string Text { get; }

    /// <summary>The same, with connections that are used again: for short work that locks nothing beyond its transaction.</summary>
    public ServerConnection Pooled() => new(new SqlConnectionStringBuilder(Text) { Pooling = true });

    /// <summary>A connection that is not open yet, for what keeps its own tables on the server.</summary>
    public DbConnection New() => new SqlConnection(Text);

    /// <summary>Reads the connection string that a reference names.</summary>
    /// <param name="reference"><c>env:NAME</c> or <c>file:PATH</c>.</param>
    /// <param name="environment">The environment's variables; <c>QDC_DEVELOPMENT=1</c> allows a server whose certificate nobody proves. Default: the process's.</param>
    /// <param name="readOnly">True to be sent to a copy that only reads, where the server has one. Default: false.</param>
    /// <exception cref="ServerConfigurationWrong">It is no reference, names nothing, or what it names may not be used.</exception>
    public static ServerConnection From(string reference, Func<string, string?>? environment = null, bool readOnly = false)
    {
        environment ??= Environment.GetEnvironmentVariable;
        var development = environment("QDC_DEVELOPMENT") == "1";
        var text = SecretReference.Read(reference, "the connection string", environment, p => new ServerConfigurationWrong(p.What, p.Where, p.Received, p.Allowed, p.NextStep), "--connection");
        return Of(text, reference, development, readOnly);
    }

    /// <summary>Checks a connection string.</summary>
    /// <param name="text">The connection string.</param>
    /// <param name="where">Where it was read from, for messages.</param>
    /// <param name="development">True to allow an unproven server anywhere; else only on this machine. Default: false.</param>
    /// <param name="readOnly">True to be sent to a copy that only reads, where the server has one. Default: false.</param>
    /// <exception cref="ServerConfigurationWrong">It cannot be read, names no database, or does not protect what is sent.</exception>
    public static ServerConnection Of(string text, string where, bool development = false, bool readOnly = false)
    {
        SqlConnectionStringBuilder builder;
        try
        {
            builder = new SqlConnectionStringBuilder(text.Trim());
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new ServerConfigurationWrong("The connection string cannot be read", where, allowed: "Server=…;Database=…;User ID=…;Password=…;Encrypt=Strict"); // the message would quote it
        }
        if (builder.DataSource.Length == 0 || builder.InitialCatalog.Length == 0)
        {
            throw new ServerConfigurationWrong("The connection string names no server or no database", where, allowed: "Server=…;Database=…");
        }
        if (!development && !IsThisMachine(builder.DataSource))
        {
            if (builder.Encrypt == SqlConnectionEncryptOption.Optional)
            {
                throw new ServerConfigurationWrong("What is sent to the server would not be encrypted", where, "Encrypt=Optional", "Encrypt=Strict (SQL Server 2022, Azure SQL) or Encrypt=Mandatory");
            }
            if (builder.TrustServerCertificate)
            {
                throw new ServerConfigurationWrong("Any server could pretend to be this one", where, "TrustServerCertificate=True", "a certificate that this machine verifies; HostNameInCertificate=… where it has another name");
            }
        }
        builder.Encrypt =
            Host(builder.DataSource).EndsWith(".database.windows.net", StringComparison.OrdinalIgnoreCase) ? SqlConnectionEncryptOption.Strict : builder.Encrypt; // said, not left to a default
        builder.ApplicationName = "qdc";
        builder.ApplicationIntent = readOnly ? Microsoft.Data.SqlClient.ApplicationIntent.ReadOnly : builder.ApplicationIntent;
        builder.PersistSecurityInfo = false;
        builder.MultipleActiveResultSets = false;
        builder.Pooling = false; // a lock ends with its connection, so the connection must end
        return new ServerConnection(builder);
    }

    /// <summary>Server and database only.</summary>
    public override string ToString() => Name;

    private static bool IsThisMachine(string dataSource) =>
        Host(dataSource) is var host && (host is "." or "127.0.0.1" or "::1" || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.Equals("(local)", StringComparison.OrdinalIgnoreCase));

    private static string Host(string dataSource) =>
        (dataSource.IndexOf(':') is > 0 and var colon && dataSource[..colon] is "tcp" or "np" or "lpc" ? dataSource[(dataSource.IndexOf(':') + 1)..] : dataSource).Split(',', '\\')[0].Trim();
}
