namespace QdC.Pipeline.Link;

/// <summary>What becomes of a pair.</summary>
internal enum LinkOutcome
{
    /// <summary>One person.</summary>
    Same,

    /// <summary>A person has to look.</summary>
    Review,

    /// <summary>A person decided that they are two.</summary>
    Different,
}

/// <summary>What a person decided of two records; it binds.</summary>
/// <param name="A">One record, from 0.</param>
/// <param name="B">The other.</param>
/// <param name="Same">True when they are one person.</param>
internal readonly record struct DecidedPair(int A, int B, bool Same);

/// <summary>What linking gave.</summary>
/// <param name="ClusterOf">The cluster of each record, numbered from 1 by first appearance.</param>
/// <param name="Clusters">How many clusters there are.</param>
/// <param name="Found">The pairs that are one person or may be.</param>
/// <param name="Pairs">Pairs compared.</param>
/// <param name="Model">The model that was applied.</param>
internal sealed record LinkResult(IReadOnlyList<int> ClusterOf, int Clusters, IReadOnlyList<LinkedPair> Found, long Pairs, LinkModel Model);

/// <summary>A pair of records and why it is thought of as it is.</summary>
/// <param name="A">The record that stands first in the file, from 0.</param>
/// <param name="B">The other.</param>
/// <param name="Outcome">What becomes of it.</param>
/// <param name="Pattern">How they agree.</param>
/// <param name="Rung">What the rules say.</param>
/// <param name="Weight">The odds that they are one person, in bits.</param>
internal sealed record LinkedPair(int A, int B, LinkOutcome Outcome, long Pattern, Rung Rung, double Weight);
