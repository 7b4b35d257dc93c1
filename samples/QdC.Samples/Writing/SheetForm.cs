using System.Globalization;
using QdC.Samples.Extracts;
using QdC.Samples.Randomness;
using QdC.Samples.Territory;

namespace QdC.Samples.Writing;

/// <summary>A column of a sheet: its header in each delivery and the cell of a row.</summary>
internal sealed record SheetColumn(string[] Headers, Func<Row, SheetCell> Cell)
{
    /// <summary>The header in a delivery.</summary>
    public string HeaderIn(int delivery) => Headers[Math.Min(delivery, Headers.Length - 1)];
}

/// <summary>A sheet of a hand-kept workbook.</summary>
internal sealed record SheetForm(ExtractShape Shape, string Name, SheetColumn[] Columns)
{
    /// <summary>A sheet from its fields and the headers each has in turn in the first version; other columns are texts that no mapping names.</summary>
    public static SheetForm Of(
        ExtractShape shape,
        string name,
        WrittenVersion version,
        Func<WrittenVersion, ExtractShape, Field, Row, SheetCell> cell,
        (string Field, string[] Headers)[] fields,
        (string Header, Func<Row, string> Text)[] others
    ) =>
        new(
            shape,
            name,
            [
                .. fields.Select(field => new SheetColumn(version.HeadersOf(shape, field.Field, field.Headers), row => cell(version, shape, shape[field.Field], row))),
                .. others.Select(other => new SheetColumn([other.Header], row => SheetCell.Words(other.Text(row)))),
            ]
        );
}

/// <summary>A workbook kept by hand and its sheets.</summary>
internal sealed record WorkbookForm(string File, string Title, SheetForm[] Sheets);

/// <summary>How professionals keep their workbooks where no program is used, as in La Noguera: Catalan words, dates and numbers now as such, now as text.</summary>
internal static class HandKeptForm
{
    private static readonly WrittenVersion First = new(CodeBook.Spreadsheet);

    /// <summary>A later template, as councils renew theirs: clearer headers, other dates, two more lines above the header. Assumed.</summary>
    public static readonly WrittenVersion Second = new(CodeBook.SpreadsheetAnew)
    {
        From = new DateOnly(2025, 11, 1),
        DateForm = "dd-MM-yyyy",
        Headers = new Dictionary<string, string>
        {
            ["person.id"] = "Codi persona",
            ["person.sex"] = "Gènere",
            ["person.death_date"] = "Data d'èxitus",
            ["case_person.person"] = "Codi persona",
            ["beneficiary.person"] = "Codi persona",
            ["problem.person"] = "Codi persona",
            ["home_care_plan.weekly_hours"] = "Hores setmanals",
            ["home_care_delivery.hours_invoiced"] = "Hores facturades (entitat)",
            ["appointment.scope"] = "Ordre",
        },
    };

    private static readonly Dictionary<string, string> MunicipalityNames = TerritoryFacts.Catalonia.ToDictionary(m => m.Code, m => m.Name);

    private static readonly WorkbookForm[] FirstBooks = Workbooks(First);
    private static readonly WorkbookForm[] SecondBooks = Workbooks(Second);

    /// <summary>The workbooks of a delivery.</summary>
    public static WorkbookForm[] WorkbooksOf(DateOnly day) => day < Second.From ? FirstBooks : SecondBooks;

