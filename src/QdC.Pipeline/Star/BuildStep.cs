using System.Text.RegularExpressions;
using QdC.Warehouse;

namespace QdC.Pipeline.Star;

/// <summary>A piece of an area's build: what it does, and which tables, views and macros it reads, makes and adds to.</summary>
public sealed partial record BuildStep
{
    private readonly string? _sql;
    private readonly string _name;
    private readonly Action<DuckDbSession>? _work;

    private BuildStep(string? sql, string name, Action<DuckDbSession>? work) => (_sql, _name, _work) = (sql, name, work);

    /// <summary>Every name it may read; one more than it reads only makes it wait.</summary>
    public required IReadOnlySet<string> Read { get; init; }

    /// <summary>What it makes, makes anew or changes: nothing else may touch that meanwhile.</summary>
    public required IReadOnlySet<string> Made { get; init; }

    /// <summary>What it adds rows to, as others may at the same time.</summary>
    public required IReadOnlySet<string> Added { get; init; }

    /// <summary>Told how long it took, after that was told of every step before it; null for nobody.</summary>
    public Action<TimeSpan>? Told { get; init; }

    /// <summary>True for a view, macro or setting of the connection: it is no work, but every connection needs it.</summary>
    internal bool IsOfConnection { get; private init; }

    /// <summary>A step that carries out SQL; what it reads and makes is seen from its words.</summary>
    /// <param name="sql">One statement, or several ended by semicolons.</param>
    /// <param name="name">What messages call it; null for its beginning.</param>
    /// <param name="then">Done on the same connection afterwards; null for nothing.</param>
    /// <param name="told">See <see cref="Told"/>.</param>
    public static BuildStep Of(string sql, string? name = null, Action<DuckDbSession>? then = null, Action<TimeSpan>? told = null)
    {
        var words = Word().Matches(sql).Select(m => m.Value).ToList();
        var made = Makes().Matches(sql).Select(m => m.Groups["name"].Value).ToHashSet();
        var added = Adds().Matches(sql).Select(m => m.Groups["name"].Value).ToHashSet();
        added.ExceptWith(made);
        // What it adds to and reads besides, it changes on its own.
        made.UnionWith(added.Where(name => words.Count(w => w == name) > 1));
        added.ExceptWith(made);
        return new BuildStep(sql, name ?? sql, then)
        {
            Read = Names(words),
            Made = made,
            Added = added,
            Told = told,
            IsOfConnection = OfConnection().IsMatch(sql),
        };
    }

    /// <summary>A step that is more than SQL.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="work">What it does.</param>
    /// <param name="reads">What it reads.</param>
    /// <param name="makes">What it makes or changes.</param>
    /// <param name="told">See <see cref="Told"/>.</param>
    public static BuildStep Doing(string name, Action<DuckDbSession> work, IEnumerable<string> reads, IEnumerable<string> makes, Action<TimeSpan>? told = null) =>
        new(null, name, work) { Read = reads.ToHashSet(), Made = makes.ToHashSet(), Added = new HashSet<string>(), Told = told };

    /// <summary>Every word of a query that may name what it reads.</summary>
    public static IReadOnlySet<string> Words(string sql) => Names(Word().Matches(sql).Select(m => m.Value).ToList());

    /// <summary>Carries it out.</summary>
    /// <param name="db">The connection.</param>
    /// <param name="shared">The database in memory that temporary tables are made in, so that other connections see them; null for the connection's own.</param>
    public void Run(DuckDbSession db, string? shared = null)
    {
        if (_sql is not null)
        {
            db.RunScript(shared is null ? _sql : Temporary().Replace(_sql, $"CREATE OR REPLACE TABLE {shared}.main."), _name);
        }
        _work?.Invoke(db);
    }

    /// <inheritdoc/>
    public override string ToString() => _name;

    /// <summary>Words as they stand, and what stands before the point in them.</summary>
    private static HashSet<string> Names(List<string> words) => [.. words, .. words.Select(w => w.Split('.')[0])];

    [GeneratedRegex(@"(?<![\w.])[a-z_]\w*(\.[a-z_]\w*)?")]
    private static partial Regex Word();

    [GeneratedRegex(@"(CREATE (OR REPLACE )?(TEMP )?(TABLE|VIEW|MACRO) (IF NOT EXISTS )?|DELETE FROM |DROP TABLE |UPDATE )(?<name>[a-z_.\d]+)")]
    private static partial Regex Makes();

    [GeneratedRegex(@"INSERT INTO (?<name>[a-z_.\d]+)")]
    private static partial Regex Adds();

    [GeneratedRegex(@"^(--.*\n)*(CREATE OR REPLACE TEMP (VIEW|MACRO)|SET) ")]
    private static partial Regex OfConnection();

    [GeneratedRegex("CREATE OR REPLACE TEMP TABLE ")]
    private static partial Regex Temporary();
}
