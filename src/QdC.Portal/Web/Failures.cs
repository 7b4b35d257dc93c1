using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using QdC.Portal.Pages;
using QdC.Warehouse;

namespace QdC.Portal.Web;

/// <summary>Failures of what somebody asked for, whose facts they may read: none carries a person's value or a secret.</summary>
internal static class Failures
{
    /// <summary>A page with the facts and the way back.</summary>
    public static IResult Page(QdcException e, string back) => new RazorComponentResult<ProblemPage>(new { e.Problem, Kind = e.GetType().Name, Back = back }) { StatusCode = StatusCodes.Status409Conflict };
}
