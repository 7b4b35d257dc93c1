using System.CommandLine;
using System.Globalization;
using QdC.Cli.App;
using QdC.Cli.Showing;
using QdC.Samples;
using QdC.Samples.People;
using Spectre.Console;

namespace QdC.Cli.Commands;

/// <summary><c>qdc samples</c>: simulate areas and write what their systems would deliver.</summary>
internal sealed class SamplesCommand : QdcCommand
{
    private readonly Argument<string> _out = new("OUT") { Description = "Folder that gets one folder an area" };
    private readonly Option<string[]> _areas = new("--areas") { Description = "Areas of the network to simulate, or comarques (comarca-07)", HelpName = "AREA,…", DefaultValueFactory = _ => [.. new SampleOptions().Areas], AllowMultipleArgumentsPerToken = true };
    private readonly Option<int> _years = new("--years") { Description = "Calendar years the data cover", HelpName = "N", DefaultValueFactory = _ => new SampleOptions().Years };
    private readonly Option<double> _scale = new("--scale") { Description = "Share of the inhabitants that is simulated", HelpName = "SHARE", DefaultValueFactory = _ => 0.05 };
    private readonly Option<string> _faults = new("--faults") { Description = "Multiplies the rates of planted faults, or a file in the form of samples/faults.yaml", HelpName = "RATE|FILE", DefaultValueFactory = _ => "1" };
    private readonly Option<long> _seed = new("--seed") { Description = "The same seed gives the same bytes", HelpName = "N", DefaultValueFactory = _ => new SampleOptions().Seed };
    private readonly Option<bool> _pilot = new("--pilot") { Description = "The committed pilot areas, as samples/pilot holds them; the other options are left aside" };

    private readonly Option<int?> _register = new("--register") { Description = "Instead of areas, one register of so many invented persons (register.csv), with second records of some of them, to try `qdc link` on", HelpName = "PERSONS" };

    public SamplesCommand()
        : base(
            "samples",
            "Simulate areas and write what their systems would deliver, with the known truth about it. Nobody in them is real.",
            "qdc samples /tmp/samples --areas tarragona --scale 0.02 --faults 5 --seed 42",
            "qdc samples /tmp/samples --register 10000 --seed 42"
        )
    {
        Arguments.Add(_out);
        foreach (var option in new Option[] { _areas, _years, _scale, _faults, _seed, _pilot, _register })
        {
            Options.Add(option);
        }
        Does(Make);
    }

    private int Make(CommandContext context, ParseResult parsed)
    {
        var folder = Path.GetFullPath(parsed.GetValue(_out)!);
        if (parsed.GetValue(_register) is { } persons)
        {
            return Register(context, Path.Combine(Directory.CreateDirectory(folder).FullName, "register.csv"), new RegisterOptions { Persons = persons, Seed = parsed.GetValue(_seed) });
        }
        var faults = parsed.GetValue(_faults)!;
        var isRate = double.TryParse(faults, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate);
        if (!isRate && !File.Exists(faults))
        {
            throw new UsageWrong("--faults takes a rate or a file", faults, "a number from 0 to 100, or a file in the form of samples/faults.yaml");
        }
        var options = new SampleOptions
        {
            Areas = [.. Shared.Parts(parsed.GetValue(_areas))],
            Years = parsed.GetValue(_years),
            Scale = parsed.GetValue(_scale),
            FaultRate = isRate ? rate : 1,
            FaultFile = isRate ? null : faults,
            Seed = parsed.GetValue(_seed),
            OutputFolder = folder,
        };
        var started = context.Clock.GetTimestamp();
        try
        {
            if (parsed.GetValue(_pilot))
            {
                var truths = PilotSamples.Write(folder);
                options = options with { Areas = [.. truths.Select(truth => truth.Area)], Seed = truths[0].Seed };
            }
            else
            {
                SampleGenerator.Generate(options);
            }
        }
        catch (ArgumentException e)
        {
            throw new UsageWrong(e.Message.TrimEnd('.'));
        }
        var written = options.Areas.Select(area => (Area: area, Files: Directory.GetFiles(Path.Combine(folder, area), "*", SearchOption.AllDirectories))).ToList();
        return context.Give(
            new { Folder = folder, options.Seed, Areas = written.Select(w => new { w.Area, Files = w.Files.Select(f => Path.GetRelativePath(folder, f)) }) },
            console =>
            {
                foreach (var (area, files) in written)
                {
                    console.Line(FormattableString.Invariant($"✓ {area}: {files.Length} files, {files.Sum(f => new FileInfo(f).Length) / 1e6:0.0} MB in {Path.Combine(folder, area)}"), "green");
                }
                console.Line(FormattableString.Invariant($"seed {options.Seed}, {context.Clock.GetElapsedTime(started).TotalSeconds:0.0} s"), "dim");
            }
        );
    }

    private static int Register(CommandContext context, string file, RegisterOptions options)
    {
        if (options.Persons < 1)
        {
            throw new UsageWrong("A register has persons", $"{options.Persons}", "1 or more");
        }
        PersonRegister.Write(options, file);
        return context.Give(
            new { File = file, options.Persons, options.Seed, PersonRegister.Fields, Truth = PersonRegister.Columns[0] },
            console =>
            {
                console.Line(FormattableString.Invariant($"✓ {options.Persons:#,0} persons in {file}"), "green");
                console.Line($"  qdc link {file} --fields {PersonRegister.Fields} --truth {PersonRegister.Columns[0]}");
            }
        );
    }
}
