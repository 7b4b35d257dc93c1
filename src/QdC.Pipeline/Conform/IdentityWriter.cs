using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Conform;

/// <summary>
/// Writes what a row says of who a person is (direct identifiers, and dates of which the warehouse keeps a part) as one JSON text of
/// contract fields, gives it a pseudonym and seals it. One per worker: not thread-safe.
/// </summary>
internal sealed class IdentityWriter
{
    private const string DocumentType = "doc_type";
    private const string NoDocument = "none";
    private static readonly KeySpace Space = new("area", "identity");
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly FieldPlan[] _fields;
    private readonly int _documentType;
    private readonly Pseudonymiser _pseudonyms;
    private readonly VaultCipher _cipher;
    private readonly ArrayBufferWriter<byte> _text = new(256);
    private readonly Utf8JsonWriter _json;

    public IdentityWriter(IReadOnlyList<FieldPlan> fields, Pseudonymiser pseudonyms, VaultCipher cipher)
    {
        _fields = [.. fields.Where(f => f.Field.Personal == Jobs.Personal.Direct || f.Field.Reduce is not null)];
        _documentType = fields.FirstOrDefault(f => f.Field.Name == DocumentType)?.Index ?? -1;
        (_pseudonyms, _cipher, _json) = (pseudonyms, cipher, new Utf8JsonWriter(_text, Plain));
    }

    /// <summary>The pseudonym and the sealed text of a row's identity; null when the row has neither name nor identifier: a date alone says who nobody is.</summary>
    public (UInt128 Pseudonym, byte[] Sealed)? Write(UInt128 record, Row row)
    {
        _text.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        var any = false;
        foreach (var field in _fields)
        {
            any |= Write(field, row);
        }
        _json.WriteEndObject();
        _json.Flush();
        if (!any)
        {
            return null;
        }
        Span<byte> key = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(key, record);
        return (_pseudonyms.Of(Space, _text.WrittenSpan), _cipher.Seal(new Guid(key, bigEndian: true), _text.WrittenSpan));
    }

    private bool Write(FieldPlan field, Row row)
    {
        ref var cell = ref row.Cells[field.Index];
        if (field.Field.Type is FieldType.Date)
        {
            if (cell.HasValue)
            {
                Span<byte> day = stackalloc byte[10];
                cell.Date.TryFormat(day, out _, "O");
                _json.WriteString(field.Field.Name, day);
            }
            return false;
        }
        // A number whose check fails is no identifier, but a slip of the pen in it still says who is meant.
        if (cell.State is not (CellState.Valid or CellState.Invalid) || (field.Field.Of == Jobs.Contract.Document && row.Code(_documentType) == NoDocument))
        {
            return false;
        }
        var text = row.Text(field);
        if (text.IsEmpty || !System.Text.Unicode.Utf8.IsValid(text))
        {
            return false;
        }
        _json.WriteString(field.Field.Name, text);
        return true;
    }
}
