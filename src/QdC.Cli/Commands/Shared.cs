using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Metrics;
using QdC.Pipeline.Query;
using QdC.Pipeline.Validate;

namespace QdC.Cli.Commands;

/// <summary>Arguments and options that several commands take in the same form.</summary>
internal static class Shared
{
    private const string Public = "public";

    /// <summary>Areas; none means all that do not run on request only.</summary>
    public static Argument<string[]> Areas() =>
        new("AREA") { Description = "Areas [default: all that do not run on request only]", Arity = ArgumentArity.ZeroOrMore };

    /// <summary>One area.</summary>
    public static Argument<string> Area(string description = "The area") => new("AREA") { Description = description };

    /// <summary>One area, where what the command is about stands as its argument.</summary>
    public static Option<string> OfArea() => new("--area") { Description = "The area", HelpName = "AREA", Required = true };

    /// <summary>A reason, kept for ever with the decision.</summary>
    public static Option<string> Reason(bool required = true, string name = "--reason") =>
        new(name) { Description = "Why, kept in the ledger for ever", HelpName = "TEXT", Required = required };

    /// <summary>For whom figures are given.</summary>
    /// <param name="seen">What the public sees of them.</param>
    public static Option<string> Audience(string seen)
    {
        var option = new Option<string>("--audience") { Description = $"internal, for those entitled to true counts, or {Public}: {seen}", HelpName = "WHO", DefaultValueFactory = _ => "internal" };
        option.AcceptOnlyFromAmong("internal", Public);
        return option;
    }

    /// <summary>True when they are given to the public.</summary>
    public static bool IsPublic(ParseResult parsed, Option<string> audience) => parsed.GetValue(audience) == Public;

    /// <summary>A language of labels and sentences.</summary>
    public static Option<string> Language()
    {
        var option = new Option<string>("--lang") { Description = "Language of labels and sentences: ca, es or en", DefaultValueFactory = _ => "ca", HelpName = "LANG" };
        option.AcceptOnlyFromAmong(FigureText.Codes);
        return option;
    }

    /// <summary>A calendar day, written as yyyy-MM-dd.</summary>
    public static Option<DateOnly?> Date(string name, string description) =>
        new(name) { Description = description, HelpName = "DATE", CustomParser = ParseDate };

    /// <summary>Splits <c>a,b</c> and repeated options into their parts.</summary>
    public static IReadOnlyList<string> Parts(string[]? given) =>
        [.. (given ?? []).SelectMany(g => g.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    /// <summary>A dimension and one of its members, written as <c>DIM=MEMBER</c>.</summary>
    public static MemberFilter Filter(string text) =>
        text.Split('=', 2) is [{ Length: > 0 } dimension, { Length: > 0 } member]
            ? new MemberFilter(dimension, member)
            : throw new UsageWrong("--where takes a dimension and one of its members", text, "DIM=MEMBER, for example sex=D");

    /// <summary>The reason that an option was given; blank ones are none, and none says who somebody is.</summary>
    public static string Required(ParseResult parsed, Option<string> option) =>
        parsed.GetValue(option) is { } reason && !string.IsNullOrWhiteSpace(reason)
            ? ReasonText.Of(reason)
            : throw new UsageWrong("A decision needs its reason", next: $"Say why with {option.Name} \"…\".");

    /// <summary>A word that stands for a value of an enumeration.</summary>
    public static T? Word<T>(string kind, string? word)
        where T : struct, Enum =>
        word is null ? null
        : Enum.TryParse<T>(word, ignoreCase: true, out var value) && !int.TryParse(word, out _) ? value
        : throw new UnknownName(kind, word, [.. Enum.GetNames<T>().Select(n => n.ToLowerInvariant())]);

    private static DateOnly? ParseDate(ArgumentResult result)
    {
        if (DateOnly.TryParseExact(result.Tokens.SingleOrDefault()?.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }
        result.AddError($"'{result.Tokens.SingleOrDefault()?.Value}' is no day; write it as yyyy-MM-dd, for example 2025-03-31.");
        return null;
    }
}
