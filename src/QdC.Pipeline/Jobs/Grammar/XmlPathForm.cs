using System.Text.RegularExpressions;
using System.Xml;

namespace QdC.Pipeline.Jobs.Grammar;

/// <summary>The paths of <c>xml:</c> - a small part of XPath that can be followed while a file streams by.</summary>
internal static partial class XmlPathForm
{
    /// <summary>The path of the rows.</summary>
    public static readonly TextForm Rows = new(
        "row path",
        "names from the root, for example /Resposta/Llista/Recurs, or //Recurs for any depth",
        null,
        text => RowsPattern().IsMatch(text) && Names(text) ? null : "");

    /// <summary>The path of a column.</summary>
    public static readonly TextForm Column = new(
        "path",
        "names from the row, for example Estat, Beneficiaris/Beneficiari/IdPersona, @id, ../../Data or . for the row's own text",
        null,
        text => ColumnPattern().IsMatch(text) && Names(text) ? null : "");

    /// <summary>The prefixes a path uses.</summary>
    public static IEnumerable<string> Prefixes(string text) =>
        text.Split('/').Select(step => step.TrimStart('@')).Where(step => step.Contains(':')).Select(step => step.Split(':')[0]);

    /// <summary>Reads a path that fits its form.</summary>
    public static XmlPath Read(string text, IReadOnlyDictionary<string, string> namespaces)
    {
        var steps = text.Split('/', StringSplitOptions.RemoveEmptyEntries).ToList();
        var up = steps.RemoveAll(step => step == "..");
        steps.RemoveAll(step => step == ".");
        return new(
            text,
            text.StartsWith("//", StringComparison.Ordinal),
            up,
            [.. steps.Select(step => Name(step.TrimStart('@')))],
            steps.Count > 0 && steps[^1].StartsWith('@'));

        XmlName Name(string name) =>
            name.IndexOf(':') is > 0 and var colon ? new(name[(colon + 1)..], namespaces.GetValueOrDefault(name[..colon], "")) : new(name, null);
    }

    private static bool Names(string text) =>
        text.Split('/', '@', ':').All(step => step is "" or "." or ".." || IsName(step));

    private static bool IsName(string text)
    {
        try
        {
            XmlConvert.VerifyNCName(text);
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^//?[^/@]+(/[^/@]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex RowsPattern();

    [GeneratedRegex(@"^(\.|(\.\./)*([^/@]+(/[^/@]+)*(/@[^/@]+)?|@[^/@]+))$", RegexOptions.NonBacktracking)]
    private static partial Regex ColumnPattern();
}