    private static WorkbookForm[] Workbooks(WrittenVersion version) =>
    [
        new(
            "expedients",
            "Expedients i persones ateses",
            [
                Sheet(
                    version,
                    Shapes.Person,
                    "Persones",
                    [
                        ("id", ["Núm. persona"]),
                        ("given_name", ["Nom"]),
                        ("surname1", ["Primer cognom", "1r cognom"]),
                        ("surname2", ["Segon cognom", "2n cognom"]),
                        ("doc_type", ["Tipus document"]),
                        ("doc_number", ["Document"]),
                        ("cip", ["CIP"]),
                        ("sex", ["Sexe"]),
                        ("birth_date", ["Data naixement", "Naixement"]),
                        ("status", ["Situació"]),
                        ("death_date", ["Data defunció"]),
                        ("nationality", ["Nacionalitat"]),
                        ("municipality", ["Municipi"]),
                        ("dependency_grade", ["Dependència", "Grau dependència"]),
                        ("updated_at", ["Actualitzat"]),
                    ],
                    ("Telèfon", Contact.Phone),
                    ("Adreça", Contact.Street),
                    ("Observacions", Contact.Remark)
                ),
                Sheet(
                    version,
                    Shapes.Case,
                    "Expedients",
                    [
                        ("id", ["Núm. expedient"]),
                        ("number", ["Codi"]),
                        ("type", ["Tipus"]),
                        ("opened_on", ["Data obertura", "Obertura"]),
                        ("state", ["Estat"]),
                        ("closed_on", ["Data tancament", "Tancament"]),
                        ("close_reason", ["Motiu tancament"]),
                        ("stage", ["Situació"]),
                        ("team", ["Equip"]),
                        ("lead", ["DNI referent"]),
                        ("transferred_from", ["Ve de l'expedient"]),
                        ("registered_at", ["Data alta"]),
                        ("sector", ["Sector"]),
                        ("origin", ["Procedència"]),
                        ("family_type", ["Tipus de família"]),
                        ("tenure", ["Règim d'habitatge"]),
                    ],
                    ("Notes", Contact.Remark)
                ),
                Sheet(
                    version,
                    Shapes.CasePerson,
                    "Membres",
                    [
                        ("case", ["Núm. expedient"]),
                        ("person", ["Núm. persona"]),
                        ("relation", ["Relació"]),
                        ("from", ["Des de"]),
                        ("to", ["Fins a"]),
                    ],
                    ("Nom", row => row.About?.GivenName ?? "")
                ),
            ]
        ),
        new(
            "serveis",
            "Serveis i prestacions",
            [
                Sheet(
                    version,
                    Shapes.Service,
                    "Serveis",
                    [
                        ("id", ["Núm. servei"]),
                        ("case", ["Núm. expedient"]),
                        ("type", ["Servei"]),
                        ("status", ["Estat"]),
                        ("requested_on", ["Data sol·licitud", "Data sollicitud"]),
                        ("decided_on", ["Data resolució"]),
                        ("from", ["Inici"]),
                        ("to", ["Fi", "Final"]),
                        ("scope", ["Col·lectiu"]),
                        ("granted_amount", ["Import concedit"]),
                        ("amount_kind", ["Tipus import"]),
                        ("funder", ["Finançament"]),
                        ("registered_at", ["Data alta"]),
                        ("sad_kind", ["Tipus SAD"]),
                        ("provider", ["Entitat"]),
                        ("promoter", ["Promotor"]),
                    ],
                    ("Notes", Contact.Remark)
                ),
                Sheet(
                    version,
                    Shapes.Beneficiary,
                    "Beneficiaris",
                    [("service", ["Núm. servei"]), ("person", ["Núm. persona"]), ("role", ["Paper"])],
                    ("Nom i cognoms", row => $"{row.About?.GivenName} {row.About?.Surname1}".Trim())
                ),
            ]
        ),
        new(
            "sad",
            "Servei d'ajuda a domicili",
            [
                Sheet(
                    version,
                    Shapes.HomeCarePlan,
                    "Plans",
                    [
                        ("service", ["Núm. servei"]),
                        ("from", ["Inici"]),
                        ("to", ["Fi", "Final"]),
                        ("weekly_hours", ["Hores setmana"]),
                        ("copay_pct", ["% copagament"]),
                        ("provider", ["Entitat"]),
                    ],
                    ("Tasques", Contact.Remark)
                ),
                Sheet(
                    version,
                    Shapes.HomeCareDelivery,
                    "Hores",
                    [
                        ("service", ["Núm. servei"]),
                        ("month", ["Mes"]),
                        ("hours_planned", ["Hores previstes"]),
                        ("hours_delivered", ["Hores fetes", "Hores realitzades"]),
                        ("hours_invoiced", ["Hores facturades"]),
                        ("price_hour", ["Preu hora"]),
                        ("copay_amount", ["Copagament"]),
                    ],
                    ("Nom i cognoms", row => $"{row.About?.GivenName} {row.About?.Surname1}".Trim())
                ),
            ]
        ),
        new(
            "agenda",
            "Agenda i actuacions",
            [
                Sheet(
                    version,
                    Shapes.Activity,
                    "Actuacions",
                    [
                        ("id", ["Núm."]),
                        ("case", ["Expedient"]),
                        ("persons", ["Persones"]),
                        ("type", ["Tipus", "Tipus actuació"]),
                        ("origin", ["Origen"]),
                        ("done_on", ["Data"]),
                        ("registered_at", ["Data registre"]),
                        ("minutes", ["Minuts"]),
                        ("professional", ["DNI professional"]),
                        ("team", ["Equip"]),
                    ],
                    ("Descripció", Contact.Remark)
                ),
                Sheet(
                    version,
                    Shapes.Appointment,
                    "Cites",
                    [
                        ("id", ["Núm. cita"]),
                        ("case", ["Expedient"]),
                        ("requested_at", ["Demanada", "Data petició"]),
                        ("date", ["Data cita"]),
                        ("minutes", ["Minuts"]),
                        ("type", ["Tipus"]),
                        ("state", ["Estat"]),
                        ("place", ["Lloc"]),
                        ("scope", ["Primera o seguiment"]),
                        ("urgent", ["Urgent"]),
                        ("spontaneous", ["Espontània"]),
                        ("professionals", ["DNI professionals"]),
                        ("persons", ["Persones"]),
                        ("team", ["Equip"]),
                        ("registered_at", ["Data alta"]),
                    ],
                    ("Observacions", Contact.Remark)
                ),
            ]
        ),
        new(
            "problematiques",
            "Problemàtiques i plans d'intervenció",
            [
                Sheet(
                    version,
                    Shapes.Problem,
                    "Problemàtiques",
                    [
                        ("id", ["Núm. problemàtica"]),
                        ("case", ["Núm. expedient"]),
                        ("person", ["Núm. persona"]),
                        ("type", ["Tipus"]),
                        ("problem", ["Problema"]),
                        ("from", ["Inici"]),
                        ("to", ["Fi", "Final"]),
                        ("registered_at", ["Data registre"]),
                    ],
                    ("Nom", row => row.About?.GivenName ?? "")
                ),
                Sheet(
                    version,
                    Shapes.Plan,
                    "Plans",
                    [
                        ("id", ["Núm. pla"]),
                        ("case", ["Núm. expedient"]),
                        ("agreed_on", ["Data acord"]),
                        ("expires_on", ["Data venciment", "Venciment"]),
                        ("closed_on", ["Data tancament"]),
                        ("outcome", ["Resultat"]),
                    ],
                    ("Observacions", Contact.Remark)
                ),
            ]
        ),
    ];

