using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using QdC.Pipeline.Drifts;
using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Extract;

/// <summary>Runs a query on a source's server and hands its rows on while they come.</summary>
/// <param name="query">The query.</param>
/// <param name="rows">Takes the rows.</param>
public delegate void SourceQuestion(string query, Action<DbDataReader> rows);

/// <summary>An answer of a source's server, now a file of the source's folder.</summary>
/// <param name="System">The system.</param>
/// <param name="Extract">The extract.</param>
/// <param name="File">The file's name.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="LeftOut">Columns of the answer that no mapping names: they are not written.</param>
public sealed record PulledFile(string System, string Extract, string File, long Rows, IReadOnlyList<string> LeftOut)
{
    /// <summary>Rows the server was asked for because they changed; null when it was asked for all.</summary>
    public long? Changed { get; init; }

    /// <summary>Rows that the source has no longer, found by their keys; null when those were not compared.</summary>
    public long? Gone { get; init; }

    /// <summary>How the answer's columns differ from the last one's, where that does no harm or was accepted.</summary>
    public IReadOnlyList<DriftNote> Drift { get; init; } = [];

    /// <summary>The columns of the last answer and of this, as JSON; null where there was none to compare with.</summary>
    public (string Before, string After)? Shapes { get; init; }
}

/// <summary>
/// Asks a source's SQL Server for an extract and writes the answer into the source's folder, in the form in which the system's files are read and
/// with the day in its name. From there it is a delivery like any other: recognised, landed, replayed. With a watermark only rows that changed are
/// asked for and put into what the last pull wrote, and once a day the keys are compared, so every file is whole and absence speaks in it.
/// </summary>
public sealed partial class SourcePull
{
    private readonly SourceFile _source;
    private readonly ExtractDefinition _extract;
    private readonly AskedExtract _asked;
    private readonly DateOnly _day;
    private readonly SourceQuestion _ask;
    private readonly IReadOnlyList<DriftEvent> _accepted;
    private readonly AnswerForm _form;
    private readonly string _query;
    private readonly string _question;
    private readonly string _name;

    private SourcePull(SourceFile source, ExtractDefinition extract, AskedExtract asked, Func<string, string> query, DateOnly day, SourceQuestion ask, IReadOnlyList<DriftEvent>? accepted)
    {
        (_source, _extract, _asked, _day, _ask, _accepted) = (source, extract, asked, day, ask, accepted ?? []);
        if (!Directory.Exists(source.Folder))
        {
            throw new PullImpossible("The source's folder is not there", source.Origin, source.Folder);
        }
        (_form, _query, _name) = (new AnswerForm(extract.Csv!), query(_asked.From), NameOf(extract, day));
        _question = PulledState.QuestionOf(_query, _asked, extract);
    }

