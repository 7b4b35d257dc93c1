using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using QdC.Pipeline.Query;

namespace QdC.Portal.Web;

/// <summary>In which language and colours somebody reads. Any address with <c>?lang=es</c> or <c>?aspecte=fosc</c> sets it and goes on without.</summary>
/// <param name="Language">ca, es or en. Default: ca.</param>
/// <param name="Theme">clar, fosc, or null for what the machine says.</param>
public sealed record Preferences(string Language, string? Theme)
{
    /// <summary>The value of a query that sets the language.</summary>
    public const string LanguageKey = "lang";

    /// <summary>The value of a query that sets the colours.</summary>
    public const string ThemeKey = "aspecte";

    private static readonly string[] Themes = ["clar", "fosc"];

    /// <summary>Those of a request.</summary>
    public static Preferences Of(HttpContext context)
    {
        var (language, theme) = (context.Request.Cookies["qdc-lang"], context.Request.Cookies["qdc-aspecte"]);
        return new(FigureText.Codes.Contains(language) ? language! : "ca", Themes.Contains(theme) ? theme : null);
    }

    /// <summary>Texts in the language.</summary>
    public string Say(string ca, string es, string en) => Language switch { "es" => es, "en" => en, _ => ca };

    /// <summary>Takes them from addresses.</summary>
    internal static void Use(WebApplication app) =>
        app.Use(async (context, next) =>
        {
            var query = context.Request.Query;
            if (!HttpMethods.IsGet(context.Request.Method) || (!query.ContainsKey(LanguageKey) && !query.ContainsKey(ThemeKey)))
            {
                await next(context);
                return;
            }
            Keep(context, "qdc-lang", query[LanguageKey], FigureText.Codes);
            Keep(context, "qdc-aspecte", query[ThemeKey], [.. Themes, "auto"]);
            var address = Addresses.With(context.Request.Path + context.Request.QueryString, (LanguageKey, null), (ThemeKey, null));
            context.Response.Redirect(Addresses.IsLocal(address) ? address : "/");
        });

    private static void Keep(HttpContext context, string cookie, string? value, string[] allowed)
    {
        if (allowed.Contains(value))
        {
            context.Response.Cookies.Append(cookie, value!, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromDays(365), IsEssential = true });
        }
    }
}
