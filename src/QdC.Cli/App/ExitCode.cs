namespace QdC.Cli.App;

/// <summary>What the process tells whoever started it.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Failed; what was served before is served still.</summary>
    public const int Failed = 1;

    /// <summary>Done, with rejected rows, waiting deliveries or changes found.</summary>
    public const int Findings = 2;

    /// <summary>The configuration is wrong; nothing was tried.</summary>
    public const int Configuration = 3;

    /// <summary>The graver of two: a failure weighs most, then the configuration, then findings.</summary>
    public static int Worst(int a, int b) => Weight(a) >= Weight(b) ? a : b;

    private static int Weight(int code) => code switch { Done => 0, Findings => 1, Configuration => 2, _ => 3 };
}
