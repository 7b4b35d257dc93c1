namespace QdC.PowerBiTests;

/// <summary>The repository the tests run in.</summary>
internal static class Repository
{
    /// <summary>Its root: the folder of the solution file above the test assembly.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "QdC.Analytics.sln")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName ?? throw new InvalidOperationException("QdC.Analytics.sln is not above the tests");
    }
}
