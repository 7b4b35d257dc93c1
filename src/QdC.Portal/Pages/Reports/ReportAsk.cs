using System.Globalization;
using Microsoft.AspNetCore.Http;
using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Query;
using QdC.Pipeline.Report;
using QdC.Portal.Web;

namespace QdC.Portal.Pages.Reports;

/// <summary>A report as an address asks for it; the page and the workbook are asked for by the same words.</summary>
/// <param name="Year">The year; null for that of the last complete period.</param>
/// <param name="Period">The kind of period; null for the report's own.</param>
/// <param name="Language">The language of its texts.</param>
/// <param name="IsPublic">True for what is published and nothing else.</param>
public sealed record ReportAsk(int? Year, string? Period, string Language, bool IsPublic)
{
    /// <summary>The name of the value that says the year.</summary>
    public const string YearKey = "any";

    /// <summary>The name of the value that says the kind of period.</summary>
    public const string PeriodKey = "periode";

    /// <summary>The name of the value that says the language.</summary>
    public const string LanguageKey = "llengua";

    /// <summary>The name of the value that says for whom it is.</summary>
    public const string AudienceKey = "per";

    /// <summary>The audience outside the area.</summary>
    public const string Public = "fora";

    /// <summary>Reads an address.</summary>
    public static ReportAsk Of(IQueryCollection query, string readersLanguage) =>
        new(
            int.TryParse(query[YearKey], NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null,
            query[PeriodKey].ToString() is { Length: > 0 } period ? period : null,
            FigureText.Codes.Contains(query[LanguageKey].ToString()) ? query[LanguageKey].ToString() : readersLanguage,
            query[AudienceKey] == Public
        );

    /// <summary>The values of the address, behind a path.</summary>
    public string Behind(string path) =>
        Addresses.With(path, (YearKey, Year?.ToString(CultureInfo.InvariantCulture)), (PeriodKey, Period), (LanguageKey, Language), (AudienceKey, IsPublic ? Public : null));

    /// <summary>The report that is asked for.</summary>
    public ReportRequest Of(ReportDefinition report, AreaFile area) => new() { Report = report, Area = area, Year = Year, Period = Period, Language = Language, IsPublic = IsPublic };
}
