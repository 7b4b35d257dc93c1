using System.Globalization;
using QdC.Samples.Extracts;
using QdC.Samples.Randomness;

namespace QdC.Samples.Writing;

/// <summary>Columns that exports carry and no mapping names: telephones, addresses and what people write in free text.</summary>
internal static class Contact
{
    private static readonly string[] Streets = ["C. Major", "Rambla Nova", "Av. Catalunya", "Pg. de l'Estació", "C. del Mar"];

    /// <summary>A telephone of the person.</summary>
    public static string Phone(Row row) =>
        row.About is { } record ? (600_000_000 + (int)(Bits(record.Id) % 99_999_999)).ToString(CultureInfo.InvariantCulture) : "";

    /// <summary>An address for electronic mail.</summary>
    public static string Mail(Row row) =>
        row.About is { } record && Bits(record.Id) % 3 == 0 ? $"persona{record.Person.Id}@example.cat" : "";

    /// <summary>A street and number.</summary>
    public static string Street(Row row) =>
        row.About is { } record ? $"{Streets[Bits(record.Id) % 5]}, {Bits(record.Id) % 120 + 1}" : "";

    /// <summary>What somebody wrote in the free text, with names, semicolons and line breaks in it.</summary>
    public static string Remark(Row row)
    {
        if (row.About is not { } record)
            return "";
        return (Bits(row.Cells[0]) % 16) switch
        {
            0 => $"Truca {record.GivenName}; torna dilluns",
            1 => $"Parlem amb en/na {record.GivenName} {record.Surname1}.\nQuedem per la setmana vinent; porta \"tots els papers\"",
            2 => $"Tel. {Phone(row)}",
            _ => "",
        };
    }

    private static ulong Bits(string id) => StableHash.Of(7, id);
}
