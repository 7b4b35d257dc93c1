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
