using QdC.Pipeline.Jobs.Yaml;

namespace QdC.Pipeline.Jobs.Reading;

/// <summary>A file is found by its name, so the name it gives itself must be the same.</summary>
internal static class FileNames
{
    /// <summary>Notes a file whose own name differs from what it says.</summary>
    public static void Check(YamlMap node, string key, JobText file, Problems problems)
    {
        if (node.Scalar(key) is { } name && name.Text != file.Stem)
            problems.Error(name.Place, $"the {key} is not named as its file:", name.Text, nearest: file.Stem);
    }
}
