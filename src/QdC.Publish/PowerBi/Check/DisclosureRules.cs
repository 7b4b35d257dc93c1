using System.Text.RegularExpressions;

namespace QdC.Publish.PowerBi;

/// <summary>
/// What may reach a model. Persons have a number of the model's own, a month, municipality, sex and age band; nothing tells them, their days
/// or their records; an area's model holds the area's rows only and has no roles; the network's holds what is published only and adds none of
/// it up.
/// </summary>
internal sealed partial class DisclosureRules(TmdlModel model, Action<string, TmdlNode, int, string> say)
{
    /// <summary>Columns that tell a person, a case, a professional or their days.</summary>
    private static readonly string[] Telling =
        ["person_key", "person_id", "birth_year", "birth_date", "death_date", "case_key", "chain_key", "service_record_key", "professional_key", "lead_professional_key", "professional_id", "family_id", "user_month", "external_ref", "nationality", "dependency_grade", "pseudonym", "row_high", "row_low"];

    /// <summary>Columns that number persons or families.</summary>
    private static readonly string[] Numbering = ["person_number", "family_number", "user_month_number", "item_number"];

    /// <summary>What a table of persons may have besides numbers, months and keys of breakdowns.</summary>
    private static readonly string[] OfPersons = [AreaModel.AreaCode, "resident", "kind", "service_block", "service_utilities", "amount", "weighted_amount", "status", "granted", "granted_amount", "energy_prior_year_aid", "days_to_decide"];

    /// <summary>True for a table whose rows are persons' or families'.</summary>
    public static bool IsOfPersons(TmdlNode table) => table.Of("column").Any(c => Numbering.Contains(c["sourceColumn"] ?? c.Name));

    public void Check()
    {
        foreach (var table in model.Tables)
        {
            Columns(table);
            foreach (var partition in table.Of("partition"))
            {
                Rows(table, partition);
            }
            if (table.Of("refreshPolicy").Any())
            {
                say("FULL_REFRESH", table, table.Line, $"{table.Name} is refreshed in parts; links, restatements and erasures rewrite old months, so tables are refreshed whole");
            }
        }
        if (!model.IsNetwork)
        {
            foreach (var role in model.Roles)
            {
                say("ROLES_ONLY_IN_NETWORK", role, role.Line, "the model of an area has no roles: its workspace holds the area's rows only, and a service principal cannot query a model that has them");
            }
            return;
        }
        foreach (var measure in model.Measures.Where(m => Adding().IsMatch(m.Expression ?? "")))
        {
            say("NETWORK_ADDS_NOTHING", measure, measure.ExpressionLine, $"{Adding().Match(measure.Expression!).Value.TrimEnd('(', ' ')} adds published figures up; sums and differences could give back what is hidden");
        }
        if (model.Roles.Count == 0)
        {
            say("NETWORK_HAS_A_ROLE", model.Model ?? model.Roots[0], 1, "the model of all areas needs a role, so that a reader who is in none sees nothing");
        }
    }

    private void Columns(TmdlNode table)
    {
        var sources = table.Of("column").Select(c => (Column: c, Name: c["sourceColumn"] ?? c.Name)).ToList();
        foreach (var (column, name) in sources.Where(c => Telling.Contains(c.Name) || Telling.Contains(c.Column.Name)))
        {
            say("PERSON_NO_IDENTITY", column, column.Line, $"{name} tells a person or a record; a model has numbers of its own, months and bands");
        }
        if (!IsOfPersons(table))
        {
            return;
        }
        var keys = model.Relationships.Select(r => r["fromColumn"]).OfType<string>().Select(TmdlModel.Parts).Where(p => p.Count == 2 && TmdlModel.Same(p[0], table.Name)).Select(p => p[1]).ToHashSet();
        foreach (var (column, name) in sources)
        {
            var isMonth = name == "month" || name.EndsWith("_month", StringComparison.Ordinal);
            if (column["dataType"] == "dateTime" && !isMonth)
            {
                say("PERSON_NO_DAY", column, column.Line, $"{name} is a day of a person; a table of persons has months");
            }
            else if (!isMonth && !Numbering.Contains(name) && !keys.Contains(column.Name) && !OfPersons.Contains(name))
            {
                say("PERSON_COLUMNS", column, column.Line, $"{name} says more of a person than a number, a month and a breakdown; allowed besides: {string.Join(", ", OfPersons)}");
            }
            if (!column.Is("isHidden"))
            {
                say("PERSON_HIDDEN", column, column.Line, $"{column.Name} can be laid out row by row; the columns of a table of persons are hidden");
            }
        }
    }

    private void Rows(TmdlNode table, TmdlNode partition)
    {
        var source = partition["source"] ?? "";
        if (partition.Expression != "m")
        {
            return;
        }
        var view = QueryRules.Item().Match(source).Groups[2].Value;
        if (model.IsNetwork)
        {
            if (!NetworkModel.Views.Contains(view))
            {
                say("NETWORK_PUBLISHED_ONLY", partition, partition.LineOf("source"), $"{table.Name} reads bi.{view}; the model of all areas reads {string.Join(" and ", NetworkModel.Views.Select(v => $"bi.{v}"))} only");
            }
            return;
        }
        if (!AreaFilter().IsMatch(source))
        {
            say("AREA_FILTER", partition, partition.LineOf("source"), $"{table.Name} does not choose the area's rows: Table.SelectRows(View, each [{AreaModel.AreaCode}] = AreaCode) is expected");
        }
        if (!table.Of("column").Any(c => c["sourceColumn"] == AreaModel.AreaCode))
        {
            say("AREA_FILTER", table, table.Line, $"{table.Name} has no column {AreaModel.AreaCode}, by which a published model is asked whose rows it has");
        }
    }

    [GeneratedRegex(@"Table\.SelectRows\s*\(\s*\w+\s*,\s*each\s+\[area_code\]\s*=\s*AreaCode\s*\)")]
    private static partial Regex AreaFilter();

    [GeneratedRegex(@"\b(?:SUM|SUMX|AVERAGE|AVERAGEX|COUNTX|PRODUCTX?)\s*\(", RegexOptions.IgnoreCase)]
    private static partial Regex Adding();
}
