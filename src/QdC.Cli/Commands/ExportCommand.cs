using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Warehouse;

namespace QdC.Cli.Commands;

/// <summary><c>qdc export</c>: an area's star as Parquet, for other engines.</summary>
internal sealed class ExportCommand : QdcCommand
{
    private readonly Argument<string> _area = Shared.Area();
    private readonly Option<string> _parquet = new("--parquet") { Description = "The folder; each table becomes a folder in it, parted by area and year", HelpName = "DIR", Required = true };

    public ExportCommand()
        : base(
            "export",
            "Write the current version of an area's star as Parquet, parted by area and year, for Fabric, Spark, Trino or any other engine. It replaces what was exported of the area before and leaves the other areas. "
                + "It holds pseudonyms: keep it as the stores are kept.",
            "qdc export tarragona --parquet /srv/lake/qdc"
        )
    {
        Arguments.Add(_area);
        Options.Add(_parquet);
        Does(Export);
    }

    private int Export(CommandContext context, ParseResult parsed)
    {
        var area = context.Workspace.Area(parsed.GetValue(_area)!).Area;
        var folder = Path.GetFullPath(parsed.GetValue(_parquet)!);
        var tables = ParquetExport.Write(context.Store(area), folder, out var version);
        return context.Give(
            new { Area = area, Version = version, Folder = folder, Tables = tables, Rows = tables.Sum(t => t.Rows) },
            console => console.Line($"✓ {area} version {version}: {tables.Count} tables, {tables.Sum(t => t.Rows)} rows in {folder}, read again and counted", "green")
        );
    }
}
