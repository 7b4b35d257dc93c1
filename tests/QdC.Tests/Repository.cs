namespace QdC.Tests;

/// <summary>The repository the tests run in.</summary>
internal static class Repository
{
    /// <summary>Its root: the folder of the solution file above the program.</summary>
    public static string Root { get; } = Find();

    /// <summary>Its declarative files.</summary>
    public static string Jobs => Path.Combine(Root, "etl-jobs");

    /// <summary>The T-SQL scripts of the warehouse.</summary>
    public static string Scripts => Path.Combine(Root, "sql", "warehouse");

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "QdC.Analytics.sln")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName ?? throw new InvalidOperationException("QdC.Analytics.sln is in no folder above the program: run it from the repository.");
    }
}
