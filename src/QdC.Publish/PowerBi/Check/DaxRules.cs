using QdC.Metrics;

namespace QdC.Publish.PowerBi;

/// <summary>The DAX of a model: measures, calculated columns, items of calculation groups, filters of roles.</summary>
internal sealed class DaxRules
{
    private readonly TmdlModel _model;
    private readonly Action<string, TmdlNode, int, string> _say;
    private readonly DaxModel _names;

    public DaxRules(TmdlModel model, Action<string, TmdlNode, int, string> say)
    {
        (_model, _say) = (model, say);
        _names = new DaxModel(
            model.Tables.GroupBy(t => t.Name).ToDictionary(t => t.Key, t => (IReadOnlySet<string>)t.SelectMany(x => x.Of("column")).Select(c => c.Name).ToHashSet()),
            [.. model.Measures.Select(m => new DaxMeasure(m.Name, m.Parent!.Name, m.Expression ?? "", m["formatString"], null))]);
    }

    public void Check()
    {
        foreach (var finding in DaxCheck.Check(_names).Where(f => f.Rule != "UNIQUE_MEASURE_NAME")) // names are judged with all others
        {
            var measure = _model.Measures.First(m => m.Name == finding.Measure);
            Say(finding, measure);
        }
        foreach (var (node, dax) in Expressions())
        {
            try
            {
                var tree = DaxSyntax.Read(dax);
                if (node.Kind != "measure")
                {
                    foreach (var finding in DaxCheck.Expression(tree, _names).Where(f => f.Rule != "AVOID_MEASURES_THAT_ONLY_REPEAT_ANOTHER"))
                    {
                        Say(finding, node);
                    }
                }
                MeasureInFilter(tree, node);
            }
            catch (DaxUnreadable e) when (node.Kind != "measure")
            {
                _say("DAX_SYNTAX", node, LineAt(node, dax, e.Position), e.Message);
            }
            catch (DaxUnreadable)
            {
                // said above
            }
        }
    }

    /// <summary>Every expression of DAX with the object it belongs to.</summary>
    public IEnumerable<(TmdlNode Node, string Dax)> Expressions() =>
        _model.Roots.SelectMany(r => r.All())
            .Where(n => n.Kind is "measure" or "calculationItem" or "formatStringDefinition" or "tablePermission" || (n.Kind == "column" && n.Parent?.Kind == "table"))
            .Where(n => n.Expression is { Length: > 0 })
            .Select(n => (n, n.Expression!))
            .Concat(_model.Tables.SelectMany(t => t.Of("partition")).Where(p => p.Expression == "calculated" && p["source"] is { Length: > 0 }).Select(p => (p, p["source"]!)));

    private void Say(DaxFinding finding, TmdlNode node)
    {
        if (finding.Rule == "DAX_SYNTAX")
        {
            try
            {
                DaxSyntax.Read(node.Expression ?? "");
            }
            catch (DaxUnreadable e)
            {
                _say(finding.Rule, node, LineAt(node, node.Expression ?? "", e.Position), e.Message);
            }
            return;
        }
        var source = finding.Rule == "DAX_REFERENCE" ? BySource(finding.Message) : null;
        _say(source is null ? finding.Rule : "DAX_SOURCE_COLUMN", node, node.ExpressionLine, source ?? finding.Message);
    }

    /// <summary>A name that is the view's, where the model's is wanted; null for another mistake.</summary>
    private string? BySource(string message)
    {
        var column = _model.Columns.FirstOrDefault(c => c["sourceColumn"] is { } source && source != c.Name && message.StartsWith($"'{c.Parent!.Name}'[{source}]", StringComparison.Ordinal));
        return column is null ? null : $"'{column.Parent!.Name}'[{column["sourceColumn"]}] is what the view calls the column; in the model it is [{column.Name}]";
    }

    /// <summary>CALCULATE takes no filter that compares a column with a measure: the value is not fixed when the filter is made.</summary>
    private void MeasureInFilter(DaxNode tree, TmdlNode node)
    {
        var filters = tree.All().OfType<DaxCall>().Where(c => c.Function is "CALCULATE" or "CALCULATETABLE").SelectMany(c => c.Arguments.Skip(1)).Select(a => a is DaxCall { Function: "KEEPFILTERS" } kept ? kept.Arguments[0] : a);
        foreach (var filter in filters.OfType<DaxOperation>().Where(f => f.All().Any(n => n is DaxColumn) && f.All().OfType<DaxMeasureName>().Any()))
        {
            _say("DAX_MEASURE_IN_FILTER", node, node.ExpressionLine, $"a filter of CALCULATE compares with the measure [{filter.All().OfType<DaxMeasureName>().First().Name}]; put its value into a variable first");
        }
    }

    private static int LineAt(TmdlNode node, string dax, int position) =>
        (node.Kind == "partition" ? node.LineOf("source") + 1 : node.ExpressionLine) + dax.AsSpan(0, Math.Min(position, dax.Length)).Count('\n');
}
