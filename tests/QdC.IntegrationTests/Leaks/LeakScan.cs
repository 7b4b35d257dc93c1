using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using Microsoft.Data.Sqlite;

namespace QdC.IntegrationTests.Leaks;

/// <summary>A canary found where nothing may be.</summary>
/// <param name="Place">File, table and column.</param>
/// <param name="Canary">The canary.</param>
internal sealed record Leak(string Place, Canary Canary);

/// <summary>
/// Opens whatever a run wrote and looks for canaries in it: each column of each table of each DuckDB and SQLite file, each part of
/// each archive, and the raw bytes of everything, read as UTF-8, windows-1252 and UTF-16. Nine digits may stand in a hash by chance,
/// of thousands of telephones and of hashes that are others in every run: a telephone that a whole hash holds is no leak.
/// </summary>
internal sealed partial class LeakScan
{
    private readonly Dictionary<string, Canary> _bare;
    private readonly SearchValues<string> _search;
    private readonly ILookup<string, KeyValuePair<string, Canary>> _byBeginning;
    private readonly Dictionary<string, HashSet<Canary>> _leaks = [];
    private readonly HashSet<Canary> _inHashes = [];
    private readonly HashSet<string> _read = [];

    static LeakScan() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public LeakScan(IEnumerable<Canary> canaries)
    {
        _bare = canaries.DistinctBy(c => c.Bare).ToDictionary(c => c.Bare);
        foreach (var phone in _bare.Values.Where(c => c.Kind == CanaryKind.Phone && c.Bare.StartsWith("+34", StringComparison.Ordinal)).ToList())
        {
            _bare.TryAdd(phone.Bare[3..], phone);
        }

        _search = SearchValues.Create([.. _bare.Keys], StringComparison.Ordinal);
        _byBeginning = _bare.ToLookup(c => Beginning(c.Key));
    }

    /// <summary>What was found, each canary once a place.</summary>
    public IEnumerable<Leak> Leaks => _leaks.OrderBy(l => l.Key, StringComparer.Ordinal).SelectMany(l => l.Value.Except(_inHashes).Select(c => new Leak(l.Key, c)));

    /// <summary>What was opened, for a test that nothing was passed over.</summary>
    public SortedSet<string> Opened { get; } = new(StringComparer.Ordinal);

