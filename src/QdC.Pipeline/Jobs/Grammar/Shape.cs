namespace QdC.Pipeline.Jobs.Grammar;

/// <summary>
/// What may stand at a place of a declarative file. One table of shapes is the grammar: the loader checks files by it
/// (<see cref="ShapeCheck"/>) and the JSON Schemas for editors are written from it (<see cref="SchemaWriter"/>).
/// </summary>
internal abstract record Shape;

/// <summary>Text, in a form of its own or any.</summary>
internal sealed record TextShape(TextForm? Form = null) : Shape;

/// <summary>One of a few words.</summary>
internal sealed record ChoiceShape(params string[] Words) : Shape;

/// <summary>A whole number.</summary>
internal sealed record WholeShape(int Min, int Max = int.MaxValue) : Shape;

/// <summary>Any number.</summary>
internal sealed record NumberShape(decimal? Min = null, decimal? Max = null) : Shape;

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed record FlagShape : Shape;

/// <summary>Any single value: text, number, true or false.</summary>
internal sealed record AnyValueShape : Shape;

/// <summary>A list; with <paramref name="OrOne"/> a single item may stand without brackets.</summary>
internal sealed record ListShape(Shape Item, bool OrOne = false) : Shape;

/// <summary>Keys of the writer's choice, all with values of one shape.</summary>
internal sealed record TableShape(TextForm KeyForm, Shape Value) : Shape;

/// <summary>A mapping with fixed keys.</summary>
internal sealed record KeysShape(IReadOnlyList<Key> Keys, params KeyRule[] Rules) : Shape;

/// <summary>A short form, used when a single value or one of its keys stands there, or a long one.</summary>
internal sealed record EitherShape(Shape Short, Shape Long) : Shape;

/// <summary>A fixed key, what stands under it and what it means. One that is inherited may stand in the file that this one is like.</summary>
internal sealed record Key(string Name, Shape Shape, string About, bool Required = false, bool Inherited = false);

/// <summary>A rule about which keys of a mapping stand together.</summary>
internal abstract record KeyRule
{
    /// <summary>Exactly one of the keys leads.</summary>
    internal sealed record ExactlyOne(params string[] Names) : KeyRule;

    /// <summary>At most one of the keys may stand.</summary>
    internal sealed record AtMostOne(params string[] Names) : KeyRule;

    /// <summary>The key makes sense only beside one of others.</summary>
    internal sealed record Needs(string Name, params string[] Beside) : KeyRule;
}

/// <summary>A form of text: its name in messages, an example, a pattern for editors and the check itself.</summary>
/// <param name="Name">What it is, for example <c>duration</c>.</param>
/// <param name="Allowed">What is right, with an example.</param>
/// <param name="Pattern">Regular expression (ECMA) for editors, or null.</param>
/// <param name="Fault">Null for a good text, else what is wrong with it as a sentence (empty when there is nothing to add).</param>
internal sealed record TextForm(string Name, string Allowed, string? Pattern, Func<string, string?> Fault);
