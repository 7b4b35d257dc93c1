using NUnit.Framework;
using QdC.Metrics;

namespace QdC.Tests.Metrics.Dax;

/// <summary>DAX is read as Microsoft's reference says it binds.</summary>
public sealed class DaxSyntaxTests
{
    [TestCase("1 + 2 * 3", "(1 + (2 * 3))")]
    [TestCase("[a] = 1 || [b] > 2 && NOT [c] <> 3", "(([a] = 1) || (([b] > 2) && (NOT ([c] <> 3))))")]
    [TestCase("'It''s'[x]]y] IN { 1, \"a\"\"b\" }", "('It's'[x]y] IN {1, \"a\"\"b\"})")]
    [TestCase("VAR _a = SUM ( T[x] ) VAR _b = _a RETURN DIVIDE ( _a, _b )", "VAR _a = SUM('T'[x]) VAR _b = _a RETURN DIVIDE(_a, _b)")]
    [TestCase("CALCULATE ( PERCENTILE.INC ( 'T'[x], 0.5 ), 'T' ) // why\n -- and", "CALCULATE(PERCENTILE.INC('T'[x], 0.5), 'T')")]
    [TestCase("( [a], [b] )", "{[a], [b]}")]
    public void It_is_read_as_it_binds(string text, string tree) => Assert.That(Told(DaxSyntax.Read(text)), Is.EqualTo(tree));

    [TestCase("SUM ( T[x]", "received the end, expected")]
    [TestCase("SUM ( T[x] ) )", "expected the end of the expression")]
    [TestCase("VAR a = 1", "expected RETURN")]
    [TestCase("'T[x]", "a quote or bracket is not closed")]
    [TestCase("[x", "a quote or bracket is not closed")]
    [TestCase("1 +", "received the end, expected a value")]
    [TestCase("IF ( , 1 )", "expected a value")]
    [TestCase("", "received the end")]
    public void What_is_no_DAX_is_said_with_its_place(string text, string told) => Assert.That(() => DaxSyntax.Read(text), Throws.TypeOf<DaxUnreadable>().With.Message.Contains(told));

    private static string Told(DaxNode node) => node switch
    {
        DaxLiteral l => l.Text,
        DaxColumn c => $"'{c.Table}'[{c.Column}]",
        DaxMeasureName m => $"[{m.Name}]",
        DaxTableName t => $"'{t.Name}'",
        DaxWord w => w.Name,
        DaxCall c => $"{c.Function}({string.Join(", ", c.Arguments.Select(Told))})",
        DaxOperation { Left: null } o => $"({o.Operator} {Told(o.Right)})",
        DaxOperation o => $"({Told(o.Left!)} {o.Operator} {Told(o.Right)})",
        DaxList l => $"{{{string.Join(", ", l.Items.Select(Told))}}}",
        DaxLet l => string.Concat(l.Variables.Select(v => $"VAR {v.Name} = {Told(v.Value)} ")) + "RETURN " + Told(l.Return),
        _ => throw new InvalidOperationException(),
    };
}
