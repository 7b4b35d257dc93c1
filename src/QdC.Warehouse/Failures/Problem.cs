using System.Text;

namespace QdC.Warehouse;

/// <summary>The facts of a failure; a message is composed from them. None of them may carry a person's value or a secret.</summary>
/// <param name="What">What is wrong, as a sentence without its full stop.</param>
/// <param name="Where">File (with line), area or object it happened at.</param>
/// <param name="Received">What was found.</param>
/// <param name="Allowed">What would have been right.</param>
/// <param name="NextStep">What a person can do now.</param>
public sealed record Problem(string What, string? Where = null, string? Received = null, string? Allowed = null, string? NextStep = null)
{
    /// <summary>The facts as one line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Where is not null)
        {
            text.Append(Where).Append(" - ");
        }

        text.Append(What).Append('.');
        Add(text, " Received: ", Received);
        Add(text, " Allowed: ", Allowed);
        Add(text, " ", NextStep);
        return text.ToString();
    }

    private static void Add(StringBuilder text, string label, string? fact)
    {
        if (fact is not null)
        {
            text.Append(label).Append(fact).Append(fact.EndsWith('.') ? "" : ".");
        }
    }
}
