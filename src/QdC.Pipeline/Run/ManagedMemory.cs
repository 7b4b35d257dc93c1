namespace QdC.Pipeline.Run;

/// <summary>The memory of this program beside the engine's.</summary>
internal static class ManagedMemory
{
    private const long ManyRows = 500_000;
    private const long ManyPersons = 50_000;

    /// <summary>
    /// Gives back to the system what reading has left behind. The statements after it allocate next to nothing here, so that nothing else would
    /// collect it while the engine needs its own memory most. Few rows leave too little to be asked for.
    /// </summary>
    public static void AfterReading(long rows) => GiveBack(rows >= ManyRows);

    /// <summary>The same of linking.</summary>
    public static void AfterLinking(long persons) => GiveBack(persons >= ManyPersons);

    private static void GiveBack(bool isWorthwhile)
    {
        if (isWorthwhile)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
