namespace QdC.Samples.Truth;

/// <summary>A case as one link of a chain of transfers.</summary>
internal sealed record ChainLink(Observation Record, DateOnly Opened, DateOnly? Closed, int Depth)
{
    /// <summary>True when the case is open on a day it had begun by.</summary>
    public bool IsOpenOn(DateOnly day) => Closed is null || Closed > day;
}

/// <summary>Cases chained by transfer: a transfer neither closes nor opens.</summary>
internal sealed class CaseChains
{
    private readonly ExtractHistory _history;

    /// <summary>Links all cases that were ever known.</summary>
    public CaseChains(RecordedModel model)
    {
        _history = model.History("case");
        Chains =
        [
            .. _history
                .Records.Select(record => (Root: Root(record), Link: Link(record)))
                .GroupBy(pair => pair.Root.Key, pair => pair.Link)
                .Select(group => group.OrderBy(link => link.Opened).ThenBy(link => link.Depth).ToArray()),
        ];
    }

    /// <summary>Every chain, its links in the order they were opened.</summary>
    public IReadOnlyList<ChainLink[]> Chains { get; }

    /// <summary>The links of a chain that a day knows, and the current one when the chain is open; null when it is not.</summary>
    public static (ChainLink Current, IReadOnlyList<ChainLink> Members)? OpenOn(ChainLink[] chain, DateOnly day)
    {
        var members = chain.Where(link => !link.Record.IsAbsentOn(day)).ToList();
        var current = members.LastOrDefault(link => link.Opened <= day);
        if (current is null)
            return null;
        return current.IsOpenOn(day) || members.Any(link => link.Opened > day) ? (current, members) : null;
    }

    private Observation? Predecessor(Observation record) =>
        _history.Find(record.Latest.Values[_history.Shape["transferred_from"].Index]);

    /// <summary>The first case of the chain; a case on a cycle is its own root.</summary>
    private Observation Root(Observation record)
    {
        var seen = new HashSet<string>();
        var at = record;
        while (!OnCycle(at) && Predecessor(at) is { } before && seen.Add(at.Key))
            at = before;
        return at;
    }

    private bool OnCycle(Observation record)
    {
        var seen = new HashSet<string>();
        for (var at = Predecessor(record); at is not null && seen.Add(at.Key); at = Predecessor(at))
        {
            if (at == record)
                return true;
        }
        return false;
    }

    private ChainLink Link(Observation record)
    {
        var row = new LiveRow(_history.Shape, record.Key, record.Latest);
        var opened = row.Day("opened_on")!.Value;
        DateOnly? closed = row["state"] switch
        {
            "open" => null,
            "closed" => row.Day("closed_on") ?? row.Day("state_date") ?? opened,
            _ => row.Day("closed_on"),
        };
        var depth = 0;
        for (var at = record; !OnCycle(at) && Predecessor(at) is { } before; at = before)
            depth++;
        return new ChainLink(record, opened, closed, depth);
    }
}
