using NUnit.Framework;
using QdC.Cli.App;
using QdC.Cli.Commands;
using QdC.Pipeline.Validate;

namespace QdC.Tests.Cli;

/// <summary>The committed reference tells what is declared now, all of it.</summary>
internal sealed class ReferenceTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "reference");
    private static readonly Workspace Files = Workspace.Load(Path.Combine(Repository.Root, "etl-jobs"));

    /// <summary>After a change of what is declared, run <c>qdc reference</c>, or this test with QDC_WRITE_GOLDEN=1, and commit what it wrote.</summary>
    [Test]
    public void The_committed_pages_are_those_that_the_files_give()
    {
        var pages = ReferenceCommand.Pages(Files);
        foreach (var (name, text) in pages)
        {
            if (Environment.GetEnvironmentVariable("QDC_WRITE_GOLDEN") == "1")
            {
                Directory.CreateDirectory(Folder);
                File.WriteAllText(Path.Combine(Folder, name), text);
            }
            Assert.That(File.ReadAllText(Path.Combine(Folder, name)), Is.EqualTo(text), $"{name}: run qdc reference");
        }
        Assert.That(Directory.EnumerateFiles(Folder).Select(Path.GetFileName), Is.EquivalentTo(pages.Keys));
    }

    [Test]
    public void Every_area_system_field_and_rule_stands_in_them_and_links_lead_somewhere()
    {
        var pages = ReferenceCommand.Pages(Files);
        Assert.That(Headings(pages["systems.md"]), Is.SupersetOf(Files.Jobs.Systems.Keys));
        Assert.That(Headings(pages["contract.md"]), Is.EquivalentTo(Files.Jobs.Contract.Subjects.Keys));
        foreach (var area in Files.Jobs.Areas.Values)
        {
            Assert.That(pages["areas.md"], Does.Contain($"## {area.Name}\n").And.Contain($"`{area.Area}`"));
        }
        foreach (var field in Files.Jobs.Contract.Subjects.Values.SelectMany(s => s.Fields))
        {
            Assert.That(pages["contract.md"], Does.Contain($"| **{field.Name}**<br>"));
        }
        foreach (var rule in RuleCatalogue.All.Keys)
        {
            Assert.That(pages["rules.md"], Does.Contain($"| `{rule}` |"));
        }
        foreach (var (name, text) in pages)
        {
            foreach (System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(text, @"\]\(([^)#]*)(#([^)]*))?\)"))
            {
                var (file, anchor) = (link.Groups[1].Value, link.Groups[3].Value);
                var target = file.Length == 0 ? name : file;
                Assert.That(pages.ContainsKey(target) || File.Exists(Path.GetFullPath(Path.Combine(Folder, target))), $"{name}: {link.Value}");
                Assert.That(anchor.Length == 0 || Headings(pages[target]).Contains(anchor), $"{name}: {link.Value}");
            }
        }
    }

    private static HashSet<string> Headings(string page) => [.. page.Split('\n').Where(l => l.StartsWith("## ", StringComparison.Ordinal)).Select(l => l[3..])];
}
