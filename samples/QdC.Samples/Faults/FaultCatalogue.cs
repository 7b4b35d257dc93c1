using System.Globalization;

namespace QdC.Samples.Faults;

/// <summary>A kind of fault.</summary>
/// <param name="Code">Its name.</param>
/// <param name="Extract">The extract whose rows carry it.</param>
/// <param name="Rate">Share of rows at fault rate 1.</param>
/// <param name="Rule">The rule it raises.</param>
/// <param name="Outcome">What becomes of the row: rejected, query, unmapped or duplicate.</param>
public sealed record FaultKind(string Code, string Extract, double Rate, string Rule, string Outcome);

/// <summary>Reads a catalogue of faults, a plain list of blocks of <c>name: value</c> lines.</summary>
public static class FaultCatalogue
{
    /// <summary>The catalogue built in, equal to <c>samples/faults.yaml</c>.</summary>
    public static IReadOnlyList<FaultKind> BuiltIn { get; } = Parse(BuiltInCatalogue.Text);

    /// <summary>Reads the text of a catalogue.</summary>
    /// <exception cref="FormatException">A line that is neither a comment nor <c>name: value</c>, or a kind nobody can plant.</exception>
    public static IReadOnlyList<FaultKind> Parse(string text)
    {
        var blocks = new List<Dictionary<string, string>>();
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd()))
        {
            var content = line.TrimStart();
            if (content.Length == 0 || content[0] == '#' || content == "faults:")
                continue;
            if (content.StartsWith("- ", StringComparison.Ordinal))
            {
                blocks.Add([]);
                content = content[2..];
            }
            var parts = content.Split(": ", 2);
            if (blocks.Count == 0 || parts.Length != 2)
                throw new FormatException($"faults: '{line}' is no 'name: value' of a fault.");
            blocks[^1][parts[0]] = parts[1].Trim('"');
        }
        return [.. blocks.Select(Kind)];
    }

    private static FaultKind Kind(Dictionary<string, string> block)
    {
        foreach (var name in new[] { "code", "extract", "rate", "rule", "outcome" })
        {
            if (!block.ContainsKey(name))
                throw new FormatException($"faults: {block.GetValueOrDefault("code", "a fault")} lacks '{name}'.");
        }
        if (!FaultMaker.Knows(block["code"]))
            throw new FormatException($"faults: nobody knows how to plant '{block["code"]}'.");
        if (!double.TryParse(block["rate"], NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) || rate is < 0 or > 1)
            throw new FormatException($"faults: rate of {block["code"]} is '{block["rate"]}', not a share from 0 to 1.");
        return new FaultKind(block["code"], block["extract"], rate, block["rule"], block["outcome"]);
    }
}
