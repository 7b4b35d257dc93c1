using System.CommandLine;
using System.CommandLine.Parsing;
using NUnit.Framework;
using QdC.Cli.App;

namespace QdC.Tests.Cli;

public sealed class HelpTests
{
    private static IEnumerable<QdcCommand> Commands()
    {
        return All(QdcCommandLine.Build());

        static IEnumerable<QdcCommand> All(Command command) =>
            command.Subcommands.OfType<QdcCommand>().SelectMany(c => All(c).Prepend(c));
    }

    private static IEnumerable<TestCaseData> Named() => Commands().Select(c => new TestCaseData(c).SetArgDisplayNames(c.Name));

    [TestCaseSource(nameof(Named))]
    public void Every_command_has_a_description_and_an_example(Command command)
    {
        var qdc = (QdcCommand)command;
        Assert.That(qdc.Description, Is.Not.Null.And.Not.Empty);
        Assert.That(qdc.Examples, Is.Not.Empty);
        Assert.That(qdc.Examples, Has.All.StartsWith("qdc "));
    }

    [TestCaseSource(nameof(Named))]
    public void Every_example_is_a_command_line_that_is_understood(Command command)
    {
        foreach (var example in ((QdcCommand)command).Examples)
        {
            var parsed = QdcCommandLine.Build().Parse(CommandLineParser.SplitCommandLine(example).Skip(1).ToArray());
            Assert.That(parsed.Errors.Select(e => e.Message), Is.Empty, example);
        }
    }

    [TestCaseSource(nameof(Named))]
    public void Every_option_and_argument_says_what_it_is(Command command)
    {
        foreach (var symbol in command.Options.Where(o => !o.Hidden).Cast<Symbol>().Concat(command.Arguments))
        {
            Assert.That(symbol.Description, Is.Not.Null.And.Not.Empty, $"{command.Name} {symbol.Name}");
        }
    }

    [Test]
    public async Task The_help_of_a_command_ends_with_its_examples()
    {
        var help = await Qdc.Run("plan", "--help");
        Assert.That(help.Code, Is.Zero);
        Assert.That(help.Out, Does.Contain("Touches nothing").And.Contain("Examples:").And.Contain("qdc plan tarragona --json"));
    }

    [Test]
    public async Task The_help_of_qdc_names_every_command_and_the_exit_codes()
    {
        var help = await Qdc.Run("--help");
        foreach (var command in QdcCommandLine.Build().Subcommands)
        {
            Assert.That(help.Out, Does.Contain($"  {command.Name} "));
        }
        Assert.That(help.Out, Does.Contain("3 configuration wrong"));
    }

    [Test]
    public void The_commands_are_those_of_the_architecture()
    {
        Assert.That(
            QdcCommandLine.Build().Subcommands.Select(c => c.Name),
            Is.EquivalentTo(new[] { "demo", "run", "plan", "check", "peek", "scaffold", "link", "person", "rejects", "runs", "drift", "query", "dashboard", "serve", "worker", "metrics", "report", "diff", "rollback", "hold", "pull", "warehouse", "export", "backup", "restore", "processing", "forget", "samples", "doctor", "keys", "powerbi", "publish", "lineage", "reference" })
        );
    }
}