    /// <summary>True when what is asked for is a query's file, not a table.</summary>
    public static bool IsQuery(string asked) => asked.EndsWith(".sql", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for a table's name, with or without its schema.</summary>
    public static bool IsTable(string asked) => Table().IsMatch(asked);

    /// <summary>Asks for one extract and writes the answer. A file of the same day is replaced, at once.</summary>
    /// <param name="source">The source.</param>
    /// <param name="extract">One of the extracts that its server is asked for.</param>
    /// <param name="day">The day the answer shows.</param>
    /// <param name="ask">Asks the server; all questions of a pull are of one moment where it can be.</param>
    /// <param name="accepted">The changes of its columns that persons have accepted: each lets one pull go on from the columns as they are.</param>
    /// <exception cref="PullImpossible">The query's file is not there, the folder is not, or the answer cannot be written in the declared form.</exception>
    /// <exception cref="SourceDrifted">A column that a mapping names is gone or holds something else; nothing was written.</exception>
    public static PulledFile Pull(SourceFile source, ExtractDefinition extract, DateOnly day, SourceQuestion ask, IReadOnlyList<DriftEvent>? accepted = null) =>
        new SourcePull(source, extract, source.Server!.Extracts[extract.Name], Query, day, ask, accepted).Pull();

    /// <summary>Writes the rows of an answer that is there already, whole.</summary>
    /// <param name="source">The source.</param>
    /// <param name="extract">One of its extracts.</param>
    /// <param name="asked">What was asked for: of another question nothing is known.</param>
    /// <param name="day">The day the answer shows.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="accepted">The changes of its columns that persons have accepted.</param>
    /// <exception cref="PullImpossible">The folder is not there, or the answer cannot be written in the declared form.</exception>
    /// <exception cref="SourceDrifted">A column that a mapping names is gone or holds something else; nothing was written.</exception>
    internal static PulledFile Land(SourceFile source, ExtractDefinition extract, string asked, DateOnly day, DbDataReader rows, IReadOnlyList<DriftEvent>? accepted) =>
        new SourcePull(source, extract, new AskedExtract(asked), what => what, day, (_, read) => read(rows), accepted).Pull();

    /// <summary>The statement that gives an extract's rows.</summary>
    internal static string Query(string asked)
    {
        if (!IsQuery(asked))
        {
            return $"SELECT * FROM {string.Join('.', asked.Split('.').Select(Quoted))}";
        }
        return File.Exists(asked) ? File.ReadAllText(asked).Trim().TrimEnd(';') : throw new PullImpossible("The query's file is not there", asked);
    }

    private PulledFile Pull()
    {
        var last = PulledState.Read(_source, _extract, _question);
        try
        {
            return (_asked.Watermark is not null && last is { High: not null } && last.IsThere(_source) ? Difference(last) : null) ?? Whole(last);
        }
        catch (EncoderFallbackException)
        {
            throw new PullImpossible("The answer holds a letter that the declared encoding lacks", _extract.Origin, _extract.Csv!.Encoding, "utf-8");
        }
    }

    /// <summary>Asks for every row.</summary>
    private PulledFile Whole(PulledState? last)
    {
        PulledFile? pulled = null;
        _ask(_query, rows =>
        {
            var answer = new Answer(this, rows, last);
            var count = 0L;
            Write(writer =>
            {
                writer.Write(_form.Record(answer.Header));
                for (; rows.Read(); count++)
                {
                    answer.See();
                    writer.Write(_form.Record(rows, answer.Written));
                }
            });
            pulled = Keep(answer, count, answer.High, _day);
        });
        return pulled!;
    }

    /// <summary>Asks for the rows that changed, and puts them into what the last pull wrote; null when that cannot be done, and every row is to be asked for.</summary>
    private PulledFile? Difference(PulledState last)
    {
        Answer? answer = null;
        var (changed, isPlain) = (new Dictionary<string, string>(), true);
        var watermark = Quoted(_asked.Watermark!);
        _ask($"SELECT * FROM ({_query}) AS asked WHERE asked.{watermark} >= {Watermark.From(last.High!, _asked.Overlap)} OR asked.{watermark} IS NULL", rows =>
        {
            answer = new Answer(this, rows, last);
            while (rows.Read())
            {
                answer.See();
                isPlain &= answer.Key is { } key && changed.TryAdd(KeyOf(key.Select(k => _form.Field(rows, k))), _form.Record(rows, answer.Written));
            }
        });
        if (!isPlain || answer is not { KeyNames: { } keyNames })
        {
            return null; // two rows have one key: which of them changed cannot be told
        }
        var keys = last.ReconciledOn == _day ? null : Keys(keyNames);
        return Merge(last, answer, changed, keys);
    }

    private PulledFile? Merge(PulledState last, Answer answer, Dictionary<string, string> changed, HashSet<string>? keys)
    {
        var (seen, gone, rows, isWhole) = (new HashSet<string>(), 0L, 0L, true);
        var at = answer.KeyNames!.Select(name => answer.Header.IndexOf(name)).ToList();
        var part = PartOf(writer =>
        {
            var isHeader = true;
            foreach (var (raw, fields) in _form.Records(Path.Combine(_source.Folder, last.File)))
            {
                if (isHeader)
                {
                    isWhole &= fields.SequenceEqual(answer.Header);
                    writer.Write(raw);
                    isHeader = false;
                    continue;
                }
                var key = KeyOf(at.Where(i => i < fields.Count).Select(i => fields[i]));
                isWhole &= seen.Add(key);
                if (keys?.Contains(key) == false)
                {
                    gone++;
                }
                else if (!changed.ContainsKey(key))
                {
                    writer.Write(raw);
                    rows++;
                }
            }
            foreach (var (key, record) in changed.Where(c => keys?.Contains(c.Key) != false))
            {
                writer.Write(record);
                seen.Add(key);
                rows++;
            }
        });
        if (!isWhole || keys?.IsSubsetOf(seen) == false)
        {
            File.Delete(part); // other columns, two rows with one key, or rows that no watermark told of
            return null;
        }
        File.Move(part, Path.Combine(_source.Folder, _name), overwrite: true);
        return Keep(answer, rows, Watermark.Later(answer.High, last.High), keys is null ? last.ReconciledOn : _day) with { Changed = changed.Count, Gone = keys is null ? null : gone };
    }

    /// <summary>The keys that the source has, and nothing else of it.</summary>
    private HashSet<string> Keys(IReadOnlyList<string> names)
    {
        var keys = new HashSet<string>();
        var columns = Enumerable.Range(0, names.Count).ToList();
        _ask($"SELECT {string.Join(", ", names.Select(n => $"asked.{Quoted(n)}"))} FROM ({_query}) AS asked", rows =>
        {
            while (rows.Read())
            {
                keys.Add(KeyOf(columns.Select(c => _form.Field(rows, c))));
            }
        });
        return keys;
    }

    private PulledFile Keep(Answer answer, long rows, string? high, DateOnly reconciledOn)
    {
        new PulledState(_question, _name, PulledState.HashOf(Path.Combine(_source.Folder, _name)), answer.Columns, Watermark.Earlier(high, _day), reconciledOn, [.. _accepted.Select(d => d.DriftId)]).Keep(_source, _extract);
        return new PulledFile(_source.System, _extract.Name, _name, rows, answer.LeftOut) { Drift = answer.Drift, Shapes = answer.Shapes };
    }

    private void Write(Action<TextWriter> write) => File.Move(PartOf(write), Path.Combine(_source.Folder, _name), overwrite: true);

    private string PartOf(Action<TextWriter> write)
    {
        var part = Path.Combine(_source.Folder, $".{_name}.part");
        try
        {
            using var writer = new StreamWriter(OwnFile.Create(part), _form.Encoding);
            write(writer);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
        return part;
    }

    private static string KeyOf(IEnumerable<string> fields) => string.Join('\u001f', fields);

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string NameOf(ExtractDefinition extract, DateOnly day)
    {
        var name = DateIn().Replace(extract.File, m => day.ToString(m.Groups[1].Value, CultureInfo.InvariantCulture)).Replace("*", "", StringComparison.Ordinal).Replace('?', '0');
        return new FilePattern(extract.File).Matches(name, out var date) && date == day
            ? name
            : throw new PullImpossible("The extract's file pattern does not tell the day of a file", extract.Origin, extract.File, "{date:yyyyMMdd} in it");
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Table();

    [GeneratedRegex(@"\{date:([^}]+)\}", RegexOptions.NonBacktracking)]
    private static partial Regex DateIn();

    /// <summary>An answer's columns: which are written, which make the key, which tells when a row changed, and how they differ from the last answer's.</summary>
    private sealed class Answer
    {
        private readonly DbDataReader _rows;
        private readonly int? _watermark;

        public Answer(SourcePull pull, DbDataReader rows, PulledState? last)
        {
            _rows = rows;
            var extract = pull._extract;
            var wanted = extract.Key.SelectMany(k => k).Concat(extract.Columns.Values.SelectMany(c => c.From)).Select(n => TextFold.Header(n)).ToHashSet();
            var all = Enumerable.Range(0, rows.FieldCount).ToLookup(i => wanted.Contains(TextFold.Header(rows.GetName(i)))); // the rest would be landed and never read
            (Written, Header) = ([.. all[true]], [.. all[true].Select(rows.GetName)]);
            Columns = [.. Enumerable.Range(0, rows.FieldCount).Select(i => new AnswerColumn(rows.GetName(i), AnswerForm.KindOf(rows.GetFieldType(i))))];
            if (pull._asked.Watermark is { } name)
            {
                _watermark = Columns.FindIndex(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
                if (_watermark < 0 || Columns[_watermark.Value].Kind is not ("moment" or "number"))
                {
                    throw new PullImpossible("The watermark's column is not in the answer, or holds neither moments nor whole numbers", pull._source.Origin, name, string.Join(", ", Columns.Where(c => c.Kind is "moment" or "number").Select(c => c.Name)));
                }
            }
            LeftOut = [.. all[false].Where(i => i != _watermark).Select(rows.GetName)];
            var key = extract.Key.Select(aliases => Header.FindIndex(h => aliases.Any(a => TextFold.Header(a) == TextFold.Header(h)))).ToList();
            (Key, KeyNames) = key.Count == 0 || key.Contains(-1) ? (null, null) : (key.ConvertAll(k => Written[k]), key.ConvertAll(k => Header[k]));
            if (last is not null)
            {
                var (harmful, harmless) = SourceDrift.Between(last.Columns, Columns, extract);
                var decided = pull._accepted.Where(d => last.Accepted?.Contains(d.DriftId) != true).Select(d => (d.Note.Kind, TextFold.Header(d.Note.Subject))).ToHashSet();
                var open = harmful.Where(n => !decided.Contains((n.Kind, TextFold.Header(n.Subject)))).ToList();
                (Drift, Shapes) = ([.. harmless, .. harmful], (SourceDrift.ShapeOf(last.Columns, extract), SourceDrift.ShapeOf(Columns, extract)));
                if (open.Count > 0)
                {
                    throw new SourceDrifted(pull._source.System, extract.Name, open, Shapes.Value);
                }
            }
        }

        public List<AnswerColumn> Columns { get; }

        public List<int> Written { get; }

        public List<string> Header { get; }

        public IReadOnlyList<string> LeftOut { get; }

        public IReadOnlyList<DriftNote> Drift { get; } = [];

        public (string Before, string After)? Shapes { get; }

        public List<int>? Key { get; }

        public List<string>? KeyNames { get; }

        public string? High { get; private set; }

        /// <summary>Notes the watermark of a row.</summary>
        public void See()
        {
            if (_watermark is { } at && !_rows.IsDBNull(at))
            {
                High = Watermark.Later(High, Watermark.Of(_rows.GetValue(at)));
            }
        }
    }
}

/// <summary>What a source's server answers cannot become a file of the source.</summary>
public sealed class PullImpossible(string what, string where, string? received = null, string? allowed = null)
    : TerminalException(new Problem(what, where, received, allowed, "Nothing was written; correct it and pull again."));

/// <summary>The columns of a source are not what they were, in a way that would lose or falsify values.</summary>
/// <param name="system">The system.</param>
/// <param name="extract">The extract.</param>
/// <param name="notes">What changed and nobody has accepted.</param>
/// <param name="shapes">The columns of the last answer and of this, as JSON.</param>
/// <param name="area">The area; null where the changes are not kept.</param>
/// <param name="events">Their numbers in the area's log.</param>
public sealed class SourceDrifted(string system, string extract, IReadOnlyList<DriftNote> notes, (string Before, string After) shapes, string? area = null, IReadOnlyList<long>? events = null)
    : TerminalException(new Problem(
        "Columns that a mapping names are not what they were; this extract was not pulled",
        Where: $"{system}/{extract}",
        Received: string.Join(", ", notes.Select(DriftText.Short)),
        NextStep: $"Ask who keeps the system. Correct the mapping or the query, or accept it as for a file: `qdc drift {area ?? "AREA"}`{(events is null ? "" : $", {(events.Count == 1 ? "change" : "changes")} {string.Join(", ", events)}")}."))
{
    /// <summary>The system.</summary>
    public string System { get; } = system;

    /// <summary>The extract.</summary>
    public string Extract { get; } = extract;

    /// <summary>What changed and nobody has accepted.</summary>
    public IReadOnlyList<DriftNote> Notes { get; } = notes;

    /// <summary>The columns of the last answer and of this, as JSON.</summary>
    public (string Before, string After) Shapes { get; } = shapes;

    /// <summary>The same, with where a person decides on it.</summary>
    public SourceDrifted In(string keptIn, IReadOnlyList<long> numbers) => new(System, Extract, Notes, Shapes, keptIn, numbers);
}
