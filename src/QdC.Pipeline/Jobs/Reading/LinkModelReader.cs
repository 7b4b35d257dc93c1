using System.Globalization;
using System.Text.RegularExpressions;
using QdC.Pipeline.Link;
using QdC.Pipeline.Jobs.Yaml;

namespace QdC.Pipeline.Jobs.Reading;

/// <summary>Reads the trained models of <c>etl-jobs/link</c>; the one of the highest number is applied.</summary>
internal static partial class LinkModelReader
{
    /// <summary>The model to apply; the program's own where the folder holds none.</summary>
    public static NumberedModel Read(IReadOnlyList<JobText> files, Problems problems)
    {
        var found = new SortedDictionary<int, NumberedModel>();
        foreach (var file in files)
        {
            if (FileName().Match(file.Stem) is not { Success: true } name)
            {
                problems.Error(file.Start, "the file is not named as a model", file.Stem, "model-0001 and so on");
                continue;
            }
            var number = int.Parse(name.Groups[1].Value, CultureInfo.InvariantCulture);
            try
            {
                found[number] = new NumberedModel(number, LinkModel.Parse(file.Text, file.Path));
            }
            catch (ModelUnusable e)
            {
                problems.Error(file.Start, e.Problem.What, next: e.Problem.NextStep);
            }
        }
        return found.Count == 0 ? NumberedModel.Own : found.Values.Last();
    }

    [GeneratedRegex("^model-([0-9]{4})$")]
    private static partial Regex FileName();
}
