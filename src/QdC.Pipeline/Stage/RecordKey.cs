using System.Text;
using QdC.Pipeline.Conform;
using QdC.Pipeline.Validate;

namespace QdC.Pipeline.Stage;

/// <summary>Reads the key of a record: the trimmed source texts of its parts, days as yyyy-MM-dd however they are written.</summary>
internal sealed class RecordKey(RowPlan plan)
{
    private const int DayLength = 10;
    private readonly KeyPart[] _parts = plan.Key;
    private byte[] _text = new byte[256];
    private int _length;

    /// <summary>The parts, divided by <see cref="KeySpace.Separator"/>.</summary>
    public ReadOnlySpan<byte> Text => _text.AsSpan(0, _length);

    /// <summary>Reads the key of a sound record; false when a part is empty or no text.</summary>
    public bool TryRead(RowReader reader)
    {
        _length = 0;
        var validText = reader.ValidText;
        for (var i = 0; i < _parts.Length; i++)
        {
            var part = _parts[i];
            var text = Row.Trim(reader.Field(part.Source));
            if (text.IsEmpty || IsNull(part, text) || reader.Kind(part.Source) == CellKind.Error || (!validText && !System.Text.Unicode.Utf8.IsValid(text)))
            {
                _length = 0;
                return false;
            }

            Add(i, part, text);
        }

        return true;
    }

    /// <summary>
    /// Reads the key of a broken record; only where it comes before all other columns can it be trusted, since a field may be
    /// missing anywhere after it.
    /// </summary>
    public bool TryReadBroken(RowReader reader)
    {
        _length = 0;
        var last = _parts.Max(p => p.Source);
        if (last + 1 != _parts.Select(p => p.Source).Distinct().Count() || reader.FieldCount <= last + 1)
        {
            return false;
        }

        return _parts.All(p => reader.Field(p.Source).IndexOf((byte)'"') < 0) && TryRead(reader);
    }

    /// <summary>The council's own record number as a finding may show it.</summary>
    public string? Shown() =>
        _length == 0 ? null : string.Join(" / ", Encoding.UTF8.GetString(Text).Split((char)KeySpace.Separator).Select(Masking.RecordNumber));

    private static bool IsNull(KeyPart part, ReadOnlySpan<byte> text)
    {
        foreach (var empty in part.NullTexts)
        {
            if (text.SequenceEqual(empty))
            {
                return true;
            }
        }

        return false;
    }

    private void Add(int index, KeyPart part, ReadOnlySpan<byte> text)
    {
        var needed = _length + text.Length + DayLength + 1;
        if (needed > _text.Length)
        {
            Array.Resize(ref _text, needed * 2);
        }

        if (index > 0)
        {
            _text[_length++] = KeySpace.Separator;
        }

        if (part.Dates is { } forms && forms.TryParse(text, out var day))
        {
            day.TryFormat(_text.AsSpan(_length), out var written, "yyyy-MM-dd");
            _length += written;
            return;
        }

        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
    }
}
