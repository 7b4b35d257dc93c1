using QdC.Pipeline.Jobs.Reading;

namespace QdC.Pipeline.Jobs;

/// <summary>What came of reading an <c>etl-jobs</c> folder.</summary>
/// <param name="Jobs">The files, or null when at least one problem is an error.</param>
/// <param name="Problems">Every problem of every file, by file and line.</param>
public sealed record JobLoad(JobSet? Jobs, IReadOnlyList<JobProblem> Problems)
{
    /// <summary>The problems that keep the jobs from running.</summary>
    public IEnumerable<JobProblem> Errors => Problems.Where(p => p.Severity == ProblemSeverity.Error);
}

/// <summary>Reads an <c>etl-jobs</c> folder whole and finds every problem of every file at once, offline.</summary>
public static class JobLoader
{
    /// <summary>Reads a folder. It never throws on what the files hold.</summary>
    /// <param name="folder">The folder that holds <c>areas</c>, <c>systems</c>, <c>contract</c> and <c>code-lists</c>.</param>
    public static JobLoad Load(string folder)
    {
        var problems = new Problems();
        return Load(JobTexts.Read(folder, problems), problems);
    }

    /// <summary>Reads what is known beside one system, to draft that: a draft of it that is there already is not read, nor is any area.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="system">The system's name.</param>
    public static JobLoad LoadWithout(string folder, string system)
    {
        var problems = new Problems();
        var texts = JobTexts.Read(folder, problems);
        var others = Load(texts.Without(system), problems);
        return others.Jobs is null ? Load(folder) : others; // one that others are like is read
    }

    /// <summary>Reads texts that are in memory already.</summary>
    internal static JobLoad Load(JobTexts texts, Problems problems)
    {
        var (lists, codeLists) = CodeListReader.Read(texts.CodeLists, problems);
        var subjects = new ContractReader(lists, problems).Read(texts.Contract);
        var systems = new SystemReader(subjects, lists, problems).Read(texts.Systems);
        var areas = new AreaReader(texts.Root, new AreaCheck(systems, subjects, lists, problems), problems).Read(texts.Areas);
        var jobs = new JobSet
        {
            Contract = new(subjects.Items),
            Systems = systems.Items,
            Areas = areas,
            CodeLists = codeLists.Finish(systems),
            LinkModel = LinkModelReader.Read(texts.Models, problems),
        };
        var found = problems.All;
        return new(found.Any(p => p.Severity == ProblemSeverity.Error) ? null : jobs, found);
    }
}
