using System.Globalization;
using QdC.Samples.Extracts;

namespace QdC.Samples.Writing;

/// <summary>How GESS exports its lists: processes with phases, Catalan words, four title lines, dates as such. Every column is assumed.</summary>
internal static class GessForm
{
    private static readonly WrittenVersion First = new(CodeBook.Gess);

    /// <summary>A later version: one more title line, dates as text, headers that say more, a column for the name people go by. Assumed.</summary>
    public static readonly WrittenVersion Second = new(CodeBook.GessAnew)
    {
        From = new DateOnly(2025, 10, 1),
        DateForm = "yyyy-MM-dd",
        Headers = new Dictionary<string, string>
        {
            ["person.sex"] = "Sexe registral",
            ["case.opened_on"] = "Data d'obertura",
            ["service.granted_amount"] = "Import concedit",
            ["activity.minutes"] = "Temps (min)",
            ["appointment.scope"] = "Tipus de visita",
        },
    };

    private static readonly ListWorkbook[] FirstLists = Lists(First);
    private static readonly ListWorkbook[] SecondLists = Lists(Second);

    private static ListWorkbook[] Lists(WrittenVersion version) =>
    [
        List(
            version,
            Shapes.Person,
            "Persones",
            [
                ("id", ["Codi persona"]),
                ("surname1", ["Cognom 1"]),
                ("surname2", ["Cognom 2"]),
                ("given_name", ["Nom"]),
                ("doc_type", ["Tipus de document"]),
                ("doc_number", ["DNI/NIE", "DNI / NIE / passaport"]),
                ("cip", ["TSI"]),
                ("nass", ["Núm. afiliació SS"]),
                ("sex", ["Gènere"]),
                ("birth_date", ["Data de naixement"]),
                ("nationality", ["País de nacionalitat"]),
                ("municipality", ["Codi municipi"]),
                ("dependency_grade", ["Grau de dependència"]),
                ("status", ["Situació de la persona"]),
                ("death_date", ["Data d'èxitus"]),
                ("updated_at", ["Darrera modificació"]),
            ],
            [
                .. version == First ? [] : new (string, Func<Row, string>)[] { ("Nom sentit", row => row.About?.GivenName ?? "") },
                ("Telèfon mòbil", Contact.Phone),
                ("Correu electrònic", Contact.Mail),
                ("Adreça", Contact.Street),
                ("Observacions", Contact.Remark),
            ]
        ),
        List(
            version,
            Shapes.Case,
            "Processos",
            [
                ("id", ["Codi procés"]),
                ("number", ["Núm. procés"]),
                ("type", ["Tipus de procés"]),
                ("opened_on", ["Data d'inici", "Inici del procés"]),
                ("state", ["Estat del procés"]),
                ("stage", ["Fase"]),
                ("risk", ["Nivell de risc"]),
                ("closed_on", ["Data de tancament"]),
                ("close_reason", ["Motiu de tancament"]),
                ("team", ["Equip"]),
                ("lead", ["DNI referent"]),
                ("transferred_from", ["Procés d'origen"]),
                ("registered_at", ["Data de registre"]),
            ],
            ("Titular", row => $"{row.About?.GivenName} {row.About?.Surname1}".Trim()),
            ("Valoració", Contact.Remark)
        ),
        List(
            version,
            Shapes.CasePerson,
            "Participants",
            [
                ("case", ["Codi procés"]),
                ("person", ["Codi persona"]),
                ("relation", ["Parentiu"]),
                ("from", ["Data d'alta"]),
                ("to", ["Data de baixa"]),
            ],
            ("Nom", row => row.About?.GivenName ?? "")
        ),
        List(
            version,
            Shapes.Service,
            "Prestacions",
            [
                ("id", ["Codi prestació"]),
                ("case", ["Codi procés"]),
                ("type", ["Prestació"]),
                ("status", ["Estat de la prestació"]),
                ("requested_on", ["Data de sol·licitud"]),
                ("decided_on", ["Data de resolució"]),
                ("from", ["Data d'inici", "Inici de la prestació"]),
                ("to", ["Data de fi", "Fi de la prestació"]),
                ("scope", ["Col·lectiu"]),
                ("granted_amount", ["Import atorgat"]),
                ("amount_kind", ["Modalitat"]),
                ("funder", ["Finançador"]),
                ("registered_at", ["Data de registre"]),
                ("sad_kind", ["Modalitat de SAD"]),
                ("provider", ["Entitat prestadora"]),
                ("promoter", ["Titularitat"]),
            ],
            ("Observacions", Contact.Remark)
        ),
        List(
            version,
            Shapes.Beneficiary,
            "Destinataris",
            [("service", ["Codi prestació"]), ("person", ["Codi persona"]), ("role", ["Condició"])],
            ("Nom i cognoms", row => $"{row.About?.GivenName} {row.About?.Surname1}".Trim())
        ),
        List(
            version,
            Shapes.HomeCarePlan,
            "Plans",
            [
                ("service", ["Codi prestació"]),
                ("from", ["Data d'inici", "Inici del pla"]),
                ("to", ["Data de fi"]),
                ("weekly_hours", ["Hores setmanals"]),
                ("copay_pct", ["Copagament (%)"]),
                ("provider", ["Entitat prestadora"]),
            ],
            ("Tasques", Contact.Remark)
        ),
        List(
            version,
            Shapes.Activity,
            "Intervencions",
            [
                ("id", ["Codi intervenció"]),
                ("case", ["Codi procés"]),
                ("done_on", ["Data de la intervenció"]),
                ("type", ["Tipus d'intervenció"]),
                ("origin", ["Registre"]),
                ("persons", ["Persones ateses"]),
                ("minutes", ["Durada (min)", "Durada en minuts"]),
                ("professional", ["DNI professional"]),
                ("team", ["Equip"]),
                ("registered_at", ["Data de registre"]),
            ],
            ("Descripció", Contact.Remark)
        ),
        List(
            version,
            Shapes.Appointment,
            "Entrevistes",
            [
                ("id", ["Codi entrevista"]),
                ("case", ["Codi procés"]),
                ("requested_at", ["Data de petició"]),
                ("date", ["Data de l'entrevista"]),
                ("minutes", ["Durada (min)"]),
                ("type", ["Tipus"]),
                ("state", ["Estat"]),
                ("place", ["Lloc"]),
                ("scope", ["Ordre"]),
                ("urgent", ["Urgent"]),
                ("spontaneous", ["Sense cita prèvia"]),
                ("professionals", ["DNI professionals"]),
                ("persons", ["Persones assistents"]),
                ("team", ["Equip"]),
                ("registered_at", ["Data de registre"]),
            ],
            ("Observacions", Contact.Remark)
        ),
    ];

