namespace QdC.Pipeline.Jobs;

/// <summary>What subjects and fields of the contract are called in Catalan, Spanish and English.</summary>
public sealed class ContractWords
{
    private static readonly Dictionary<string, ContractWords> Languages = new()
    {
        ["ca"] = new(
            new Dictionary<string, string>
            {
                ["person"] = "persona",
                ["case"] = "expedient",
                ["case_person"] = "persona de l'expedient",
                ["service"] = "prestació",
                ["beneficiary"] = "beneficiari",
                ["payment"] = "pagament",
                ["activity"] = "actuació",
                ["appointment"] = "cita",
                ["staff"] = "personal",
                ["professional_absence"] = "absència de professional",
                ["home_care_plan"] = "pla d'ajuda a domicili",
                ["home_care_delivery"] = "servei d'ajuda a domicili",
                ["demand"] = "demanda",
                ["problem"] = "problemàtica",
                ["plan"] = "pla d'intervenció",
                ["cost_line"] = "línia de cost",
                ["organisation"] = "equip",
                ["population"] = "habitants",
            },
            new Dictionary<string, string>
            {
                ["doc_number"] = "número del document d'identitat",
                ["cip"] = "codi d'identificació personal (CIP)",
                ["nass"] = "número de la Seguretat Social",
                ["given_name"] = "nom",
                ["surname1"] = "primer cognom",
                ["surname2"] = "segon cognom",
                ["sex"] = "sexe",
                ["birth_date"] = "data de naixement",
                ["death_date"] = "data de defunció",
                ["nationality"] = "nacionalitat (tres grups)",
                ["municipality"] = "municipi de residència",
                ["dependency_grade"] = "grau de dependència",
                ["family_type"] = "tipus de família",
                ["tenure"] = "règim de tinença de l'habitatge",
                ["demand_code"] = "demanda",
                ["type"] = "tipus de problemàtica",
                ["problem"] = "problemàtica",
                ["id"] = "número de la persona",
                ["person"] = "persona",
                ["persons"] = "persones",
                ["professional"] = "professional",
                ["professionals"] = "professionals",
                ["lead"] = "professional de referència",
                ["co_lead"] = "segon professional de referència",
                ["energy_prior_year_aid"] = "ajut de l'any anterior",
                ["energy_channel"] = "canal d'accés",
                ["energy_denial_reason"] = "motiu de la denegació",
                ["energy_arrears"] = "mesos impagats",
                ["risk"] = "nivell de risc",
                ["external_ref"] = "número en un altre sistema",
                ["state_date"] = "data de l'estat",
            }),
        ["es"] = new(
            new Dictionary<string, string>
            {
                ["person"] = "persona",
                ["case"] = "expediente",
                ["case_person"] = "persona del expediente",
                ["service"] = "prestación",
                ["beneficiary"] = "beneficiario",
                ["payment"] = "pago",
                ["activity"] = "actuación",
                ["appointment"] = "cita",
                ["staff"] = "personal",
                ["professional_absence"] = "ausencia de profesional",
                ["home_care_plan"] = "plan de ayuda a domicilio",
                ["home_care_delivery"] = "servicio de ayuda a domicilio",
                ["demand"] = "demanda",
                ["problem"] = "problemática",
                ["plan"] = "plan de intervención",
                ["cost_line"] = "línea de coste",
                ["organisation"] = "equipo",
                ["population"] = "habitantes",
            },
            new Dictionary<string, string>
            {
                ["doc_number"] = "número del documento de identidad",
                ["cip"] = "código de identificación personal (CIP)",
                ["nass"] = "número de la Seguridad Social",
                ["given_name"] = "nombre",
                ["surname1"] = "primer apellido",
                ["surname2"] = "segundo apellido",
                ["sex"] = "sexo",
                ["birth_date"] = "fecha de nacimiento",
                ["death_date"] = "fecha de defunción",
                ["nationality"] = "nacionalidad (tres grupos)",
                ["municipality"] = "municipio de residencia",
                ["dependency_grade"] = "grado de dependencia",
                ["family_type"] = "tipo de familia",
                ["tenure"] = "régimen de tenencia de la vivienda",
                ["demand_code"] = "demanda",
                ["type"] = "tipo de problemática",
                ["problem"] = "problemática",
                ["id"] = "número de la persona",
                ["person"] = "persona",
                ["persons"] = "personas",
                ["professional"] = "profesional",
                ["professionals"] = "profesionales",
                ["lead"] = "profesional de referencia",
                ["co_lead"] = "segundo profesional de referencia",
                ["energy_prior_year_aid"] = "ayuda del año anterior",
                ["energy_channel"] = "canal de acceso",
                ["energy_denial_reason"] = "motivo de la denegación",
                ["energy_arrears"] = "meses impagados",
                ["risk"] = "nivel de riesgo",
                ["external_ref"] = "número en otro sistema",
                ["state_date"] = "fecha del estado",
            }),
        ["en"] = new(
            new Dictionary<string, string>
            {
                ["case_person"] = "person of a case",
                ["professional_absence"] = "absence of a professional",
                ["home_care_plan"] = "home care plan",
                ["home_care_delivery"] = "home care delivery",
                ["plan"] = "intervention plan",
                ["service"] = "service",
                ["staff"] = "staff",
                ["cost_line"] = "cost line",
                ["organisation"] = "team",
                ["population"] = "inhabitants",
            },
            new Dictionary<string, string>
            {
                ["doc_number"] = "number of the identity document",
                ["cip"] = "health card code (CIP)",
                ["nass"] = "social security number",
                ["given_name"] = "given name",
                ["surname1"] = "first surname",
                ["surname2"] = "second surname",
                ["sex"] = "sex",
                ["birth_date"] = "date of birth",
                ["death_date"] = "date of death",
                ["nationality"] = "nationality (three groups)",
                ["municipality"] = "municipality of residence",
                ["dependency_grade"] = "grade of dependency",
                ["family_type"] = "type of family",
                ["tenure"] = "tenure of the home",
                ["demand_code"] = "demand",
                ["type"] = "type of problem",
                ["problem"] = "problem",
                ["id"] = "number of the person",
                ["lead"] = "professional of reference",
                ["co_lead"] = "second professional of reference",
                ["person"] = "person",
                ["persons"] = "persons",
                ["professional"] = "professional",
                ["professionals"] = "professionals",
                ["energy_prior_year_aid"] = "aid of the year before",
                ["energy_channel"] = "channel",
                ["energy_denial_reason"] = "reason of denial",
                ["energy_arrears"] = "months unpaid",
                ["risk"] = "grade of risk",
                ["external_ref"] = "number in another system",
                ["state_date"] = "date of the state",
            }),
    };

    private ContractWords(IReadOnlyDictionary<string, string> subjects, IReadOnlyDictionary<string, string> fields) => (Subjects, Fields) = (subjects, fields);

    /// <summary>Names of subjects.</summary>
    public IReadOnlyDictionary<string, string> Subjects { get; }

    /// <summary>Names of fields.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; }

    /// <summary>The words of ca, es or en.</summary>
    public static ContractWords In(string language) => Languages[language];

    /// <summary>A subject's name; its own, in words, where there is none.</summary>
    public string Subject(string name) => Subjects.GetValueOrDefault(name) ?? name.Replace('_', ' ');

    /// <summary>A field's name; its own, in words, where there is none.</summary>
    public string Field(string name) => Fields.GetValueOrDefault(name) ?? name.Replace('_', ' ');
}
