using System.Text;
using QdC.Pipeline.Validate;

namespace QdC.Pipeline.Link;

/// <summary>The records to link, in the form in which they are compared.</summary>
internal sealed class PersonRecords
{
    private const int DatesSeen = 1000;
    private readonly Column[] _columns = [.. Slots.All.Select(_ => new Column())];
    private readonly List<string> _dates = [];
    private readonly List<IdKind> _documents = [];
    private BirthForm? _birth;
    private ulong[][]? _hashes;

    /// <summary>How many.</summary>
    public int Count => _documents.Count;

    /// <summary>The values of a slot.</summary>
    public Column this[Slot slot] => _columns[(int)slot];

    /// <summary>What a record's document is worth.</summary>
    public IdKind DocumentKind(int record) => _documents[record];

    /// <summary>The valid DNI and NIE of a record, each as a number that equal ones share; 0 for none.</summary>
    public (int Dni, int Nie) ValidDocument(int record) => _documents[record] switch
    {
        IdKind.Dni => (this[Slot.Document].NumberOf(record), 0),
        IdKind.Nie => (0, this[Slot.Document].NumberOf(record)),
        _ => default,
    };

    /// <summary>Adds a record.</summary>
    /// <param name="value">The text of a field; of several columns joined by a blank, identifiers one by one.</param>
    /// <param name="ids">Its identifiers.</param>
    public void Add(Func<PersonField, string> value, IEnumerable<string> ids)
    {
        this[Slot.Given].Add(value(PersonField.GivenName), NameForm.Name);
        this[Slot.Surname1].Add(value(PersonField.Surname1), NameForm.Name);
        this[Slot.Surname2].Add(value(PersonField.Surname2), NameForm.Name);
        this[Slot.Sex].Add(value(PersonField.Sex), NameForm.Compact);
        this[Slot.Phone].Add(value(PersonField.Phone), Phone);
        this[Slot.Street].Add(value(PersonField.Street), NameForm.Street);
        this[Slot.Postcode].Add(value(PersonField.Postcode), NameForm.Compact);
        this[Slot.Municipality].Add(value(PersonField.Municipality), NameForm.Name);
        AddIds(ids);
        if (_birth is null)
        {
            _dates.Add(value(PersonField.BirthDate));
            if (_dates.Count == DatesSeen)
            {
                Complete();
            }
        }
        else
        {
            this[Slot.Birth].Add(value(PersonField.BirthDate), _birth.Read);
        }
    }

    /// <summary>Ends the adding.</summary>
    public void Complete()
    {
        if (_birth is null)
        {
            _birth = new BirthForm(_dates);
            _dates.ForEach(date => this[Slot.Birth].Add(date, _birth.Read));
        }
    }

    /// <summary>The records in an order that their content tells, so that no result depends on the order of rows.</summary>
    public int[] ByContent()
    {
        _hashes ??= [.. _columns.Select(c => c.Values.Select(Hash).ToArray())];
        var keys = new ulong[Count];
        for (var record = 0; record < Count; record++)
        {
            var key = 0UL;
            for (var slot = 0; slot < Slots.Count; slot++)
            {
                key = Mix(key ^ _hashes[slot][_columns[slot].NumberOf(record)]) + (ulong)slot;
            }
            keys[record] = key;
        }
        int[] order = [.. Enumerable.Range(0, Count)];
        Array.Sort(keys, order);
        return order;
    }

    private void AddIds(IEnumerable<string> ids)
    {
        var (document, cip, nass, kind) = ("", "", "", IdKind.None);
        foreach (var id in ids.Select(NameForm.Compact).Where(id => id.Length > 0 && !IsDummy(id)))
        {
            var bytes = Encoding.ASCII.GetBytes(id);
            if (Identifiers.IsCip(bytes))
            {
                cip = id;
            }
            else if (Identifiers.IsNass(bytes))
            {
                nass = id;
            }
            else
            {
                (document, kind) = (id, !Identifiers.IsDniOrNie(bytes) ? IdKind.Other : char.IsAsciiDigit(id[0]) ? IdKind.Dni : IdKind.Nie);
            }
        }
        this[Slot.Document].Add(document);
        this[Slot.Cip].Add(cip);
        this[Slot.Nass].Add(nass);
        _documents.Add(kind);
    }

    /// <summary>Numbers typed where none is known: one digit all along, or counting up.</summary>
    private static bool IsDummy(string id) => id.Length > 3 && (id.AsSpan(0, id.Length - 1).IndexOfAnyExcept(id[0]) < 0 || id.StartsWith("12345678", StringComparison.Ordinal));

    private static string Phone(string text)
    {
        var digits = new string([.. text.Where(char.IsAsciiDigit)]);
        digits = digits.Length > 9 && digits.StartsWith("34", StringComparison.Ordinal) ? digits[2..] : digits.Length > 11 && digits.StartsWith("0034", StringComparison.Ordinal) ? digits[4..] : digits;
        return digits.Length < 5 || IsDummy(digits) ? "" : digits;
    }

    private static ulong Hash(string text)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 0x100000001B3UL;
        }
        return Mix(hash);
    }

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }
}

/// <summary>What a document's number is worth.</summary>
internal enum IdKind
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>A number without a check, or one whose check fails.</summary>
    Other,

    /// <summary>A DNI whose letter is right.</summary>
    Dni,

    /// <summary>A NIE whose letter is right.</summary>
    Nie,
}
