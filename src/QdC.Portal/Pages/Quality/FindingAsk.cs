using System.Globalization;
using Microsoft.AspNetCore.Http;
using QdC.Portal.Web;
using QdC.Warehouse;

namespace QdC.Portal.Pages.Quality;

/// <summary>Findings as an address asks for them; the pages and the workbook are asked for by the same words.</summary>
/// <param name="Rule">Of this rule only.</param>
/// <param name="Extract">Of this extract only, as SYSTEM/EXTRACT.</param>
/// <param name="Severity">Errors or queries only.</param>
/// <param name="State">Where they stand; null for all.</param>
/// <param name="Page">The page, from 1.</param>
internal sealed record FindingAsk(string? Rule, string? Extract, Severity? Severity, FindingState? State, int Page)
{
    /// <summary>Findings of a page.</summary>
    public const int PageSize = 50;

    /// <summary>The name of the value that says the rule.</summary>
    public const string RuleKey = "regla";

    /// <summary>The name of the value that says the extract.</summary>
    public const string ExtractKey = "extraccio";

    /// <summary>The name of the value that says the severity.</summary>
    public const string SeverityKey = "gravetat";

    /// <summary>The name of the value that says the state.</summary>
    public const string StateKey = "estat";

    /// <summary>The state that stands for all.</summary>
    public const string AllStates = "all";

    /// <summary>The name of the value that says the page.</summary>
    public const string PageKey = "pagina";

    private const int LastPage = 1_000_000;

    /// <summary>Which findings the log is asked for.</summary>
    public FindingFilter Filter
    {
        get
        {
            var extract = Extract?.Split('/', 2);
            return new() { Rule = Rule, State = State, Severity = Severity, System = extract is [var system, _] ? system : null, Extract = extract?[^1] };
        }
    }

    /// <summary>Those of its page.</summary>
    public FindingFilter PageFilter => Filter with { Limit = PageSize, Skip = (Page - 1) * PageSize };

    /// <summary>Reads an address; what it does not say is open findings of all rules and extracts.</summary>
    public static FindingAsk Of(IQueryCollection query) =>
        new(
            Text(query[RuleKey]),
            Text(query[ExtractKey]),
            Enum.TryParse<Severity>(query[SeverityKey], ignoreCase: true, out var severity) && Enum.IsDefined(severity) ? severity : null,
            query[StateKey] == AllStates ? null : Enum.TryParse<FindingState>(query[StateKey], ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : FindingState.Open,
            int.TryParse(query[PageKey], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, LastPage) : 1
        );

    /// <summary>The values of the address, behind a path.</summary>
    public string Behind(string path) =>
        Addresses.With(
            path,
            (RuleKey, Rule),
            (ExtractKey, Extract),
            (SeverityKey, Severity?.ToString().ToLowerInvariant()),
            (StateKey, State switch { FindingState.Open => null, { } state => state.ToString().ToLowerInvariant(), null => AllStates }),
            (PageKey, Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null)
        );

    private static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
