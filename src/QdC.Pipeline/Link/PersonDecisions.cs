using QdC.Warehouse;

namespace QdC.Pipeline.Link;

/// <summary>
/// What persons have decided of source records: that two are one person, or two. A decision is kept in the area's ledger under the
/// pseudonyms of both records, says who and why, and binds later runs until another is taken on the same two.
/// </summary>
public static class PersonDecisions
{
    private const string SameWord = "same";
    private const string DifferentWord = "different";

    /// <summary>The decisions in force: the last on each two records.</summary>
    public static IReadOnlyList<PersonDecision> InForce(AreaLog log) =>
        [
            .. log.Decisions(DecisionKind.LinkPersons)
                .GroupBy(d => d.Subject)
                .Select(g => g.Last())
                .Where(d => d.Detail is not null)
                .Select(Read),
        ];

    /// <summary>Takes a decision.</summary>
    /// <param name="log">The area's ledger.</param>
    /// <param name="decision">The records and whether they are one person.</param>
    /// <param name="reason">Why.</param>
    /// <param name="by">Who.</param>
    /// <exception cref="DecisionContradicts">Other decisions in force say the opposite.</exception>
    public static void Take(AreaLog log, PersonDecision decision, string reason, string by)
    {
        var others = InForce(log).Where(d => (d.A, d.B) != (decision.A, decision.B)).ToList();
        if (Contradicts([.. others, decision]))
        {
            throw new DecisionContradicts(log.Area, decision.Same);
        }
        log.Decide(DecisionKind.LinkPersons, Subject(decision), reason, by, detail: decision.Same ? SameWord : DifferentWord);
    }

    /// <summary>Takes a decision back: the records are linked as the evidence says.</summary>
    public static void TakeBack(AreaLog log, Guid a, Guid b, string reason, string by) =>
        log.Decide(DecisionKind.LinkPersons, Subject(Pair(a, b, same: true)), reason, by);

    /// <summary>A decision on two records, in whichever order they are named.</summary>
    public static PersonDecision Pair(Guid a, Guid b, bool same) => a.CompareTo(b) < 0 ? new(a, b, same) : new(b, a, same);

    /// <summary>The two records as the subject of a decision in the ledger.</summary>
    internal static string Subject(PersonDecision decision) => $"{decision.A:N}{decision.B:N}";

    /// <summary>What a decision in the ledger says; one that was taken back says that they are two.</summary>
    internal static PersonDecision Read(Decision decision) =>
        new(Guid.ParseExact(decision.Subject[..32], "N"), Guid.ParseExact(decision.Subject[32..], "N"), decision.Detail == SameWord);

    /// <summary>True when two who are said to be two are joined by what is said to be one.</summary>
    private static bool Contradicts(IReadOnlyList<PersonDecision> decisions)
    {
        var stands = new Dictionary<Guid, Guid>();
        Guid Root(Guid record)
        {
            while (stands.TryGetValue(record, out var next) && next != record)
            {
                record = next;
            }
            return record;
        }
        foreach (var decision in decisions.Where(d => d.Same))
        {
            stands[Root(decision.A)] = Root(decision.B);
        }
        return decisions.Any(d => !d.Same && Root(d.A) == Root(d.B));
    }
}

/// <summary>A decision on two records says the opposite of what others in force say together.</summary>
public sealed class DecisionContradicts(AreaCode area, bool same)
    : TerminalException(new Problem(
        same ? "The two are held apart by other decisions" : "The two are joined by other decisions",
        Where: area.Value,
        NextStep: "Look at what was decided with `qdc person AREA --decisions` and take one of those back first."));
