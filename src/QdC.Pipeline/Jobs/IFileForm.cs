namespace QdC.Pipeline.Jobs;

/// <summary>What every form of file says: how its texts write dates and numbers.</summary>
public interface IFileForm
{
    /// <summary>Accepted date forms, .NET custom formats.</summary>
    IReadOnlyList<string> Dates { get; }

    /// <summary>Decimal separator.</summary>
    char Decimal { get; }

    /// <summary>Thousands separator, or null.</summary>
    char? Thousands { get; }

    /// <summary>True when a missing footer line means that the file was cut.</summary>
    bool NeedsFooter => false;
}
