using System.Text;
using NUnit.Framework;

namespace QdC.SqlServerTests.Source;

/// <summary>The declarative files, with payments of mini's office asked from a server.</summary>
internal static class SourceJobs
{
    /// <summary>Writes them under a folder, and gives back where.</summary>
    /// <param name="under">The folder.</param>
    /// <param name="office">Where the office's files are.</param>
    /// <param name="connection">The connection's reference.</param>
    /// <param name="table">The table that holds payments.</param>
    public static string On(string under, string office, string connection, string table)
    {
        var (from, to) = (Path.Combine(Repository.Root, "etl-jobs"), Path.Combine(under, "jobs", "etl-jobs"));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, File.ReadAllText(file).Replace("../../samples", Path.Combine(Repository.Root, "samples"), StringComparison.Ordinal), new UTF8Encoding(false));
        }
        var definitions = Directory.CreateDirectory(Path.Combine(under, "jobs", "powerbi")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "powerbi"), "*.yaml"))
        {
            File.Copy(file, Path.Combine(definitions, Path.GetFileName(file)));
        }
        var area = Path.Combine(to, "areas", "mini.yaml");
        var there = $"{{ folder: {Path.Combine(Repository.Root, "samples")}/mini/mini-office }}";
        Assert.That(File.ReadAllText(area), Does.Contain(there));
        File.WriteAllText(area, File.ReadAllText(area).Replace(there, $"{{ folder: {office}, sqlserver: {{ connection: {connection}, extracts: {{ payment: {table} }} }} }}", StringComparison.Ordinal));
        return to;
    }
}
