using QdC.Pipeline.Jobs;
using QdC.Pipeline.Jobs.Mapping;
using QdC.Pipeline.Validate;
using QdC.Portal.Access;
using QdC.Warehouse;

namespace QdC.Portal.Pages.Quality;

/// <summary>The codes of an area that nothing maps, and what a steward says they mean.</summary>
public sealed class CodeMappings(QdcHome home, PortalFiles files, TimeProvider clock)
{
    /// <summary>What a form says for a code that means "unknown".</summary>
    public const string Unknown = "-";

    private readonly CodeListFolder? _folder = files.JobsFolder is { } folder ? new(folder) : null;

    /// <summary>True when the installation's code lists may be written to.</summary>
    public bool CanWrite => _folder?.CanWrite() == true;

    /// <summary>The lists as they stand now.</summary>
    public CodeListSet Lists => _folder?.Read(files.Jobs) ?? files.Jobs.CodeLists;

    /// <summary>The area's codes that nothing maps.</summary>
    public IReadOnlyList<UnmappedCode> Of(AreaFile area, CodeListSet lists)
    {
        using var log = AreaLog.OpenRead(home, AreaCode.Parse(area.Area), clock);
        return log is null ? [] : UnmappedCodes.Of(log, files.Jobs, lists);
    }

    /// <summary>True for somebody who answers for every area that a mapping is for: those whose source is the system, or one that takes its mappings.</summary>
    public bool MayMap(Viewer viewer, string list, string system) =>
        files.Jobs.Areas.Values.Where(a => AccessList.IsThere(home, a) && a.Sources.Any(s => s.System == system || Follows(s.System, list, system))).All(a => viewer.May(Right.Quality, a.Area));

    /// <summary>Adds a mapping.</summary>
    public MappingAnswer Map(string list, string system, string source, string code) =>
        _folder?.Map(files.Jobs, list, system, source, code) ?? MappingAnswer.NotWritten;

    /// <summary>A code as it may be noted: itself where findings show it, else its shape.</summary>
    public string Shown(AreaFile area, string list, string system, string source) =>
        Of(area, files.Jobs.CodeLists).Any(c => c.IsWhole && (c.List, c.System, c.Shown) == (list, system, source)) ? source : Masking.Shape(source);

    private bool Follows(string other, string list, string system) =>
        files.Jobs.Systems[other].Like == system && _folder?.HasOwn(list, other) != true;
}
