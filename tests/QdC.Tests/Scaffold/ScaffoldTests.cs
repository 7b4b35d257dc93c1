using NUnit.Framework;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Scaffold;
using QdC.Tests.Cli;
using YamlDotNet.RepresentationModel;

namespace QdC.Tests.Scaffold;

/// <summary>A system nobody has described is drafted from its files. The pilots' systems, each taken out of what is known, are the judge.</summary>
internal sealed class ScaffoldTests
{
    private static readonly (string System, string Files)[] Pilots =
    [
        ("hestia", "samples/pilot/tarragona/hestia"), ("gess", "samples/pilot/garrotxa/gess"), ("isad", "samples/pilot/reus/isad"), ("spreadsheet", "samples/pilot/la-noguera/spreadsheet"),
    ];

    private static readonly Lazy<JobSet> Known = new(() => JobLoader.Load(QdC.Tests.Jobs.Repository.Jobs).Jobs!);
    private static readonly Lazy<Dictionary<string, Scaffolded>> Drafts = new(() => Pilots.ToDictionary(p => p.System, p => Draft(p.System, p.Files)));

    [Test]
    public void Of_the_fields_of_a_system_it_does_not_know_it_finds_nine_in_ten_and_hardly_a_wrong_one()
    {
        var (right, wrong, missed) = (0, new List<string>(), new List<string>());
        foreach (var (system, _) in Pilots)
        {
            var found = Mappings(Drafts.Value[system].SystemFile);
            foreach (var extract in Known.Value.Systems[system].Extracts)
            {
                foreach (var (field, mapping) in extract.Columns.Where(c => c.Value.From.Count > 0))
                {
                    var wanted = mapping.From.Select(f => TextFold.Header(f)).ToList();
                    if (!found.TryGetValue((extract.Subject, field), out var columns))
                    {
                        missed.Add($"{system} {extract.Subject}.{field}: {mapping.From[0]}");
                    }
                    else if (columns.Any(wanted.Contains))
                    {
                        right++;
                    }
                    else
                    {
                        wrong.Add($"{system} {extract.Subject}.{field}: {string.Join(", ", columns)}");
                    }
                }
            }
        }
        Assert.That(right / (double)(right + wrong.Count + missed.Count), Is.GreaterThan(0.9), $"missed:\n{string.Join('\n', missed)}");
        Assert.That(wrong.Count / (double)(right + wrong.Count), Is.LessThan(0.02), string.Join('\n', wrong));
    }

    [Test]
    public void Every_table_of_the_pilots_is_taken_for_what_it_is()
    {
        foreach (var (system, _) in Pilots)
        {
            var taken = Drafts.Value[system].Tables.Where(t => t.Subject is not null).Select(t => t.Subject).Distinct();
            var wanted = Known.Value.Systems[system].Extracts.Select(e => e.Subject).Distinct();
            Assert.That(taken, Is.EquivalentTo(wanted), system);
        }
    }

