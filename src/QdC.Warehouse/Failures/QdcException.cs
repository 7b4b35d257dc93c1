namespace QdC.Warehouse;

/// <summary>Every failure of QdC: facts, and by its type whether trying again can help.</summary>
public abstract class QdcException : Exception
{
    private protected QdcException(Problem problem, Exception? inner)
        : base(problem.ToString(), inner) => Problem = problem;

    /// <summary>The facts.</summary>
    public Problem Problem { get; }
}

/// <summary>A failure that may pass by itself: the same call may be tried again.</summary>
public abstract class TransientException : QdcException
{
    /// <summary>A transient failure with its facts.</summary>
    protected TransientException(Problem problem, Exception? inner = null)
        : base(problem, inner) { }

    /// <summary>How long the other side asks to be left alone; null where it says nothing.</summary>
    public virtual TimeSpan? After => null;
}

/// <summary>A failure that stays until somebody changes something: never tried again by itself.</summary>
public abstract class TerminalException : QdcException
{
    /// <summary>A terminal failure with its facts.</summary>
    protected TerminalException(Problem problem, Exception? inner = null)
        : base(problem, inner) { }
}

/// <summary>A setting is missing or wrong; nothing was tried.</summary>
public abstract class SettingException : TerminalException
{
    /// <summary>A wrong setting with its facts.</summary>
    protected SettingException(Problem problem)
        : base(problem) { }
}
