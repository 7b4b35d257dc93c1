using QdC.Warehouse;

namespace QdC.Pipeline.Stage;

/// <summary>A delivery cannot be read at all: this extract stops, yesterday's data stay. Its message never quotes a value of the file.</summary>
public sealed class ExtractUnreadable(string what, string where, string? received = null, string? allowed = null, string? nextStep = null)
    : TerminalException(new Problem(what, where, received, allowed, nextStep));
