using System.Data;
using Microsoft.Data.SqlClient;
using NUnit.Framework;

namespace QdC.SqlServerTests.Wire;

/// <summary>Values of every type are the same after they went over the wire and back, as parameters and by bulk copy; and how a connection is made.</summary>
[Category("TSql")]
public sealed class WireTypeTests
{
    private const string Table = "CREATE TABLE dbo.kinds (i int NULL, b bigint NULL, t bit NULL, n nvarchar(400) NULL, v varchar(40) NULL, d decimal(38,14) NULL, f float NULL, on_day date NULL, at_second datetime2(0) NULL, at_tick datetime2(7) NULL, u uniqueidentifier NULL, x varbinary(100) NULL)";

    private static readonly object?[][] Rows =
    [
        [int.MaxValue, long.MaxValue, true, "l·l ñ 中 \U0001F600 'quoted' \"", "tarragona", 79228162514264.33759354395033m, double.MaxValue, new DateTime(9999, 12, 31), new DateTime(2026, 2, 28, 23, 59, 59), new DateTime(2026, 2, 28, 23, 59, 59).AddTicks(9_999_999), Guid.Parse("01020304-0506-0708-090a-0b0c0d0e0f10"), new byte[] { 0, 255, 1 }],
        [int.MinValue, long.MinValue, false, "", "", -0.00000000000001m, double.Epsilon, new DateTime(1, 1, 1), new DateTime(1, 1, 1), new DateTime(1700, 1, 1).AddTicks(1), Guid.Empty, Array.Empty<byte>()],
        [0, 0L, null, new string('ç', 400), new string('x', 40), 0m, -1.5, new DateTime(2024, 2, 29), null, null, null, null],
        [null, null, null, null, null, null, null, null, null, null, null, null],
    ];

    private TdsServer _server = null!;

    [OneTimeSetUp]
    public void Make()
    {
        _server = new TdsServer();
        using var connection = Open();
        using var command = new SqlCommand(Table, connection);
        command.ExecuteNonQuery();
    }

    [OneTimeTearDown]
    public void Forget() => _server.Dispose();

    [SetUp]
    public void Empty() => _server.Databases["master"].Twin.Database.Execute("DELETE FROM dbo.kinds");

    [Test]
    public void As_parameters()
    {
        using var connection = Open();
        SqlDbType[] types = [SqlDbType.Int, SqlDbType.BigInt, SqlDbType.Bit, SqlDbType.NVarChar, SqlDbType.VarChar, SqlDbType.Decimal, SqlDbType.Float, SqlDbType.Date, SqlDbType.DateTime2, SqlDbType.DateTime2, SqlDbType.UniqueIdentifier, SqlDbType.VarBinary];
        foreach (var row in Rows)
        {
            using var command = new SqlCommand($"INSERT INTO dbo.kinds VALUES ({string.Join(", ", types.Select((_, i) => $"@p{i}"))})", connection);
            foreach (var (type, i) in types.Select((t, i) => (t, i)))
            {
                command.Parameters.Add(new SqlParameter($"@p{i}", type) { Value = row[i] ?? DBNull.Value });
            }
            Assert.That(command.ExecuteNonQuery(), Is.EqualTo(1));
        }
        Assert.That(Read(connection), Is.EqualTo(Rows));
        Assert.That(new SqlCommand("SELECT COUNT(*) FROM dbo.kinds", connection).ExecuteScalar(), Is.EqualTo(4).And.TypeOf<int>(), "as a server counts");
    }

    [Test]
    public void By_bulk_copy()
    {
        using var connection = Open();
        using var table = new DataTable();
        foreach (var (value, i) in Rows[0].Select((v, i) => (v, i)))
        {
            table.Columns.Add($"c{i}", value!.GetType());
        }
        foreach (var row in Rows)
        {
            table.Rows.Add(row);
        }
        using (var copy = new SqlBulkCopy(connection) { DestinationTableName = "dbo.kinds", BatchSize = 3 })
        {
            copy.WriteToServer(table);
        }
        Assert.That(Read(connection), Is.EqualTo(Rows));
        Assert.That(_server.BulkRows, Is.EqualTo(4));
    }

    [Test]
    public void Texts_as_long_as_a_message_of_many_packets_are_whole()
    {
        using var connection = Open();
        using var command = new SqlCommand("SELECT @a AS a, @b AS b", connection);
        var text = string.Concat(Enumerable.Range(0, 1900).Select(i => $"{i}·"))[..3900];
        command.Parameters.AddWithValue("a", text);
        command.Parameters.Add("b", SqlDbType.NVarChar, -1).Value = text;
        using var reader = command.ExecuteReader();
        Assert.That(reader.Read(), Is.True);
        Assert.That((reader.GetString(0), reader.GetString(1)), Is.EqualTo((text, text)));
    }

    [Test]
    public void Connections_are_encrypted_as_they_ask_and_prove_the_server_where_they_are_to()
    {
        Open().Dispose();
        Open(c => c.Encrypt = SqlConnectionEncryptOption.Optional).Dispose();
        Open(c => (c.Encrypt, c.TrustServerCertificate, c.ServerCertificate) = (SqlConnectionEncryptOption.Strict, false, _server.CertificateFile)).Dispose();
        Assert.That(_server.Logins.TakeLast(3).Select(l => l.Encryption), Is.EqualTo(new[] { "tls", "none", "strict" }));
        Assert.Throws<SqlException>(() => Open(c => (c.Encrypt, c.TrustServerCertificate) = (SqlConnectionEncryptOption.Strict, false)), "a certificate that nobody vouches for");
        Assert.Throws<SqlException>(() => Open(c => c.TrustServerCertificate = false));
    }

    [Test]
    public void What_is_no_t_sql_is_refused()
    {
        using var connection = Open();
        Assert.That(Assert.Throws<SqlException>(() => new SqlCommand("SELECT 1 LIMIT 1", connection).ExecuteScalar())!.Number, Is.EqualTo(102));
        Assert.That(Assert.Throws<SqlException>(() => new SqlCommand("SELECT 1 FROM nowhere", connection).ExecuteScalar())!.Number, Is.EqualTo(208));
        Assert.That(new SqlCommand("SELECT 1", connection).ExecuteScalar(), Is.EqualTo(1), "and the connection goes on");
    }

    private SqlConnection Open(Action<SqlConnectionStringBuilder>? with = null)
    {
        var builder = new SqlConnectionStringBuilder(_server.ConnectionString()) { Pooling = false };
        with?.Invoke(builder);
        var connection = new SqlConnection(builder.ConnectionString);
        connection.Open();
        return connection;
    }

    private static List<object?[]> Read(SqlConnection connection)
    {
        using var command = new SqlCommand("SELECT * FROM dbo.kinds ORDER BY i DESC", connection);
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        }
        return [.. rows.OrderBy(r => r[0] is null).ThenBy(r => (r[0] as int?) == 0).ThenByDescending(r => r[0])];
    }
}
