using NJsonSchema;
using NUnit.Framework;
using QdC.Pipeline.Jobs;
using YamlDotNet.Serialization;

namespace QdC.Tests.Jobs;

public sealed class JobSchemaTests
{
    private static readonly string Folder = Path.Combine(Repository.Jobs, "schema");

    /// <summary>After a change of the grammar, run this test with QDC_WRITE_GOLDEN=1 and commit what it wrote.</summary>
    [Test]
    public void committed_schemas_equal_what_the_grammar_gives()
    {
        if (Environment.GetEnvironmentVariable("QDC_WRITE_GOLDEN") == "1")
            foreach (var (name, text) in JobSchemas.All)
                File.WriteAllText(Path.Combine(Folder, name), text);
        foreach (var (name, text) in JobSchemas.All)
            Assert.That(File.ReadAllText(Path.Combine(Folder, name)), Is.EqualTo(text), $"{name}: run with QDC_WRITE_GOLDEN=1");
    }

    [TestCaseSource(nameof(Fixtures))]
    public async Task what_the_loader_accepts_the_schema_accepts(string path, string schema)
    {
        var errors = (await Schema(schema)).Validate(Json(new JobFixture()[path]));
        Assert.That(errors, Is.Empty);
    }

    [TestCase("system: hestia", "system: hestia\nreasons: { no_grade: { ca: cap, es: ninguno, en: none }, paper: on paper }")]
    [TestCase("\"the council keeps no risk grade\"", "{ reason: no_grade }")]
    public async Task a_reason_may_be_named(string old, string replacement) =>
        Assert.That((await Schema("system")).Validate(Json(new JobFixture().With("systems/hestia.yaml", old, replacement)["systems/hestia.yaml"])), Is.Empty);

    [TestCase("systems/hestia.yaml", "system", "delimiter:", "delimeter:")]
    [TestCase("systems/hestia.yaml", "system", "file: \"exp", "fiel: \"exp")]
    [TestCase("systems/hestia.yaml", "system", "skip_lines: 0", "skip_lines: -1")]
    [TestCase("systems/hestia.yaml", "system", "from: DtEstat,", "from: DtEstat, default: x,")]
    [TestCase("systems/hestia.yaml", "system", "\"the council keeps no risk grade\"", "{ ca: cap, es: ninguno }")]
    [TestCase("systems/hestia.yaml", "system", "\"the council keeps no risk grade\"", "{ reason: no_grade, ca: cap }")]
    [TestCase("areas/tarragona.yaml", "area", "36h", "36 hours")]
    [TestCase("areas/tarragona.yaml", "area", "\"431482\"", "431482")]
    [TestCase("contract/case.yaml", "contract", "type: label", "type: lable")]
    public async Task what_the_schema_refuses_the_loader_refuses_too(string path, string schema, string old, string replacement)
    {
        var jobs = new JobFixture().With("systems/hestia.yaml", "footer: \"^Total\"", "skip_lines: 0").With(path, old, replacement);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await Schema(schema)).Validate(Json(jobs[path])), Is.Not.Empty);
            Assert.That(jobs.Load().Errors, Is.Not.Empty);
        }
    }

    private static IEnumerable<TestCaseData> Fixtures() =>
        new JobFixture()
            .Paths.Where(p => p.EndsWith(".yaml", StringComparison.Ordinal))
            .Select(p => new TestCaseData(p, p.Split('/')[0] switch { "areas" => "area", "systems" => "system", var s => s }));

    private static Task<JsonSchema> Schema(string name) => JsonSchema.FromJsonAsync(JobSchemas.All[$"{name}.schema.json"]);

    private static string Json(string yaml)
    {
        var values = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object>(yaml);
        return new SerializerBuilder().JsonCompatible().Build().Serialize(values);
    }
}
