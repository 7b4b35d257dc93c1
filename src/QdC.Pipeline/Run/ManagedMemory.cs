namespace QdC.Pipeline.Run;

/// <summary>The memory of this program beside the engine's.</summary>
internal static class ManagedMemory
{
    private const long Worthwhile = 64L << 20;

    /// <summary>
    /// Gives back to the system what a step has left behind. The statements after it allocate next to nothing here, so that nothing else would
    /// collect it while the engine needs its own memory most. A small area leaves too little to be asked for.
    /// </summary>
    public static void GiveBack()
    {
        if (GC.GetTotalMemory(forceFullCollection: false) > Worthwhile)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
