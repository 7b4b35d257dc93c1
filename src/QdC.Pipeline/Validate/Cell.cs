namespace QdC.Pipeline.Validate;

/// <summary>What is known of a value after typing and rules.</summary>
public enum CellState : byte
{
    /// <summary>The source gives no such column, or the mapping says it cannot.</summary>
    Absent,

    /// <summary>The cell is empty.</summary>
    Empty,

    /// <summary>The source says that it does not know, or the value does not count here: NULL, no fault.</summary>
    Unknown,

    /// <summary>There is a text, and it is no value of the field's type.</summary>
    Untypable,

    /// <summary>A value that a rule refused: stored NULL and flagged.</summary>
    Invalid,

    /// <summary>A code that nothing maps: stored NULL and flagged.</summary>
    Unmapped,

    /// <summary>A value.</summary>
    Valid,
}

/// <summary>A typed value of a row.</summary>
public struct Cell
{
    /// <summary>What is known of it.</summary>
    public CellState State;

    /// <summary>Date as day number, boolean as 0 or 1, code as its number in the list, whole number, or scaled number.</summary>
    public long Number;

    /// <summary>True when there is a value that may be used.</summary>
    public readonly bool HasValue => State == CellState.Valid;

    /// <summary>The value as a date.</summary>
    public readonly DateOnly Date => DateOnly.FromDayNumber((int)Number);
}
