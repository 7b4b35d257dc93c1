using System.Text;
using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.Tests.Warehouse;

internal sealed class ChunkAppenderTests
{
    private const int Rows = 5000;
    private string _folder = null!;
    private DuckDbSession _session = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = Directory.CreateTempSubdirectory("qdc-test-").FullName;
        _session = DuckDbSession.Open(Path.Combine(_folder, "t.duckdb"), new DuckDbSettings { Threads = 1, MemoryLimit = "512MB" });
        _session.Execute("CREATE SCHEMA stg");
        _session.Execute("""
            CREATE TABLE stg.t (i INTEGER, l BIGINT, u UBIGINT, d DOUBLE, day DATE, m DECIMAL(18,2), n DECIMAL(18,4), small DECIMAL(4,1),
              b BOOLEAN, s VARCHAR, id UUID)
            """);
    }

    [TearDown]
    public void TearDown()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void All_types_read_back_as_written_over_several_chunks()
    {
        _session.InTransaction(s =>
        {
            using var rows = s.Append("stg", "t");
            for (var i = 0; i < Rows; i++)
            {
                rows.Set(0, i - 7);
                rows.Set(1, (long)i << 33);
                rows.Set(2, ulong.MaxValue - (ulong)i);
                rows.Set(3, i / 4.0);
                rows.Set(4, new DateOnly(1899, 12, 31).AddDays(i * 20));
                rows.SetScaled(5, -12345 - i);
                rows.Set(6, i + 0.1234m);
                rows.Set(7, -0.5m);
                rows.Set(8, i % 2 == 0);
                rows.Set(9, Text(i));
                rows.Set(10, Id(i));
                rows.EndRow();
            }

            rows.Complete();
            Assert.That(rows.Rows, Is.EqualTo(Rows));
        });

        var at = 0;
        foreach (var row in _session.Stream("SELECT * FROM stg.t ORDER BY i", r => Enumerable.Range(0, 11).Select(r.GetValue).ToArray()))
        {
            Assert.That(row, Is.EqualTo(new object[]
            {
                at - 7, (long)at << 33, ulong.MaxValue - (ulong)at, at / 4.0, new DateOnly(1899, 12, 31).AddDays(at * 20),
                (-12345 - at) / 100m, at + 0.1234m, -0.5m, at % 2 == 0, Text(at), Id(at),
            }));
            at++;
        }

        Assert.That(at, Is.EqualTo(Rows));
        Assert.That(_session.Scalar<int>("SELECT count(*) FROM stg.t WHERE id::VARCHAR <> lower(id::VARCHAR) OR id <> id::VARCHAR::UUID"), Is.Zero);
    }

    [Test]
    public void A_column_not_set_is_null_and_nothing_of_the_row_before_shines_through()
    {
        _session.InTransaction(s =>
        {
            using var rows = s.Append("stg", "t");
            for (var i = 0; i < Rows; i++)
            {
                rows.Set(0, i);
                if (i % 3 == 0)
                {
                    rows.Set(rows.Column("s"), "a text of more than twelve bytes");
                }
                else if (i % 3 == 1)
                {
                    rows.SetNull(9);
                }

                rows.EndRow();
            }

            rows.Complete();
        });
        Assert.That(_session.Scalar<int>("SELECT count(s) FROM stg.t"), Is.EqualTo((Rows + 2) / 3));
        Assert.That(_session.Scalar<int>("SELECT count(*) FROM stg.t WHERE (s IS NOT NULL) <> (i % 3 = 0)"), Is.Zero);
        Assert.That(_session.Scalar<int>("SELECT count(l) + count(id) + count(m) FROM stg.t"), Is.Zero);
    }

    [Test]
    public void A_value_set_after_null_is_there()
    {
        _session.InTransaction(s =>
        {
            using var rows = s.Append("stg", "t");
            rows.SetNull(0);
            rows.Set(0, 5);
            rows.EndRow();
            rows.Complete();
        });
        Assert.That(_session.Scalar<int>("SELECT i FROM stg.t"), Is.EqualTo(5));
    }

    [TestCase("")]
    [TestCase("twelve bytes")]
    [TestCase("thirteen byte")]
    [TestCase("l'àrea bàsica · €")]
    public void Text_of_any_length_is_kept(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        _session.InTransaction(s =>
        {
            using var rows = s.Append("stg", "t");
            rows.Set(9, utf8.AsSpan());
            rows.EndRow();
            rows.Set(9, text.AsSpan());
            rows.EndRow();
            rows.Set(9, string.Concat(Enumerable.Repeat(text, 100)));
            rows.EndRow();
            rows.Complete();
        });
        Assert.That(_session.Query("SELECT s FROM stg.t", r => r.GetString(0)), Is.EqualTo(new[] { text, text, string.Concat(Enumerable.Repeat(text, 100)) }));
    }

    [Test]
    public void A_uuid_from_bytes_reads_as_those_bytes_and_sorts_as_text_does()
    {
        byte[][] ids = [[0x00, .. new byte[15]], [0x7f, .. new byte[15]], [0x80, .. new byte[15]], [0xff, .. Enumerable.Repeat((byte)0xee, 15)]];
        _session.InTransaction(s =>
        {
            using var rows = s.Append("stg", "t");
            foreach (var id in ids)
            {
                rows.SetUuid(10, id);
                rows.EndRow();
            }

            rows.Complete();
        });
        Assert.That(_session.Query("SELECT id::VARCHAR FROM stg.t ORDER BY id", r => r.GetString(0).Replace("-", "")), Is.EqualTo(ids.Select(Convert.ToHexStringLower)));
    }

    [Test]
    public void A_value_that_does_not_fit_its_column_is_refused()
    {
        using var rows = _session.Append("stg", "t");
        Assert.That(() => rows.Set(0, "x"), Throws.InvalidOperationException.With.Message.Contains("stg.t.i"));
        Assert.That(() => rows.Set(9, 1), Throws.InvalidOperationException);
        Assert.That(() => rows.Set(0, long.MaxValue), Throws.TypeOf<OverflowException>());
        Assert.That(() => rows.Set(5, 1.234m), Throws.ArgumentException.With.Message.Contains("decimals"));
        Assert.That(() => rows.Set(9, [0xC3, 0x28]), Throws.ArgumentException.With.Message.Contains("UTF-8"));
        Assert.That(() => rows.Column("nowhere"), Throws.ArgumentException.With.Message.Contains("small"));
    }

    [Test]
    public void Rows_that_were_not_completed_are_thrown_away()
    {
        _session.InTransaction(s =>
        {
            using var rows = s.Append("stg", "t");
            for (var i = 0; i < Rows; i++)
            {
                rows.Set(0, i);
                rows.EndRow();
            }
        });
        Assert.That(_session.Scalar<int>("SELECT count(*) FROM stg.t"), Is.Zero);
    }

    [Test]
    public void What_the_engine_refuses_is_an_exception()
    {
        Assert.That(() => _session.Append("stg", "nowhere"), Throws.TypeOf<SqlFailed>().With.Message.Contains("nowhere"));
        _session.Execute("CREATE TABLE stg.strict (i INTEGER NOT NULL)");
        Assert.That(() => _session.InTransaction(s =>
        {
            using var rows = s.Append("stg", "strict");
            rows.SetNull(0);
            rows.EndRow();
            rows.Complete();
        }), Throws.TypeOf<SqlFailed>().With.Message.Contains("NOT NULL"));
        Assert.That(_session.Scalar<int>("SELECT count(*) FROM stg.strict"), Is.Zero);
    }

    [Test]
    public void Nothing_is_allocated_per_row()
    {
        var text = "a text of more than twelve bytes"u8.ToArray();
        _session.InTransaction(s =>
        {
            using var rows = s.Append("stg", "t");
            Fill(rows, 3000);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Fill(rows, 50_000);
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(50_000), "less than a byte a row");
            rows.Complete();
        });

        void Fill(ChunkAppender rows, int count)
        {
            for (var i = 0; i < count; i++)
            {
                rows.Set(0, i);
                rows.Set(4, new DateOnly(2025, 1, 31));
                rows.Set(9, text);
                rows.SetUuid(10, text.AsSpan(0, 16));
                rows.EndRow();
            }
        }
    }

    private static string Text(int i) => i % 2 == 0 ? $"t{i}" : $"a text that is longer than twelve bytes · {i}";

    private static Guid Id(int i)
    {
        var bytes = new byte[16];
        new Random(i).NextBytes(bytes);
        return new Guid(bytes);
    }
}
