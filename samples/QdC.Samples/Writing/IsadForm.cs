using System.Globalization;
using System.Text;
using QdC.Samples.Extracts;

namespace QdC.Samples.Writing;

/// <summary>
/// How iSAD exports its lists: UTF-8 with a byte order mark, commas, ISO dates, decimal points; from its second version on as Hèstia does, semicolons, days first and
/// decimal commas. Every column is assumed.
/// </summary>
internal static class IsadForm
{
    private static readonly WrittenVersion First = new(CodeBook.Isad) { DateForm = "yyyy-MM-dd" };

    /// <summary>A later version, as part of Hèstia: its dialect, its words for states, users by the name of its numbers. Assumed.</summary>
    public static readonly WrittenVersion Second = new(CodeBook.IsadAnew)
    {
        From = new DateOnly(2025, 10, 1),
        Headers = new Dictionary<string, string>
        {
            ["person.id"] = "id_usuari",
            ["beneficiary.person"] = "id_usuari",
            ["service.to"] = "data_finalitzacio",
            ["home_care_delivery.hours_delivered"] = "hores_realitzades",
        },
    };

    private static readonly TextFile[] FirstFiles = Files(First);
    private static readonly TextFile[] SecondFiles = Files(Second);

    private static TextFile[] Files(WrittenVersion version) =>
    [
        new(
            Shapes.Person,
            "usuaris",
            false,
            [
                Of(version, Shapes.Person, "id", "codi_usuari"),
                Of(version, Shapes.Person, "doc_type", "tipus_document"),
                Of(version, Shapes.Person, "doc_number", "document"),
                Of(version, Shapes.Person, "cip", "tsi"),
                Of(version, Shapes.Person, "given_name", "nom"),
                Of(version, Shapes.Person, "surname1", "cognom_1"),
                Of(version, Shapes.Person, "surname2", "cognom_2"),
                Of(version, Shapes.Person, "sex", "sexe"),
                Of(version, Shapes.Person, "birth_date", "data_naixement"),
                Of(version, Shapes.Person, "status", "situacio"),
                Of(version, Shapes.Person, "death_date", "data_defuncio"),
                Of(version, Shapes.Person, "nationality", "nacionalitat"),
                Of(version, Shapes.Person, "municipality", "codi_municipi"),
                Of(version, Shapes.Person, "dependency_grade", "grau_dependencia"),
                Of(version, Shapes.Person, "updated_at", "data_modificacio"),
                new(["telefon"], Contact.Phone),
                new(["adreca"], Contact.Street),
                new(["observacions"], Contact.Remark),
            ]
        ),
        new(
            Shapes.Service,
            "serveis",
            false,
            [
                Of(version, Shapes.Service, "id", "codi_servei"),
                Of(version, Shapes.Service, "type", "servei"),
                Of(version, Shapes.Service, "status", "estat"),
                Of(version, Shapes.Service, "requested_on", "data_solicitud"),
                Of(version, Shapes.Service, "decided_on", "data_resolucio"),
                Of(version, Shapes.Service, "from", "data_alta"),
                Of(version, Shapes.Service, "to", "data_baixa", "data_fi"),
                Of(version, Shapes.Service, "funder", "financament"),
                Of(version, Shapes.Service, "registered_at", "data_registre"),
                Of(version, Shapes.Service, "sad_kind", "modalitat"),
                Of(version, Shapes.Service, "provider", "entitat"),
                Of(version, Shapes.Service, "external_ref", "referencia_externa"),
                new(["nom_usuari"], row => $"{row.About?.GivenName} {row.About?.Surname1}".Trim()),
            ]
        ),
        new(
            Shapes.Beneficiary,
            "usuaris_servei",
            false,
            [
                Of(version, Shapes.Beneficiary, "service", "codi_servei"),
                Of(version, Shapes.Beneficiary, "person", "codi_usuari"),
                Of(version, Shapes.Beneficiary, "role", "paper"),
            ]
        ),
        new(
            Shapes.HomeCarePlan,
            "plans",
            false,
            [
                Of(version, Shapes.HomeCarePlan, "service", "codi_servei"),
                Of(version, Shapes.HomeCarePlan, "from", "data_inici"),
                Of(version, Shapes.HomeCarePlan, "to", "data_fi"),
                Of(version, Shapes.HomeCarePlan, "weekly_hours", "hores_setmanals"),
                Of(version, Shapes.HomeCarePlan, "copay_pct", "copagament_pct"),
                Of(version, Shapes.HomeCarePlan, "provider", "entitat"),
                new(["tasques"], Contact.Remark),
            ]
        ),
        new(
            Shapes.HomeCareDelivery,
            "hores",
            false,
            [
                Of(version, Shapes.HomeCareDelivery, "service", "codi_servei"),
                new(["mes"], row => row.Cells[Shapes.HomeCareDelivery["month"].Index] is var text && CellText.TryDay(text, out var month) ? month.ToString(version == First ? "yyyy-MM" : "MM/yyyy", CultureInfo.InvariantCulture) : text),
                Of(version, Shapes.HomeCareDelivery, "hours_planned", "hores_previstes"),
                Of(version, Shapes.HomeCareDelivery, "hours_delivered", "hores_fetes"),
                Of(version, Shapes.HomeCareDelivery, "hours_invoiced", "hores_facturades"),
                Of(version, Shapes.HomeCareDelivery, "price_hour", "preu_hora"),
                Of(version, Shapes.HomeCareDelivery, "copay_amount", "copagament"),
            ]
        ),
    ];

    /// <summary>Writes the files of a delivery.</summary>
    public static void Write(Handover handover)
    {
        var folder = handover.FolderOf("isad");
        var stamp = handover.Day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var first = handover.Day < Second.From;
        foreach (var form in first ? FirstFiles : SecondFiles)
        {
            using var file = new CsvFile(Path.Combine(folder, $"isad_{form.File}_{stamp}.csv"), new UTF8Encoding(true), first ? ',' : ';');
            file.Line(form.Columns.Select(column => column.HeaderIn(handover.Index)));
            foreach (var row in handover.Rows(form.Shape))
                file.Record(form.Columns.Select(column => column.Text(row)), row.Malformed);
        }
    }

    private static Column Of(WrittenVersion version, ExtractShape shape, string field, params string[] headers) =>
        new(version.HeadersOf(shape, field, headers), row => Cell(version, shape[field], row.Cells[shape[field].Index]));

    private static string Cell(WrittenVersion version, Field field, string text) =>
        field.Kind switch
        {
            FieldKind.Code => version.Codes.Write(field.Target, text),
            FieldKind.Date when CellText.TryDay(text, out var day) => version.Text(day),
            FieldKind.Money or FieldKind.Number when version == Second => text.Replace('.', ','),
            _ => text,
        };
}
