using System.Text.Json.Nodes;
using NUnit.Framework;
using QdC.Publish.PowerBi;

namespace QdC.Tests.Publish.PowerBi;

/// <summary>The report against the JSON Schemas that Microsoft publishes, where a copy is at hand.</summary>
public sealed class SchemaTests
{
    private static readonly string? Folder = new[] { Environment.GetEnvironmentVariable("QDC_POWERBI_SCHEMAS"), Path.Combine(Repository.Root, "..", "shared", "contracts", "powerbi", "json-schemas") }.FirstOrDefault(f => f is not null && Directory.Exists(Path.Combine(f, "fabric")));

    [SetUp]
    public void Need()
    {
        if (Folder is null)
        {
            Assert.Ignore("Microsoft's JSON Schemas (microsoft/json-schemas) are not at hand: name a copy in QDC_POWERBI_SCHEMAS.");
        }
    }

    [Test]
    public void Every_file_is_as_its_schema_says() => Assert.That(PowerBiCheck.Check(Definition.Built, new JsonSchemas(Folder!)), Is.Empty);

    [TestCase("\"visualType\": \"lineChart\"", "\"visualType\": \"lineChart\", \"colour\": \"red\"", "colour")]
    [TestCase("\"direction\": \"Ascending\"", "\"direction\": \"Upwards\"", "")]
    [TestCase("\"tabOrder\": 10000", "\"tabOrder\": \"last\"", "tabOrder")]
    [TestCase("visualContainer/2.4.0", "visualContainer/2.4.9", "there is no schema")]
    public void What_a_service_would_refuse_is_found(string old, string @new, string told)
    {
        var line = Broken.Visual("resum-1-line");
        var files = Broken.All().Replace(line, old, @new).Files.Where(f => f.Key == line).ToDictionary();

        var found = PowerBiCheck.Check(files, new JsonSchemas(Folder!)).Where(f => f.Rule == "PBIR_SCHEMA").ToList();

        Assert.That(found.Select(f => f.Message), Has.Some.Contain(told));
        Assert.That(found.Select(f => f.Line), Has.All.Positive);
    }
}

/// <summary>What stands in what in the models, against what public models have, where the count of them is at hand.</summary>
public sealed class InventoryTests
{
    private static readonly string? Inventory = new[] { Environment.GetEnvironmentVariable("QDC_TMDL_INVENTORY"), Path.Combine(Repository.Root, "..", "shared", "contracts", "powerbi", "tmdl-inventory.json") }.FirstOrDefault(File.Exists);

    [Test]
    public void Objects_and_properties_are_those_that_public_models_have()
    {
        if (Inventory is null)
        {
            Assert.Ignore("The inventory of public TMDL files is not at hand: name it in QDC_TMDL_INVENTORY.");
        }
        var counted = JsonNode.Parse(File.ReadAllText(Inventory!))!;
        var found = new List<PowerBiFinding>();
        var nodes = Definition.Built.Where(f => f.Key.EndsWith(".tmdl", StringComparison.Ordinal)).SelectMany(f => TmdlReader.Read(f.Key, f.Value, found)).SelectMany(r => r.All()).ToList();
        Assert.That(found, Is.Empty);

        var children = nodes.Where(n => !InTranslation(n)).Select(n => (Parent: n.Parent?.Kind ?? "ROOT", Child: n.Kind == "formatStringDefinition" ? "formatStringDefinition =" : n.Kind)).Distinct();
        var properties = nodes.Where(n => !InTranslation(n)).SelectMany(n => n.Properties.Select(p => (Parent: n.Kind, p.Name))).Distinct();

        Assert.That(children.Where(c => counted["children"]![c.Parent]?[c.Child] is null && c.Child is not ("ref cultureInfo" or "partition")), Is.Empty);
        Assert.That(properties.Where(p => p.Name != "source" && !(counted["properties"]![p.Parent]?.AsObject().Any(k => k.Key.Split(' ')[0] == p.Name) ?? false)), Is.Empty);
    }

    private static bool InTranslation(TmdlNode node) => node.Parent is { } parent && (parent.Kind == "translations" || InTranslation(parent));
}
