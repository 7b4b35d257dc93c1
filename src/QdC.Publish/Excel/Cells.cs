using ClosedXML.Excel;

namespace QdC.Publish.Excel;

/// <summary>Writes typed cells. A text is a text whatever it begins with: no spreadsheet evaluates it.</summary>
internal static class Cells
{
    /// <summary>The longest text a cell takes.</summary>
    public const int LongestText = 32_767;

    /// <summary>A text, cut where a cell would not take it; control characters become blanks.</summary>
    public static IXLCell Text(this IXLCell cell, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return cell;
        }
        var tidy = Tidy(text);
        cell.SetValue(tidy);
        cell.SetDataType(XLDataType.Text);
        if (LooksLikeFormula(tidy))
        {
            cell.Style.IncludeQuotePrefix = true; // stays a text when somebody edits it
        }
        return cell;
    }

    /// <summary>The text as a cell takes it: cut where it is too long, with blanks for what no file may hold.</summary>
    public static string Tidy(string text)
    {
        if (text.Length <= LongestText && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }
        return string.Create(Math.Min(text.Length, LongestText), text, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = char.IsControl(from[i]) || char.IsSurrogate(from[i]) && !IsPaired(from, i) || from[i] is '\uFFFE' or '\uFFFF' ? ' ' : from[i];
            }
        });
    }

    /// <summary>A whole number.</summary>
    public static IXLCell Number(this IXLCell cell, long number)
    {
        cell.SetValue(number);
        cell.Style.NumberFormat.Format = "#,##0";
        return cell;
    }

    /// <summary>A day.</summary>
    public static IXLCell Day(this IXLCell cell, DateOnly day)
    {
        cell.SetValue(day.ToDateTime(TimeOnly.MinValue));
        cell.Style.DateFormat.Format = "dd/mm/yyyy";
        cell.Style.Alignment.Horizontal = XLAlignmentHorizontalValues.Left;
        return cell;
    }

    /// <summary>True when a spreadsheet that was given the text by hand might take it for a formula.</summary>
    public static bool LooksLikeFormula(string text)
    {
        var start = text.AsSpan().TrimStart(" \"'");
        return text.Length > 0 && (text[0] is '\t' or '\r' or '\n' or '\0' || (start.Length > 0 && start[0] is '=' or '+' or '-' or '@'));
    }

    private static bool IsPaired(string text, int i) =>
        char.IsHighSurrogate(text[i]) ? i + 1 < Math.Min(text.Length, LongestText) && char.IsLowSurrogate(text[i + 1]) : i > 0 && char.IsHighSurrogate(text[i - 1]);
}
