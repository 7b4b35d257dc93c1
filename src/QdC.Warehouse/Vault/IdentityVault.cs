using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace QdC.Warehouse;

/// <summary>An identity as the vault keeps it.</summary>
/// <param name="Record">The pseudonym of the source record.</param>
/// <param name="Identity">The pseudonym of what the record said of who it is: another text, another pseudonym.</param>
/// <param name="Sealed">The text as <see cref="VaultCipher"/> seals it.</param>
public readonly record struct SealedIdentity(Guid Record, Guid Identity, byte[] Sealed);

/// <summary>
/// The identities of an area's source persons, <c>vault/&lt;area&gt;.sqlite</c>: one sealed text for each thing a record ever said of who it
/// is. Texts are only ever added, so a vault that is ahead of the star is harmless, and an older version finds what it was linked by.
/// </summary>
public sealed class IdentityVault : IDisposable
{
    private const int Busy = 30;
    private readonly SqliteConnection _connection;
    private readonly IReadOnlyList<VaultCipher> _ciphers;
    private readonly string _file;

    /// <param name="connection">The file.</param>
    /// <param name="ciphers">What texts may be sealed with, the newest first.</param>
    /// <param name="file">Its path.</param>
    private IdentityVault(SqliteConnection connection, IReadOnlyList<VaultCipher> ciphers, string file) => (_connection, _ciphers, _file) = (connection, ciphers, file);

    /// <summary>Opens an area's vault, creating it when it is not there.</summary>
    /// <param name="home">Where the stores are.</param>
    /// <param name="keys">The area's keys.</param>
    /// <exception cref="StoreDamaged">The file is no vault.</exception>
    public static IdentityVault Open(QdcHome home, AreaKeys keys)
    {
        var file = home.VaultOf(keys.Area);
        QdcHome.Ensure(Path.GetDirectoryName(file)!);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = Busy }.ConnectionString);
        var vault = new IdentityVault(connection, [.. keys.VaultKeys.Select(key => new VaultCipher(keys.Area, key))], file);
        try
        {
            connection.Open();
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
            vault.Run("PRAGMA secure_delete = ON"); // what is erased leaves no trace in free pages
            vault.Run("PRAGMA synchronous = FULL");
            vault.Run("CREATE TABLE IF NOT EXISTS identity (record BLOB NOT NULL, identity BLOB NOT NULL, text BLOB NOT NULL, PRIMARY KEY (record, identity)) STRICT, WITHOUT ROWID");
            return vault;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 11 or 26)
        {
            vault.Dispose();
            throw new StoreDamaged(file, "The vault is no SQLite file", e);
        }
        catch
        {
            vault.Dispose();
            throw;
        }
    }

    /// <summary>Adds identities, all or none. One that is there already says the same and is sealed anew, so that a damaged one is whole again.</summary>
    public void Keep(IEnumerable<SealedIdentity> identities)
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        using var command = _connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT OR REPLACE INTO identity (record, identity, text) VALUES ($0, $1, $2)";
        var parameters = new[] { "$0", "$1", "$2" }.Select(name => command.Parameters.Add(name, SqliteType.Blob)).ToList();
        foreach (var identity in identities)
        {
            parameters[0].Value = identity.Record.ToByteArray(bigEndian: true);
            parameters[1].Value = identity.Identity.ToByteArray(bigEndian: true);
            parameters[2].Value = identity.Sealed;
            command.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    /// <summary>Opens the identities that are asked for, one by one, in the order of their records' pseudonyms.</summary>
    /// <param name="wanted">The identity of a record that counts; null where none does.</param>
    /// <exception cref="IdentityUnreadable">A text does not open: it is damaged, or the key is another.</exception>
    public IEnumerable<(Guid Record, byte[] Text)> Read(Func<Guid, Guid?> wanted)
    {
        foreach (var (record, identity, sealedText) in All())
        {
            if (wanted(record) == identity)
            {
                yield return (record, OpenText(record, sealedText));
            }
        }
    }

    /// <summary>True when an identity of the record is kept.</summary>
    public bool Holds(Guid record)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM identity WHERE record = $0 LIMIT 1";
        command.Parameters.AddWithValue("$0", record.ToByteArray(bigEndian: true));
        return command.ExecuteScalar() is not null;
    }

    /// <summary>Opens every text and gives back how many there are.</summary>
    /// <exception cref="IdentityUnreadable">One does not open.</exception>
    public long Verify()
    {
        long texts = 0;
        foreach (var (record, _, sealedText) in All())
        {
            CryptographicOperations.ZeroMemory(OpenText(record, sealedText));
            texts++;
        }
        return texts;
    }

    /// <summary>Erases every identity of records and leaves no trace of them in the file; gives back how many it were.</summary>
    public int Erase(IEnumerable<Guid> records)
    {
        var erased = 0;
        using (var transaction = _connection.BeginTransaction(deferred: false))
        {
            using var command = _connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = "DELETE FROM identity WHERE record = $0";
            var parameter = command.Parameters.Add("$0", SqliteType.Blob);
            foreach (var record in records)
            {
                parameter.Value = record.ToByteArray(bigEndian: true);
                erased += command.ExecuteNonQuery();
            }
            transaction.Commit();
        }
        Run("VACUUM");
        return erased;
    }

    /// <summary>Seals every text anew under the newest key, all or none, and gives back how many were not yet. To be called under the area's lease.</summary>
    /// <exception cref="IdentityUnreadable">One opens with none of the keys.</exception>
    internal int Renew()
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        using var command = _connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "UPDATE identity SET text = $2 WHERE record = $0 AND identity = $1";
        var parameters = new[] { "$0", "$1", "$2" }.Select(name => command.Parameters.Add(name, SqliteType.Blob)).ToList();
        var renewed = 0;
        foreach (var (record, identity, sealedText) in All().ToList())
        {
            if (_ciphers[0].Open(record, sealedText) is { } open)
            {
                CryptographicOperations.ZeroMemory(open);
                continue;
            }
            var text = OpenText(record, sealedText);
            parameters[0].Value = record.ToByteArray(bigEndian: true);
            parameters[1].Value = identity.ToByteArray(bigEndian: true);
            parameters[2].Value = _ciphers[0].Seal(record, text);
            CryptographicOperations.ZeroMemory(text);
            command.ExecuteNonQuery();
            renewed++;
        }
        transaction.Commit();
        return renewed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection.Dispose();
        foreach (var cipher in _ciphers)
        {
            cipher.Dispose();
        }
    }

    private IEnumerable<(Guid Record, Guid Identity, byte[] Sealed)> All()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT record, identity, text FROM identity ORDER BY record, identity";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return (GuidAt(reader, 0), GuidAt(reader, 1), (byte[])reader.GetValue(2));
        }
    }

    private byte[] OpenText(Guid record, byte[] sealedText) =>
        _ciphers.Select(cipher => cipher.Open(record, sealedText)).FirstOrDefault(text => text is not null) ?? throw new IdentityUnreadable(_file);

    private static Guid GuidAt(SqliteDataReader reader, int column) => new((byte[])reader.GetValue(column), bigEndian: true);

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
