using System.Collections;
using QdC.Publish.Excel;

namespace QdC.Tests.Publish;

/// <summary>Reports of faults for tests.</summary>
internal static class Reports
{
    public static RejectReport Of(params RejectLine[] lines) =>
        new() { Area = "mini", AreaName = "Mini & fills", Date = new DateOnly(2025, 4, 1), Lines = lines };

    public static RejectLine Line(long id, string? received = "31/02/2024", string column = "DtObertura", bool error = true) =>
        new()
        {
            FindingId = id,
            IsError = error,
            Rule = "mandatory_empty",
            Sentence = $"{column} és obligatori i és buit.",
            RuleSentence = "El camp és obligatori i és buit.",
            Extract = "hestia/case",
            File = "expedients_20250331.csv",
            Line = 214,
            Column = column,
            RecordNo = "20040",
            Received = received,
            Allowed = "dd/MM/yyyy",
            State = "open",
            FirstSeen = new DateOnly(2025, 4, 1),
        };

    /// <summary>A list that says which of it is being read.</summary>
    public static IReadOnlyList<T> Watched<T>(IReadOnlyList<T> of, Action<int> read) => new Seen<T>(of, read);

    public static MemoryStream Workbook(RejectReport report)
    {
        var stream = new MemoryStream();
        RejectWorkbook.Write(report, stream);
        stream.Position = 0;
        return stream;
    }

    private sealed class Seen<T>(IReadOnlyList<T> of, Action<int> read) : IReadOnlyList<T>
    {
        public int Count => of.Count;

        public T this[int index] => of[index];

        public IEnumerator<T> GetEnumerator()
        {
            for (var i = 0; i < of.Count; i++)
            {
                read(i);
                yield return of[i];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
