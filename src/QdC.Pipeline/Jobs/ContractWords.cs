namespace QdC.Pipeline.Jobs;

/// <summary>What subjects and fields of the contract are called in Catalan, Spanish and English.</summary>
public sealed class ContractWords
{
    private static readonly (string Name, string Ca, string Es, string En)[] SubjectWords =
    [
        ("person", "persona", "persona", "person"),
        ("case", "expedient", "expediente", "case"),
        ("case_person", "persona de l'expedient", "persona del expediente", "person of a case"),
        ("service", "prestació", "prestación", "service"),
        ("beneficiary", "beneficiari", "beneficiario", "beneficiary"),
        ("payment", "pagament", "pago", "payment"),
        ("activity", "actuació", "actuación", "activity"),
        ("appointment", "cita", "cita", "appointment"),
        ("staff", "personal", "personal", "staff"),
        ("professional_absence", "absència de professional", "ausencia de profesional", "absence of a professional"),
        ("home_care_plan", "pla d'ajuda a domicili", "plan de ayuda a domicilio", "home care plan"),
        ("home_care_delivery", "servei d'ajuda a domicili", "servicio de ayuda a domicilio", "home care delivery"),
        ("demand", "demanda", "demanda", "demand"),
        ("problem", "problemàtica", "problemática", "problem"),
        ("plan", "pla d'intervenció", "plan de intervención", "intervention plan"),
        ("cost_line", "línia de cost", "línea de coste", "cost line"),
        ("organisation", "equip", "equipo", "team"),
        ("population", "habitants", "habitantes", "inhabitants"),
    ];

