using System.Globalization;
using System.Text;
using QdC.Samples.Extracts;

namespace QdC.Samples.Writing;

/// <summary>How iSAD exports its lists: UTF-8 with a byte order mark, commas, ISO dates, decimal points. Every column is assumed.</summary>
internal static class IsadForm
{
    private static readonly CodeBook Codes = CodeBook.Isad;

    private static readonly TextFile[] Files =
    [
        new(
            Shapes.Person,
            "usuaris",
            false,
            [
                Of(Shapes.Person, "id", "codi_usuari"),
                Of(Shapes.Person, "doc_type", "tipus_document"),
                Of(Shapes.Person, "doc_number", "document"),
                Of(Shapes.Person, "cip", "tsi"),
                Of(Shapes.Person, "given_name", "nom"),
                Of(Shapes.Person, "surname1", "cognom_1"),
                Of(Shapes.Person, "surname2", "cognom_2"),
                Of(Shapes.Person, "sex", "sexe"),
                Of(Shapes.Person, "birth_date", "data_naixement"),
                Of(Shapes.Person, "status", "situacio"),
                Of(Shapes.Person, "death_date", "data_defuncio"),
                Of(Shapes.Person, "nationality", "nacionalitat"),
                Of(Shapes.Person, "municipality", "codi_municipi"),
                Of(Shapes.Person, "dependency_grade", "grau_dependencia"),
                Of(Shapes.Person, "updated_at", "data_modificacio"),
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
                Of(Shapes.Service, "id", "codi_servei"),
                Of(Shapes.Service, "type", "servei"),
                Of(Shapes.Service, "status", "estat"),
                Of(Shapes.Service, "requested_on", "data_solicitud"),
                Of(Shapes.Service, "decided_on", "data_resolucio"),
                Of(Shapes.Service, "from", "data_alta"),
                Of(Shapes.Service, "to", "data_baixa", "data_fi"),
                Of(Shapes.Service, "funder", "financament"),
                Of(Shapes.Service, "registered_at", "data_registre"),
                Of(Shapes.Service, "sad_kind", "modalitat"),
                Of(Shapes.Service, "provider", "entitat"),
                Of(Shapes.Service, "external_ref", "referencia_externa"),
                new(["nom_usuari"], row => $"{row.About?.GivenName} {row.About?.Surname1}".Trim()),
            ]
        ),
        new(
            Shapes.Beneficiary,
            "usuaris_servei",
            false,
            [
                Of(Shapes.Beneficiary, "service", "codi_servei"),
                Of(Shapes.Beneficiary, "person", "codi_usuari"),
                Of(Shapes.Beneficiary, "role", "paper"),
            ]
        ),
        new(
            Shapes.HomeCarePlan,
            "plans",
            false,
            [
                Of(Shapes.HomeCarePlan, "service", "codi_servei"),
                Of(Shapes.HomeCarePlan, "from", "data_inici"),
                Of(Shapes.HomeCarePlan, "to", "data_fi"),
                Of(Shapes.HomeCarePlan, "weekly_hours", "hores_setmanals"),
                Of(Shapes.HomeCarePlan, "copay_pct", "copagament_pct"),
                Of(Shapes.HomeCarePlan, "provider", "entitat"),
                new(["tasques"], Contact.Remark),
            ]
        ),
        new(
            Shapes.HomeCareDelivery,
            "hores",
            false,
            [
                Of(Shapes.HomeCareDelivery, "service", "codi_servei"),
                new(["mes"], row => row.Cells[Shapes.HomeCareDelivery["month"].Index] is var text && CellText.TryDay(text, out var month) ? month.ToString("yyyy-MM", CultureInfo.InvariantCulture) : text),
                Of(Shapes.HomeCareDelivery, "hours_planned", "hores_previstes"),
                Of(Shapes.HomeCareDelivery, "hours_delivered", "hores_fetes"),
                Of(Shapes.HomeCareDelivery, "hours_invoiced", "hores_facturades"),
                Of(Shapes.HomeCareDelivery, "price_hour", "preu_hora"),
                Of(Shapes.HomeCareDelivery, "copay_amount", "copagament"),
            ]
        ),
    ];

    /// <summary>Writes the files of a delivery.</summary>
    public static void Write(Handover handover)
    {
        var folder = handover.FolderOf("isad");
        var stamp = handover.Day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        foreach (var form in Files)
        {
            using var file = new CsvFile(Path.Combine(folder, $"isad_{form.File}_{stamp}.csv"), new UTF8Encoding(true), ',');
            file.Line(form.Columns.Select(column => column.HeaderIn(handover.Index)));
            foreach (var row in handover.Rows(form.Shape))
                file.Record(form.Columns.Select(column => column.Text(row)), row.Malformed);
        }
    }

    private static Column Of(ExtractShape shape, string field, params string[] headers) =>
        new(headers, row => row.Cells[shape[field].Index] is var text && shape[field].Kind == FieldKind.Code ? Codes.Write(shape[field].Target, text) : text);
}
