using NUnit.Framework;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Scaffold;
using QdC.Pipeline.Stage.Looking;
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

    private static readonly Lazy<JobSet> Known = new(() => JobLoader.Load(QdC.Tests.Repository.Jobs).Jobs!);
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
                    else if (columns.Any(names => names.All(wanted.Contains)))
                    {
                        right++;
                    }
                    else
                    {
                        wrong.Add($"{system} {extract.Subject}.{field}: {string.Join(" or ", columns.Select(names => string.Join(", ", names)))}");
                    }
                }
            }
        }
        Assert.That(right / (double)(right + wrong.Count + missed.Count), Is.GreaterThan(0.9), $"missed:\n{string.Join('\n', missed)}");
        Assert.That(wrong.Count / (double)(right + wrong.Count), Is.LessThan(0.02), string.Join('\n', wrong));
    }

    [Test]
    public void Several_keys_in_one_cell_are_split_by_what_stands_between_them()
    {
        foreach (var (system, _) in Pilots)
        {
            foreach (var (field, mapping) in Known.Value.Systems[system].Extracts.SelectMany(e => e.Columns).Where(c => c.Value.Split is not null && c.Value.From.Count > 0))
            {
                var lines = Drafts.Value[system].SystemFile.Split('\n').Where(l => l.Trim().StartsWith($"{field}:", StringComparison.Ordinal) && mapping.From.Any(l.Contains)).ToList();
                Assert.That(lines, Is.Not.Empty.And.All.Contain($"split: \"{mapping.Split}\""), $"{system} {mapping.From[0]}");
            }
        }
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
            Assert.That(draft.SystemFile.Split("not found in the example files"), Has.Length.EqualTo(2), "why fields were not found is told once");
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
            Assert.That(mappings[("case_person", "case")], Is.EqualTo(new[] { new[] { "id" } }), "the one column that holds keys of cases");
            Assert.That(mappings[("payment", "amount")], Is.EqualTo(new[] { new[] { "amount" } }));
            Assert.That(mappings.Keys, Has.None.EqualTo(("person", "doc_type")), "what is another in each row is no code");
            var sexes = draft.CodeLists.Single(l => l.Key.StartsWith("sex.", StringComparison.Ordinal)).Value;
            Assert.That(sexes, Does.Match("(?m)^M,H,").And.Match("(?m)^F,D,"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Examples of open cases have no closing date; declared not available, no case would ever close.</summary>
    [Test]
    public void A_column_in_which_nothing_stands_is_taken_by_its_name_and_asked_about()
    {
        var folder = Directory.CreateTempSubdirectory("qdc-scaffold-").FullName;
        try
        {
            File.WriteAllLines(Path.Combine(folder, "expedients.csv"), Enumerable.Range(1, 20).Select(i => $"{i};{i:00}/01/2025;;Obert;Nord;").Prepend("Id expedient;Data d'obertura;Data de tancament;Estat;Equip;Sense nom"));

            var draft = Scaffolding.Draft("obert", Directory.EnumerateFiles(folder), Known.Value).SystemFile;

            Assert.That(draft, Does.Match(@"(?m)^ +closed_on: Data de tancament +# \? .*empty in the examples"));
            Assert.That(draft, Does.Not.Match(@"(?m)^ +\w+: Sense nom"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A table of one system as three months have it: columns renamed, come and gone, a code and a form of dates seen in one month only.</summary>
    [Test]
    public void All_files_of_a_kind_are_drafted_together()
    {
        var folder = Directory.CreateTempSubdirectory("qdc-scaffold-").FullName;
        try
        {
            void Month(string name, string header, string date, string type) =>
                File.WriteAllLines(Path.Combine(folder, name), Enumerable.Range(1, 20).Select(i => $"{i};{string.Format(System.Globalization.CultureInfo.InvariantCulture, date, i)};{(i == 1 ? type : "Obert")};Nord;k{i}-x;{type[0]}{i}-y").Prepend(header));
            Month("expedients_31-01-2025.csv", "Id expedient;Data d'inici;Estat;Equip;X9;Fitxa vella", "{0:00}/01/2025", "Tancat");
            Month("expedients_28-02-2025.csv", "Id expedient;Data d'inici;Estat;Equip;Marca antiga;Altres", "2025-02-{0:00}", "En suspens");
            Month("expedients_31-03-2025.csv", "Id expedient;Inici de l'expedient;Estat;Equip;Marca antiga;Mena", "2025-03-{0:00}", "Obert");

            var draft = Scaffolding.Draft("mes", Directory.EnumerateFiles(folder), Known.Value);

            Assert.That(draft.SystemFile, Does.Contain("key: Id expedient\n"), "a key stands once in a file, and again in the next");
            Assert.That(draft.SystemFile, Does.Contain("opened_on: { from: [\"Inici de l'expedient\", \"Data d'inici\"] }"));
            Assert.That(draft.SystemFile, Does.Match(@"dates: \[dd/MM/yyyy, yyyy-MM-dd\]"));
            Assert.That(draft.CodeLists["case-state.mes.csv"], Does.Contain("\nObert,open,").And.Contain("\nTancat,closed,"));
            Assert.That(draft.SystemFile, Does.Contain("not mapped: En suspens (1)"), "a code of one month is told where nothing is like it");
            Assert.That(draft.Tables.Single().Files, Is.EqualTo(3));
            Assert.That(draft.Tables.Single().Changes.Select(c => c.ToString()), Is.SupersetOf(new[]
            {
                "Inici de l'expedient was called Data d'inici before: is it the same?", "Marca antiga was called X9 before: is it the same?", "Mena is new in expedients_31-03-2025.csv", "Fitxa vella is gone since expedients_28-02-2025.csv", "Altres is in 1 / 3 files",
            }));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Files without a header row of cells: their form is drafted with names, places and paths, and read by what was drafted.</summary>
    [Test]
    public void Text_of_fixed_width_and_xml_are_drafted_with_their_places_and_paths()
    {
        var folder = Directory.CreateTempSubdirectory("qdc-scaffold-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "expedients_20250331.txt"), $"{"NUM",-6}{"OBERTURA",-12}{"EQUIP",-6}\n" + string.Concat(Enumerable.Range(1, 20).Select(i => $"{i,-6}{i:00}/01/2025  {(i % 2 == 0 ? "Nord" : "Sud"),-6}\n")));
            File.WriteAllText(Path.Combine(folder, "actuacions_20250331.xml"), $"<r><llista>{string.Concat(Enumerable.Range(1, 20).Select(i => $"<act><id>{i}</id><expedient>{i}</expedient><data>2025-02-{i:00}</data><persones><persona>{i}</persona><persona>{i + 1}</persona></persones></act>"))}</llista></r>");

            var draft = Scaffolding.Draft("forms", Directory.EnumerateFiles(folder), Known.Value).SystemFile;

            Assert.That(draft, Does.Contain("fixed:   # ? where columns begin is guessed").And.Contain("columns: { NUM: 6, OBERTURA: 12, EQUIP: 6 }").And.Contain("dates: [dd/MM/yyyy]").And.Contain("skip_lines: 1"));
            Assert.That(draft, Does.Contain("rows: \"/r/llista/act\"").And.Contain("        persona: persones/persona   # several in a row"));
            var mappings = Mappings(draft);
            Assert.That(mappings[("case", "opened_on")], Is.EqualTo(new[] { new[] { "obertura" } }));
            Assert.That(mappings[("activity", "done_on")], Is.EqualTo(new[] { new[] { "data" } }));
            Assert.That(draft, Does.Contain("persons: { from: persona, split: \"|\" }"));

            var said = Scaffolding.Draft("forms", Directory.EnumerateFiles(folder), Known.Value, new SaidForms([("exp*", FixedForm.Parse("Num:6,Obert:10,Resta:8")!)], [("*.xml", "//act")])).SystemFile;
            Assert.That(said, Does.Contain("columns: { Num: 6, Obert: 10, Resta: 8 }").And.Contain("rows: \"//act\"").And.Not.Contain("is guessed"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>As an office exports: a title, headings merged over the columns' names, days as texts in two forms, a key twice, a line of totals.</summary>
    [Test]
    public void An_export_made_to_be_read_by_people_is_drafted_with_all_its_rows()
    {
        var folder = Directory.CreateTempSubdirectory("qdc-scaffold-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "persones_20250331.csv"), "Llistat a 31/03/2025;;;\nNúm. fitxa;NIF/NIE;Primer cognom;Gènere\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"F{i};{i};Lee{i};{(i % 2 == 0 ? "Dona" : "Home")}\n")));
            File.WriteAllText(Path.Combine(folder, "pagaments_20250331.csv"), "Núm. pagament;Codi prest.;Data pagament;Import\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"{Math.Max(i, 2)};{i};01/03/2025;1.2{i:00},50\n")) + "TOTAL;;60 pagaments;73.830,00\n");
            File.WriteAllBytes(Path.Combine(folder, "expedients_20250331.xlsx"), QdC.Tests.Stage.RawWorkbook.Of(
                QdC.Tests.Stage.RawWorkbook.Row(1, "AJUNTAMENT")
                + QdC.Tests.Stage.RawWorkbook.Row(2, "Expedient", "", "Dates")
                + QdC.Tests.Stage.RawWorkbook.Row(3, "Núm. exp.", "Titular (fitxa)", "Obertura", "Tancament")
                + string.Concat(Enumerable.Range(1, 20).Select(i => QdC.Tests.Stage.RawWorkbook.Row(i + 3, $"E{i}", $"F{i}", i % 2 == 0 ? $"2025-01-{i:00}" : $"{i:00}/01/2025"))),
                merges: "<mergeCells><mergeCell ref=\"A1:D1\"/><mergeCell ref=\"A2:B2\"/><mergeCell ref=\"C2:D2\"/></mergeCells>", sheetName: "Expedients"));

            var draft = Scaffolding.Draft("vila", Directory.EnumerateFiles(folder), Known.Value);

            Assert.That(draft.Tables.Select(t => t.Subject), Is.EquivalentTo(new[] { "case", "case_person", "payment", "person" }));
            Assert.That(draft.SystemFile, Does.Contain("xlsx: { sheets: Expedients, title_rows: 2, dates: [dd/MM/yyyy, yyyy-MM-dd] }").And.Contain("opened_on: Obertura"));
            Assert.That(draft.SystemFile, Does.Contain("skip_lines: 1 }").And.Contain("thousands: \".\", footer: \"^TOTAL\" }"));
            Assert.That(draft.SystemFile, Does.Contain("key: Núm. pagament   # ? of 60 rows 1 have the key of another").And.Contain("hardly a value twice").And.Contain("key: Núm. fitxa\n"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A draft is made again after a look at it: what stands in the first, be it wrong, neither hinders the second nor speaks for it.</summary>
    [Test]
    public void A_draft_that_is_there_already_is_no_evidence()
    {
        var root = Directory.CreateTempSubdirectory("qdc-scaffold-").FullName;
        try
        {
            var jobs = Path.Combine(root, "etl-jobs");
            MiniHome.CopyJobs(jobs);
            File.WriteAllText(Path.Combine(jobs, "systems", "vila.yaml"), "system: vila\nextracts: { person: { file: a.csv, columns: { sex: Zzz } } }\n");
            File.WriteAllText(Path.Combine(jobs, "code-lists", "sex.vila.csv"), "source_code,code,label\nQ,nothing,\n");

            Assert.That(JobLoader.Load(jobs).Jobs, Is.Null);
            var known = JobLoader.LoadWithout(jobs, "vila");
            Assert.That(known.Jobs?.Systems.Keys, Does.Contain("gess").And.Not.Contain("vila"), string.Join('\n', known.Errors));
            Assert.That(JobLoader.LoadWithout(QdC.Tests.Repository.Jobs, "hestia").Jobs?.Systems.Keys, Does.Contain("hestia"), "hestia-lists is like it");
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    /// <summary>Whether an export is whole shows in several of them: whole lists hold their keys again, others only later days, or nothing again.</summary>
    [Test]
    public void Several_files_show_which_exports_are_whole_and_which_tell_of_a_period()
    {
        var folder = Directory.CreateTempSubdirectory("qdc-scaffold-").FullName;
        try
        {
            for (var month = 1; month <= 3; month++)
            {
                void Put(string name, string header, int from, int to, Func<int, string> row) =>
                    File.WriteAllLines(Path.Combine(folder, $"{name}_20250{month}28.csv"), Enumerable.Range(from, to - from).Select(row).Prepend(header));
                Put("expedients", "Id expedient;Data d'obertura;Estat;Equip", 1, 20 + month, i => $"{i};2024-01-{i:00};Obert;Nord");
                Put("actuacions", "Id actuació;Id expedient;Data actuació;Minuts", month == 1 ? 1 : 10 * month, (10 * month) + 15, i => $"{i};{1 + (i % 20)};{new DateOnly(2025, 1, 1).AddDays(i):yyyy-MM-dd};30");
                Put("demandes", "Id demanda;Id expedient;Data demanda;Tipus demanda", 100 * month, (100 * month) + 12, i => $"{i};{1 + (i % 20)};2024-02-{1 + (i % 28):00};Altres");
            }
            var draft = Scaffolding.Draft("mesos", Directory.EnumerateFiles(folder), Known.Value).SystemFile;
            string Said(string extract) => System.Text.RegularExpressions.Regex.Match(draft, $@"(?m)^  {extract}:[\s\S]*?(^    complete.*|^    # \?.*not whole.*)$").Groups[1].Value;

            Assert.That(Said("case"), Does.StartWith("    complete: { scope: all }   # 100").And.Not.Contain("?"));
            Assert.That(Said("activity"), Does.StartWith("    complete: { scope: period, by: done_on }   # ? "));
            Assert.That(Said("demand"), Does.StartWith("    # ? 0").And.Contain("are these the changes only?"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void What_a_number_in_a_name_tells_apart_is_no_month_of_one_table()
    {
        var folder = Directory.CreateTempSubdirectory("qdc-scaffold-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "taula_01.csv"), "Id persona;Nom;Cognom 1\n" + string.Concat(Enumerable.Range(1, 12).Select(i => $"{i};Ann{i};Lee{i}\n")));
            File.WriteAllText(Path.Combine(folder, "taula_02.csv"), "Id expedient;Data d'obertura;Equip\n" + string.Concat(Enumerable.Range(1, 12).Select(i => $"{i};2024-01-{i:00};Nord\n")));
            var draft = Scaffolding.Draft("dos", Directory.EnumerateFiles(folder), Known.Value);
            Assert.That(draft.SystemFile, Does.Contain("taula_01.csv").And.Contain("taula_02.csv").And.Not.Contain("taula_*"));
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
        return Scaffolding.Draft(system, Directory.EnumerateFiles(Path.Combine(QdC.Tests.Repository.Root, files)).Where(f => Path.GetExtension(f) is ".csv" or ".xlsx"), known);
    }

    /// <summary>The columns taken for each field: of every extract that has it, the names of one column.</summary>
    private static Dictionary<(string Subject, string Field), List<string[]>> Mappings(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        var found = new Dictionary<(string, string), List<string[]>>();
        foreach (var (name, body) in (YamlMappingNode)yaml.Documents[0].RootNode["extracts"])
        {
            var extract = (YamlMappingNode)body;
            var subject = extract.Children.TryGetValue("subject", out var said) ? said.ToString() : name.ToString();
            foreach (var (field, mapping) in (YamlMappingNode)extract["columns"])
            {
                var from = mapping is YamlMappingNode map ? map.Children.TryGetValue("from", out var column) ? column : null : mapping;
                if (from is not null)
                {
                    var names = from is YamlSequenceNode several ? several.Children : [from];
                    (found.TryGetValue((subject, field.ToString()), out var columns) ? columns : found[(subject, field.ToString())] = []).Add([.. names.Select(n => TextFold.Header(n.ToString()))]);
                }
            }
        }
        return found;
    }
}
