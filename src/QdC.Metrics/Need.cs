namespace QdC.Metrics;

/// <summary>What a metric cannot do without: a contract field or, of several joined by <c>or</c>, any one of them.</summary>
/// <param name="Text">As <c>metrics.yaml</c> says it: <c>subject.field</c>, or <c>subject.field or subject.field</c>.</param>
public sealed record Need(string Text)
{
    /// <summary>The fields of which one suffices.</summary>
    public IReadOnlyList<string> AnyOf => Text.Split(" or ");
}
