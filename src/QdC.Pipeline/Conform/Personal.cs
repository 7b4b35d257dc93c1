namespace QdC.Pipeline.Conform;

/// <summary>A value that identifies a person. It prints as <c>***</c> in every log, message and debugger; only Conform and Stage open it.</summary>
/// <typeparam name="T">The value's type.</typeparam>
[System.Diagnostics.DebuggerDisplay("***")]
internal readonly struct Personal<T>(T value) : IEquatable<Personal<T>>
{
    private readonly T _value = value;

    /// <summary>The value itself. Only for code that turns it into something that identifies nobody.</summary>
    internal T Open() => _value;

    /// <inheritdoc/>
    public bool Equals(Personal<T> other) => EqualityComparer<T>.Default.Equals(_value, other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Personal<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => 0;

    /// <summary>Always <c>***</c>.</summary>
    public override string ToString() => "***";
}