    // A field that means another thing in each subject stands with its subject; the others mean the same everywhere.
    private static readonly (string Name, string Ca, string Es, string En)[] FieldWords =
    [
        ("doc_number", "número del document d'identitat", "número del documento de identidad", "number of the identity document"),
        ("cip", "codi d'identificació personal (CIP)", "código de identificación personal (CIP)", "health card code (CIP)"),
        ("nass", "número de la Seguretat Social", "número de la Seguridad Social", "social security number"),
        ("given_name", "nom", "nombre", "given name"),
        ("surname1", "primer cognom", "primer apellido", "first surname"),
        ("surname2", "segon cognom", "segundo apellido", "second surname"),
        ("sex", "sexe", "sexo", "sex"),
        ("birth_date", "data de naixement", "fecha de nacimiento", "date of birth"),
        ("death_date", "data de defunció", "fecha de defunción", "date of death"),
        ("nationality", "nacionalitat (tres grups)", "nacionalidad (tres grupos)", "nationality (three groups)"),
        ("municipality", "municipi de residència", "municipio de residencia", "municipality of residence"),
        ("dependency_grade", "grau de dependència", "grado de dependencia", "grade of dependency"),
        ("family_type", "tipus de família", "tipo de familia", "type of family"),
        ("tenure", "règim de tinença de l'habitatge", "régimen de tenencia de la vivienda", "tenure of the home"),
        ("demand_code", "demanda", "demanda", "demand"),
        ("problem", "problemàtica", "problemática", "problem"),
        ("person", "persona", "persona", "person"),
        ("persons", "persones", "personas", "persons"),
        ("professional", "professional", "profesional", "professional"),
        ("professionals", "professionals", "profesionales", "professionals"),
        ("lead", "professional de referència", "profesional de referencia", "professional of reference"),
        ("co_lead", "segon professional de referència", "segundo profesional de referencia", "second professional of reference"),
        ("energy_prior_year_aid", "ajut de l'any anterior", "ayuda del año anterior", "aid of the year before"),
        ("energy_channel", "canal d'accés", "canal de acceso", "channel"),
        ("energy_denial_reason", "motiu de la denegació", "motivo de la denegación", "reason of denial"),
        ("energy_arrears", "mesos impagats", "meses impagados", "months unpaid"),
        ("risk", "nivell de risc", "nivel de riesgo", "grade of risk"),
        ("external_ref", "número en un altre sistema", "número en otro sistema", "number in another system"),
        ("state_date", "data de l'estat", "fecha del estado", "date of the state"),
        ("case", "expedient", "expediente", "case"),
        ("service", "prestació", "prestación", "service"),
        ("team", "equip", "equipo", "team"),
        ("minutes", "minuts", "minutos", "minutes"),
        ("registered_at", "moment del registre", "momento del registro", "moment of recording"),
        ("updated_at", "últim canvi", "último cambio", "last change"),
        ("from", "des de", "desde", "from"),
        ("to", "fins a", "hasta", "to"),
        ("month", "mes", "mes", "month"),
        ("funder", "finançador", "financiador", "funder"),
        ("sector", "sector", "sector", "sector"),
        ("subsector", "subsector", "subsector", "subsector"),
        ("provider", "empresa proveïdora", "empresa proveedora", "provider"),
        ("contract_programme_line", "línia del contracte programa", "línea del contrato programa", "line of the contract programme"),
        ("closed_on", "data de tancament", "fecha de cierre", "closing date"),
        ("opened_on", "data d'obertura", "fecha de apertura", "opening date"),
        ("weekly_hours", "hores setmanals", "horas semanales", "weekly hours"),
        ("activity.id", "número de l'actuació", "número de la actuación", "number of the activity"),
        ("activity.type", "tipus d'actuació", "tipo de actuación", "type of activity"),
        ("activity.origin", "origen de l'actuació", "origen de la actuación", "origin of the activity"),
        ("activity.done_on", "data de l'actuació", "fecha de la actuación", "date of the activity"),
        ("appointment.id", "número de la cita", "número de la cita", "number of the appointment"),
        ("appointment.requested_at", "moment de la petició", "momento de la petición", "moment of the request"),
        ("appointment.date", "data de la cita", "fecha de la cita", "date of the appointment"),
        ("appointment.type", "tipus de cita", "tipo de cita", "type of appointment"),
        ("appointment.state", "estat de la cita", "estado de la cita", "state of the appointment"),
        ("appointment.place", "lloc de la cita", "lugar de la cita", "place of the appointment"),
        ("appointment.scope", "primera o seguiment", "primera o seguimiento", "first or follow-up"),
        ("appointment.urgent", "urgent", "urgente", "urgent"),
        ("appointment.spontaneous", "espontània", "espontánea", "spontaneous"),
        ("beneficiary.role", "paper del beneficiari", "papel del beneficiario", "role of the beneficiary"),
        ("case.id", "clau de l'expedient", "clave del expediente", "key of the case"),
        ("case.number", "número de l'expedient", "número del expediente", "number of the case"),
        ("case.type", "tipus d'expedient", "tipo de expediente", "type of case"),
        ("case.state", "estat de l'expedient", "estado del expediente", "state of the case"),
        ("case.close_reason", "motiu de tancament", "motivo de cierre", "reason of closing"),
        ("case.stage", "fase de l'expedient", "fase del expediente", "stage of the case"),
        ("case.transferred_from", "expedient traslladat des de", "expediente trasladado desde", "transferred from"),
        ("case.origin", "origen de l'expedient", "origen del expediente", "origin of the case"),
        ("case_person.relation", "parentiu", "parentesco", "relation"),
        ("cost_line.id", "número de la línia de cost", "número de la línea de coste", "number of the cost line"),
        ("cost_line.service_type", "tipus de prestació", "tipo de prestación", "type of service"),
        ("cost_line.cost_type", "tipus de cost", "tipo de coste", "type of cost"),
        ("cost_line.budgeted", "import pressupostat", "importe presupuestado", "budgeted amount"),
        ("cost_line.executed", "import executat", "importe ejecutado", "executed amount"),
        ("cost_line.budget_year", "exercici", "ejercicio", "budget year"),
        ("cost_line.budget_programme", "programa pressupostari", "programa presupuestario", "budget programme"),
        ("demand.id", "número de la demanda", "número de la demanda", "number of the demand"),
        ("demand.date", "data de la demanda", "fecha de la demanda", "date of the demand"),
        ("home_care_delivery.hours_planned", "hores previstes", "horas previstas", "planned hours"),
        ("home_care_delivery.hours_delivered", "hores prestades", "horas prestadas", "delivered hours"),
        ("home_care_delivery.hours_invoiced", "hores facturades", "horas facturadas", "invoiced hours"),
        ("home_care_delivery.price_hour", "preu de l'hora", "precio de la hora", "price of an hour"),
        ("home_care_delivery.copay_amount", "import del copagament", "importe del copago", "amount of the copayment"),
        ("home_care_plan.copay_pct", "percentatge de copagament", "porcentaje de copago", "share of the copayment"),
        ("organisation.valid_from", "vigent des de", "vigente desde", "valid from"),
        ("organisation.valid_to", "vigent fins a", "vigente hasta", "valid to"),
        ("organisation.ebasp", "equip bàsic (EBASP)", "equipo básico (EBASP)", "basic team (EBASP)"),
        ("organisation.municipality", "municipi", "municipio", "municipality"),
        ("payment.id", "número del pagament", "número del pago", "number of the payment"),
        ("payment.paid_on", "data del pagament", "fecha del pago", "date of the payment"),
        ("payment.amount", "import pagat", "importe pagado", "amount paid"),
        ("person.id", "número de la persona", "número de la persona", "number of the person"),
        ("person.doc_type", "tipus de document d'identitat", "tipo de documento de identidad", "type of identity document"),
        ("person.status", "situació del registre", "situación del registro", "state of the record"),
        ("plan.id", "número del pla", "número del plan", "number of the plan"),
        ("plan.agreed_on", "data de l'acord", "fecha del acuerdo", "date of the agreement"),
        ("plan.expires_on", "data de venciment", "fecha de vencimiento", "expiry date"),
        ("plan.outcome", "resultat del pla", "resultado del plan", "outcome of the plan"),
        ("population.municipality", "municipi", "municipio", "municipality"),
        ("population.age_band", "grup d'edat", "grupo de edad", "age band"),
        ("population.year", "any", "año", "year"),
        ("population.inhabitants", "habitants", "habitantes", "inhabitants"),
        ("problem.id", "número de la problemàtica", "número de la problemática", "number of the problem"),
        ("problem.type", "tipus de problemàtica", "tipo de problemática", "type of problem"),
        ("professional_absence.days", "dies d'absència", "días de ausencia", "days of absence"),
        ("service.id", "número de la prestació", "número de la prestación", "number of the service"),
        ("service.type", "tipus de prestació", "tipo de prestación", "type of service"),
        ("service.status", "estat de la prestació", "estado de la prestación", "state of the service"),
        ("service.requested_on", "data de la sol·licitud", "fecha de la solicitud", "date of the request"),
        ("service.decided_on", "data de la resolució", "fecha de la resolución", "date of the decision"),
        ("service.scope", "individual o familiar", "individual o familiar", "individual or family"),
        ("service.granted_amount", "import concedit", "importe concedido", "amount granted"),
        ("service.amount_kind", "mena d'import", "clase de importe", "kind of amount"),
        ("service.sad_kind", "tipus d'ajuda a domicili", "tipo de ayuda a domicilio", "kind of home care"),
        ("service.promoter", "promotor", "promotor", "promoter"),
        ("staff.role", "categoria professional", "categoría profesional", "professional role"),
        ("staff.standard_hours", "hores de la jornada completa", "horas de la jornada completa", "full-time hours"),
    ];