    [Test]
    public void Codes_are_mapped_by_what_they_say()
    {
        var (right, wrong, all) = (0, new List<string>(), 0);
        foreach (var (system, _) in Pilots)
        {
            foreach (var ((list, _), known) in Known.Value.CodeLists.Mappings.Where(m => m.Key.System == system))
            {
                all += known.Count;
                var meant = known.GroupBy(m => m.SourceCode).ToDictionary(g => g.Key, g => g.Select(m => m.Code).ToHashSet());
                foreach (var line in (Drafts.Value[system].CodeLists.GetValueOrDefault($"{list}.{system}.csv") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
                {
                    var cells = line.Split(',');
                    if (meant.TryGetValue(cells[0], out var codes))
                    {
                        right += codes.Contains(cells[1]) ? 1 : 0;
                        wrong.AddRange(codes.Contains(cells[1]) ? [] : [$"{list}.{system}: {line}, meant {string.Join(", ", codes)}"]);
                    }
                }
            }
        }
        TestContext.Out.WriteLine($"{right} right, {wrong.Count} wrong of {all}");
        Assert.That(right, Is.GreaterThan(150));
        Assert.That(wrong.Count / (double)(right + wrong.Count), Is.LessThan(0.03), string.Join('\n', wrong));
    }

    [Test]
    public void A_draft_is_a_system_file_whose_only_errors_are_what_it_asks()
    {
        var (root, jobs) = (Directory.CreateTempSubdirectory("qdc-scaffold").FullName, "");
        try
        {
            jobs = Path.Combine(root, "etl-jobs");
            MiniHome.CopyJobs(jobs);
            var draft = Drafts.Value["isad"];
            File.WriteAllText(Path.Combine(jobs, "systems", "isad2.yaml"), draft.SystemFile.Replace("system: isad", "system: isad2"));
            foreach (var (name, text) in draft.CodeLists)
            {
                File.WriteAllText(Path.Combine(jobs, "code-lists", name.Replace(".isad.", ".isad2.")), text);
            }
            Assert.That(JobLoader.Load(jobs).Problems.Where(p => p.Path.Contains("isad2", StringComparison.Ordinal) && p.Severity == ProblemSeverity.Error).Select(p => p.ToString()), Is.Empty);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Test]
    public void No_value_of_a_person_stands_in_a_draft()
    {
        foreach (var draft in Drafts.Value.Values)
        {
            foreach (var text in draft.CodeLists.Values.Append(draft.SystemFile))
            {
                foreach (var word in text.Split([' ', ',', '"', '\n', '(', ')'], StringSplitOptions.RemoveEmptyEntries))
                {
                    Assert.That(QdC.Pipeline.Validate.IdentifierShapes.LooksLikeIdentifier(word), Is.False, word);
                }
            }
        }
    }

    [Test]
    public void The_words_name_every_field_of_the_contract_and_nothing_else()
    {
        var fields = Known.Value.Contract.Subjects.Values.SelectMany(s => s.Fields.Select(f => (s.Name, f.Name)));
        Assert.That(Vocabulary.Own.Fields, Is.EquivalentTo(fields));
    }

    /// <summary>English files of a hospital: numbers with a point, letters for the sex, keys of one file in another.</summary>
    [Test]
    public void Files_of_another_field_are_drafted_without_a_wrong_number_code_or_key()
    {
        var folder = Directory.CreateTempSubdirectory("qdc-scaffold-").FullName;
        try
        {
            string Csv(string name, string header, Func<int, string> row)
            {
                var path = Path.Combine(folder, name);
                File.WriteAllLines(path, Enumerable.Range(0, 40).Select(row).Prepend(header));
                return path;
            }
            string[] files =
            [
                Csv("patients.csv", "Id,BIRTHDATE,SSN,FIRST,LAST,GENDER,CITY,STATE", i => $"p-{i},19{50 + i}-03-0{1 + (i % 9)},999-1{i}-20{10 + i},Ann{i},Lee{i},{(i % 2 == 0 ? "M" : "F")},Lowell,Massachusetts"),
                Csv("encounters.csv", "Id,START,STOP,PATIENT,ENCOUNTERCLASS,TOTAL_CLAIM_COST", i => $"e-{i},2024-02-0{1 + (i % 9)}T08:00:00Z,2024-02-0{1 + (i % 9)}T08:15:00Z,p-{i / 2},{(i % 3 == 0 ? "wellness" : "urgent")},{100 + i}.{16 + i}"),
                Csv("payments.csv", "Id,SERVICE,DATE,AMOUNT", i => $"x-{i},s-{i},2024-03-0{1 + (i % 9)},{10 + i}.5{i % 10}"),
            ];
            var mappings = Mappings(Scaffolding.Draft("hospital", files, Known.Value).SystemFile);
            var draft = Scaffolding.Draft("hospital", files, Known.Value);
            Assert.That(draft.SystemFile, Does.Not.Contain("decimal: \",\"").And.Contain("decimals with point"));
            Assert.That(mappings[("case_person", "case")], Is.EqualTo(new[] { "id" }), "the one column that holds keys of cases");
            Assert.That(mappings[("payment", "amount")], Is.EqualTo(new[] { "amount" }));
            Assert.That(mappings.Keys, Has.None.EqualTo(("person", "doc_type")), "what is another in each row is no code");
            var sexes = draft.CodeLists.Single(l => l.Key.StartsWith("sex.", StringComparison.Ordinal)).Value;
            Assert.That(sexes, Does.Match("(?m)^M,H,").And.Match("(?m)^F,D,"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestCase("expedients_20250131.csv", "expedients_{date:yyyyMMdd}.csv")]
    [TestCase("casos 2025-01-31 v2.csv", "casos {date:yyyy-MM-dd} v2.csv")]
    [TestCase("agenda_2025-03.xlsx", "agenda_*.xlsx")]
    [TestCase("patients.csv", "patients.csv")]
    public void A_file_s_name_tells_its_pattern(string name, string pattern) => Assert.That(FileFamily.Pattern(name), Is.EqualTo(pattern));

    /// <summary>Drafts a system with everything of it, and what is made like it, taken out of what is known.</summary>
    private static Scaffolded Draft(string system, string files)
    {
        var jobs = Known.Value;
        var gone = jobs.Systems.Values.Where(s => s.Name == system || s.Like == system).Select(s => s.Name).ToHashSet();
        var known = jobs with
        {
            Systems = jobs.Systems.Where(s => !gone.Contains(s.Key)).ToDictionary(),
            CodeLists = jobs.CodeLists with { Mappings = jobs.CodeLists.Mappings.Where(m => !gone.Contains(m.Key.System)).ToDictionary() },
        };
        return Scaffolding.Draft(system, Directory.EnumerateFiles(Path.Combine(QdC.Tests.Jobs.Repository.Root, files)).Where(f => Path.GetExtension(f) is ".csv" or ".xlsx"), known);
    }

    private static Dictionary<(string Subject, string Field), List<string>> Mappings(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        var found = new Dictionary<(string, string), List<string>>();
        foreach (var (name, body) in (YamlMappingNode)yaml.Documents[0].RootNode["extracts"])
        {
            var extract = (YamlMappingNode)body;
            var subject = extract.Children.TryGetValue("subject", out var said) ? said.ToString() : name.ToString();
            foreach (var (field, mapping) in (YamlMappingNode)extract["columns"])
            {
                var from = mapping is YamlMappingNode map ? map.Children.TryGetValue("from", out var column) ? column.ToString() : null : mapping.ToString();
                if (from is not null)
                {
                    (found.TryGetValue((subject, field.ToString()), out var columns) ? columns : found[(subject, field.ToString())] = []).Add(TextFold.Header(from));
                }
            }
        }
        return found;
    }
}
