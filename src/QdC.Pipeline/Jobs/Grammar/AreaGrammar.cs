namespace QdC.Pipeline.Jobs.Grammar;

/// <summary>The grammar of <c>etl-jobs/areas/&lt;area&gt;.yaml</c>.</summary>
internal static class AreaGrammar
{
    private static readonly KeysShape Asked = new([
        new("from", new TextShape(), "A table, or a file with a query (.sql), from this file's folder.", Required: true),
        new("watermark", new TextShape(), "The column that tells when a row last changed, a moment or a growing number: then only rows that changed are asked for, and once a day all keys."),
        new("overlap", new TextShape(TimeForms.Duration), "How long before the last change that was seen to ask again, for what was written late. Default: 24h"),
    ]);

    private static readonly KeysShape Server = new([
        new("connection", new TextShape(), "Where the connection string is: env:NAME or file:PATH.", Required: true),
        new("extracts", new TableShape(Forms.FieldName, new EitherShape(new TextShape(), Asked)), "What is asked for by extract: a table, or a file with a query (.sql), from this file's folder; with a watermark only what changed.", Required: true),
    ]);

    private static readonly KeysShape Place = new([
        new("folder", new TextShape(), "Folder of its files, from this file's folder.", Required: true),
        new("sqlserver", Server, "The SQL Server that `qdc pull` asks, to put the answers into the folder."),
        new("http", SourceGrammar.Http, "The service over HTTP that `qdc pull` asks, to put the answers into the folder."),
        new("sftp", SourceGrammar.Sftp, "The SFTP server that `qdc pull` takes files from, to put them into the folder."),
    ],
        new KeyRule.AtMostOne("sqlserver", "http", "sftp")
    );

    private static readonly KeysShape Source = new([
        new("system", new TextShape(Forms.FileName), "The system that writes the files.", Required: true),
        new("from", Place, "Where the files are.", Required: true),
        new("refers_to", new TextShape(Forms.FileName), "The system whose record numbers this source uses for subjects it does not deliver itself."),
        new("optional", new FlagShape(), "True when its absence makes KPIs not available instead of being an error. Default: false"),
        new("assumed", new FlagShape(), "True when nothing confirms that the council uses the system. Default: false"),
        new("question", new TextShape(), "What to ask the council about an assumed system."),
    ],
        new KeyRule.Needs("question", "assumed")
    );

    private static readonly KeysShape Member = new([
        new("code", new TextShape(Forms.Municipality), "Its six-character Idescat code, in quotes.", Required: true),
        new("from", new TextShape(TimeForms.Date), "First day it belongs to the area. Without it: always did."),
        new("to", new TextShape(TimeForms.Date), "Last day it belongs to the area. Without it: no end is known."),
    ]);

    private static readonly KeysShape Schedule = new([
        new("cron", new TextShape(TimeForms.Cron), "When it is refreshed: minute hour day month weekday. Default: 30 3 * * *"),
        new("time_zone", new TextShape(TimeForms.TimeZone), "IANA time zone of cron. Default: Europe/Madrid"),
    ]);

    private static readonly KeysShape Freshness = new([
        new("warn_after", new TextShape(TimeForms.Duration), "Age of data worth a warning. Default: 36h"),
        new("stop_after", new TextShape(TimeForms.Duration), "Age of data that breaks the promise. Default: 72h"),
    ]);

    private static readonly KeysShape Parameters = new([
        new("service_open_months", new WholeShape(1, 120), "Months an open-ended service attends after its last sign of life. Default: 12"),
        new("new_person_years", new WholeShape(1, 20), "Years without attendance that make a person new. Default: 5"),
        new("smallest_count", new WholeShape(3, 50), "The smallest count of persons that is seen outside the area. Default: 5"),
    ]);

    private static readonly KeysShape Closing = new([
        new("period", new ChoiceShape("year", "month"), "What is closed. Default: year"),
        new("days", new WholeShape(0, 366), "Days after its end that a period is closed. Default: 90"),
    ]);

    private static readonly KeysShape Programme = new([
        new("share", new NumberShape(0, 100), "The Department's share of what a line costs, in percent, where the line has none of its own. Default: 66"),
        new("lines", new TableShape(Forms.Label, new NumberShape(0, 100)), "The Department's share by line, as the accounts name it, in percent: 100 for the services it pays whole."),
    ]);

