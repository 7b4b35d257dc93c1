namespace QdC.Metrics;

/// <summary>What DAX may name: the tables of a model with their columns, and its measures.</summary>
/// <param name="Tables">Columns by table.</param>
/// <param name="Measures">The measures.</param>
public sealed record DaxModel(IReadOnlyDictionary<string, IReadOnlySet<string>> Tables, IReadOnlyList<DaxMeasure> Measures)
{
    /// <summary>Every measure as text: its table, name and format, then its expression.</summary>
    public string Text() => string.Join('\n', Measures.Select(m => $"'{m.Table}'[{m.Name}] {m.Format}".TrimEnd() + $"\n{m.Expression}\n")).ReplaceLineEndings("\n");

    /// <summary>The model of the definitions: dimensions, the facts that metrics read, days, and what the area's data reach.</summary>
    public static DaxModel Of(MetricsFile file)
    {
        var names = new DaxNames(file);
        var tables = new Dictionary<string, IReadOnlySet<string>>
        {
            [DaxNames.Dates] = new HashSet<string> { DaxNames.Day, DaxNames.Month },
            [DaxNames.Time] = new HashSet<string> { DaxNames.Time },
            [DaxNames.Comparison] = new HashSet<string> { DaxNames.Comparison },
            [DaxNames.Supply] = new HashSet<string> { "metric", DaxNames.Reach, DaxNames.Covered, DaxNames.Available },
        };
        foreach (var dimension in file.Dimensions.Values)
        {
            tables[names.Table(dimension.Name)] = StarColumns.Committed.Tables[dimension.Table].Keys.Append(names.Table(dimension.Name)).ToHashSet();
        }
        foreach (var facts in file.Facts.Values.GroupBy(f => f.Table))
        {
            var fact = facts.First();
            var sensitive = facts.SelectMany(f => f.Dimensions.Keys).Where(d => file.Dimensions[d].Sensitive).SelectMany(d => new[] { $"{d}_block", $"{d}_utilities" });
            tables[names.Table(fact)] = StarColumns.Committed.Tables[fact.Table].Keys.Select(c => DaxNames.Column(fact, c))
                .Concat(facts.SelectMany(f => f.Dimensions.Keys.Select(d => names.KeyColumn(f, d)))).Concat(sensitive).Append(DaxNames.Items).ToHashSet();
        }
        return new DaxModel(tables, new DaxWriter(file).Measures());
    }
}
