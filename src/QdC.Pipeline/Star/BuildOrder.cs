namespace QdC.Pipeline.Star;

/// <summary>Which steps of a build have to wait for which: a step for those that make or add to what it reads or changes, and for those that read what it changes.</summary>
internal sealed class BuildOrder
{
    private readonly List<int>[] _followers;
    private readonly int[] _waitsFor;

    /// <summary>Sees it from the steps' words.</summary>
    /// <param name="steps">The steps, in an order in which they could be carried out one by one.</param>
    public BuildOrder(IReadOnlyList<BuildStep> steps)
    {
        _followers = [.. steps.Select(_ => new List<int>())];
        _waitsFor = new int[steps.Count];
        var names = new Dictionary<string, Use>();
        Use Of(string name) => names.TryGetValue(name, out var use) ? use : names[name] = new Use();
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            // A view or macro reads nothing by itself: who uses it reads what it does.
            var read = step.Read.Except(step.Added).SelectMany(name => Of(name).Means.Append(name)).ToHashSet();
            var before = new HashSet<int>();
            foreach (var use in read.Select(Of))
            {
                before.UnionWith(use.Makers);
                before.UnionWith(use.Adders);
            }
            foreach (var use in step.Made.Select(Of))
            {
                before.UnionWith(use.Makers.Concat(use.Adders).Concat(use.Readers));
            }
            foreach (var use in step.Added.Select(Of))
            {
                before.UnionWith(use.Makers.Concat(use.Readers));
            }
            foreach (var use in read.Select(Of))
            {
                use.Readers.Add(i);
            }
            foreach (var name in step.Made)
            {
                names[name] = new Use { Makers = { i }, Means = step.IsOfConnection ? [.. read] : [] };
            }
            foreach (var use in step.Added.Select(Of))
            {
                use.Adders.Add(i);
            }
            _waitsFor[i] = before.Count;
            foreach (var other in before)
            {
                _followers[other].Add(i);
            }
        }
    }

    /// <summary>How many steps one waits for.</summary>
    public int WaitsFor(int step) => _waitsFor[step];

    /// <summary>The steps that wait for one.</summary>
    public IReadOnlyList<int> Followers(int step) => _followers[step];

    private sealed class Use
    {
        public List<int> Makers { get; } = [];

        public List<int> Adders { get; } = [];

        public List<int> Readers { get; } = [];

        public IReadOnlyList<string> Means { get; init; } = [];
    }
}
