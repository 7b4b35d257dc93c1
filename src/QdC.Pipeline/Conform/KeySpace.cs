using System.Text;
using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Conform;

/// <summary>The name space a record number belongs to: whose numbers they are, and of what.</summary>
public sealed class KeySpace
{
    /// <summary>The subject whose keys, as the numbers of documents, are the same in every system of an area.</summary>
    public const string AreaWideSubject = "professional";

    /// <summary>What stands between scope, subject and the parts of a key.</summary>
    public const byte Separator = 0x1F;

    /// <summary>The keys of <paramref name="subject"/> within <paramref name="scope"/>.</summary>
    public KeySpace(string scope, string subject)
    {
        Scope = subject is AreaWideSubject or Jobs.Contract.Document ? "area" : scope;
        Prefix = Encoding.UTF8.GetBytes($"{Scope}{(char)Separator}{subject}");
    }

    /// <summary>The source system, or <c>area</c>.</summary>
    public string Scope { get; }

    /// <summary>Scope and subject, as every key of the space begins.</summary>
    internal byte[] Prefix { get; }

    /// <summary>
    /// The system whose record numbers a source of <paramref name="system"/> uses for each subject: its own for the subjects it
    /// delivers, the one it refers to for all others.
    /// </summary>
    public static Func<string, string> Scopes(SystemFile system, string? refersTo)
    {
        var own = system.Extracts.Select(e => e.Subject).ToHashSet();
        return subject => own.Contains(subject) || refersTo is null ? system.Name : refersTo;
    }
}
