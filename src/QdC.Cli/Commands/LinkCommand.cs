using System.CommandLine;
using System.Globalization;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Pipeline.Link;
using QdC.Warehouse;
using Spectre.Console;

namespace QdC.Cli.Commands;

/// <summary><c>qdc link</c>: which records of a file are one person.</summary>
internal sealed class LinkCommand : QdcCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "A CSV file or an .xlsx workbook, one record a row" };
    private readonly Option<string[]> _fields = new("--fields") { Description = "What the columns say: " + string.Join(", ", PersonFields.Names.Keys) + "; columns joined by + belong together", HelpName = "FIELD=COLUMN,…", AllowMultipleArgumentsPerToken = true, Required = true };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Write the file's columns and each record's cluster_id", HelpName = "FILE" };
    private readonly Option<string?> _pairs = new("--pairs") { Description = "Write the pairs joined or to be looked at, with the agreement and weight of each field", HelpName = "FILE" };
    private readonly Option<string?> _truth = new("--truth") { Description = "The column whose values tell who is one person: measures precision, recall and F1", HelpName = "COLUMN" };
    private readonly Option<string?> _model = new("--model") { Description = "Apply this model as it is; where the file is not there yet, train one and keep it there", HelpName = "FILE" };
    private readonly Option<bool> _weights = new("--weights") { Description = "Show the weight of each level of agreement" };

    public LinkCommand()
        : base(
            "link",
            "Find the records of a file that are one person. Rules on valid identifiers come first, then a model of agreement trained on the file; doubtful pairs are for a person to look at. What is shown names nobody; the file of -o holds what the input held.",
            "qdc link persones.csv --fields given_name=nom,surname1=cognom1,surname2=cognom2,birth_date=naixement,id=dni -o clusters.csv",
            "qdc link persones.xlsx --fields given_name=nom,surname1=cognom1,birth_date=naixement,id=dni+cip,street=carrer+numero -o clusters.csv --pairs pairs.csv",
            "qdc link dataset.csv --fields given_name=given_name,surname1=surname,birth_date=date_of_birth --truth person --json",
            "qdc link persones.csv --fields given_name=nom,surname1=cognom1,birth_date=naixement --model model-1.json --weights",
            "qdc link train tarragona"
        )
    {
        Arguments.Add(_file);
        foreach (var option in new Option[] { _fields, _output, _pairs, _truth, _model, _weights })
        {
            Options.Add(option);
        }
        Subcommands.Add(new LinkTrainCommand());
        Does(Link);
    }

    private int Link(CommandContext context, ParseResult parsed)
    {
        var path = parsed.GetValue(_file)!;
        if (!File.Exists(path))
        {
            throw new UsageWrong("There is no such file", path);
        }
        var result = FileLink.Run(
            new FileLinkRequest
            {
                File = path,
                Fields = PersonFields.Parse(Shared.Parts(parsed.GetValue(_fields))),
                Output = parsed.GetValue(_output),
                Pairs = parsed.GetValue(_pairs),
                Truth = parsed.GetValue(_truth),
                Model = parsed.GetValue(_model),
            }
        );
        return context.Give(
            result,
            console =>
            {
                console.Line($"{result.File}: {Count(result.Records)} records are {Count(result.People)} people; {Count(result.Joined)} pairs joined, {Count(result.Review)} to be looked at, {Count(result.Conflicts)} of them conflicts of identifiers");
                console.Line($"{Count(result.PairsCompared)} pairs compared, {Share(result.ShareCompared, "0.000 %")} of all; {(result.ModelTrained ? "model trained on this file" : "model applied as it was")}");
                if (result.Truth is { } truth)
                {
                    console.Line($"precision {Share(truth.Precision)}, recall {Share(truth.Recall)}, F1 {Share(truth.F1)} over {Count(truth.True)} true pairs, closure included");
                }
                if (parsed.GetValue(_weights))
                {
                    Write(console, result.Fields);
                }
            }
        );
    }

    private static void Write(IAnsiConsole console, IReadOnlyList<FieldModel> fields)
    {
        var table = Terminal.Table(("field", false), ("agreement", false), ("one person", true), ("strangers", true), ("weight", true));
        foreach (var field in fields)
        {
            foreach (var level in field.Levels)
            {
                table.AddRow(new Text(field.Field), new Text(level.Name), new Text(Share(level.M, "0.0000")), new Text(Share(level.U, "0.0e+0")), new Text(Share(level.Weight, "0.0")));
            }
        }
        console.Write(table);
    }

    private static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Share(double value, string form = "0.0000") => value.ToString(form, CultureInfo.InvariantCulture);
}

/// <summary><c>qdc link train</c>: a new numbered model, from an area's persons.</summary>
internal sealed class LinkTrainCommand : QdcCommand
{
    private readonly Argument<string> _area = Shared.Area("The area whose persons are looked at");

    public LinkTrainCommand()
        : base(
            "train",
            "Train a model on an area's persons and keep it as the next number in etl-jobs/link, from where every refresh applies it as it is. It holds frequencies of agreement and names nobody. Look at what it changes with `qdc run` and `qdc diff` before it is kept under version control.",
            "qdc link train tarragona"
        )
    {
        Arguments.Add(_area);
        Does(Train);
    }

    private int Train(CommandContext context, ParseResult parsed)
    {
        var area = context.Workspace.Area(parsed.GetValue(_area)!).Area;
        var store = context.Store(area);
        if (store.Current is null)
        {
            throw new UsageWrong("The area has no version here", area, next: $"Start with `qdc run {area}`.");
        }
        using var log = store.OpenLog();
        using var keys = AreaKeys.Open(log);
        using var vault = IdentityVault.Open(context.Home, keys);
        using var version = store.OpenCurrent();
        var trained = ModelTraining.Run(version.Session, vault, store.Area, context.Workspace.Jobs.LinkModel.Number + 1);
        var folder = Directory.CreateDirectory(Path.Combine(context.JobsFolder, "link")).FullName;
        var file = Path.Combine(folder, FormattableString.Invariant($"model-{trained.Number:0000}.json"));
        trained.Model.Write(file);
        return context.Give(
            new { Area = area, trained.Number, File = file, trained.Model.Records, trained.Model.Fields },
            console => console.Line(FormattableString.Invariant($"✓ model {trained.Number} from {trained.Model.Records:#,0} records in {file}; applied from the next run on"), "green")
        );
    }
}
