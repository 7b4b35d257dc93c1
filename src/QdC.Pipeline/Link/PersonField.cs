using QdC.Metrics;
using QdC.Pipeline.Query;

namespace QdC.Pipeline.Link;

/// <summary>What a column of a file says about a person.</summary>
public enum PersonField
{
    /// <summary>Given name.</summary>
    GivenName,

    /// <summary>First surname, or the only one.</summary>
    Surname1,

    /// <summary>Second surname.</summary>
    Surname2,

    /// <summary>Birth date.</summary>
    BirthDate,

    /// <summary>Sex.</summary>
    Sex,

    /// <summary>Any identifier: DNI or NIE, CIP, NASS, or a number of the source's own.</summary>
    Id,

    /// <summary>Telephone.</summary>
    Phone,

    /// <summary>Street, with or without the number.</summary>
    Street,

    /// <summary>Postcode.</summary>
    Postcode,

    /// <summary>Municipality, as a name or a code.</summary>
    Municipality,
}

/// <summary>Which columns of a file say what about a person.</summary>
public sealed class PersonFields
{
    /// <summary>The names a field is called by, for example <c>given_name</c>.</summary>
    public static IReadOnlyDictionary<string, PersonField> Names { get; } = new Dictionary<string, PersonField>(StringComparer.Ordinal)
    {
        ["given_name"] = PersonField.GivenName,
        ["surname1"] = PersonField.Surname1,
        ["surname2"] = PersonField.Surname2,
        ["birth_date"] = PersonField.BirthDate,
        ["sex"] = PersonField.Sex,
        ["id"] = PersonField.Id,
        ["phone"] = PersonField.Phone,
        ["street"] = PersonField.Street,
        ["postcode"] = PersonField.Postcode,
        ["municipality"] = PersonField.Municipality,
    };

    private PersonFields(IReadOnlyDictionary<PersonField, IReadOnlyList<string>> columns) => Columns = columns;

    /// <summary>The columns of each field that the file has.</summary>
    public IReadOnlyDictionary<PersonField, IReadOnlyList<string>> Columns { get; }

    /// <summary>Reads <c>field=column</c>; <c>field=column+column</c> takes several columns together.</summary>
    /// <exception cref="UnknownName">There is no such field.</exception>
    /// <exception cref="FieldsWrong">A part is not written so, or a field is named twice.</exception>
    public static PersonFields Parse(IEnumerable<string> parts)
    {
        var columns = new Dictionary<PersonField, IReadOnlyList<string>>();
        foreach (var part in parts)
        {
            if (part.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } given])
            {
                throw new FieldsWrong("A field is named as FIELD=COLUMN", part);
            }
            var field = UnknownName.Find("field of a person", name.Trim(), Names);
            if (!columns.TryAdd(field, given.Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
            {
                throw new FieldsWrong("A field is named twice; several columns of one field are joined by +", part);
            }
        }
        if (columns.Keys.Count(f => f is not (PersonField.Sex or PersonField.Postcode or PersonField.Municipality)) < 2)
        {
            throw new FieldsWrong("Persons cannot be told apart by so little: name at least two of the fields that single out a person", string.Join(',', columns.Keys));
        }
        return new PersonFields(columns);
    }

    /// <summary>Where each field's columns stand in a header.</summary>
    /// <exception cref="UnknownName">The file has no such column.</exception>
    public IReadOnlyDictionary<PersonField, int[]> Positions(IReadOnlyList<string> header, string file) =>
        Columns.ToDictionary(c => c.Key, c => c.Value.Select(name => Position(header, name, file)).ToArray());

    /// <summary>Where a column stands in a header.</summary>
    /// <exception cref="UnknownName">The file has no such column.</exception>
    public static int Position(IReadOnlyList<string> header, string name, string file)
    {
        for (var i = 0; i < header.Count; i++)
        {
            if (string.Equals(header[i], name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }
        // the first row of a file without a header may hold persons
        throw new UnknownName("column", name, [.. header.Select(Validate.Masking.ColumnName)], file);
    }
}

/// <summary>The fields of a person file are named wrongly.</summary>
public sealed class FieldsWrong(string what, string received)
    : Warehouse.TerminalException(new Warehouse.Problem(
        what,
        Received: $"'{received}'",
        Allowed: NearestName.List([.. PersonFields.Names.Keys]),
        NextStep: "For example --fields given_name=nom,surname1=cognom1,birth_date=naixement."));
