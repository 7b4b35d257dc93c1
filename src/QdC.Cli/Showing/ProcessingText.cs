using System.Globalization;
using System.Text;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Jobs.Processing;

namespace QdC.Cli.Showing;

/// <summary>A record of processing activities as Markdown, in the words of a language.</summary>
internal sealed class ProcessingText(string language, DateOnly day)
{
    private readonly ProcessingWords _words = ProcessingWords.In(language);
    private readonly ContractWords _contract = ContractWords.In(language);

    /// <summary>The record of one area.</summary>
    public string Of(ProcessingRecord record)
    {
        var area = record.Area;
        var file = $"etl-jobs/areas/{area.Area}.yaml";
        string Said(string? text, string key) => text ?? Fill(_words.NotSaid, key, file);
        var years = area.PersonsYears is { } n ? Fill(_words.Years, n) : Said(null, "retention.persons_years");
        var text = new StringBuilder();
        Line($"# {_words.Title}: {area.Name}");
        Line(Fill(_words.Made, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), file));
        Table(
            [_words.Controller, area.Name + (area.EnsCode is null ? "" : $" ({area.EnsCode})")],
            [
                [_words.Contact, Said(area.Processing.Contact, "processing.contact")],
                [_words.Dpo, Said(area.Processing.Dpo, "processing.dpo")],
                [_words.Purpose, area.Processing.Purpose ?? _words.UsualPurpose],
                [_words.LegalBasis, Said(area.Processing.LegalBasis, "processing.legal_basis")],
            ]
        );
        Line($"## {_words.People}");
        Line(_words.PeopleText);
        Line($"## {_words.Data}");
        Table(_words.DataHead, record.Fields.Where(f => f.Mark != ProcessedMark.Linked).Select(f => new[] { $"{Name(f)} `{f.Field}`", Subject(f.Subject), _words.Marks[(int)f.Mark], Sources(f), Kept(f) }));
        Line($"## {_words.Linked}");
        Line(_words.LinkedText);
        Table(
            _words.LinkedHead,
            record.Fields.Where(f => f.Mark == ProcessedMark.Linked).GroupBy(f => f.Subject).Select(g => new[] { Subject(g.Key), string.Join(", ", g.Select(f => f.Sources.Count == 0 ? $"*{f.Field}*" : $"{f.Field}")) })
        );
        Line($"## {_words.Recipients}");
        IReadOnlyList<string> others = area.Processing.Recipients is { Count: > 0 } named ? named : [_words.NoOthers];
        Line(string.Join('\n', new[] { Fill(_words.Inside, area.Name), Fill(_words.Outside, area.SmallestCount) }.Concat(others).Select(r => $"- {r}")));
        Line($"## {_words.Transfers}");
        Line(_words.TransfersText);
        Line($"## {_words.Kept}");
        string[] until = [Fill(_words.Days, area.RetentionDays), years, _words.Versions, _words.Unlimited];
        Table(_words.KeptHead, until.Select((end, i) => new[] { _words.KeptWhat[i], Fill(_words.KeptWhere[i], area.Area), end }));
        Line($"## {_words.Security}");
        Line(string.Join('\n', _words.SecurityText.Select(s => $"- {s}")));
        return text.ToString();

        void Line(string line) => text.Append(line).Append("\n\n");

        void Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
        {
            text.Append("| ").AppendJoin(" | ", head).Append(" |\n|").Append(string.Concat(Enumerable.Repeat(" --- |", head.Count))).Append('\n');
            foreach (var row in rows)
            {
                text.Append("| ").AppendJoin(" | ", row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
            }
            text.Append('\n');
        }
    }

    private string Name(ProcessedField field) => _contract.Field(field.Subject, field.Field);

    private string Subject(string subject) => _contract.Subject(subject);

    private string Sources(ProcessedField field) => field.Sources.Count == 0 ? _words.NoSource : string.Join("<br>", field.Sources);

    private string Kept(ProcessedField field)
    {
        var stored = Fill(_words.Forms[(int)field.Form], $"`{field.StoredAs}`");
        return field.Mark == ProcessedMark.Direct || field.Form == ProcessedForm.Year ? $"{_words.Encrypted}; {stored}" : stored;
    }

    private static string Fill(string form, params object[] values) => string.Format(CultureInfo.InvariantCulture, form, values);
}
