using QdC.Metrics;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Warehouse;

namespace QdC.Pipeline.Drifts;

/// <summary>Names what changed between two deliveries of an extract, by what they look like.</summary>
internal static class DriftFinder
{
    private const int FewValues = 3;
    private const double Alike = 0.8;
    private const double MostlyBad = 0.8;
    private const double HardlyBad = 0.25;

    /// <summary>What changed.</summary>
    /// <param name="before">The delivery before it in effective order.</param>
    /// <param name="now">The delivery.</param>
    /// <param name="extract">How the delivery was read.</param>
    /// <param name="unread">True when it could not be read: of its values nothing is known then but its first rows.</param>
    public static IEnumerable<DriftNote> Between(Shape before, Shape now, ExtractDefinition extract, bool unread = false)
    {
        foreach (var note in Columns(before, now).Concat(Written(before, now, extract)))
        {
            yield return note;
        }

        if (unread)
        {
            yield break;
        }

        foreach (var note in Retyped(before, now, extract))
        {
            yield return note;
        }

        var known = before.Codes.Select(c => (c.Field, c.Text)).ToHashSet();
        var bad = now.Columns.Where(c => c.Bad >= MostlyBad * c.Filled && c.Bad > 0).Select(c => c.Field).ToHashSet();
        foreach (var code in now.Codes.Where(c => !known.Contains((c.Field, c.Text)) && (!bad.Contains(c.Field) || now.Columns.First(n => n.Field == c.Field).Filled < FewValues)))
        {
            yield return new DriftNote { Kind = DriftKinds.CodeNew, Subject = $"{code.Field} {code.Text}", IsDestructive = false, After = $"{code.Column} {code.Text} (list {code.List})" };
        }
    }

    private static IEnumerable<DriftNote> Columns(Shape before, Shape now)
    {
        var (had, has) = (Folded(before), Folded(now));
        var filled = now.Columns.Select(c => c.Field).OfType<string>().ToHashSet();
        // A part of the key may have several names, as a field may: it is gone where fewer parts are there than before.
        var lostKey = now.Columns.Count(c => c.Field == "key") < before.Columns.Count(c => c.Field == "key");
        var gone = before.Columns.Where(c => c.Field is not null && !has.Contains(TextFold.Header(c.Name)) && (c.Field == "key" ? lostKey : !filled.Contains(c.Field))).ToList();
        var came = now.Columns.Where(c => c.Field is null && !had.Contains(TextFold.Header(c.Name))).ToList();
        foreach (var column in gone)
        {
            if (Became(column, came) is { } other)
            {
                came.Remove(other);
                yield return new DriftNote
                {
                    Kind = DriftKinds.ColumnRenamed,
                    Subject = column.Name,
                    IsDestructive = true,
                    Before = Told(column),
                    After = Told(other),
                    Effect = new DriftEffect { Column = column.Name, Becomes = other.Name }.ToJson(),
                };
            }
            else
            {
                yield return new DriftNote { Kind = DriftKinds.ColumnMissing, Subject = column.Name, IsDestructive = true, Before = Told(column) };
            }
        }

        foreach (var column in came)
        {
            yield return new DriftNote { Kind = DriftKinds.ColumnNew, Subject = column.Name, IsDestructive = false, After = Told(column) };
        }
    }

    /// <summary>The column that another most likely became: the one whose name is near, else the one that holds the same values.</summary>
    private static ShapeColumn? Became(ShapeColumn column, List<ShapeColumn> came)
    {
        var near = NearestName.Of(TextFold.Header(column.Name), came.Select(c => TextFold.Header(c.Name)));
        return came.Find(c => TextFold.Header(c.Name) == near && (c.Type == column.Type || c.Filled == 0 || column.Filled == 0))
            ?? came.Where(c => SameValues(column, c) >= Alike).MaxBy(c => SameValues(column, c));
    }

    private static double SameValues(ShapeColumn a, ShapeColumn b) =>
        Math.Min(a.Values.Count, b.Values.Count) is >= FewValues and var fewest ? a.Values.Intersect(b.Values).Count() / (double)fewest : 0;

    private static IEnumerable<DriftNote> Written(Shape before, Shape now, ExtractDefinition extract)
    {
        if (now.Encoding is { } encoding && encoding != before.Encoding && before.Encoding is not null)
        {
            var isRead = string.Equals(encoding, extract.Csv?.Encoding, StringComparison.OrdinalIgnoreCase);
            yield return new DriftNote
            {
                Kind = DriftKinds.Encoding,
                Subject = "encoding",
                IsDestructive = !isRead,
                Before = before.Encoding,
                After = encoding,
                Effect = isRead ? null : new DriftEffect { Encoding = encoding }.ToJson(),
            };
        }

        foreach (var note in now.Notes.Except(before.Notes))
        {
            var kind = note.StartsWith("encoding", StringComparison.Ordinal) ? DriftKinds.Encoding : DriftKinds.Sheet;
            yield return new DriftNote { Kind = kind, Subject = note, IsDestructive = false, After = note };
        }
    }

    private static IEnumerable<DriftNote> Retyped(Shape before, Shape now, ExtractDefinition extract)
    {
        var was = before.Columns.Where(c => c.Field is not null and not "key").DistinctBy(c => c.Field).ToDictionary(c => c.Field!);
        foreach (var column in now.Columns.Where(c => c.Field is not null && c.Filled >= FewValues && c.Bad >= MostlyBad * c.Filled))
        {
            if (was.TryGetValue(column.Field!, out var old) && old.Filled >= FewValues && old.Bad <= HardlyBad * old.Filled)
            {
                yield return new DriftNote
                {
                    Kind = DriftKinds.ColumnRetyped,
                    Subject = column.Name,
                    IsDestructive = true,
                    Before = Told(old),
                    After = $"{Told(column)}{(column.Reads is null ? "" : $" written as {column.Reads}")}; {column.Bad} of {column.Filled} cannot be read",
                    Effect = Reading(column, extract)?.ToJson(),
                };
            }
        }
    }

    /// <summary>By what the values could be read; null where they are something else altogether.</summary>
    private static DriftEffect? Reading(ShapeColumn column, ExtractDefinition extract)
    {
        var dates = extract.Form?.Dates ?? [];
        var mark = extract.Form?.Decimal ?? '.';
        return column.Reads switch
        {
            [var other] when other != mark => new DriftEffect { Decimal = other },
            { Length: > 1 } form when !dates.Contains(form) => new DriftEffect { Dates = form },
            _ => null,
        };
    }

    private static HashSet<string> Folded(Shape shape) => [.. shape.Columns.Select(c => TextFold.Header(c.Name))];

    private static string Told(ShapeColumn column) => column.Field is null or "key" ? $"{column.Name} ({column.Type})" : $"{column.Name} → {column.Field} ({column.Type})";
}
