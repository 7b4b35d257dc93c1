namespace QdC.PowerBiTests.Publish;

/// <summary>A model of three tables and a report of no page, in the form that Desktop writes.</summary>
internal static class SmallDefinition
{
    /// <summary>The model's files.</summary>
    public static Dictionary<string, string> Model() => new()
    {
        ["definition.pbism"] = """{"version":"4.2","settings":{}}""",
        ["definition/database.tmdl"] = "database\n\tcompatibilityLevel: 1601\n",
        ["definition/model.tmdl"] = "model Model\n\tculture: ca-ES\n\nref table Àrea\nref table 'Pagaments i ajuts'\nref table Actuacions\n",
        ["definition/expressions.tmdl"] = string.Join("\n", new[] { ("Server", "localhost"), ("Database", "qdc"), ("AreaCode", "tarragona") }.Select(p => $"expression {p.Item1} = \"{p.Item2}\" meta [IsParameterQuery=true, Type=\"Text\", IsParameterQueryRequired=true]\n\n\tannotation PBI_ResultType = Text\n")),
        ["definition/tables/Àrea.tmdl"] = Table("Àrea", "area", ("area_code", "string"), ("version", "int64")),
        ["definition/tables/Pagaments i ajuts.tmdl"] = Table("'Pagaments i ajuts'", "fact_payment", ("area_code", "string"), ("service_key", "int64"), ("person_number", "int64"), ("amount", "decimal"), ("month", "dateTime")),
        ["definition/tables/Actuacions.tmdl"] = Table("Actuacions", "fact_activity", ("area_code", "string"), ("team_key", "int64"), ("minutes", "int64")),
    };

    /// <summary>The report's files, naming its model by path as in a repository.</summary>
    public static Dictionary<string, string> Report() => new()
    {
        ["definition.pbir"] = """{"$schema":"https://developer.microsoft.com/json-schemas/fabric/item/report/definitionProperties/2.0.0/schema.json","version":"4.0","datasetReference":{"byPath":{"path":"../QdC.SemanticModel"}}}""",
        ["definition/report.json"] = "{}",
        ["definition/version.json"] = """{"version":"2.0.0"}""",
    };

    private static string Table(string name, string view, params (string Column, string Type)[] columns) =>
        $"table {name}\n\n"
        + string.Concat(columns.Select(c => $"\tcolumn {c.Column}\n\t\tdataType: {c.Type}\n\t\tisHidden\n\t\tsummarizeBy: none\n\t\tsourceColumn: {c.Column}\n\n\t\tannotation SummarizationSetBy = User\n\n"))
        + $"\tpartition {name} = m\n\t\tmode: import\n\t\tsource =\n\t\t\tlet\n\t\t\t    Source = Sql.Database(Server, Database),\n\t\t\t    View = Source{{[Schema = \"bi\", Item = \"{view}\"]}}[Data],\n\t\t\t    Area = Table.SelectRows(View, each [area_code] = AreaCode)\n\t\t\tin\n\t\t\t    Area\n";
}
