namespace QdC.Cli.Showing;

/// <summary>The words of a record of processing activities in one language.</summary>
internal sealed record ProcessingWords
{
    public required string Title { get; init; }
    public required string Made { get; init; }
    public required string Controller { get; init; }
    public required string Contact { get; init; }
    public required string Dpo { get; init; }
    public required string Purpose { get; init; }
    public required string UsualPurpose { get; init; }
    public required string LegalBasis { get; init; }
    public required string People { get; init; }
    public required string PeopleText { get; init; }
    public required string Data { get; init; }
    public required string[] DataHead { get; init; }
    public required string[] Marks { get; init; }
    public required string[] Forms { get; init; }
    public required string Encrypted { get; init; }
    public required string NoSource { get; init; }
    public required string Linked { get; init; }
    public required string LinkedText { get; init; }
    public required string[] LinkedHead { get; init; }
    public required string Recipients { get; init; }
    public required string Inside { get; init; }
    public required string Outside { get; init; }
    public required string NoOthers { get; init; }
    public required string Transfers { get; init; }
    public required string TransfersText { get; init; }
    public required string Kept { get; init; }
    public required string[] KeptHead { get; init; }
    public required string[] KeptWhat { get; init; }
    public required string[] KeptWhere { get; init; }
    public required string Days { get; init; }
    public required string Years { get; init; }
    public required string Versions { get; init; }
    public required string Unlimited { get; init; }
    public required string Security { get; init; }
    public required string[] SecurityText { get; init; }
    public required string NotSaid { get; init; }

    /// <summary>The words of ca, es or en.</summary>
    public static ProcessingWords In(string language) => Languages[language];

