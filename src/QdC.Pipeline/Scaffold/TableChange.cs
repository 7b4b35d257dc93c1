using System.Globalization;

namespace QdC.Pipeline.Scaffold;

/// <summary>What is not the same in all files of one kind.</summary>
public enum TableChangeKind
{
    /// <summary>A column that an older file calls otherwise.</summary>
    Renamed,

    /// <summary>A column that stands in the newest files only.</summary>
    New,

    /// <summary>A column that stands in the oldest files only.</summary>
    Gone,

    /// <summary>A column that some files hold.</summary>
    InSome,

    /// <summary>A column of which one file writes decimals with a comma and another with a point.</summary>
    Decimals,

    /// <summary>A file with another encoding or delimiter, or other columns' places or paths.</summary>
    Written,

    /// <summary>A file whose header stands in another line.</summary>
    HeaderLine,
}

/// <summary>Something that is not the same in all files of one kind.</summary>
/// <param name="Kind">What.</param>
/// <param name="Of">The column, masked where its name may be a value; the file for <see cref="TableChangeKind.Written"/> and <see cref="TableChangeKind.HeaderLine"/>.</param>
/// <param name="Detail">Its older names, the file since which it is new or gone, in how many files it is, or how the file is written.</param>
public sealed record TableChange(TableChangeKind Kind, string Of, string Detail)
{
    /// <summary>True where somebody should look: what was drafted rests on a guess, or cannot hold for every file.</summary>
    public bool IsAsked => Kind is TableChangeKind.Renamed or TableChangeKind.Decimals or TableChangeKind.Written or TableChangeKind.HeaderLine;

    /// <summary>A sentence in English.</summary>
    public override string ToString() =>
        Kind switch
        {
            TableChangeKind.Renamed => $"{Of} was called {Detail} before: is it the same?",
            TableChangeKind.New => $"{Of} is new in {Detail}",
            TableChangeKind.Gone => $"{Of} is gone since {Detail}",
            TableChangeKind.InSome => string.Create(CultureInfo.InvariantCulture, $"{Of} is in {Detail} files"),
            TableChangeKind.Decimals => $"{Of} has a decimal comma in some files and a point in others: only one of them can be declared",
            TableChangeKind.Written => $"{Of} is written otherwise ({Detail}): the newest file's way is declared",
            _ => $"{Of} has its header in line {Detail}: the newest file's is declared",
        };
}
