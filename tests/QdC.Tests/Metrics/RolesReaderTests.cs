using NUnit.Framework;
using QdC.Metrics;

namespace QdC.Tests.Metrics;

public sealed class RolesReaderTests
{
    private static readonly string[] Areas = ["tarragona", "la-noguera", "garrotxa", "reus"];
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "powerbi", "roles.yaml"));

    [Test]
    public void The_committed_file_is_sound()
    {
        var (file, problems) = RolesReader.Read(Text, "powerbi/roles.yaml", Areas);

        Assert.That(problems.Select(p => p.ToString()), Is.Empty);
        Assert.That(file!.Grants, Has.Some.Matches<RoleGrant>(g => g is { To: GrantedTo.Group, Who: "qdc-operators", Role: Role.Operator, Areas: null }));
        Assert.That(file.Grants, Has.Some.Matches<RoleGrant>(g => g is { Who: "qdc-reus", Role: Role.Head, Areas: ["reus"] }));
    }

    /// <summary>After a change of the keys, run this test with QDC_WRITE_GOLDEN=1 and commit what it wrote.</summary>
    [Test]
    public void The_committed_schema_is_the_one_the_reader_knows()
    {
        var path = Path.Combine(Repository.Root, "etl-jobs", "schema", "roles.schema.json");
        if (Environment.GetEnvironmentVariable("QDC_WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(path, RolesReader.Schema());
        }
        Assert.That(File.ReadAllText(path), Is.EqualTo(RolesReader.Schema()));
    }

    [TestCase("{ group: g, role: heads, areas: all }", "unknown role \"heads\". Did you mean \"head\"?")]
    [TestCase("{ group: g, role: head, areas: [reuss] }", "unknown area \"reuss\". Did you mean \"reus\"?")]
    [TestCase("{ group: g, role: head, areas: [] }", "needs areas: all, or a list")]
    [TestCase("{ group: g, role: head }", "needs areas: all, or a list")]
    [TestCase("{ group: g, role: head, areas: reus }", "needs areas: all, or a list")]
    [TestCase("{ group: g, email: a@b, role: head, areas: all }", "exactly one of subject, email, group; received 2")]
    [TestCase("{ role: head, areas: all }", "received 0")]
    [TestCase("{ email: ana, role: head, areas: all }", "no e-mail address")]
    [TestCase("{ groups: g, role: head, areas: all }", "unknown key \"groups\". Did you mean \"group\"?")]
    public void What_is_wrong_is_said_with_its_line_and_lets_nobody_in(string entry, string told)
    {
        var (file, problems) = RolesReader.Read($"grants:\n  - {entry}\n", "roles.yaml", Areas);

        Assert.That(file, Is.Null);
        Assert.That(problems.Where(p => p.Line == 2).Select(p => p.Message), Has.Some.Contains(told));
    }
}
