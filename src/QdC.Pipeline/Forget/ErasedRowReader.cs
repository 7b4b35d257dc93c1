using System.Buffers.Binary;
using System.Text;
using QdC.Pipeline.Conform;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Validate;

namespace QdC.Pipeline.Forget;

/// <summary>
/// Gives the rows of a delivery as if persons who were erased had never been named: their own rows have an invented number and nothing that
/// says who they are; wherever another row names them that number stands instead. Columns that no mapping reads are empty in all of these.
/// </summary>
internal sealed class ErasedRowReader : RowReader
{
    private const string Person = "person";
    private readonly RowReader _inner;
    private readonly StageRequest _request;
    private readonly Dictionary<UInt128, string> _erased;
    private readonly Pseudonymiser _pseudonyms;
    private readonly RowPlan _plan;
    private readonly RecordKey _key;
    private readonly KeySpace _persons;
    private readonly Dictionary<int, byte[]> _cells = [];
    private readonly List<(int Column, byte[] Split)> _references = [];
    private readonly HashSet<int> _mapped = [];
    private readonly HashSet<int> _identifying = [];
    private bool _ownRow;

    /// <param name="inner">The rows.</param>
    /// <param name="request">How the delivery is read.</param>
    /// <param name="erased">The invented number of each erased record.</param>
    /// <param name="pseudonyms">Makes pseudonyms.</param>
    public ErasedRowReader(RowReader inner, StageRequest request, IReadOnlyDictionary<Guid, string> erased, Pseudonymiser pseudonyms)
    {
        (_inner, _request, _pseudonyms) = (inner, request, pseudonyms);
        _erased = erased.ToDictionary(e => BinaryPrimitives.ReadUInt128BigEndian(e.Key.ToByteArray(bigEndian: true)), e => e.Value);
        _plan = new RowPlan(request);
        _key = new RecordKey(_plan);
        _persons = new KeySpace(request.ScopeOf(Person), Person);
    }

    /// <summary>True when the current row named somebody who was erased.</summary>
    public bool IsTouched { get; private set; }

    /// <summary>The pseudonyms of the current row before and after; null where its key cannot be read.</summary>
    public (Guid Before, Guid After)? RowKey { get; private set; }

    /// <inheritdoc/>
    public override int FieldCount => _inner.FieldCount;

    /// <inheritdoc/>
    public override bool ValidText => _inner.ValidText;

    /// <inheritdoc/>
    public override bool IsErased => _ownRow || _inner.IsErased;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Field(int index) =>
        !IsTouched ? _inner.Field(index)
        : _cells.TryGetValue(index, out var text) ? text
        : IsBlank(index) ? []
        : _inner.Field(index);

    /// <inheritdoc/>
    public override CellKind Kind(int index) =>
        IsTouched && (_cells.ContainsKey(index) || IsBlank(index)) ? CellKind.Text : _inner.Kind(index);

    /// <inheritdoc/>
    public override bool NextTable()
    {
        var found = _inner.NextTable();
        (HeaderLine, Sheet, Header, Counts, FooterRows) = (_inner.HeaderLine, _inner.Sheet, _inner.Header, _inner.Counts, _inner.FooterRows);
        IsTouched = _ownRow = false;
        if (!found)
        {
            NoteList.AddRange(_inner.Notes.Except(NoteList));
            return false;
        }

        var header = new HeaderMap(this, _request.FileName);
        _plan.Bind(this);
        _references.Clear();
        _mapped.Clear();
        _identifying.Clear();
        _mapped.UnionWith(_plan.Key.Select(k => k.Source));
        foreach (var (name, mapping) in _request.Extract.Columns)
        {
            if (header.Find(mapping.From) is >= 0 and var column)
            {
                _mapped.Add(column);
                var field = _request.Subject.Field(name);
                if (field is not null && Identifying.Is(field))
                {
                    _identifying.Add(column);
                }
                if (field is { To: Person, Type: FieldType.Ref or FieldType.Refs })
                {
                    _references.Add((column, field.Type == FieldType.Refs ? Encoding.UTF8.GetBytes(mapping.Split ?? "") : []));
                }
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Read()
    {
        IsTouched = _ownRow = false;
        RowKey = null;
        _cells.Clear();
        var read = _inner.Read();
        (Counts, FooterRows, Line, Fault, FaultFacts) = (_inner.Counts, _inner.FooterRows, _inner.Line, _inner.Fault, _inner.FaultFacts);
        if (!read)
        {
            return false;
        }

        if (Fault != RowFault.None)
        {
            IsTouched = _ownRow = NamesAnybody();
            return true;
        }

        if (_request.Subject.Name == Person && _key.TryRead(_inner) && _erased.TryGetValue(_pseudonyms.Of(_plan.KeySpace, _key.Text), out var number))
        {
            IsTouched = _ownRow = true;
            foreach (var part in _plan.Key)
            {
                _cells[part.Source] = Encoding.UTF8.GetBytes(number);
            }
        }

        foreach (var (column, split) in _references)
        {
            Replace(column, split);
        }

        if (IsTouched && _key.TryRead(_inner))
        {
            var before = _pseudonyms.UuidOf(_plan.KeySpace, _key.Text);
            RowKey = _key.TryRead(this) ? (before, _pseudonyms.UuidOf(_plan.KeySpace, _key.Text)) : null;
        }

        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _inner.Dispose();

    private bool IsBlank(int index) => !_mapped.Contains(index) || (_ownRow && (Fault != RowFault.None || _identifying.Contains(index)));

    /// <summary>Replaces every record number of an erased person in a cell.</summary>
    private void Replace(int column, byte[] split)
    {
        if (_inner.Field(column) is { IsEmpty: true })
        {
            return;
        }

        var text = _inner.Field(column);
        var parts = new List<byte[]>();
        var found = false;
        while (true)
        {
            var end = split.Length == 0 ? -1 : text.IndexOf(split);
            var key = Row.Trim(end < 0 ? text : text[..end]);
            var number = key.IsEmpty ? null : _erased.GetValueOrDefault(_pseudonyms.OfRepeated(_persons, key));
            found |= number is not null;
            parts.Add(number is null ? key.ToArray() : Encoding.UTF8.GetBytes(number));
            if (end < 0)
            {
                break;
            }

            text = text[(end + split.Length)..];
        }

        if (found)
        {
            IsTouched = true;
            _cells[column] = [.. parts.SelectMany((part, i) => i == 0 ? part : [.. split, .. part])];
        }
    }

    /// <summary>True when a field of a broken row, of which nobody knows what it is, is the number of an erased person.</summary>
    private bool NamesAnybody()
    {
        for (var i = 0; i < _inner.FieldCount; i++)
        {
            if (Row.Trim(_inner.Field(i)) is { IsEmpty: false } text && _erased.ContainsKey(_pseudonyms.Of(_persons, text)))
            {
                return true;
            }
        }

        return false;
    }
}
