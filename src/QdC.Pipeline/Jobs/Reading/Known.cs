using QdC.Pipeline.Jobs.Yaml;

namespace QdC.Pipeline.Jobs.Reading;

/// <summary>
/// The things of one kind that names may point to. A name whose own file is broken is known but not there:
/// it is not reported again wherever it is used.
/// </summary>
/// <param name="Kind">The kind in messages, for example <c>subject</c>.</param>
/// <param name="Items">What is there, by name.</param>
/// <param name="Broken">Names of files that could not be read.</param>
internal sealed record Known<T>(string Kind, IReadOnlyDictionary<string, T> Items, IReadOnlySet<string> Broken)
    where T : class
{
    /// <summary>The thing a name points to; null when there is none, which is noted as a problem unless its file is broken.</summary>
    public T? Find(YamlScalar name, Problems problems)
    {
        if (Items.TryGetValue(name.Text, out var item))
            return item;
        if (!Broken.Contains(name.Text))
            problems.Unknown(name.Place, Kind, name.Text, Items.Keys);
        return null;
    }

    /// <summary>The thing of that name, or null.</summary>
    public T? Get(string name) => Items.GetValueOrDefault(name);
}
