namespace QdC.Pipeline.Jobs;

/// <summary>One canonical code of a common code list.</summary>
/// <param name="Key">Its append-only number, the surrogate key of conformed dimensions.</param>
/// <param name="Code">The canonical code.</param>
/// <param name="Labels">Label by language: ca, es, en.</param>
/// <param name="Attributes">The list's other columns, for example <c>sensitive</c> or <c>comarca_code</c>.</param>
public sealed record CodeEntry(
    int Key,
    string Code,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Attributes
)
{
    /// <summary>The attributes that change from a day on, in date order: a municipality's comarca.</summary>
    public IReadOnlyList<DatedAttributes> Later { get; init; } = [];

    /// <summary>The attributes as they are on a day.</summary>
    public IReadOnlyDictionary<string, string> AttributesOn(DateOnly day)
    {
        if (Later.Count == 0 || Later[0].From > day)
            return Attributes;
        var values = new Dictionary<string, string>(Attributes);
        foreach (var (name, value) in Later.TakeWhile(later => later.From <= day).SelectMany(later => later.Values))
            values[name] = value;
        return values;
    }
}

/// <summary>Attributes of a code that hold from a day on: a row of <c>etl-jobs/code-lists/&lt;list&gt;@&lt;day&gt;.csv</c>.</summary>
/// <param name="From">The day.</param>
/// <param name="Values">Those that differ, by name.</param>
public sealed record DatedAttributes(DateOnly From, IReadOnlyDictionary<string, string> Values);

/// <summary>A common code list: <c>etl-jobs/code-lists/&lt;name&gt;.csv</c>.</summary>
/// <param name="Name">The list's name.</param>
/// <param name="Entries">Its codes in key order.</param>
public sealed record CodeList(string Name, IReadOnlyList<CodeEntry> Entries);

/// <summary>One row of a system's mapping to a common list. An empty <see cref="Code"/> means "unknown", without a finding.</summary>
/// <param name="SourceCode">The system's code as text.</param>
/// <param name="Code">The canonical code, or empty.</param>
/// <param name="Label">The system's label.</param>
/// <param name="ValidFrom">First effective date the mapping holds for; null for always.</param>
public sealed record CodeMapping(string SourceCode, string Code, string Label, DateOnly? ValidFrom);

/// <summary>All code lists and the mappings of every system.</summary>
/// <param name="Lists">Common lists by name.</param>
/// <param name="Mappings">Mappings by (list, system).</param>
public sealed record CodeListSet(
    IReadOnlyDictionary<string, CodeList> Lists,
    IReadOnlyDictionary<(string List, string System), IReadOnlyList<CodeMapping>> Mappings
);
