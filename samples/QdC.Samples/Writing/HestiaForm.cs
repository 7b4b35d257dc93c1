using System.Globalization;
using QdC.Samples.Extracts;

namespace QdC.Samples.Writing;

/// <summary>A column of an export: its header in each delivery and how a row fills it.</summary>
internal sealed record Column(string[] Headers, Func<Row, string> Text)
{
    /// <summary>The header in a delivery; headers change now and then.</summary>
    public string HeaderIn(int delivery) => Headers[Math.Min(delivery, Headers.Length - 1)];
}

/// <summary>A system's export of one extract as delimited text: file, columns and footer.</summary>
internal sealed record TextFile(ExtractShape Shape, string File, bool Footer, Column[] Columns);

/// <summary>How Hèstia writes its extracts; the column names are those of AOC's integration guide, the file form is assumed.</summary>
internal static class HestiaForm
{
    private static readonly CodeBook Codes = CodeBook.Hestia;

    /// <summary>All of Hèstia's files.</summary>
    public static readonly TextFile[] Files =
    [
        new(
            Shapes.Person,
            "persones",
            false,
            [
                Of(Shapes.Person, "id", "idInternCiutada"),
                Of(Shapes.Person, "doc_type", "idTipusDocumentacio"),
                Of(Shapes.Person, "doc_number", "NIF"),
                Of(Shapes.Person, "nass", "NSS"),
                Of(Shapes.Person, "cip", "CIP", "Cip"),
                Of(Shapes.Person, "given_name", "nom", "Nom"),
                Of(Shapes.Person, "surname1", "cognom1"),
                Of(Shapes.Person, "surname2", "cognom2"),
                Of(Shapes.Person, "sex", "Sexe"),
                Of(Shapes.Person, "birth_date", "dtNaixement", "DtNaixement"),
                Of(Shapes.Person, "status", "estat"),
                new(["dataExitus"], row => Cell(Shapes.Person, "death_date", row, "01/01/1900")),
                new(["IdNacionalitat"], row => Cell(Shapes.Person, "nationality", row, "0")),
                new(["idMunicipi"], row => Municipality(row.Cells[Shapes.Person["municipality"].Index])),
                new(["grauDependencia", "GrauDependencia"], row => Cell(Shapes.Person, "dependency_grade", row, "0")),
                Of(Shapes.Person, "updated_at", "dataModificacio"),
                new(["telefon1"], Contact.Phone),
                new(["email"], Contact.Mail),
                new(["NomVia"], Contact.Street),
                new(["observacions"], Contact.Remark),
            ]
        ),
        new(
            Shapes.Case,
            "expedients",
            true,
            [
                Of(Shapes.Case, "id", "IdExpedient"),
                Of(Shapes.Case, "number", "NumExpedient"),
                Of(Shapes.Case, "type", "TipusExpedient"),
                Of(Shapes.Case, "opened_on", "DtObertura", "DataObertura"),
                Of(Shapes.Case, "state", "IdEstat"),
                Of(Shapes.Case, "state_date", "DtEstat"),
                new(["IdMotiuTanca"], row => Cell(Shapes.Case, "close_reason", row, "0")),
                Of(Shapes.Case, "stage", "IdSituacioExpedient"),
                Of(Shapes.Case, "risk", "IdGrauRisc"),
                Of(Shapes.Case, "team", "Equip"),
                Of(Shapes.Case, "lead", "ProfReferent"),
                Of(Shapes.Case, "transferred_from", "IdExpedientOrigen"),
                Of(Shapes.Case, "registered_at", "DataAlta"),
                Of(Shapes.Case, "sector", "Sector"),
                Of(Shapes.Case, "subsector", "Subsector"),
                new(["IdProcedenciaDelCas"], row => Cell(Shapes.Case, "origin", row, "0")),
                new(["IdTipusFamilia"], row => Cell(Shapes.Case, "family_type", row, "0")),
                new(["IdRegim"], row => Cell(Shapes.Case, "tenure", row, "9")),
                Of(Shapes.Case, "co_lead", "ProfCorreferent"),
                Of(Shapes.Case, "external_ref", "refExterna"),
                Of(Shapes.Case, "updated_at", "DataModificacio"),
                new(["NomFamiliar"], row => $"{row.About?.Person.Surname1} {row.About?.Person.Surname2}".Trim()),
                new(["Observacions"], Contact.Remark),
            ]
        ),
        new(
            Shapes.CasePerson,
            "persones_vinculades",
            false,
            [
                Of(Shapes.CasePerson, "case", "IdExpedient"),
                Of(Shapes.CasePerson, "person", "IdPersona"),
                Of(Shapes.CasePerson, "relation", "IdTipusRelacio"),
                Of(Shapes.CasePerson, "from", "DataInici"),
                Of(Shapes.CasePerson, "to", "DataFi", "DataFins"),
                new(["Nom"], row => row.About?.GivenName ?? ""),
                new(["Cognom1"], row => row.About?.Surname1 ?? ""),
            ]
        ),
        new(
            Shapes.Service,
            "recursos",
            false,
            [
                Of(Shapes.Service, "id", "IdRecurs"),
                Of(Shapes.Service, "case", "IdExpedient"),
                Of(Shapes.Service, "type", "IdTipusRecurs"),
                Of(Shapes.Service, "status", "IdEstat"),
                Of(Shapes.Service, "requested_on", "DataSollicitud", "DataSol·licitud"),
                Of(Shapes.Service, "decided_on", "DataResolucio"),
                Of(Shapes.Service, "from", "DataInici"),
                Of(Shapes.Service, "to", "DataFi", "DataFins"),
                new(["IdAmbit"], row => Cell(Shapes.Service, "scope", row, "0")),
                Of(Shapes.Service, "granted_amount", "Import"),
                Of(Shapes.Service, "amount_kind", "TipusImport"),
                new(["IdFinançament", "IdFinancament"], row => Cell(Shapes.Service, "funder", row, "0")),
                Of(Shapes.Service, "registered_at", "DataCreacio", "dataCreacio"),
                new(["IdMensualitatsPendents"], row => Cell(Shapes.Service, "energy_arrears", row, "0")),
                new(["AjudaAnyAnterior"], row => Cell(Shapes.Service, "energy_prior_year_aid", row, "0")),
                new(["IdCanalAcces"], row => Cell(Shapes.Service, "energy_channel", row, "0")),
                new(["IdMotiuDenegacio"], row => Cell(Shapes.Service, "energy_denial_reason", row, "0")),
                Of(Shapes.Service, "sad_kind", "IdSAD"),
                Of(Shapes.Service, "provider", "Entitat"),
                new(["IdPromotor"], row => Cell(Shapes.Service, "promoter", row, "0")),
                Of(Shapes.Service, "external_ref", "refExterna", "RefExterna"),
            ]
        ),
        new(
            Shapes.Beneficiary,
            "beneficiaris",
            false,
            [
                Of(Shapes.Beneficiary, "service", "IdRecurs"),
                Of(Shapes.Beneficiary, "person", "IdPersona"),
                Of(Shapes.Beneficiary, "role", "TitularBeneficiari"),
                new(["DNI"], row => row.About?.Person.DocNumber ?? ""),
                new(["Nom"], row => row.About?.GivenName ?? ""),
            ]
        ),
        new(
            Shapes.HomeCarePlan,
            "plans_sad",
            false,
            [
                Of(Shapes.HomeCarePlan, "service", "IdRecurs"),
                Of(Shapes.HomeCarePlan, "from", "DataInici"),
                Of(Shapes.HomeCarePlan, "to", "DataFi", "DataFins"),
                Of(Shapes.HomeCarePlan, "weekly_hours", "HoresSetmana"),
                Of(Shapes.HomeCarePlan, "copay_pct", "Copagament"),
                Of(Shapes.HomeCarePlan, "provider", "Entitat"),
                new(["Tasques"], Contact.Remark),
            ]
        ),
        new(
            Shapes.Activity,
            "actuacions",
            true,
            [
                Of(Shapes.Activity, "id", "IdActuacio"),
                Of(Shapes.Activity, "case", "IdExpedient"),
                Of(Shapes.Activity, "persons", "PersonesAteses"),
                Of(Shapes.Activity, "type", "IdTipusActuacio"),
                Of(Shapes.Activity, "origin", "Origen"),
                Of(Shapes.Activity, "done_on", "DataActuacio", "DtActuacio"),
                Of(Shapes.Activity, "registered_at", "DataAlta"),
                Of(Shapes.Activity, "minutes", "Minuts"),
                Of(Shapes.Activity, "professional", "ProfAlta"),
                Of(Shapes.Activity, "team", "Equip"),
                new(["Descripcio"], Contact.Remark),
            ]
        ),
        new(
            Shapes.Appointment,
            "cites",
            true,
            [
                Of(Shapes.Appointment, "id", "IdCita"),
                Of(Shapes.Appointment, "case", "IdExpedient"),
                Of(Shapes.Appointment, "requested_at", "DataAlta"),
                Of(Shapes.Appointment, "date", "Data"),
                Of(Shapes.Appointment, "minutes", "Durada"),
                Of(Shapes.Appointment, "type", "IdTipus"),
                Of(Shapes.Appointment, "state", "IdEstat"),
                new(["IdLloc"], row => Cell(Shapes.Appointment, "place", row, "0")),
                Of(Shapes.Appointment, "scope", "Ambit"),
                Of(Shapes.Appointment, "urgent", "Urgent"),
                Of(Shapes.Appointment, "spontaneous", "Espontania"),
                Of(Shapes.Appointment, "professionals", "LlistaProfessionalsAssistents", "ProfessionalsAssistents"),
                Of(Shapes.Appointment, "persons", "LlistaPersonesAssistents", "PersonesAssistents"),
                Of(Shapes.Appointment, "team", "IdEquip", "Equip"),
                new(["Observacions"], Contact.Remark),
            ]
        ),
        new(
            Shapes.Demand,
            "demandes",
            false,
            [
                Of(Shapes.Demand, "id", "IdDemanda"),
                Of(Shapes.Demand, "case", "IdExpedient"),
                Of(Shapes.Demand, "person", "IdPersona"),
                Of(Shapes.Demand, "demand_code", "IdTipusDemanda"),
                Of(Shapes.Demand, "date", "DataDemanda"),
                Of(Shapes.Demand, "registered_at", "DataAlta"),
                Of(Shapes.Demand, "professional", "ProfAlta"),
                new(["Descripcio"], Contact.Remark),
            ]
        ),
        new(
            Shapes.Problem,
            "problematiques",
            false,
            [
                Of(Shapes.Problem, "id", "IdProblematica"),
                Of(Shapes.Problem, "case", "IdExpedient"),
                Of(Shapes.Problem, "person", "IdPersona"),
                Of(Shapes.Problem, "type", "IdTipusProblematica"),
                Of(Shapes.Problem, "problem", "IdProblema"),
                Of(Shapes.Problem, "from", "DataInici"),
                Of(Shapes.Problem, "to", "DataFi", "DataFins"),
                Of(Shapes.Problem, "registered_at", "DataAlta"),
                new(["Nom"], row => row.About?.GivenName ?? ""),
            ]
        ),
        new(
            Shapes.Plan,
            "plans",
            false,
            [
                Of(Shapes.Plan, "id", "IdPla"),
                Of(Shapes.Plan, "case", "IdExpedient"),
                Of(Shapes.Plan, "agreed_on", "DataAcord"),
                Of(Shapes.Plan, "expires_on", "DataVenciment"),
                Of(Shapes.Plan, "closed_on", "DataTancament"),
                Of(Shapes.Plan, "outcome", "IdResultat"),
                new(["Observacions"], Contact.Remark),
            ]
        ),
    ];

    private static Column Of(ExtractShape shape, string field, params string[] headers) =>
        new(headers, row => Cell(shape, field, row));

    /// <summary>A row's text for a contract field, as Hèstia writes it.</summary>
    public static string Cell(ExtractShape shape, string field, Row row, string empty = "")
    {
        var text = row.Cells[shape[field].Index];
        if (text.Length == 0)
            return empty;
        return shape[field].Kind switch
        {
            FieldKind.Date => CellText.TryDay(text, out var day) ? day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) : text,
            FieldKind.Money or FieldKind.Number => text.Replace('.', ','),
            FieldKind.Boolean => text == "true" ? "1" : "0",
            FieldKind.Code => Codes.Write(shape[field].Target, text),
            _ => text,
        };
    }

    /// <summary>Codes lose their leading zero, as in AOC's own sample messages.</summary>
    private static string Municipality(string code) => code.StartsWith('0') ? code[1..] : code;
}
