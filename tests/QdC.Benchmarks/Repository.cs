namespace QdC.Benchmarks;

/// <summary>The repository this program was built from.</summary>
internal static class Repository
{
    /// <summary>Its root folder.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "QdC.Analytics.sln")))
            {
                return folder;
            }
        }
        throw new InvalidOperationException("QdC.Analytics.sln is in no folder above the program: run it from the repository.");
    }
}
