using QdC.Pipeline.Scaffold;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Jobs.Mapping;

/// <summary>A code that deliveries hold and nothing maps.</summary>
/// <param name="List">The common list it should be mapped to.</param>
/// <param name="System">The system it comes from.</param>
/// <param name="Subject">The subject of the contract.</param>
/// <param name="Field">Its field.</param>
/// <param name="Shown">The code; its shape where the field is about a person.</param>
/// <param name="IsWhole">True when <paramref name="Shown"/> is the code itself, false when it hides part of it.</param>
/// <param name="Count">Open findings that it raised.</param>
/// <param name="Guess">The common code it is likely to mean: empty for "unknown", null where nothing is like it.</param>
/// <param name="IsMapped">True when it is mapped by now; the next run will find it so.</param>
public sealed record UnmappedCode(string List, string System, string Subject, string Field, string Shown, bool IsWhole, long Count, string? Guess, bool IsMapped);

/// <summary>The codes of an area's deliveries that no code list knows.</summary>
public static class UnmappedCodes
{
    /// <summary>Reads them out of what the last runs found.</summary>
    /// <param name="log">The area's log.</param>
    /// <param name="jobs">The declarative files.</param>
    /// <param name="lists">The lists as they stand now.</param>
    public static IReadOnlyList<UnmappedCode> Of(AreaLog log, JobSet jobs, CodeListSet lists)
    {
        var guesser = new CodeGuesser(lists);
        return
        [
            .. from received in log.Received(RuleCatalogue.CodeUnmapped.Code)
               let list = FindingText.ListOf(received.Args)
               where list is not null && lists.Lists.ContainsKey(list)
               let field = jobs.Contract.Subjects.GetValueOrDefault(received.Subject)?.Fields.FirstOrDefault(f => f.Name == received.Field)
               where field is not null
               let whole = Masking.IsShown(field, received.Masked)
               orderby list, received.System, received.Count descending, received.Masked
               select new UnmappedCode(
                   list, received.System, received.Subject, received.Field, received.Masked, whole, received.Count,
                   whole ? guesser.Guess(list, received.Masked) : null,
                   whole && lists.Mappings.GetValueOrDefault((list, received.System))?.Any(m => TextFold.Code(m.SourceCode) == TextFold.Code(received.Masked)) == true),
        ];
    }
}
