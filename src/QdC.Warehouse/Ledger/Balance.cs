using System.Globalization;
using System.Text.Json;

namespace QdC.Warehouse;

/// <summary>One named number of a balance: rows, or euros.</summary>
public readonly record struct Term(string Name, decimal Amount);

/// <summary>Two sides of named numbers that must be equal, and numbers that are counted apart.</summary>
/// <example><c>Balance.Of(("read", 10)).Equal(("loaded", 6), ("unchanged", 2), ("rejected", 1), ("duplicate", 1)).Apart(("blank", 3))</c></example>
public sealed class Balance
{
    private Balance(IReadOnlyList<Term> left, IReadOnlyList<Term> right, IReadOnlyList<Term> besides)
    {
        Left = left;
        Right = right;
        Besides = besides;
    }

    /// <summary>What came in.</summary>
    public IReadOnlyList<Term> Left { get; }

    /// <summary>What became of it.</summary>
    public IReadOnlyList<Term> Right { get; }

    /// <summary>Named numbers that are no part of the sum, such as blank and footer lines.</summary>
    public IReadOnlyList<Term> Besides { get; }

    /// <summary>Left minus right; 0 when the numbers add up.</summary>
    public decimal Difference => Left.Sum(t => t.Amount) - Right.Sum(t => t.Amount);

    /// <summary>True when both sides are equal.</summary>
    public bool Closes => Difference == 0;

    /// <summary>The left side; the right one follows with <see cref="Equal"/>.</summary>
    public static Balance Of(params (string Name, decimal Amount)[] left) => new(Terms(left), [], []);

    /// <summary>The same left side with this right side.</summary>
    public Balance Equal(params (string Name, decimal Amount)[] right) => new(Left, Terms(right), Besides);

    /// <summary>The same balance with numbers counted apart.</summary>
    public Balance Apart(params (string Name, decimal Amount)[] besides) => new(Left, Right, Terms(besides));

    /// <summary>A number of either side or beside it; 0 when it is not named.</summary>
    public decimal this[string name] => Left.Concat(Right).Concat(Besides).Where(t => t.Name == name).Sum(t => t.Amount);

    /// <summary>Such as <c>read 10 = loaded 6 + unchanged 4</c>.</summary>
    public override string ToString() => $"{Side(Left)} {(Closes ? "=" : "≠")} {Side(Right)}";

    internal string ToJson() => JsonSerializer.Serialize(new[] { Left, Right, Besides });

    internal static Balance FromJson(string json)
    {
        var sides = JsonSerializer.Deserialize<Term[][]>(json)!;
        return new Balance(sides[0], sides[1], sides[2]);
    }

    private static Term[] Terms((string Name, decimal Amount)[] terms) => [.. terms.Select(t => new Term(t.Name, t.Amount))];

    private static string Side(IReadOnlyList<Term> terms) => terms.Count == 0
        ? "0"
        : string.Join(" + ", terms.Select(t => $"{t.Name} {t.Amount.ToString(CultureInfo.InvariantCulture)}"));
}
