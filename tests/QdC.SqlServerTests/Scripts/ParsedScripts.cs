using Microsoft.SqlServer.TransactSql.ScriptDom;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Scripts;

/// <summary>The scripts as SQL Server 2019 reads them.</summary>
internal static class ParsedScripts
{
    /// <summary>A batch as a tree, or what is wrong with it.</summary>
    public static (TSqlScript Tree, IList<ParseError> Errors) Parse(string text)
    {
        var tree = new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(text), out var errors);
        return ((TSqlScript)tree, errors);
    }

    /// <summary>The statements of a script that define something, freed from the conditions that make them run once.</summary>
    public static IEnumerable<TSqlStatement> Definitions(WarehouseScript script) =>
        script.Batches.SelectMany(batch => Parse(batch).Tree.Batches).SelectMany(b => b.Statements).SelectMany(Free);

    /// <summary>What all scripts define together: columns that a later one adds stand in their table, as a model wants it.</summary>
    public static IEnumerable<TSqlStatement> Together(IEnumerable<WarehouseScript> scripts)
    {
        var statements = scripts.SelectMany(Definitions).Where(s => s is not DropObjectsStatement).ToList();
        var tables = statements.OfType<CreateTableStatement>().ToDictionary(t => Name(t.SchemaObjectName));
        foreach (var added in statements.OfType<AlterTableAddTableElementStatement>())
        {
            foreach (var column in added.Definition.ColumnDefinitions)
            {
                tables[Name(added.SchemaObjectName)].Definition.ColumnDefinitions.Add(column);
            }
        }
        return statements.Where(s => s is not AlterTableAddTableElementStatement);
    }

    /// <summary>The tables that the numbered scripts make, with the columns that later ones add.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<(string Name, string Type)>> Tables(IEnumerable<WarehouseScript> scripts)
    {
        var tables = new Dictionary<string, IReadOnlyList<(string, string)>>();
        foreach (var statement in scripts.SelectMany(Definitions))
        {
            switch (statement)
            {
                case CreateTableStatement create:
                    tables.Add(Name(create.SchemaObjectName), Columns(create.Definition));
                    break;
                case AlterTableAddTableElementStatement alter:
                    tables[Name(alter.SchemaObjectName)] = [.. tables[Name(alter.SchemaObjectName)], .. Columns(alter.Definition)];
                    break;
            }
        }
        return tables;
    }

    /// <summary>As SQL writes it again.</summary>
    public static string Text(TSqlFragment fragment)
    {
        new Sql150ScriptGenerator().GenerateScript(fragment, out var text);
        return text;
    }

    private static IEnumerable<TSqlStatement> Free(TSqlStatement statement) =>
        statement switch
        {
            IfStatement { ElseStatement: null } once => Free(once.ThenStatement),
            IfStatement either => Free(either.ElseStatement),
            ExecuteStatement { ExecuteSpecification.ExecutableEntity: ExecutableStringList { Strings: [StringLiteral text] } } =>
                Parse(text.Value).Tree.Batches.SelectMany(b => b.Statements),
            _ => [statement],
        };

    private static string Name(SchemaObjectName name) => $"{name.SchemaIdentifier.Value}.{name.BaseIdentifier.Value}";

    private static List<(string, string)> Columns(TableDefinition definition) =>
        [.. definition.ColumnDefinitions.Select(c => (c.ColumnIdentifier.Value, Text(c.DataType).ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal)))];
}
