using System.Text;
using System.Text.RegularExpressions;

namespace QdC.Pipeline.Jobs.Grammar;

/// <summary>The forms of text that declarative files know, except dates, times and file patterns.</summary>
internal static partial class Forms
{
    /// <summary>Name of a subject, field or extract.</summary>
    public static readonly TextForm FieldName = Matching(
        "name",
        "small letters, digits and _, for example opened_on",
        "^[a-z][a-z0-9_]*$",
        SnakeCase()
    );

    /// <summary>Name of an area, system or code list.</summary>
    public static readonly TextForm FileName = Matching(
        "name",
        "small letters, digits and -, for example la-noguera",
        "^[a-z][a-z0-9-]*$",
        KebabCase()
    );

    /// <summary>A name as somebody else writes it.</summary>
    public static readonly TextForm Label = new("label", "any text, for example \"Fitxa 1\"", "^.+$", text => text.Length > 0 ? null : "");

    /// <summary>Codi ens: ten digits.</summary>
    public static readonly TextForm EnsCode = Matching(
        "codi ens",
        "ten digits in quotes, for example \"4314820009\"",
        "^[0-9]{10}$",
        TenDigits()
    );

    /// <summary>An id of Microsoft's.</summary>
    public static readonly TextForm Id = new(
        "id",
        "32 hexadecimal digits with hyphens, for example 96f3f0ff-4fe2-4712-b61b-05a456ba9357",
        "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$",
        text => Guid.TryParseExact(text, "D", out _) ? null : ""
    );

    /// <summary>Cell of a sheet.</summary>
    public static readonly TextForm Cell = Matching("cell", "for example B2", "^[A-Z]{1,3}[1-9][0-9]{0,6}$", CellName());

    /// <summary>A single character.</summary>
    public static readonly TextForm Character = new("character", "one character in quotes", "^.$", text => text.Length == 1 ? null : "");

    /// <summary>Code of a municipality.</summary>
    public static readonly TextForm Municipality = new(
        "municipality code",
        "six digits in quotes, the last a check digit, for example \"431482\"",
        "^[0-9]{6}$",
        MunicipalityFault
    );

    /// <summary>A regular expression without back-references and look-around.</summary>
    public static readonly TextForm Regex = new("regular expression", "for example ^Total", null, RegexFault);

    /// <summary>Name of an encoding.</summary>
    public static readonly TextForm Encoding = new(
        "encoding",
        "utf-8 or a single-byte code page such as windows-1252",
        null,
        EncodingFault
    );

    private static TextForm Matching(string name, string allowed, string pattern, Regex check) =>
        new(name, allowed, pattern, text => check.IsMatch(text) ? null : "");

    private static string? MunicipalityFault(string code)
    {
        if (code.Length != 6 || !code.All(char.IsAsciiDigit))
            return "";
        return MunicipalityCode.IsValid(code)
            ? null
            : $"Its check digit should be {MunicipalityCode.CheckDigit(code.AsSpan(0, 5))}.";
    }

    private static string? RegexFault(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking);
            return null;
        }
        catch (ArgumentException broken)
        {
            return broken.Message.TrimEnd('.') + ".";
        }
        catch (NotSupportedException)
        {
            return "Back-references, look-ahead and look-behind are not supported.";
        }
    }

    private static string? EncodingFault(string name)
    {
        try
        {
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? System.Text.Encoding.GetEncoding(name);
            return encoding.IsSingleByte || encoding.CodePage == System.Text.Encoding.UTF8.CodePage ? null : "";
        }
        catch (ArgumentException)
        {
            return "";
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex SnakeCase();

    [GeneratedRegex("^[a-z][a-z0-9-]*$")]
    private static partial Regex KebabCase();

    [GeneratedRegex("^[0-9]{10}$")]
    private static partial Regex TenDigits();

    [GeneratedRegex("^[A-Z]{1,3}[1-9][0-9]{0,6}$")]
    private static partial Regex CellName();
}
