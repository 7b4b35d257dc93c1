using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using QdC.Publish.PowerBi.Client;

namespace QdC.Publish.PowerBi.Deploy;

/// <summary>What is published of an area: the model with the area's parameters written in, and the report, if there is one.</summary>
public sealed partial class AreaDefinition
{
    private const string Expressions = "definition/expressions.tmdl";
    private const string Pbir = "definition.pbir";

    private AreaDefinition(DefinitionParts model, DefinitionParts? report) => (Model, Report) = (model, report);

    /// <summary>The model.</summary>
    public DefinitionParts Model { get; }

    /// <summary>The report as it stands in the repository; <see cref="ReportOn"/> binds it.</summary>
    public DefinitionParts? Report { get; }

    /// <summary>True when roles decide what is seen, so that a service principal may not ask the model.</summary>
    public bool HasRoles => Model.Paths.Any(p => p.StartsWith("definition/roles/", StringComparison.Ordinal));

    /// <summary>The tables that are compared with the warehouse.</summary>
    public IReadOnlyList<ControlTable> Tables => ControlTable.Of(Model);

    /// <summary>The definition for an area.</summary>
    /// <param name="model">The model's files by path.</param>
    /// <param name="report">The report's files by path; null for none.</param>
    /// <param name="target">The area and where its data are.</param>
    /// <param name="mayHaveRoles">True for the model of all areas together only. Default: false.</param>
    /// <exception cref="PowerBiConfigurationWrong">It is nothing that may be published.</exception>
    public static AreaDefinition For(IReadOnlyDictionary<string, string> model, IReadOnlyDictionary<string, string>? report, PublishTarget target, bool mayHaveRoles = false)
    {
        var definition = new AreaDefinition(Filled(DefinitionParts.Of(model), target.Place.Server, target.Place.Database, target.Area.Value), report is null ? null : DefinitionParts.Of(report));
        definition.RequireSafe(mayHaveRoles);
        return definition;
    }

    /// <summary>A model without any table: put in place of the other, no row is left.</summary>
    public DefinitionParts Emptied =>
        DefinitionParts.Of(new[] { ".platform", "definition.pbism", "definition/database.tmdl", "definition/model.tmdl" }
            .Where(Model.Has)
            .Select(p => KeyValuePair.Create(p, string.Join('\n', Model.Text(p).Split('\n').Where(l => !l.StartsWith("ref ", StringComparison.Ordinal))))));

    /// <summary>The report reading a model by its id: the services take no paths.</summary>
    public DefinitionParts ReportOn(Guid model)
    {
        var pbir = JsonNode.Parse(Report!.Text(Pbir))!.AsObject();
        var bound = new JsonObject
        {
            ["$schema"] = pbir["$schema"]?.DeepClone() ?? "https://developer.microsoft.com/json-schemas/fabric/item/report/definitionProperties/2.0.0/schema.json",
            ["version"] = pbir["version"]?.DeepClone() ?? "4.0",
            ["datasetReference"] = new JsonObject { ["byConnection"] = new JsonObject { ["connectionString"] = $"semanticmodelid={model}" } },
        };
        return Report.With(Pbir, bound.ToJsonString());
    }

    private static DefinitionParts Filled(DefinitionParts model, string server, string database, string area) => With(With(With(model, "Server", server), "Database", database), "AreaCode", area);

    /// <summary>Writes a parameter's value into the text, as Power BI's own update of parameters cannot: that one needs the owner and a refresh.</summary>
    private static DefinitionParts With(DefinitionParts model, string parameter, string value)
    {
        var text = model.Has(Expressions) ? model.Text(Expressions) : "";
        var filled = Parameter().Replace(text, m => m.Groups[2].Value == parameter ? $"{m.Groups[1].Value}\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\" meta" : m.Value);
        if (!Parameter().Matches(filled).Any(m => m.Groups[2].Value == parameter))
        {
            return parameter == "AreaCode" && model.Paths.Any(p => p.StartsWith("definition/roles/", StringComparison.Ordinal))
                ? model
                : throw new PowerBiConfigurationWrong($"The model has no parameter {parameter}, so it could read another place's data", Expressions, next: "Build it anew with `qdc powerbi build`.");
        }
        return model.With(Expressions, filled);
    }

    /// <summary>What a deploy would lose or open is refused before anything is sent.</summary>
    private void RequireSafe(bool mayHaveRoles)
    {
        if (HasRoles && !mayHaveRoles)
        {
            throw Wrong("The model of an area has roles, which a service principal may not look through: what it shows could not be verified", "definition/roles");
        }
        foreach (var path in Model.Paths.Where(p => p.EndsWith(".tmdl", StringComparison.Ordinal)))
        {
            var text = Model.Text(path);
            if (path.StartsWith("definition/roles/", StringComparison.Ordinal) && text.Contains("PBI_Id", StringComparison.Ordinal))
            {
                throw Wrong("A role carries the annotation PBI_Id: a deploy would make it anew, without its members", path);
            }
            if (Policy().IsMatch(text))
            {
                throw Wrong("A table has a policy of incremental refresh: a deploy would lose its partitions' data, and areas rewrite old months", path);
            }
        }
        if (!HasRoles && Tables is var tables && (tables.Count == 0 || tables.Any(t => t.AreaColumn is null)))
        {
            throw Wrong("A table does not say which area its rows are of, so the model could not be verified", tables.FirstOrDefault(t => t.AreaColumn is null)?.Name ?? "definition/tables");
        }
        if (Report is not null && !Report.Has(Pbir))
        {
            throw Wrong("The report does not say which model it reads", Pbir);
        }
    }

    private static PowerBiConfigurationWrong Wrong(string what, string where) => new(what, where, next: "Nothing was sent. Correct the definition, or build it anew with `qdc powerbi build`.");

    [GeneratedRegex("^(expression (\\w+) = )\"(?:[^\"]|\"\")*\" meta", RegexOptions.Multiline)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^\t+(refreshPolicy\b|.*= policyRange\b)", RegexOptions.Multiline)]
    private static partial Regex Policy();
}
