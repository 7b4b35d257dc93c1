namespace QdC.Publish.PowerBi;

/// <summary>What may stand in which object of TMDL: the part of the language that a model like ours can need, checked against what public models have.</summary>
internal static class TmdlGrammar
{
    /// <summary>The objects that may stand by themselves in a file.</summary>
    private static readonly string[] Root =
        ["database", "model", "table", "relationship", "expression", "role", "cultureInfo", "culture", "perspective", "queryGroup", "function", "dataSource", "annotation", "extendedProperty", "ref table", "ref role", "ref cultureInfo", "ref culture", "ref perspective", "ref relationship"];

    /// <summary>By object: the objects in it and its properties, each of these with the sign it takes: <c>:</c> a value, <c>=</c> an expression, nothing for a flag.</summary>
    private static readonly Dictionary<string, (string[] Children, string[] Properties)> Objects = new()
    {
        ["database"] = ([], ["compatibilityLevel:", "compatibilityMode:", "id:", "language:"]),
        ["model"] = (["dataAccessOptions"], ["culture:", "defaultPowerBIDataSourceVersion:", "sourceQueryCulture:", "discourageImplicitMeasures", "collation:", "directLakeBehavior:"]),
        ["dataAccessOptions"] = ([], ["legacyRedirects", "returnErrorValuesAsNull"]),
        ["table"] = (["column", "measure", "partition", "hierarchy", "calculationGroup", "refreshPolicy"], ["lineageTag:", "sourceLineageTag:", "isHidden", "showAsVariationsOnly", "dataCategory:", "isPrivate", "changedProperty="]),
        ["column"] = (["variation", "relatedColumnDetails"], ["dataType:", "isHidden", "isKey", "isNameInferred", "isDataTypeInferred", "isDefaultLabel", "isNullable:", "formatString:", "isAvailableInMdx:", "lineageTag:", "sourceLineageTag:", "sourceProviderType:", "dataCategory:", "summarizeBy:", "sourceColumn:", "sortByColumn:", "displayFolder:", "changedProperty="]),
        ["measure"] = (["formatStringDefinition", "kpi"], ["formatString:", "isHidden", "displayFolder:", "lineageTag:", "dataCategory:", "changedProperty="]),
        ["partition"] = ([], ["mode:", "queryGroup:", "source=", "expressionSource:"]),
        ["hierarchy"] = (["level"], ["lineageTag:", "displayFolder:", "isHidden"]),
        ["level"] = ([], ["lineageTag:", "column:", "ordinal:"]),
        ["calculationGroup"] = (["calculationItem"], ["precedence:"]),
        ["calculationItem"] = (["formatStringDefinition"], ["ordinal:"]),
        ["refreshPolicy"] = ([], ["policyType:", "rollingWindowGranularity:", "rollingWindowPeriods:", "incrementalGranularity:", "incrementalPeriods:", "incrementalPeriodsOffset:", "sourceExpression=", "pollingExpression=", "mode:"]),
        ["variation"] = ([], ["isDefault", "relationship:", "defaultHierarchy:"]),
        ["relatedColumnDetails"] = ([], ["groupByColumn:"]),
        ["kpi"] = ([], ["targetExpression=", "statusExpression=", "trendExpression="]),
        ["relationship"] = ([], ["isActive:", "fromColumn:", "toColumn:", "crossFilteringBehavior:", "joinOnDateBehavior:", "fromCardinality:", "toCardinality:", "relyOnReferentialIntegrity"]),
        ["expression"] = ([], ["lineageTag:", "queryGroup:", "parameterValuesColumn:", "resultType:"]),
        ["role"] = (["tablePermission", "member"], ["modelPermission:"]),
        ["perspective"] = (["perspectiveTable"], []),
        ["perspectiveTable"] = (["perspectiveColumn", "perspectiveMeasure", "perspectiveHierarchy"], ["includeAll"]),
        ["cultureInfo"] = (["translations", "linguisticMetadata"], []),
        ["culture"] = (["translations", "linguisticMetadata"], []),
        ["linguisticMetadata"] = ([], ["contentType:"]),
        ["translations"] = (["model"], []),
        ["dataSource"] = ([], ["impersonationMode:", "type:"]),
        ["function"] = ([], ["lineageTag:"]),
        ["queryGroup"] = ([], []),
    };

    private static readonly (string[] Children, string[] Properties) Translated = (["table", "column", "measure", "hierarchy", "level"], ["caption:", "description:", "displayFolder:"]);

    /// <summary>Objects that have an expression or a value after <c>=</c>.</summary>
    private static readonly string[] WithDefault = ["measure", "column", "partition", "calculationItem", "formatStringDefinition", "expression", "tablePermission", "member", "annotation", "extendedProperty", "function", "linguisticMetadata"];

    /// <summary>Objects that stand without a name.</summary>
    private static readonly string[] Nameless = ["database", "dataAccessOptions", "calculationGroup", "formatStringDefinition", "translations", "linguisticMetadata", "refreshPolicy", "relatedColumnDetails", "kpi", "variation"];

    /// <summary>Every keyword of an object.</summary>
    public static readonly IReadOnlySet<string> Keywords = Objects.Values.SelectMany(o => o.Children).Concat(Root).ToHashSet();

    /// <summary>The objects that may stand in one; null for the file itself.</summary>
    public static IReadOnlyList<string> Children(TmdlNode? parent) =>
        parent is null ? Root
        : IsTranslation(parent) ? Translated.Children
        : [.. Objects.GetValueOrDefault(parent.Kind, ([], [])).Children, "annotation", "extendedProperty"];

    /// <summary>The properties of an object with the sign each takes.</summary>
    public static IReadOnlyList<string> Properties(TmdlNode parent) => IsTranslation(parent) ? Translated.Properties : Objects.GetValueOrDefault(parent.Kind, ([], [])).Properties;

    /// <summary>True for an object that may have an expression or a value after <c>=</c>.</summary>
    public static bool HasDefault(string kind, TmdlNode? parent) => WithDefault.Contains(kind) && !(parent is not null && IsTranslation(parent));

    /// <summary>True for an object that may stand without a name.</summary>
    public static bool MayBeNameless(string kind) => Nameless.Contains(kind);

    /// <summary>True inside the translations of a culture, where objects have texts only.</summary>
    private static bool IsTranslation(TmdlNode node)
    {
        for (var at = node; at is not null; at = at.Parent)
        {
            if (at.Kind == "translations")
            {
                return node.Kind != "translations";
            }
        }
        return false;
    }
}
