using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace QdC.Pipeline.Link;

/// <summary>What decides the links of an area beside its records: the frozen model and what persons have decided.</summary>
/// <param name="Model">The model; null where records are not linked.</param>
/// <param name="Decisions">The decisions in force.</param>
/// <param name="Network">The fingerprint of the network's key; null where none is configured.</param>
internal sealed record LinkBasis(NumberedModel? Model, IReadOnlyList<PersonDecision> Decisions, string? Network = null)
{
    /// <summary>SHA-256 over all of it: when it changes, the same records may be other people.</summary>
    public string Fingerprint { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{Edition} {Network} {JsonSerializer.Serialize(Model)}{JsonSerializer.Serialize(Decisions.Select(d => new { d.A, d.B, d.Same }).OrderBy(d => d.A).ThenBy(d => d.B))}")));

    /// <summary>Counts up when the engine links otherwise than before.</summary>
    private const int Edition = 1;
}

/// <summary>A model that was trained once and is kept under a number.</summary>
/// <param name="Number">Its number, from 1; 0 is the program's own.</param>
/// <param name="Model">The model.</param>
public sealed record NumberedModel(int Number, LinkModel Model)
{
    private static readonly Lazy<NumberedModel> ReadOwn = new(() =>
    {
        using var reader = new StreamReader(typeof(NumberedModel).Assembly.GetManifestResourceStream("model.json")!);
        return new NumberedModel(0, LinkModel.Parse(reader.ReadToEnd(), "model.json"));
    });

    /// <summary>The model that comes with the program, trained on an invented register of 200,000 persons.</summary>
    public static NumberedModel Own => ReadOwn.Value;
}

/// <summary>What a person decided of two source records.</summary>
/// <param name="A">The pseudonym of one record, the lower of both.</param>
/// <param name="B">That of the other.</param>
/// <param name="Same">True when they are one person, false when they are two.</param>
public sealed record PersonDecision(Guid A, Guid B, bool Same);
