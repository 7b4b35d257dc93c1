using QdC.Warehouse;

namespace QdC.Pipeline.Link;

/// <summary>
/// Chooses the pairs of records that are compared. Records that share a key of some rule are a block. In each block a record has one vote,
/// shared among the others, so that a rare surname says much and a common one little; the pairs with most votes are taken, as the budget allows.
/// </summary>
internal sealed class Blocking(DuckDbSession db, IReadOnlyCollection<Slot> slots, int records)
{
    /// <summary>Pairs compared at most, as a share of all pairs; with those sampled it stays below one percent.</summary>
    public const double LargestShare = 0.007;

    /// <summary>Pairs compared at most for each record, so that the work grows as the records do; a small file may have some more.</summary>
    public const int PairsPerRecord = 3;

    private const int PairsOfAnyFile = 50_000;

    private const int LargestBlock = 100;
    private const int VoteParts = 100;

    // A pair is found by several rules; so many times the budget are gathered before each is counted once.
    private const int Overlap = 6;
    private const int GatheredOfAnyFile = 3_000_000;

    // So many are counted at a time, which decides the memory and nothing else.
    private const int BatchPairs = 1_000_000;

    // part: one part of the name, whichever it is; parts: two of them; name: all three.
    private static readonly string[] Rules =
    [
        "document", "cip", "nass", "phone",
        "birth", "birth part", "birth postcode", "birth street", "birth municipality",
        "name", "parts", "parts year", "parts monthday", "parts postcode", "parts street", "parts municipality",
        "part street", "part year", "part monthday", "part postcode", "part year postcode", "part monthday postcode", "part year street",
        "head", "tail", "street", "head part", "tail part", "head year", "tail year", "head monthday", "tail monthday",
        "year street", "monthday street", "monthday postcode",
    ];

    private static readonly Dictionary<string, (Slot? Slot, string Sql)> Keys = new()
    {
        ["document"] = (Slot.Document, "document"),
        ["head"] = (Slot.Document, "document_head"),
        ["tail"] = (Slot.Document, "document_tail"),
        ["cip"] = (Slot.Cip, "cip"),
        ["nass"] = (Slot.Nass, "nass"),
        ["phone"] = (Slot.Phone, "phone"),
        ["birth"] = (Slot.Birth, "birth"),
        ["year"] = (Slot.Birth, "birth_year"),
        ["monthday"] = (Slot.Birth, "birth_monthday"),
        ["street"] = (Slot.Street, "street"),
        ["postcode"] = (Slot.Postcode, "postcode"),
        ["municipality"] = (Slot.Municipality, "municipality"),
        ["name"] = (Slot.Surname2, "CASE WHEN given + surname1 + surname2 IS NOT NULL THEN hash(given, surname1, surname2) END"),
        ["part"] = (null, "unnest([given, surname1, surname2])"),
        ["parts"] = (null, """
            unnest([
                CASE WHEN given + surname1 IS NOT NULL THEN hash(least(given, surname1), greatest(given, surname1)) END,
                CASE WHEN given + surname2 IS NOT NULL THEN hash(least(given, surname2), greatest(given, surname2)) END,
                CASE WHEN surname1 + surname2 IS NOT NULL THEN hash(least(surname1, surname2), greatest(surname1, surname2)) END])
            """),
    };

    /// <summary>Makes the table <c>pair</c>; gives back how many pairs it holds.</summary>
    public long Run()
    {
        var all = records * (records - 1.0) / 2;
        var budget = (long)Math.Min(LargestShare * all, PairsOfAnyFile + ((double)PairsPerRecord * records));
        db.Execute("CREATE TABLE block (h UBIGINT, row INTEGER, n SMALLINT)");
        for (var i = 0; i < Rules.Length; i++)
        {
            Gather(i, Rules[i].Split(' '));
        }
        var sizes = db.Query("SELECT n, count(*) * (n - 1) / 2 FROM block GROUP BY n ORDER BY n", r => ((int)r.GetInt16(0), (long)r.GetDouble(1)));
        var largest = Within(sizes, Math.Max(Overlap * budget, GatheredOfAnyFile));
        var batches = 1 + (int)(sizes.TakeWhile(s => s.Item1 <= largest).Sum(s => s.Item2) / BatchPairs);
        db.Execute("CREATE TABLE vote (p BIGINT, v SMALLINT)");
        for (var batch = 0; batch < batches; batch++)
        {
            db.Execute(
                $"""
                INSERT INTO vote
                SELECT (a.row::BIGINT << 32) | b.row, ({VoteParts} // (a.n - 1))::SMALLINT
                FROM block a JOIN block b ON a.h = b.h AND a.row < b.row
                WHERE a.n <= {largest} AND b.n <= {largest} AND a.h % {batches} = {batch} AND b.h % {batches} = {batch}
                """);
        }
        db.Execute("DROP TABLE block");
        db.Execute("CREATE TABLE found (a INTEGER, b INTEGER, votes SMALLINT)");
        for (var batch = 0; batch < batches; batch++)
        {
            db.Execute(
                $"""
                INSERT INTO found
                SELECT (p >> 32)::INTEGER, (p & 4294967295)::INTEGER, votes
                FROM (SELECT p, least(sum(v), 32000)::SMALLINT AS votes FROM vote WHERE p % {batches} = {batch} GROUP BY p)
                """);
        }
        db.Execute("DROP TABLE vote");
        var least = -Within(db.Query("SELECT -votes, count(*) FROM found GROUP BY votes ORDER BY 1", r => (r.GetInt32(0), r.GetInt64(1))), budget);
        db.Execute($"CREATE TABLE pair AS SELECT a, b FROM found WHERE votes >= {least}");
        db.Execute("DROP TABLE found");
        return db.Scalar<long>("SELECT count(*) FROM pair");
    }

    private void Gather(int rule, string[] keys)
    {
        if (keys.Any(k => Keys[k].Slot is { } slot && !slots.Contains(slot)))
        {
            return;
        }
        var columns = string.Join(", ", keys.Select((k, i) => $"{Keys[k].Sql} AS k{i}"));
        var filled = string.Join(" AND ", keys.Select((_, i) => $"k{i} IS NOT NULL"));
        db.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE keyed AS
            SELECT row, hash({rule}, {string.Join(", ", keys.Select((_, i) => $"k{i}"))}) AS h FROM (SELECT row, {columns} FROM key) WHERE {filled}
            """);
        db.Execute(
            $"""
            INSERT INTO block
            SELECT h, row, n FROM keyed JOIN (SELECT h, count(*) AS n FROM keyed GROUP BY h HAVING count(*) BETWEEN 2 AND {LargestBlock}) USING (h)
            """);
        db.Execute("DROP TABLE keyed");
    }

    /// <summary>The last of the ranks up to which the pairs are within the budget; the first at least.</summary>
    private static int Within(List<(int Rank, long Pairs)> ranks, long budget)
    {
        var (last, sum) = (ranks.Count == 0 ? 0 : ranks[0].Rank, 0L);
        foreach (var (rank, pairs) in ranks)
        {
            sum += pairs;
            if (sum > budget)
            {
                break;
            }
            last = rank;
        }
        return last;
    }
}