    private static readonly Dictionary<string, ProcessingWords> Languages = new()
    {
        ["ca"] = new()
        {
            Title = "Registre d'activitats de tractament",
            Made = "Fet per `qdc processing` el {0} a partir del contracte de dades, dels sistemes i del fitxer {1}: diu el que el programa fa (RGPD, article 30).",
            Controller = "Responsable del tractament",
            Contact = "Contacte",
            Dpo = "Delegat de protecció de dades",
            Purpose = "Finalitat",
            UsualPurpose = "Planificació, seguiment i avaluació dels serveis socials bàsics: indicadors i quadres de comandament de les persones ateses.",
            LegalBasis = "Base jurídica",
            People = "Categories de persones interessades",
            PeopleText = "Persones ateses pels serveis socials bàsics i membres de la seva unitat de convivència; professionals que les atenen. Algunes dades poden ser de categories especials (article 9): grau de dependència, problemàtiques, demandes i prestacions.",
            Data = "Dades que identifiquen",
            DataHead = ["dada", "registre", "marca", "d'on ve", "què se'n guarda"],
            Marks = ["identifica directament", "identifica en combinació", "número de registre"],
            Forms = ["al magatzem no se'n guarda res", "al magatzem, un pseudònim amb clau ({0})", "al magatzem, només l'any ({0})", "al magatzem, un codi comú ({0})", "al magatzem, el valor ({0})"],
            Encrypted = "xifrat als fitxers rebuts i a les identitats",
            NoSource = "cap font de l'àrea no la dona",
            Linked = "Altres dades de persones sota pseudònim",
            LinkedText = "No identifiquen per elles mateixes; es guarden al magatzem al costat del pseudònim de la persona o del professional. En cursiva, les que cap font de l'àrea no dona.",
            LinkedHead = ["registre", "dades"],
            Recipients = "Destinataris",
            Inside = "Dins l'àrea ({0}): direcció, planificació i qualitat de dades; veuen comptes reals, mai noms ni identificadors.",
            Outside = "Fora de l'àrea: només taules publicades, en què els comptes de menys de {0} persones s'amaguen, amb el que permetria deduir-los.",
            NoOthers = "Cap altre destinatari declarat.",
            Transfers = "Transferències internacionals",
            TransfersText = "El programa no en fa cap.",
            Kept = "On es guarden i fins quan",
            KeptHead = ["què", "on", "fins quan"],
            KeptWhat = ["fitxers rebuts, tal com van arribar", "identitats (noms i identificadors)", "magatzem: detall sota pseudònim, indicadors", "registre d'execucions, incidències (valors emmascarats) i decisions"],
            KeptWhere = ["`landing/{0}`, xifrat amb AES-256-GCM", "`vault/{0}.sqlite`, xifrat amb AES-256-GCM", "`store/{0}/v*.duckdb`", "`store/{0}/log.sqlite`"],
            Days = "{0} dies des de la recepció",
            Years = "{0} anys des de la darrera atenció, per decisió del responsable; després s'esborren en acabar cada execució",
            Versions = "les 7 darreres versions i les que es conserven amb nom; el detall d'una persona, com les identitats",
            Unlimited = "mentre l'àrea té dades",
            Security = "Mesures de seguretat",
            SecurityText =
            [
                "Una clau de 256 bits per àrea, fora de les dades i de les còpies de seguretat; es pot renovar (`qdc keys rotate`).",
                "Noms i identificadors se separen mentre es llegeixen les files; els pseudònims es fan amb HMAC-SHA-256 i la clau de l'àrea.",
                "Cap valor personal als registres, als missatges d'error, al magatzem ni als fulls de càlcul.",
                "Cada àrea té els seus fitxers, només llegibles pel seu propietari; còpies de seguretat verificades (`qdc backup`).",
            ],
            NotSaid = "**no s'ha dit**: `{0}` a {1}",
        },
        ["es"] = new()
        {
            Title = "Registro de actividades de tratamiento",
            Made = "Hecho por `qdc processing` el {0} a partir del contrato de datos, de los sistemas y del fichero {1}: dice lo que el programa hace (RGPD, artículo 30).",
            Controller = "Responsable del tratamiento",
            Contact = "Contacto",
            Dpo = "Delegado de protección de datos",
            Purpose = "Finalidad",
            UsualPurpose = "Planificación, seguimiento y evaluación de los servicios sociales básicos: indicadores y cuadros de mando de las personas atendidas.",
            LegalBasis = "Base jurídica",
            People = "Categorías de personas interesadas",
            PeopleText = "Personas atendidas por los servicios sociales básicos y miembros de su unidad de convivencia; profesionales que las atienden. Algunos datos pueden ser de categorías especiales (artículo 9): grado de dependencia, problemáticas, demandas y prestaciones.",
            Data = "Datos que identifican",
            DataHead = ["dato", "registro", "marca", "de dónde viene", "qué se guarda"],
            Marks = ["identifica directamente", "identifica en combinación", "número de registro"],
            Forms = ["en el almacén no se guarda nada", "en el almacén, un seudónimo con clave ({0})", "en el almacén, solo el año ({0})", "en el almacén, un código común ({0})", "en el almacén, el valor ({0})"],
            Encrypted = "cifrado en los ficheros recibidos y en las identidades",
            NoSource = "ninguna fuente del área lo da",
            Linked = "Otros datos de personas bajo seudónimo",
            LinkedText = "No identifican por sí mismos; se guardan en el almacén junto al seudónimo de la persona o del profesional. En cursiva, los que ninguna fuente del área da.",
            LinkedHead = ["registro", "datos"],
            Recipients = "Destinatarios",
            Inside = "Dentro del área ({0}): dirección, planificación y calidad de datos; ven cuentas reales, nunca nombres ni identificadores.",
            Outside = "Fuera del área: solo tablas publicadas, en las que las cuentas de menos de {0} personas se ocultan, con lo que permitiría deducirlas.",
            NoOthers = "Ningún otro destinatario declarado.",
            Transfers = "Transferencias internacionales",
            TransfersText = "El programa no hace ninguna.",
            Kept = "Dónde se guardan y hasta cuándo",
            KeptHead = ["qué", "dónde", "hasta cuándo"],
            KeptWhat = ["ficheros recibidos, tal como llegaron", "identidades (nombres e identificadores)", "almacén: detalle bajo seudónimo, indicadores", "registro de ejecuciones, incidencias (valores enmascarados) y decisiones"],
            KeptWhere = ["`landing/{0}`, cifrado con AES-256-GCM", "`vault/{0}.sqlite`, cifrado con AES-256-GCM", "`store/{0}/v*.duckdb`", "`store/{0}/log.sqlite`"],
            Days = "{0} días desde la recepción",
            Years = "{0} años desde la última atención, por decisión del responsable; después se borran al acabar cada ejecución",
            Versions = "las 7 últimas versiones y las que se conservan con nombre; el detalle de una persona, como las identidades",
            Unlimited = "mientras el área tiene datos",
            Security = "Medidas de seguridad",
            SecurityText =
            [
                "Una clave de 256 bits por área, fuera de los datos y de las copias de seguridad; se puede renovar (`qdc keys rotate`).",
                "Nombres e identificadores se separan mientras se leen las filas; los seudónimos se hacen con HMAC-SHA-256 y la clave del área.",
                "Ningún valor personal en los registros, los mensajes de error, el almacén ni las hojas de cálculo.",
                "Cada área tiene sus ficheros, solo legibles por su propietario; copias de seguridad verificadas (`qdc backup`).",
            ],
            NotSaid = "**no se ha dicho**: `{0}` en {1}",
        },
        ["en"] = new()
        {
            Title = "Record of processing activities",
            Made = "Made by `qdc processing` on {0} from the data contract, the systems and the file {1}: it says what the program does (GDPR, article 30).",
            Controller = "Controller",
            Contact = "Contact",
            Dpo = "Data protection officer",
            Purpose = "Purpose",
            UsualPurpose = "Planning, monitoring and evaluation of basic social services: indicators and dashboards of the people attended.",
            LegalBasis = "Legal basis",
            People = "Categories of data subjects",
            PeopleText = "People attended by basic social services and members of their household; professionals who attend them. Some data may be of special categories (article 9): grade of dependency, problems, demands and services.",
            Data = "Data that identify",
            DataHead = ["data", "record", "mark", "where it comes from", "what is kept of it"],
            Marks = ["identifies by itself", "identifies in combination", "record number"],
            Forms = ["nothing in the warehouse", "in the warehouse a keyed pseudonym ({0})", "in the warehouse the year only ({0})", "in the warehouse a common code ({0})", "in the warehouse the value ({0})"],
            Encrypted = "encrypted in landed files and identities",
            NoSource = "no source of the area gives it",
            Linked = "Other data of people under a pseudonym",
            LinkedText = "They do not identify by themselves; they are kept in the warehouse beside the pseudonym of the person or professional. In italics, those that no source of the area gives.",
            LinkedHead = ["record", "data"],
            Recipients = "Recipients",
            Inside = "Inside the area ({0}): heads, planners and data stewards; they see true counts, never names or identifiers.",
            Outside = "Outside the area: published tables only, in which counts under {0} persons are hidden, with what would give them away.",
            NoOthers = "No other recipient is declared.",
            Transfers = "Transfers to third countries",
            TransfersText = "The program makes none.",
            Kept = "Where data are kept and until when",
            KeptHead = ["what", "where", "until when"],
            KeptWhat = ["landed files, as they came", "identities (names and identifiers)", "warehouse: detail under a pseudonym, figures", "ledger of runs, findings (masked values) and decisions"],
            KeptWhere = ["`landing/{0}`, encrypted with AES-256-GCM", "`vault/{0}.sqlite`, encrypted with AES-256-GCM", "`store/{0}/v*.duckdb`", "`store/{0}/log.sqlite`"],
            Days = "{0} days from the day they came",
            Years = "{0} years after the last attendance, as the controller decided; then erased after each run",
            Versions = "the last 7 versions and those held by name; detail of a person, as identities",
            Unlimited = "as long as the area has data",
            Security = "Security",
            SecurityText =
            [
                "A 256-bit key for each area, outside the data and their backups; it can be rotated (`qdc keys rotate`).",
                "Names and identifiers are set apart while rows are read; pseudonyms are made with HMAC-SHA-256 and the area's key.",
                "No personal value in logs, error messages, warehouse or workbooks.",
                "Each area has files of its own, readable by their owner only; verified backups (`qdc backup`).",
            ],
            NotSaid = "**not said**: `{0}` in {1}",
        },
    };
}