    private static SheetForm Sheet(
        WrittenVersion version,
        ExtractShape shape,
        string name,
        (string Field, string[] Headers)[] fields,
        params (string Header, Func<Row, string> Text)[] others
    ) => SheetForm.Of(shape, name, version, Cell, fields, others);

    private static SheetCell Cell(WrittenVersion version, ExtractShape shape, Field field, Row row)
    {
        var text = row.Cells[field.Index];
        if (text.Length == 0)
            return SheetCell.Empty;
        var mood = StableHash.Share(11, shape.Name + field.Name + row.Cells[0]);
        switch (field.Kind)
        {
            case FieldKind.Key or FieldKind.Ref:
                return mood < 0.1 || !text.All(char.IsAsciiDigit) ? SheetCell.Words(text) : SheetCell.Number(text);
            case FieldKind.Refs:
                return text.All(char.IsAsciiDigit) ? SheetCell.Number(text) : SheetCell.Words(text.Replace('|', ';'));
            case FieldKind.Integer:
                return mood < 0.1 || !text.All(char.IsAsciiDigit) ? SheetCell.Words(text) : SheetCell.Number(text);
            case FieldKind.Money or FieldKind.Number:
                if (!decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _))
                    return SheetCell.Words(text);
                return mood < 0.1 ? SheetCell.Words(text.Replace('.', ',')) : SheetCell.Number(text);
            case FieldKind.Date:
                if (!CellText.TryDay(text, out var day))
                    return SheetCell.Words(text);
                return mood < 0.15 || day.Year < 1901
                    ? SheetCell.Words(version.Text(day))
                    : SheetCell.Date(day);
            case FieldKind.Boolean:
                return SheetCell.Words(text == "true" ? "Sí" : "No");
            case FieldKind.Code when field.Target == "municipality":
                return SheetCell.Words(MunicipalityNames.GetValueOrDefault(text, text));
            case FieldKind.Code:
                var word = version.Codes.Write(field.Target, text);
                return SheetCell.Words(shape.Key.Contains(field) ? word : mood < 0.06 ? word.ToLowerInvariant() : mood < 0.1 ? word + " " : word);
            default:
                return SheetCell.Words(text);
        }
    }
}
