namespace QdC.Warehouse;

/// <summary>A landed file cannot be read back as it was written: cut, changed, or written with another key.</summary>
public sealed class LandedFileDamaged(string file, string what, Exception? inner = null)
    : TerminalException(new Problem(
        $"The landed file is damaged: {what}",
        Where: file,
        NextStep: "Restore it from the backup, or ask the council for the delivery again."), inner);

/// <summary>A source file changed while it was being read.</summary>
public sealed class SourceChanged(string extract)
    : TransientException(new Problem("The source changed while it was being read", Where: extract, NextStep: "Try again when it is complete."));