    /// <summary>Writes the lists of a delivery.</summary>
    public static void Write(Handover handover)
    {
        var version = handover.Day < Second.From ? First : Second;
        ListWorkbook.Write(
            handover,
            handover.FolderOf("gess"),
            version == First ? FirstLists : SecondLists,
            list =>
            [
                "GESS · Gestor d'expedients de serveis socials",
                $"Llistat: {list.Sheet.Name}",
                $"Extracció del {version.Text(handover.Day)}",
                .. version == First ? [] : new[] { "Unitat: totes" },
                "",
            ]
        );
    }

    private static ListWorkbook List(
        WrittenVersion version,
        ExtractShape shape,
        string name,
        (string Field, string[] Headers)[] fields,
        params (string Header, Func<Row, string> Text)[] others
    ) => new("gess_" + name.ToLowerInvariant(), SheetForm.Of(shape, name, version, Cell, fields, others));

    private static SheetCell Cell(WrittenVersion version, ExtractShape shape, Field field, Row row)
    {
        var text = row.Cells[field.Index];
        return field.Kind switch
        {
            FieldKind.Refs => SheetCell.Words(text.Replace("|", ", ")),
            FieldKind.Date when CellText.TryDay(text, out var day) && day.Year > 1900 && version == First => SheetCell.Date(day),
            FieldKind.Date when CellText.TryDay(text, out var day) => SheetCell.Words(version.Text(day)),
            FieldKind.Integer or FieldKind.Money or FieldKind.Number when decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _) =>
                SheetCell.Number(text),
            FieldKind.Boolean => SheetCell.Words(text == "true" ? "S" : "N"),
            FieldKind.Code => SheetCell.Words(version.Codes.Write(field.Target, text)),
            _ => SheetCell.Words(text),
        };
    }
}