    /// <summary>Everything under a folder.</summary>
    public void Folder(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, path);
            Text($"name of {name}", name);
            File(path, name);
        }
    }

    /// <summary>One file, opened by what its first bytes say it is. A copy of one that was read, as of a version in a backup, is not read again.</summary>
    public void File(string path, string name)
    {
        var bytes = System.IO.File.ReadAllBytes(path);
        if (!_read.Add(Print(path, bytes)))
        {
            return;
        }

        Bytes(name, bytes);
        if (bytes.AsSpan().StartsWith("SQLite format 3\0"u8))
        {
            Sqlite(path, name);
        }
        else if (bytes.Length > 12 && bytes.AsSpan(8, 4).SequenceEqual("DUCK"u8))
        {
            DuckDb(path, name);
        }
    }

    /// <summary>Bytes, and what is packed in them.</summary>
    public void Bytes(string name, byte[] bytes)
    {
        Opened.Add($"bytes {name}");
        var dense = Dense(bytes);
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.GetEncoding(1252), Encoding.Unicode })
        {
            Text(name, encoding.GetString(dense));
        }

        if (dense.Length > 1)
        {
            Text(name, Encoding.Unicode.GetString(dense, 1, dense.Length - 1));
        }

        if (bytes.AsSpan().StartsWith("PK\x03\x04"u8))
        {
            Opened.Add($"archive {name}");
            using var archive = new ZipArchive(new MemoryStream(bytes));
            foreach (var entry in archive.Entries)
            {
                using var part = entry.Open();
                using var memory = new MemoryStream();
                part.CopyTo(memory);
                Text($"name in {name}", entry.FullName);
                Bytes($"{name}!{entry.FullName}", memory.ToArray());
            }
        }
        else if (bytes.AsSpan().StartsWith<byte>([0x1F, 0x8B]))
        {
            using var unzipped = new MemoryStream();
            new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress).CopyTo(unzipped);
            Bytes(name + "!", unzipped.ToArray());
        }
    }

    /// <summary>The bytes with each long run of zeros cut short: most of a small DuckDB file is the empty rest of its blocks, and no canary holds a zero but those of UTF-16, one at a time.</summary>
    private static byte[] Dense(byte[] bytes)
    {
        const int Kept = 16;
        var (dense, length, at) = (new byte[bytes.Length], 0, 0);
        while (at < bytes.Length)
        {
            var zeros = bytes.AsSpan(at).IndexOf(new byte[Kept]);
            var end = zeros < 0 ? bytes.Length : at + zeros + Kept;
            bytes.AsSpan(at, end - at).CopyTo(dense.AsSpan(length));
            length += end - at;
            var more = bytes.AsSpan(end).IndexOfAnyExcept((byte)0);
            at = zeros < 0 || more < 0 ? bytes.Length : end + more;
        }

        return dense[..length];
    }

    /// <summary>A text.</summary>
    public void Text(string place, string text)
    {
        var bare = Bareness.Of(text);
        var hashes = new Lazy<string>(() => string.Join(' ', Hashes().Matches(text).Select(h => h.Value.Replace("-", "", StringComparison.Ordinal))));
        var at = 0;
        while (bare.AsSpan(at).IndexOfAny(_search) is >= 0 and var found)
        {
            at += found;
            foreach (var canary in _byBeginning[Beginning(bare.AsSpan(at))].Where(c => bare.AsSpan(at).StartsWith(c.Key, StringComparison.Ordinal)))
            {
                Add(place, canary.Value);
                if (canary.Value.Kind == CanaryKind.Phone && hashes.Value.Contains(canary.Key, StringComparison.Ordinal))
                {
                    _inHashes.Add(canary.Value);
                }
            }

            at++;
        }
    }

    /// <summary>What a file holds, with what is not yet written into it.</summary>
    private static string Print(string path, byte[] bytes) =>
        string.Join(' ', new[] { ".wal", "-wal", "-journal" }.Select(beside => path + beside).Where(System.IO.File.Exists).Select(System.IO.File.ReadAllBytes).Prepend(bytes).Select(SHA256.HashData).Select(Convert.ToHexString));

    private static string Beginning(ReadOnlySpan<char> bare) => new(bare[..Math.Min(2, bare.Length)]);

    /// <summary>Hexadecimal words of 128 or 256 bits, with nothing beside them: hashes and UUIDs.</summary>
    [GeneratedRegex("(?<![0-9A-Za-z])([0-9a-f]{64}|[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9A-Za-z])")]
    private static partial Regex Hashes();

    private void Add(string place, Canary canary)
    {
        if (!_leaks.TryGetValue(place, out var found))
        {
            _leaks[place] = found = [];
        }

        found.Add(canary);
    }

    /// <summary>Every column of every table, whatever its type, as text; with what its WAL holds. Strings in the file itself are compressed.</summary>
    private void DuckDb(string path, string name)
    {
        using var copy = new Copy(path, ".wal");
        try
        {
            using var connection = new DuckDBConnection($"Data Source={copy.Path}");
            connection.Open();
            var tables = Rows(connection, "SELECT database_name, schema_name, table_name FROM duckdb_tables() WHERE NOT internal");
            foreach (var table in tables)
            {
                var columns = Rows(connection, $"SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = '{Text(table[0])}' AND schema_name = '{Text(table[1])}' AND table_name = '{Text(table[2])}'");
                foreach (var column in columns)
                {
                    Column(connection, name, table, column[0], column[1]);
                }
            }

            foreach (var made in Rows(connection, "SELECT coalesce(sql, ''), coalesce(comment, ''), '' FROM duckdb_tables() UNION ALL SELECT coalesce(sql, ''), coalesce(comment, ''), '' FROM duckdb_views() WHERE NOT internal"))
            {
                Text($"{name} definitions", made[0] + "\n" + made[1]);
            }

            Opened.Add($"duckdb {name}");
        }
        catch (DuckDBException)
        {
            Opened.Add($"torn duckdb {name}"); // a file cut by a kill: its bytes have been read
        }
    }

    private void Column(DuckDBConnection connection, string name, string[] table, string column, string type)
    {
        var from = $"\"{table[0]}\".\"{table[1]}\".\"{table[2]}\"";
        var numeric = type is "BIGINT" or "INTEGER" or "UBIGINT" or "HUGEINT" or "SMALLINT" or "TINYINT" or "DOUBLE" or "FLOAT" or "UINTEGER" || type.StartsWith("DECIMAL", StringComparison.Ordinal);
        var place = $"{name} {table[1]}.{table[2]}.{column}";
        if (type is "DATE" or "BOOLEAN" or "UUID" || type.StartsWith("TIMESTAMP", StringComparison.Ordinal))
        {
            return;
        }

        foreach (var value in Rows(connection, $"SELECT DISTINCT CAST({(type == "BLOB" ? $"hex(\"{column}\")" : $"\"{column}\"")} AS VARCHAR) FROM {from} WHERE \"{column}\" IS NOT NULL"))
        {
            // A number holds a telephone or a NASS only as a whole; within a hash its digits mean nothing.
            if (!numeric)
            {
                Text(place, value[0]);
            }
            else if (_bare.TryGetValue(value[0].Split('.')[0], out var canary))
            {
                Add(place, canary);
            }
        }
    }

    private void Sqlite(string path, string name)
    {
        using var copy = new Copy(path, "-wal", "-journal");
        using var connection = new SqliteConnection($"Data Source={copy.Path};Pooling=False");
        connection.Open();
        foreach (var table in Rows(connection, "SELECT name, coalesce(sql, '') FROM sqlite_master WHERE type = 'table'"))
        {
            Text($"{name} definitions", table[1]);
            foreach (var column in Rows(connection, $"SELECT name FROM pragma_table_info('{Text(table[0])}')"))
            {
                foreach (var value in Rows(connection, $"SELECT DISTINCT CAST(\"{column[0]}\" AS TEXT) FROM \"{table[0]}\" WHERE \"{column[0]}\" IS NOT NULL"))
                {
                    Text($"{name} {table[0]}.{column[0]}", value[0]);
                }
            }
        }

        Opened.Add($"sqlite {name}");
    }

    private static string Text(string name) => name.Replace("'", "''");

    private static List<string[]> Rows(System.Data.Common.DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetString(i))]);
        }

        return rows;
    }

    /// <summary>A copy with the files beside it, so that opening it to replay its WAL changes nothing.</summary>
    private sealed class Copy : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("qdc-scan-").FullName;

        public Copy(string path, params string[] beside)
        {
            Path = System.IO.Path.Combine(_folder, "copy");
            System.IO.File.Copy(path, Path);
            foreach (var suffix in beside.Where(s => System.IO.File.Exists(path + s)))
            {
                System.IO.File.Copy(path + suffix, Path + suffix);
            }

            foreach (var file in Directory.EnumerateFiles(_folder))
            {
                System.IO.File.SetAttributes(file, FileAttributes.Normal);
            }
        }

        public string Path { get; }

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