    private static readonly Dictionary<string, ContractWords> Languages = new()
    {
        ["ca"] = new(w => w.Ca),
        ["es"] = new(w => w.Es),
        ["en"] = new(w => w.En),
    };

    private readonly Dictionary<string, string> _subjects;
    private readonly Dictionary<string, string> _fields;

    private ContractWords(Func<(string Name, string Ca, string Es, string En), string> word) =>
        (_subjects, _fields) = (SubjectWords.ToDictionary(w => w.Name, word), FieldWords.ToDictionary(w => w.Name, word));

    /// <summary>The words of ca, es or en.</summary>
    public static ContractWords In(string language) => Languages[language];

    /// <summary>True when a field has a name of its own; every field of the contract should.</summary>
    public bool Names(string subject, string field) => _fields.ContainsKey($"{subject}.{field}") || _fields.ContainsKey(field);

    /// <summary>A subject's name; its own, in words, where there is none.</summary>
    public string Subject(string name) => _subjects.GetValueOrDefault(name) ?? name.Replace('_', ' ');

    /// <summary>What a field is called among those of all subjects, or a subject as such.</summary>
    public string Called(string subject, string? field) => field is null ? Subject(subject) : $"{Subject(subject)}, {Field(subject, field)}";

    /// <summary>The name of a subject's field; its own, in words, where there is none.</summary>
    public string Field(string subject, string field) => _fields.GetValueOrDefault($"{subject}.{field}") ?? _fields.GetValueOrDefault(field) ?? field.Replace('_', ' ');
}