    private static readonly KeysShape Retention = new([
        new("landing_days", new WholeShape(1, 3660), "Days landed bytes are kept. Default: 400"),
        new("persons_years", new WholeShape(1, 100), "Years after the last attendance that identity and detail of a person are kept. No default: the controller decides."),
    ]);

    private static readonly KeysShape Processing = new([
        new("contact", new TextShape(), "How the controller is reached."),
        new("dpo", new TextShape(), "How the data protection officer is reached."),
        new("purpose", new TextShape(), "What the data are for. Default: planning and evaluation of basic social services"),
        new("legal_basis", new TextShape(), "What makes the processing lawful."),
        new("recipients", new ListShape(new TextShape()), "Who is given data outside the area's own services."),
    ]);

    private static readonly KeysShape Login = new([
        new("user", new TextShape(), "The SQL login that sees this area only, or the client id of a service principal that does.", Required: true),
        new("password", new TextShape(), "Where its password or secret is: env:NAME or file:PATH.", Required: true),
        new("tenant", new TextShape(Forms.Id), "The tenant of a service principal; without it the user is a SQL login."),
    ]);

    private static readonly KeysShape PowerBi = new([
        new("workspace", new TextShape(), "The name of its workspace. Default: QdC and the area's name"),
        new("viewers", new TextShape(Forms.Id), "The object id of the group whose members may look; without it nobody is let in."),
        new("capacity", new TextShape(Forms.Id), "The capacity it runs on. Default: what qdc.yaml says"),
        new("connection", new TextShape(Forms.Id), "The connection its data are read by, when it is there already."),
        new("login", Login, "The login that a connection is made of."),
    ], new KeyRule.ExactlyOne("connection", "login"));

    private static readonly KeysShape Entra = new([new("entra", new TextShape(), "The name in Entra: of an application or a managed identity, or a person's address. A group has no rows of its own.", Required: true)]);

    private static readonly KeysShape Warehouse = new([
        new("send", new FlagShape(), "False where the area is not sent there. Default: true"),
        new("readers", new ListShape(new EitherShape(new TextShape(), Entra)), "The logins that see its rows, and no other area's. Default: the SQL login under powerbi:"),
    ]);

    /// <summary>The whole file.</summary>
    public static readonly KeysShape File = new([
        new("area", new TextShape(Forms.FileName), "The area's short name, the same as the file's.", Required: true),
        new("number", new WholeShape(1, 999), "The area's own number; surrogate keys start with it, so it never changes.", Required: true),
        new("name", new TextShape(), "The council's or consortium's name.", Required: true),
        new("ens_code", new TextShape(Forms.EnsCode), "Ten-digit codi ens, where known."),
        new("comarca", new TextShape(), "Code of the comarca it lies in, two digits in quotes."),
        new("municipalities", new ListShape(new EitherShape(new TextShape(Forms.Municipality), Member)), "Six-character Idescat codes of its municipalities, in quotes, with the days they belong to it where that changed; none outside Catalonia, where nobody is counted as a resident."),
        new("sources", new ListShape(Source), "Where its extracts are.", Required: true),
        new("schedule", Schedule, "When it is refreshed."),
        new("freshness", Freshness, "How old its data may get."),
        new("history_from", new TextShape(TimeForms.Date), "First day its data are complete from.", Required: true),
        new("run", new ChoiceShape("scheduled", "on_request"), "on_request: only when named. Default: scheduled"),
        new("system_of_record", new TableShape(Forms.FieldName, new TextShape(Forms.FileName)), "The system that decides, by subject, where two deliver it; home_care: the services of home care."),
        new("link_persons", new FlagShape(), "False where each source record counts as a person of its own, as when the council does not allow its sources to be joined. Default: true"),
        new("retention", Retention, "How long data are kept."),
        new("processing", Processing, "What the record of processing activities says that only the controller knows; see qdc processing."),
        new("contract_programme", Programme, "What the Contracte Programa agrees; see qdc report justificacio."),
        new("powerbi", PowerBi, "Its workspace; see qdc publish. An area without it is not published."),
        new("warehouse", Warehouse, "What it wants of the shared warehouse; see qdc warehouse."),
        new("corrections", new ChoiceShape("restate", "post_to_current"), "What becomes of euros told after their period was closed: restate changes it, post_to_current counts the difference on the day it was told. Default: restate"),
        new("closing", Closing, "When a period is closed."),
        new("parameters", Parameters, "Numbers that definitions leave to the area."),
    ]);
}
