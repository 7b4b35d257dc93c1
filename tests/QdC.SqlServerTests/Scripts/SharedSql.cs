using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace QdC.SqlServerTests.Scripts;

/// <summary>
/// The T-SQL that servers share which speak TDS: SQL Server 2019, Azure SQL, and Babelfish for PostgreSQL from 3.4 on, as the lists of Babelfish
/// Compass say. What every server is sent stands within it; what does not, stands behind a feature that is tried first and told when it lacks.
/// </summary>
internal sealed class SharedSql : TSqlFragmentVisitor
{
    /// <summary>Constructs that are refused, by their names in ScriptDom, and why.</summary>
    public static readonly IReadOnlyDictionary<string, string> Refused = new Dictionary<string, string>
    {
        ["MergeSpecification"] = "MERGE is not understood by Babelfish, and races on SQL Server",
        ["AlterViewStatement"] = "a view is dropped and made anew: ALTER VIEW is not understood by Babelfish",
        ["CreateOrAlterViewStatement"] = "a view is dropped and made anew: older servers do not know CREATE OR ALTER",
        ["CreateFunctionStatement"] = "a function of a table is written differently by each server; none is needed",
        ["CreateProcedureStatement"] = "statements are sent; a procedure would have to be migrated and granted besides",
        ["CreateTriggerStatement"] = "nothing may happen that no statement says",
        ["CreateColumnStoreIndexStatement"] = "Babelfish has no columnstore: behind `needs: columnstore`",
        ["CreateSecurityPolicyStatement"] = "Babelfish has no row-level security by policies: behind `needs: security_policies`",
        ["CreateRoleStatement"] = "roles, and rights on schemas, are behind `needs: roles`",
        ["GrantStatement"] = "rights on schemas are understood by Babelfish from 4.2 on: behind `needs: roles`",
        ["DenyStatement"] = "DENY is not understood by Babelfish",
        ["ExecuteAsStatement"] = "EXECUTE AS is not understood by Babelfish",
        ["RevertStatement"] = "EXECUTE AS and REVERT are not understood by Babelfish",
        ["CreatePartitionFunctionStatement"] = "an area is small; partitions are understood by few and taken differently",
        ["CreateSynonymStatement"] = "synonyms are not understood by Babelfish",
        ["AlterDatabaseSetStatement"] = "options of a database are the DBA's, and mostly unknown elsewhere",
        ["WaitForStatement"] = "WAITFOR is not understood by Babelfish; the program waits",
        ["BulkInsertStatement"] = "files lie here and not there; rows go by the client's bulk copy, or by INSERT",
        ["OpenRowsetTableReference"] = "what reaches out of the server is refused by most",
        ["OpenXmlTableReference"] = "OPENXML is not understood by Babelfish",
        ["OpenJsonTableReference"] = "each server makes something else of JSON",
        ["JsonForClause"] = "each server makes something else of JSON",
        ["XmlForClause"] = "FOR XML AUTO and EXPLICIT are not understood by Babelfish",
        ["PivotedTableReference"] = "PIVOT is understood by Babelfish in some places only",
        ["UnpivotedTableReference"] = "UNPIVOT is not understood by Babelfish",
        ["DeclareCursorStatement"] = "sets, no rows one by one; cursors differ from server to server",
        ["TableHint"] = "Babelfish takes hints and does nothing with them: nothing may rest on one",
        ["OptimizerHint"] = "Babelfish takes hints and does nothing with them: nothing may rest on one",
        ["OutputClause"] = "the books' other store, SQLite, has no OUTPUT",
        ["TopRowFilter"] = "TOP is not understood by SQLite, and WITH TIES and PERCENT not by Babelfish; rows are numbered instead",
        ["OffsetClause"] = "rows are numbered instead, which every server understands",
        ["IdentityOptions"] = "keys come from the embedded star: no server is to number rows",
        ["CreateSequenceStatement"] = "keys come from the embedded star: no server is to number rows",
        ["NextValueForExpression"] = "keys come from the embedded star: no server is to number rows",
        ["IndexDefinition"] = "an index inside CREATE TABLE is not understood by Babelfish",
        ["IgnoreDupKeyIndexOption"] = "Babelfish makes the index without it",
        ["AlterIndexStatement"] = "ALTER INDEX is not understood by Babelfish; it is the DBA's",
        ["DbccStatement"] = "DBCC is SQL Server's own",
        ["KillStatement"] = "sessions are the DBA's",
        ["TruncateTableStatement"] = "it needs the right to alter a table, which a loader has not",
        ["SetTransactionIsolationLevelStatement"] = "isolation is asked for when a transaction begins, and told when there is none",
        ["BeginTransactionStatement"] = "transactions are the client's: who began one ends it",
        ["ThrowStatement"] = "the program judges and takes back; a server that throws aborts differently on each",
        ["TryCatchStatement"] = "what a failed statement leaves of its transaction differs from server to server",
        ["GlobalVariableExpression"] = "@@ variables differ; answers are asked for",
        ["DistinctPredicate"] = "IS DISTINCT FROM is not understood by Babelfish, nor by SQL Server 2019",
        ["LikePredicate"] = "which letters are alike is the collation's",
    };

