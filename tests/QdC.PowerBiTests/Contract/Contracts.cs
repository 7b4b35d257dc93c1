using NUnit.Framework;

namespace QdC.PowerBiTests.Contract;

/// <summary>Microsoft's descriptions of the services. They are reference data beside the repository, not a part of it.</summary>
internal static class Contracts
{
    /// <summary>Their folder: <c>QDC_CONTRACTS</c>, else <c>shared/contracts/powerbi</c> beside the repository.</summary>
    public static string Folder { get; } = Environment.GetEnvironmentVariable("QDC_CONTRACTS") is { Length: > 0 } named ? named : Path.Combine(Repository.Root, "..", "shared", "contracts", "powerbi");

    /// <summary>A file or folder among them; the test is skipped where it is not there.</summary>
    public static string Require(string name)
    {
        var path = Path.Combine(Folder, name);
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            Assert.Ignore($"Microsoft's descriptions of the services are not here ({path}); QDC_CONTRACTS names another folder.");
        }
        return path;
    }
}
