using System.CommandLine;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline.Query;
using QdC.Pipeline.Report;
using QdC.Publish.Excel;
using QdC.Warehouse;
using Spectre.Console;

namespace QdC.Cli.Commands;

/// <summary><c>qdc report</c>: a workbook of figures, as it is sent on.</summary>
internal sealed class ReportCommand : QdcCommand
{
    private readonly Argument<string?> _name = new("NAME") { Description = "The report, for example memoria", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string[]> _area = new("--area") { Description = "The area; several make one workbook", HelpName = "AREA,…", AllowMultipleArgumentsPerToken = true };
    private readonly Option<int?> _year = new("--year") { Description = "The year it is about [default: that of the last complete period]", HelpName = "Y" };
    private readonly Option<string?> _period = new("--period") { Description = "month, quarter, year or rolling12: the last complete one of the year [default: the report's own]", HelpName = "KIND" };
    private readonly Option<string?> _asOf = new("--as-of") { Description = "A version, by its number or the name it is held under [default: the current one]", HelpName = "NAME" };
    private readonly Option<string?> _against = new("--against") { Description = "What canvis and conciliacio tell the changes against: a version, named likewise [default: the one before]", HelpName = "NAME" };
    private readonly Option<string?> _return = new("--return") { Description = "What the area returned, typed in: the workbook of the template, or a CSV file with its columns", HelpName = "FILE" };
    private readonly Option<bool> _template = new("--template") { Description = "Write the template of --return instead of a report" };
    private readonly Option<string> _audience = Shared.Audience("what is published and nothing else");
    private readonly Option<string?> _file = new("--output", "-o") { Description = "The workbook to write", HelpName = "FILE.xlsx" };
    private readonly Option<bool> _list = new("--list") { Description = "List the reports" };
    private readonly Option<string> _language = Shared.Language();

    public ReportCommand()
        : base(
            "report",
            "An Excel report, ready to be sent on: cover, definitions, named tables. Its figures are those that `qdc query` gives.",
            "qdc report memoria --area tarragona --year 2024 -o memoria.xlsx",
            "qdc report persones-ateses --area tarragona --year 2024 --audience public --lang es -o personas.xlsx",
            "qdc report memoria --area tarragona --year 2024 --as-of memoria-2024 -o memoria.xlsx",
            "qdc report carrega-de-treball --area tarragona,reus --year 2024 -o carrega.xlsx",
            "qdc report canvis --area tarragona --year 2024 --against memoria-2024 -o canvis.xlsx",
            "qdc report conciliacio --template -o declaracio.xlsx",
            "qdc report conciliacio --area tarragona --return declaracio.xlsx --against memoria-2024 -o conciliacio.xlsx",
            "qdc report --list"
        )
    {
        Arguments.Add(_name);
        foreach (var option in new Option[] { _area, _year, _period, _asOf, _against, _return, _template, _audience, _file, _list, _language })
        {
            Options.Add(option);
        }
        Does(Report);
    }

    private int Report(CommandContext context, ParseResult parsed)
    {
        var language = parsed.GetValue(_language)!;
        if (parsed.GetValue(_list) || parsed.GetValue(_name) is not { } name)
        {
            return List(context, language);
        }
        var workspace = context.Workspace;
        var report = UnknownName.Find("report", name, workspace.Reports.Reports);
        var returns = new ReturnFile(workspace.Metrics, workspace.Jobs.CodeLists, workspace.Rudel);
        if (parsed.GetValue(_template))
        {
            return Template(context, parsed, returns, language);
        }
        var areas = Shared.Parts(parsed.GetValue(_area)) is { Count: > 0 } names ? workspace.Select(names) : throw new UsageWrong("A report is about an area", next: "Name it: --area AREA, or several with commas.");
        var path = Output(parsed);
        if (parsed.GetValue(_return) is not null && !report.ComparesReturn)
        {
            throw new UsageWrong("A return is compared by one report alone", name, string.Join(", ", workspace.Reports.Reports.Values.Where(r => r.ComparesReturn).Select(r => r.Name)));
        }
        var returned = parsed.GetValue(_return) is { } file ? returns.Read(file) : null;
        if (areas.Count > 1 && (returned ?? (object?)parsed.GetValue(_asOf) ?? parsed.GetValue(_against)) is not null)
        {
            throw new UsageWrong("A held version and a return are one area's", next: "Name one area with --area.");
        }
        var fill = new ReportFill(context.Home, workspace.Jobs, workspace.Metrics, context.Clock) { Rudel = workspace.Rudel };
        var documents = areas
            .Select(area =>
                fill.Fill(
                    new ReportRequest
                    {
                        Report = report,
                        Area = area,
                        Year = parsed.GetValue(_year),
                        Period = parsed.GetValue(_period),
                        AsOf = parsed.GetValue(_asOf),
                        Against = parsed.GetValue(_against),
                        Returned = returned,
                        Language = language,
                        IsPublic = Shared.IsPublic(parsed, _audience),
                    }
                )
            )
            .ToList();
        OutputFile.Save(path, stream =>
        {
            ReportWorkbook.Write(documents, stream);
            foreach (var document in documents.Where(d => d.IsInternal))
            {
                using var log = AreaLog.Open(context.Home, AreaCode.Parse(document.Area), context.Clock);
                log.NoteExport(context.User, $"report {document.Report}", document.Version, 0);
            }
        });
        var filled = documents[0];
        return context.Give(
            new { File = path, filled.Report, Area = string.Join(",", documents.Select(d => d.Area)), filled.Version, filled.Period, Sheets = documents.SelectMany(d => d.Sheets).Select(s => s.Name).Distinct(), Lacking = documents.SelectMany(d => d.Lacking).Select(l => new { l.What, l.Why }) },
            console => console.Line($"✓ {filled.Title}, {string.Join(", ", documents.Select(d => $"{d.AreaName} (version {d.Version})"))}, {filled.Period} in {parsed.GetValue(_file)}", "green")
        );
    }

    private string Output(ParseResult parsed) =>
        OutputFile.Path(parsed.GetValue(_file) ?? throw new UsageWrong("A report is written to a file", next: "Name it: -o FILE.xlsx."), ".xlsx");

    private int Template(CommandContext context, ParseResult parsed, ReturnFile returns, string language)
    {
        var path = Output(parsed);
        var lines = returns.Template(language);
        OutputFile.Save(path, stream => ReturnTemplate.Write(lines, parsed.GetValue(_year), language, stream));
        return context.Give(new { File = path, Lines = lines.Count }, console => console.Line($"✓ template with {lines.Count} figures in {parsed.GetValue(_file)}: fill it in and give it back with --return", "green"));
    }

    private static int List(CommandContext context, string language)
    {
        var reports = context.Workspace.Reports.Reports.Values.ToList();
        return context.Give(
            reports.Select(r => new { Report = r.Name, r.Texts[language].Name, r.Texts[language].Description, r.Period, Sheets = r.Sheets.Select(s => s.Names[language]) }),
            console =>
            {
                var table = Terminal.Table(("report", false), ("name", false), ("period", false), ("what it is for", false));
                foreach (var report in reports)
                {
                    table.AddRow(new Text(report.Name), new Text(report.Texts[language].Name), new Text(report.Period), new Text(report.Texts[language].Description, new Style(decoration: Decoration.Dim)));
                }
                console.Write(table);
            }
        );
    }
}
