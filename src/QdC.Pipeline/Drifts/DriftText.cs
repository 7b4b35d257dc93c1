using QdC.Warehouse;

namespace QdC.Pipeline.Drifts;

/// <summary>Says what changed, in a sentence without its full stop.</summary>
public static class DriftText
{
    /// <summary>What changed in the columns of a server's answer, in a few words.</summary>
    public static string Short(DriftNote note) =>
        note.Kind switch
        {
            DriftKinds.ColumnNew => $"{note.Subject} is new",
            DriftKinds.ColumnMissing => $"{note.Subject} is gone",
            _ => $"{note.Subject} was {note.Before} and is {note.After}",
        };

    /// <summary>What changed.</summary>
    public static string Of(DriftNote note) =>
        note.Kind switch
        {
            DriftKinds.ColumnNew => $"a column came that no mapping names: {note.After}",
            DriftKinds.ColumnMissing => $"column {note.Subject} is missing; it was {note.Before}",
            DriftKinds.ColumnUnmatched => $"no column {note.Subject} is there, which {note.Before} is read from{(note.After is { } near ? $"; did you mean {near}?" : "")}",
            DriftKinds.ColumnRenamed => $"column {note.Before} is missing; it seems to have become {note.After}",
            DriftKinds.ColumnRetyped => $"the values of column {note.Subject} are others: {note.Before} before, {note.After}",
            DriftKinds.CodeNew => $"a code came that nothing maps: {note.After}",
            DriftKinds.Gap => $"what changed in {note.Subject} was never delivered: the changes before reach {note.Before}, these begin {note.After}",
            DriftKinds.Volume => $"the volume of {note.Subject} moved: {note.After}",
            DriftKinds.Sheet when note.Before is null => note.Subject,
            DriftKinds.Encoding when note.Before is null => note.Subject,
            _ => $"the {note.Subject} changed from {note.Before} to {note.After}",
        };
}