    /// <summary>Functions that are shared, with the version of Babelfish that they are there from.</summary>
    private static readonly HashSet<string> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        "COUNT", "COUNT_BIG", "SUM", "MIN", "MAX", "ROW_NUMBER", "DENSE_RANK", "LEAD", "NEWID", "GETUTCDATE", "YEAR", "MONTH", "DB_NAME", "USER_NAME", "OBJECT_ID", "SCHEMA_ID", // 1.0
        "DATEFROMPARTS", // 1.1
        "COL_LENGTH", // 3.4
    };

    /// <summary>Views of the catalogue that are shared.</summary>
    private static readonly HashSet<string> Catalogue = new(StringComparer.OrdinalIgnoreCase)
    {
        "sys.databases", "sys.indexes", // 1.0
        "INFORMATION_SCHEMA.TABLES", "INFORMATION_SCHEMA.COLUMNS", // 1.2
        "sys.database_principals", "sys.database_role_members", // 2.1
    };

    private static readonly HashSet<string> Types = new(StringComparer.OrdinalIgnoreCase) { "Bit", "Int", "BigInt", "Decimal", "Float", "Date", "DateTime2", "Char", "VarChar", "NVarChar", "UniqueIdentifier" };

    /// <summary>Words that PostgreSQL keeps for itself and T-SQL does not.</summary>
    private static readonly HashSet<string> Kept = new(StringComparer.OrdinalIgnoreCase)
    {
        "analyse", "analyze", "array", "asymmetric", "both", "cast", "concurrently", "deferrable", "do", "false", "freeze", "ilike", "initially", "isnull", "lateral", "leading", "limit", "localtime", "localtimestamp",
        "natural", "notnull", "offset", "only", "overlaps", "placing", "returning", "similar", "symmetric", "trailing", "true", "using", "variadic", "verbose", "window",
    };

    private readonly List<string> _breaches = [];

    /// <summary>What of a batch is not shared, and why.</summary>
    public static IReadOnlyList<string> Breaches(string batch)
    {
        var (tree, errors) = ParsedScripts.Parse(batch);
        if (errors.Count > 0)
        {
            return [.. errors.Select(e => $"{e.Message} in {batch}")];
        }
        var visitor = new SharedSql();
        tree.Accept(visitor);
        return visitor._breaches;
    }

    /// <inheritdoc/>
    public override void Visit(TSqlFragment node)
    {
        for (var kind = node.GetType(); kind is not null && kind != typeof(TSqlFragment); kind = kind.BaseType)
        {
            Require(!Refused.TryGetValue(kind.Name, out var why), node, why ?? "");
        }
        switch (node)
        {
            case FunctionCall call:
                Require(Functions.Contains(call.FunctionName.Value), node, $"{call.FunctionName.Value} is no function that is known to be shared");
                break;
            case NamedTableReference { SchemaObject: var table }:
                Require(table.SchemaIdentifier is not { Value: "sys" or "INFORMATION_SCHEMA" } || Catalogue.Contains($"{table.SchemaIdentifier.Value}.{table.BaseIdentifier.Value}"), node, "the view of the catalogue is not known to be shared");
                Require(table.DatabaseIdentifier is null, node, "a name of three parts crosses databases");
                Require(!table.BaseIdentifier.Value.StartsWith('#'), node, "a temporary table ends with what each server calls a session");
                break;
            case DataTypeReference type:
                Require(type is SqlDataTypeReference { SqlDataTypeOption: var option } && Types.Contains(option.ToString()), node, "the type is not known to be shared");
                Require(type is not SqlDataTypeReference { Parameters: [MaxLiteral] }, node, "a text without end is no column of the star");
                break;
            case ExecutableProcedureReference { ProcedureReference.ProcedureReference.Name: var name }:
                Require(name.BaseIdentifier.Value == "sp_getapplock", node, "the procedure is not known to be shared");
                break;
            case Identifier id:
                Require(id.Value.Length <= 63, node, "PostgreSQL knows 63 letters of a name");
                Require(id.QuoteType != QuoteType.NotQuoted || !Kept.Contains(id.Value), node, "PostgreSQL keeps the word for itself");
                break;
            case ColumnDefinition { ComputedColumnExpression: not null }:
                Require(false, node, "a computed column is stored by one server and not by another");
                break;
            case ColumnDefinition { Collation: not null } or PrimaryExpression { Collation: not null }:
                Require(false, node, "a collation that one server has another lacks");
                break;
            case AlterTableAddTableElementStatement add:
                Require(add.Definition.ColumnDefinitions.Count + add.Definition.TableConstraints.Count == 1, node, "Babelfish adds one column at a time");
                break;
            case DropObjectsStatement drop:
                Require(drop.Objects.Count == 1 && drop.IsIfExists, node, "one thing is dropped at a time, if it is there");
                break;
            case CreateIndexStatement { FilterPredicate: not null }:
                Require(false, node, "an index over some rows is chosen differently by each server");
                break;
            case CreateViewStatement { ViewOptions.Count: > 0 } or CreateViewStatement { WithCheckOption: true }:
                Require(false, node, "options of a view differ");
                break;
        }
    }

    private void Require(bool isShared, TSqlFragment node, string why)
    {
        if (!isShared)
        {
            _breaches.Add($"{ParsedScripts.Text(node)}: {why}");
        }
    }
}
