namespace QdC.Pipeline.Stage;

/// <summary>Gives the rows of an extract with the columns of joined files behind their own, named <c>join.Column</c>.</summary>
internal sealed class JoinedRowReader(RowReader inner, IReadOnlyList<JoinedTable> tables, string file) : RowReader
{
    private readonly JoinedKey _key = new();
    private readonly long[] _found = new long[tables.Count];
    private readonly List<int[]> _by = [];
    private (int Table, int Column)[] _joined = [];
    private readonly bool _validText = tables.All(t => t.ValidText);
    private int _own;

    /// <summary>What was joined.</summary>
    public IReadOnlyList<JoinedTable> Tables => tables;

    /// <inheritdoc/>
    public override int FieldCount => inner.FieldCount;

    /// <inheritdoc/>
    public override bool ValidText => _validText && inner.ValidText;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Field(int index)
    {
        if (index < _own)
        {
            return inner.Field(index);
        }

        var (table, column) = _joined[index - _own];
        return _found[table] == 0 ? [] : tables[table].Field(_found[table], column, out _);
    }

    /// <inheritdoc/>
    public override CellKind Kind(int index)
    {
        if (index < _own)
        {
            return inner.Kind(index);
        }

        var (table, column) = _joined[index - _own];
        if (_found[table] == 0)
        {
            return CellKind.Text;
        }

        tables[table].Field(_found[table], column, out var kind);
        return kind;
    }

    /// <inheritdoc/>
    public override bool NextTable()
    {
        if (!inner.NextTable())
        {
            NoteList.AddRange(inner.Notes.Except(NoteList));
            return false;
        }

        (HeaderLine, Sheet, Header) = (inner.HeaderLine, inner.Sheet, inner.Header);
        _own = Header.Count;
        _by.Clear();
        _joined = [.. tables.SelectMany((t, i) => t.Columns.Select((_, c) => (i, c)))];
        foreach (var table in tables)
        {
            var header = new HeaderMap(this, file);
            _by.Add([.. table.Join.By.Select(names => JoinedTable.Column(table.Join, header, this, file, names))]);
            Header = [.. Header, .. table.Columns];
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Read()
    {
        var read = inner.Read();
        (Counts, FooterRows, Line, Fault, FaultFacts) = (inner.Counts, inner.FooterRows, inner.Line, inner.Fault, inner.FaultFacts);
        Array.Clear(_found);
        for (var i = 0; read && Fault == RowFault.None && i < tables.Count; i++)
        {
            _found[i] = _key.TryRead(this, _by[i]) ? tables[i].Find(_key.Text) : 0;
        }

        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => inner.Dispose();
}
