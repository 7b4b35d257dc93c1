using NUnit.Framework;
using QdC.Cli.Showing;
using Spectre.Console;

namespace QdC.Tests.Cli;

/// <summary>Tables on screens of some width.</summary>
public sealed class TerminalTests
{
    private const string Sentence = "The execution of the year is above the budget of the service, the kind of cost and the funder; ask the council which of both is meant.";

    [TestCase(110)]
    [TestCase(130)]
    public void A_table_fits_the_screen_and_folds_sentences_only(int width)
    {
        var lines = Written(width);
        Assert.That(lines.Select(l => l.Length), Has.All.LessThanOrEqualTo(width));
        foreach (var whole in new[] { "council-accounts/cost_line", "activity_after_close_of_case", "2026-11-28 04:14:22", "1,234,567" })
        {
            Assert.That(lines.Count(l => l.Contains(whole, StringComparison.Ordinal)), Is.EqualTo(1), whole);
        }
        var words = lines.SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.That(Sentence.Split(' '), Is.SubsetOf(words), "nothing is cut");
    }

    [TestCase(70)]
    [TestCase(85)]
    public void Where_codes_leave_no_room_they_are_folded_and_nothing_is_cut(int width)
    {
        var lines = Written(width);
        Assert.That(lines.Select(l => l.Length), Has.All.LessThanOrEqualTo(width));
        var letters = string.Concat(lines).Where(char.IsAsciiLetterOrDigit).Order().ToList();
        var all = string.Concat(Written(null)).Where(char.IsAsciiLetterOrDigit).Order().ToList();
        Assert.That(letters, Is.EqualTo(all));
    }

    [TestCase(95)]
    [TestCase(100)]
    public void A_code_that_is_folded_breaks_behind_its_signs(int width)
    {
        var words = Written(width).SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.That(words, Has.Member("council-accounts/").And.Member("cost_line").And.Member("activity_after_").And.Member("close_of_case").And.Member("1,234,567"));
    }

    [Test]
    public void What_does_not_fit_goes_on_below_its_beginning()
    {
        using var writer = new StringWriter();
        Terminal.Of(writer, redirected: true, wide: 40).Hanging("  [red]✗[/]  214", Sentence + "\n[dim]place[/]");
        var lines = writer.ToString().TrimEnd().Split('\n').Select(l => l.TrimEnd()).ToList();
        Assert.That(lines[0], Does.StartWith("  ✗  214 The execution"));
        Assert.That(lines.Skip(1).ToList(), Has.Count.GreaterThan(2).And.All.Match("^ {9}[^ ]"));
        Assert.That(lines.Select(l => l.Length), Has.All.LessThanOrEqualTo(40));
    }

    [Test]
    public void Where_no_screen_is_a_row_is_a_line() =>
        Assert.That(Written(null).Count(l => l.Contains(Sentence, StringComparison.Ordinal)), Is.EqualTo(1));

    private static List<string> Written(int? width)
    {
        using var writer = new StringWriter();
        var console = width is { } wide ? Terminal.Of(writer, redirected: true, wide) : Terminal.Of(writer, redirected: true);
        var table = Terminal.Table(("extract", false), ("rule", false), ("since", false), ("count", true), ("what is wrong", false));
        table.AddRow(new Text("council-accounts/cost_line"), new Text("activity_after_close_of_case"), new Text("2026-11-28 04:14:22"), new Text("1,234,567"), new Text(Sentence));
        console.Write(table);
        return [.. writer.ToString().Split('\n').Select(l => l.TrimEnd())];
    }
}
