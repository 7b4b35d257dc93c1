using NUnit.Framework;

// A refresh of a small area keeps one core busy, and each fixture has folders of its own: two of them run at a time.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(2)]
