using QdC.Pipeline.Jobs.Grammar;

namespace QdC.Pipeline.Jobs;

/// <summary>The JSON Schemas of declarative files, written from the grammar the loader itself checks by.</summary>
internal static class JobSchemas
{
    /// <summary>Every schema by the name of its file in <c>etl-jobs/schema</c>.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } =
        new Dictionary<string, string>
        {
            ["area.schema.json"] = SchemaWriter.Write("An area: one council's extracts and when they are refreshed", AreaGrammar.File),
            ["contract.schema.json"] = SchemaWriter.Write("A subject of the common extract contract", ContractGrammar.File),
            ["system.schema.json"] = SchemaWriter.Write("A source system: its extracts and their mappings", SystemGrammar.File),
        };
}
