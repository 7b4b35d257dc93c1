namespace QdC.Samples.Truth;

/// <summary>Types of problem and of case, demands, services and cohorts that are told apart for whole years only; in other periods they are one member.</summary>
internal static class SensitiveList
{
    private static readonly HashSet<string> Codes =
    [
        "problem_type mental_health", "problem_type addiction", "problem_type violence", "problem_type child_neglect", "problem_type legal_situation",
        "demand violence", "demand legal", "demand mental_health",
        "service 1.2.12.1", "service 1.2.12.3",
        "cohort women",
        "case_type SIAD", "case_type EAIA",
    ];

    /// <summary>The member a figure of the period is told for.</summary>
    public static string Told(string breakdown, string code, Period period) =>
        period.Kind != "year" && Codes.Contains($"{breakdown} {code}") ? "sensitive" : code;
}
