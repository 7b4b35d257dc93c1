using NUnit.Framework;
using QdC.Publish.PowerBi;

namespace QdC.Tests.Publish.PowerBi;

/// <summary>The committed files, to be spoiled in one place.</summary>
public sealed class Broken
{
    public const string Network = "QdC.Network.SemanticModel/definition/";
    public const string Published = Network + "tables/Xifres publicades.tmdl";
    public const string Areas = Network + "tables/Àrees.tmdl";
    public const string Area = "QdC.SemanticModel/definition/";
    public const string OfReport = "QdC.Report/";
    public const string Resum = OfReport + "definition/pages/resum/";

    private Broken(IEnumerable<KeyValuePair<string, string>> files) => Files = new Dictionary<string, string>(files);

    public Dictionary<string, string> Files { get; }

    /// <summary>Everything.</summary>
    public static Broken All() => new(Definition.Built);

    /// <summary>The network's model alone, which is small.</summary>
    public static Broken OfNetwork() => new(Definition.Built.Where(f => f.Key.StartsWith(PowerBiDefinition.Network, StringComparison.Ordinal)));

    /// <summary>A visual's file on the first page.</summary>
    public static string Visual(string name) => $"{Resum}visuals/{name}/visual.json";

    /// <summary>Writes something in the place of something else.</summary>
    public Broken Replace(string file, string old, string @new)
    {
        var text = Files[file];
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.That(at, Is.GreaterThanOrEqualTo(0), $"{file} has no \"{old}\"");
        Files[file] = text[..at] + @new + text[(at + old.Length)..];
        return this;
    }

    /// <summary>Writes something in the place of something else, wherever it stands.</summary>
    public Broken ReplaceAll(string file, string old, string @new)
    {
        Assert.That(Files[file], Does.Contain(old));
        Files[file] = Files[file].Replace(old, @new, StringComparison.Ordinal);
        return this;
    }

    /// <summary>Adds to the end of a file, or a file.</summary>
    public Broken Add(string file, string text)
    {
        Files[file] = Files.GetValueOrDefault(file, "") + text;
        return this;
    }

    /// <summary>Takes a file away.</summary>
    public Broken Remove(string file)
    {
        Assert.That(Files.Remove(file), file);
        return this;
    }

    public IReadOnlyList<PowerBiFinding> Check() => PowerBiCheck.Check(Files);
}
