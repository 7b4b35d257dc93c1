using NUnit.Framework;

namespace QdC.Tests.Cli;

/// <summary><c>qdc forget</c> at a terminal, on a home of its own that was restored from mini's backup.</summary>
public sealed class ForgetCommandTests
{
    private static readonly string Root = Path.Combine(Path.GetTempPath(), "qdc-forget-" + Guid.NewGuid().ToString("N"));
    private static readonly string Home = Path.Combine(Root, "home");

    [OneTimeSetUp]
    public async Task Restore()
    {
        Assert.That((await MiniHome.Run("backup", Path.Combine(Root, "backup"))).Code, Is.Zero);
        Assert.That((await Run("restore", Path.Combine(Root, "backup"))).Code, Is.Zero);
    }

    [OneTimeTearDown]
    public void Remove() => MiniHome.Remove(Root);

    [Test]
    public async Task The_proof_names_nobody_and_figures_stay()
    {
        var wrong = await Run("forget", "--area", "mini", "--person-ref", "987654", "--order", "DPD-1");
        Assert.That(wrong.Code, Is.EqualTo(1));
        Assert.That(wrong.Error, Does.Contain("No kept version").And.Not.Contain("987654"));
        Assert.That((await Run("forget", "--area", "mini", "--person-ref", "1")).Error, Does.Contain("--order REF"));

        foreach (var order in new[] { "1", " 1 ", "de la NIF47382915V", "DPD 37000101T" })
        {
            var telling = await Run("forget", "--area", "mini", "--person-ref", "1", "--order", order);
            Assert.That((telling.Code, telling.Error.Contains("kept for ever"), telling.Error.Contains("47382915"), telling.Error.Contains("37000101")), Is.EqualTo((1, true, false, false)), "who was erased is not what is kept of it");
        }

        var before = await Run("query", "people_attended", "--area", "mini", "--year", "2024", "--json");
        var forgotten = await Run("forget", "--area", "mini", "--person-ref", "1", "--order", "DPD-2026-14", "--json");
        Assert.That(forgotten.Code, Is.Zero, forgotten.Out);
        var proof = forgotten.Json();
        Assert.That(proof.GetProperty("order").GetString(), Is.EqualTo("DPD-2026-14"));
        Assert.That(proof.GetProperty("identities").GetInt32(), Is.Positive);
        Assert.That(proof.GetProperty("out_of_reach").EnumerateArray().Select(o => o.GetString()), Is.EquivalentTo(new[] { "sources", "backups", "exports" }));
        Assert.That(forgotten.Out, Does.Not.Contain("37000101").And.Not.Contain("Rosa"));
        Assert.That((await Run("query", "people_attended", "--area", "mini", "--year", "2024", "--json")).Out, Is.EqualTo(before.Out));

        Assert.That((await Run("run", "mini", "--reload", "--json")).Json()[0].GetProperty("outcome").GetString(), Is.EqualTo("published"));
        Assert.That(Value(await Run("query", "people_attended", "--area", "mini", "--year", "2024", "--json")), Is.EqualTo(Value(before)));
        Assert.That((await Run("forget", "--area", "mini", "--person-ref", "1", "--order", "DPD-2")).Error, Does.Contain("erased already"));
        Assert.That((await Run("forget", "--area", "mini", "--resume")).Out, Does.Contain("No erasure was interrupted"));
    }

    private static string Value(QdcResult asked) => asked.Json()[0].GetProperty("figures").GetRawText();

    private static Task<QdcResult> Run(params string[] arguments) => Qdc.Run([.. arguments, "--home", Home, "--jobs", MiniHome.Jobs]);
}
