namespace QdC.Pipeline.Jobs;

/// <summary>The six-character Idescat code of a municipality: five digits of the INE and a check digit.</summary>
internal static class MunicipalityCode
{
    private static readonly int[][] Weights =
    [
        [0, 3, 8, 2, 7, 4, 1, 5, 9, 6],
        [0, 2, 4, 6, 8, 1, 3, 5, 7, 9],
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    ];

    private static readonly int[] Positions = [1, 0, 2, 1, 0];

    /// <summary>True for six digits of which the last is the check digit of the others.</summary>
    public static bool IsValid(string code) =>
        code.Length == 6 && code.All(char.IsAsciiDigit) && code[5] == CheckDigit(code.AsSpan(0, 5));

    /// <summary>The check digit of the first five digits.</summary>
    /// <param name="fiveDigits">Two digits of the province and three of the municipality.</param>
    public static char CheckDigit(ReadOnlySpan<char> fiveDigits)
    {
        var sum = 0;
        for (var i = 0; i < 5; i++)
            sum += Weights[Positions[i]][fiveDigits[i] - '0'];
        return (char)('0' + (10 - sum % 10) % 10);
    }
}
