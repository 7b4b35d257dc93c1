using System.Globalization;
using QdC.Publish.PowerBi.Client;
using QdC.Warehouse;

namespace QdC.Publish.PowerBi.Deploy;

/// <summary>Asks the model itself what it holds: rows of this area only, as many and as much as the warehouse's.</summary>
internal sealed class VerifyStep(PublishRun run)
{
    /// <summary>Verifies. False when the warehouse got other data meanwhile, so that there is nothing to compare with.</summary>
    /// <exception cref="ForeignAreaFound">It holds another area's rows; by then readers are shut out.</exception>
    /// <exception cref="FiguresDiffer">It holds something else than the warehouse.</exception>
    public async Task<bool> Require(Guid workspace, Guid model, WarehouseMark mark, CancellationToken cancel)
    {
        if (run.Reached.Verified == mark.ToString())
        {
            return true;
        }
        if (run.Definition.HasRoles)
        {
            run.Keep(run.Reached with { Verified = mark.ToString() }); // a service principal may not ask it: the refresh's own end has to do
            run.Did("verified by its refresh only, as it has roles");
            return true;
        }
        var held = new List<(ControlTable Table, ModelTotals Totals)>();
        foreach (var (dax, tables) in ControlTable.Queries(run.Definition.Tables))
        {
            var rows = await run.PowerBi.Query(workspace, model, dax, cancel);
            held.AddRange(tables.Select((t, i) => (t, (rows is [var row] ? t.Answered(row, i) : null) ?? throw new AnswerIncomplete(run.Area))));
        }
        var foreign = held.SelectMany(h => h.Totals.Areas).Distinct().Where(a => a != run.Area.Value).Order(StringComparer.Ordinal).ToList();
        if (foreign.Count > 0)
        {
            var shut = await Shut(workspace, cancel);
            throw new ForeignAreaFound(run.Area, foreign.ConvertAll(a => a.Length > 0 ? a : "no area"), shut, await Empty(workspace, model, cancel));
        }
        var wanted = held.ConvertAll(h => run.Figures.Totals(run.Area, h.Table.View, [.. h.Table.Sums.Select(s => s.Source)]));
        if (run.Figures.Mark(run.Area) is { } now && now != mark)
        {
            run.Keep(run.Reached with { Refreshed = null });
            return false;
        }
        var differences = held.Zip(wanted).SelectMany(p => Differences(p.First.Table, p.First.Totals, p.Second)).ToList();
        if (differences.Count > 0)
        {
            run.Keep(run.Reached with { Refreshed = null });
            throw new FiguresDiffer(run.Area, differences, held.TrueForAll(h => h.Totals.Rows == 0));
        }
        run.Keep(run.Reached with { Verified = mark.ToString() });
        run.Did($"verified: {held.Sum(h => h.Totals.Rows).ToString(CultureInfo.InvariantCulture)} rows of {run.Area} in {held.Count} tables, totals equal");
        return true;
    }

    private static IEnumerable<string> Differences(ControlTable table, ModelTotals held, ViewTotals wanted)
    {
        if (held.Rows != wanted.Rows)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{table.Name}: {held.Rows} rows, the warehouse has {wanted.Rows}");
        }
        foreach (var ((column, _), is_, should) in table.Sums.Zip(held.Sums, wanted.Sums))
        {
            if (!Same(is_, should))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{table.Name}: {column} adds up to {is_:0.####}, in the warehouse to {should:0.####}");
            }
        }
    }

    /// <summary>Equal in the four decimals that the model's fixed numbers have; a JSON number has fifteen digits, so a great sum may differ in its last.</summary>
    private static bool Same(decimal held, decimal wanted) => Math.Abs(held - wanted) <= Math.Max(0.00005m, Math.Abs(wanted) * 0.00000000000001m);

    /// <summary>Shuts readers out. False when the service did not let that be done.</summary>
    private async Task<bool> Shut(Guid workspace, CancellationToken cancel)
    {
        try
        {
            await new WorkspaceStep(run).ShutOut(workspace, cancel);
            return true;
        }
        catch (QdcException)
        {
            return false; // the model is emptied all the same, and the failure says both
        }
    }

    /// <summary>Empties the model. True when it is empty.</summary>
    private async Task<bool> Empty(Guid workspace, Guid model, CancellationToken cancel)
    {
        run.Keep(run.Reached with { Refreshed = null, Verified = null });
        var emptied = await Cleared(workspace, model, cancel) || await Replaced(workspace, cancel);
        if (emptied)
        {
            run.Did("model emptied");
        }
        return emptied;
    }

    /// <summary>Clears the values, which a capacity of its own can.</summary>
    private async Task<bool> Cleared(Guid workspace, Guid model, CancellationToken cancel)
    {
        try
        {
            if (!await run.PowerBi.IsOnDedicatedCapacity(workspace, cancel))
            {
                return false;
            }
            await new RefreshStep(run).Do(workspace, model, RefreshRequest.Clear, true, run.Clock.GetUtcNow(), cancel);
            return true;
        }
        catch (QdcException)
        {
            return false; // the other way is tried
        }
    }

    /// <summary>Puts a model without tables in its place, which needs no refresh.</summary>
    private async Task<bool> Replaced(Guid workspace, CancellationToken cancel)
    {
        try
        {
            await new ItemStep(run).Deploy(workspace, false, ItemKind.SemanticModel, run.Definition.Emptied, cancel);
            return true;
        }
        catch (QdcException)
        {
            return false; // said in the failure; shutting readers out was the first thing to do
        }
    }
}
