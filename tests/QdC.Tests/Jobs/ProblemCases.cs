using NUnit.Framework;

namespace QdC.Tests.Jobs;

/// <summary>One slip each, and the message it must give.</summary>
internal static class ProblemCases
{
    private const string Hestia = "systems/hestia.yaml";
    private const string StaffSystem = "systems/council-staff.yaml";
    private const string Area = "areas/tarragona.yaml";
    private const string Case = "contract/case.yaml";
    private const string Activity = "contract/activity.yaml";
    private const string Mapping = "code-lists/case-state.hestia.csv";
    private const string State = "code-lists/case-state.csv";
    private const string Municipality = "code-lists/municipality.csv";

    public static IEnumerable<TestCaseData> All() => [.. Systems(), .. Areas(), .. Contracts(), .. CodeLists()];

    private static TestCaseData Slip(string path, string old, string replacement, params string[] expected) =>
        new TestCaseData(path, old, replacement, expected).SetArgDisplayNames(path, replacement.Trim());

    private static IEnumerable<TestCaseData> Systems()
    {
        yield return Slip(Hestia, "delimiter:", "delimeter:", "7:12 unknown key 'delimeter' -> delimiter");
        yield return Slip(Hestia, "    file: \"expedients", "    fiel: \"expedients", "6:5 unknown key 'fiel' -> file", "6:5 missing key \"file\"");
        yield return Slip(Hestia, "footer: \"^Total\"", "skip_lines: two", "7:99 \"skip_lines\" is text 'two'");
        yield return Slip(Hestia, "versions: [\"2024\"]", "versions: [2024]", "3:12 \"versions\" must be text, this is a number: '2024'");
        yield return Slip(Hestia, "key: IdExpedient", "key: { from: IdExpedient }", "9:10 \"key\" is a mapping");
        yield return Slip(Hestia, "complete: { scope: all }", "complete: all", "8:15 \"complete\" is text 'all'");
        yield return Slip(Hestia, "  activity:", "  actvity:", "17:3 unknown subject 'actvity' -> activity");
        yield return Slip(Hestia, "number: NumExpedient", "state: NumExpedient", "13:7 duplicate key 'state'");
        yield return Slip(Hestia, "closed_on:", "closed_dat:", "14:7 unknown field 'closed_dat' -> closed_on");
        yield return Slip(Hestia, "code_list: case-state", "code_list: case-sate", "13:42 unknown code list 'case-sate' -> case-state");
        yield return Slip(Hestia, "code_list: case-state", "code_list: case-risk", "13:42 case.state takes another code list than 'case-risk'");
        yield return Slip(Hestia, "from: DtEstat,", "from: DtEstat, default: 2020-01-01,", "14:35 \"default\" stands beside \"from\"");
        yield return Slip(Hestia, "{ from: ProfReferent }", "{ null_if: [x] }", "16:13 a key is missing", "16:15 \"null_if\" has no meaning without \"from\"");
        yield return Slip(Hestia, "      done_on: Data\n", "", "20:36 this field is not read from the source: 'done_on'", "22:5 the mandatory field \"done_on\" of activity is not filled");
        yield return Slip(Hestia, "[dd/MM/yyyy]", "[dd/mm/yyyy]", "7:60 bad date form 'dd/mm/yyyy'");
        yield return Slip(Hestia, "[dd/MM/yyyy]", "[day]", "7:60 bad date form 'day'");
        yield return Slip(Hestia, "[dd/MM/yyyy]", "[dd/MM/yy]", "7:60 bad date form 'dd/MM/yy'");
        yield return Slip(Hestia, "[dd/MM/yyyy]", "[\"dd/MM/yyyy HH:mm\"]", "7:60 bad date form 'dd/MM/yyyy HH:mm'");
        yield return Slip(Hestia, "\"^Total\"", "\"(?=Total)\"", "7:95 bad regular expression '(?=Total)'");
        yield return Slip(Hestia, "\"^Total\"", "\"(Total\"", "7:95 bad regular expression '(Total'");
        yield return Slip(Hestia, "windows-1252", "windows-1255x", "7:38 bad encoding 'windows-1255x'");
        yield return Slip(Hestia, "{date:yyyyMMdd}*.csv", "{dat:yyyyMMdd}*.csv", "6:11 bad file pattern 'expedients_{dat:yyyyMMdd}*.csv'");
        yield return Slip(Hestia, "{date:yyyyMMdd}*.csv", "{date:yyyyMM}*.csv", "6:11 bad file pattern 'expedients_{date:yyyyMM}*.csv'");
        yield return Slip(Hestia, "\"expedients_", "\"sub/expedients_", "6:11 bad file pattern 'sub/expedients_{date:yyyyMMdd}*.csv'");
        yield return Slip(Hestia, "expedients_{date:yyyyMMdd}*", "expedients_*", "6:11 nothing tells the effective date of 'expedients_*.csv'");
        yield return Slip(Hestia, "    key: IdExpedient\n", "    key: IdExpedient\n    keys: { file: \"claus_*.csv\" }\n", "10:19 nothing tells the effective date of 'claus_*.csv'");
        yield return Slip(Hestia, "    complete: { scope: all }\n", "    keys: { file: \"claus_{date:yyyyMMdd}.csv\", key: [A, B] }\n", "8:5 \"keys\" has no meaning without \"complete\"", "8:48 the list's key has 2 columns and the extract's 1");
        yield return Slip(Hestia, "split: \"|\"", "split: 1", "24:43 \"split\" must be text, this is a number: '1'");
        yield return Slip(Hestia, "from: DtEstat,", "from: DtEstat, split: \"|\",", "14:35 \"split\" is for refs fields; closed_on is date");
        yield return Slip(Hestia, "from: DtEstat,", "from: DtEstat, true_if: S,", "14:35 \"true_if\" is for boolean fields; closed_on is date");
        yield return Slip(Hestia, "state: closed", "state: close", "14:55 unknown code of case-state 'close' -> closed");
        yield return Slip(Hestia, "{ state: closed }", "{ stat: closed }", "14:48 unknown field 'stat' -> state");
        yield return Slip(Hestia, "{ state: closed }", "{ number: closed }", "14:48 a condition needs a code field; number is label");
        yield return Slip(Hestia, "{ state: closed }", "{ transferred_from: closed }", "14:48 the condition names a field that is not filled here: 'transferred_from'");
        yield return Slip(Hestia, "value: 45", "value: many", "26:52 the default does not fit minutes, which is integer: 'many'");
        yield return Slip(Hestia, "from: 2024-01-01", "from: 2024-13-01", "26:62 bad date '2024-13-01'");
        yield return Slip(Hestia, "{ value: 30 }", "{ value: 30, from: 2024-01-01 }", "26:61 two values hold from the same date '2024-01-01'");
        yield return Slip(Hestia, "{ from: IdEstat, code_list: case-state }", "{ default: opne }", "13:25 unknown code of case-state 'opne' -> open");
        yield return Slip(Hestia, "{ from: ProfReferent }", "{ default: P1 }", "16:24 a constant cannot fill lead, which is ref to professional");
        yield return Slip(Hestia, "{ from: ProfReferent }", "{ derive: last_seen }", "16:23 unknown derive 'last_seen' -> first_seen");
        yield return Slip(Hestia, "{ from: ProfReferent }", "{ derive: first_seen }", "16:23 derive: first_seen gives a date; lead is ref to professional");
        yield return Slip(Hestia, "{ from: ProfReferent }", "{ derive: join, extract: csae, by: transferred_from, field: lead }", "16:38 unknown extract of hestia 'csae' -> case");
        yield return Slip(Hestia, "{ from: ProfReferent }", "{ derive: join, extract: case, by: lead, field: lead }", "16:48 \"by\" needs a ref to case; lead is ref to professional");
        yield return Slip(Hestia, "{ from: ProfReferent }", "{ derive: join, extract: case, by: transferred_from }", "16:13 missing key \"field\"");
        yield return Slip(Hestia, "{ from: ProfReferent }", "{ derive: join, extract: case, by: transferred_from, field: opened_on }", "16:73 case.opened_on is date, lead is ref to professional");
        yield return Slip(Hestia, "{ from: DtEstat, only_when: { state: closed } }", "{ derive: state_change, to: shut }", "14:46 unknown code of case-state 'shut'");
        yield return Slip(Hestia, "by: done_on", "by: minutes", "20:36 this field is no date: 'minutes'");
        yield return Slip(Hestia, "scope: period, by: done_on", "scope: period", "20:15 missing key \"by\"");
        yield return Slip(Hestia, "scope: all", "scope: all, by: opened_on", "8:29 \"by\" has no meaning with scope all");
        yield return Slip(Hestia, "number: NumExpedient", "id: NumExpedient", "11:7 \"key\" and \"id\" name different columns 'NumExpedient'");
        yield return Slip(Hestia, "system: hestia", "system: hesta", "2:9 the system is not named as its file: 'hesta' -> hestia");
        yield return Slip(Hestia, "versions: [\"2024\"]", "versions: [\"2024\"", "4:1 this is not YAML");
        yield return Slip(Hestia, "versions: [\"2024\"]", "versions: !!] 2024", "3:14 this is not YAML");
        yield return Slip(Hestia, "versions: [\"2024\"]", "versions: *anchor", "3:11 this is not YAML (aliases are not used here, write the value out)");
        yield return Slip(StaffSystem, "xlsx:", "csv: { }\n    xlsx:", "7:5 \"xlsx\" stands beside \"csv\"");
        yield return Slip(StaffSystem, "header: auto", "header: auto, title_rows: 3", "6:40 \"title_rows\" stands beside \"header\"");
        yield return Slip(StaffSystem, "cell: B2", "cell: b2", "6:64 bad cell 'b2'");
        yield return Slip(StaffSystem, "    question: Is there an export?\n", "", "8:5 an assumed form needs a \"question\"");
        yield return Slip(Hestia, "\"the council keeps no risk grade\"", "{ ca: cap, es: ninguno }", "15:28 missing key \"en\"");
        yield return Slip(Hestia, "\"the council keeps no risk grade\"", "{ ca: cap, es: ninguno, en: none, fr: aucun }", "15:62 unknown key 'fr'");
        yield return Slip(Hestia, "\"the council keeps no risk grade\"", "[none]", "15:28 \"unavailable\" is a list");
        yield return Slip(StaffSystem, "from: Inici", "from: { unavailable: no dates }", "12:15 a key cannot be unavailable: 'from'");
        yield return Slip(StaffSystem, "professional: Professional", "professional: { derive: first_seen }", "11:23 a key cannot be derived: 'professional'", "11:31 derive: first_seen gives a date; professional is ref to professional");
        yield return Slip(StaffSystem, "      professional: Professional\n", "", "10:5 the mandatory field \"professional\" of staff is not filled");
    }

    private static IEnumerable<TestCaseData> Areas()
    {
        yield return Slip(Area, "\"431482\"", "431482", "5:18 municipality code must be text, this is a number: '431482'");
        yield return Slip(Area, "\"431482\"", "\"431483\"", "5:18 bad municipality code '431483'");
        yield return Slip(Area, "\"431482\"", "\"43148\"", "5:18 bad municipality code '43148'");
        yield return Slip(Area, "\"431482\"", "\"080018\"", "5:18 unknown municipality '080018'");
        yield return Slip(Area, "\"431482\"", "\"431482\", \"431482\"", "5:28 duplicate municipality '431482'");
        yield return Slip(Area, "\"431482\"", "{ code: \"431482\", to: 2023-12-31 }, { code: \"431482\", from: 2023-07-01 }", "5:62 duplicate municipality '431482'");
        yield return Slip(Area, "\"431482\"", "{ code: \"431482\", from: 2024-01-01, to: 2023-12-31 }", "5:26 \"to\" is before \"from\" for municipality '431482'");
        yield return Slip(Area, "\"431482\"", "{ code: \"431482\", since: 2024-01-01 }", "5:36 unknown key 'since'");
        yield return Slip(Area, "name: Ajuntament", "comarca: \"32\"\nname: Ajuntament", "4:10 unknown comarca '32' -> 23");
        yield return Slip(Area, "number: 1", "contract_programme: { share: 101 }\nnumber: 1", "3:30 \"share\" is a number '101'");
        yield return Slip(Area, "number: 1", "contract_programme: { lines: { Fitxa 1: many } }\nnumber: 1", "3:41 \"Fitxa 1\" is text 'many'");
        yield return Slip(Area, "number: 1", "powerbi: { viewers: readers, connection: 96f3f0ff-4fe2-4712-b61b-05a456ba9357 }\nnumber: 1", "3:21 bad id 'readers'");
        yield return Slip(Area, "number: 1", "warehouse: { reader: [bi] }\nnumber: 1", "3:14 unknown key 'reader' -> readers");
        yield return Slip(Area, "number: 1", "powerbi: { login: { user: bi, password: hunter2 } }\nnumber: 1", "3:41 a password is named by reference only, so that no secret stands in a file of jobs");
        yield return Slip(Area, "number: 1", "number: one", "3:9 \"number\" is text 'one'");
        yield return Slip(Area, "number: 1", "number: 1000", "3:9 \"number\" is a number '1000'");
        yield return Slip(Area, "system: hestia", "system: hestai", "7:15 unknown system 'hestai' -> hestia", "12:27 the system of record is no source of this area: 'hestia'");
        yield return Slip(Area, "  - { system: hestia, from: { folder: . } }\n", "", "11:27 the system of record is no source of this area: 'hestia'");
        yield return Slip(Area, "hestia, from: { folder: . }", "hestia, from: { folder: ., sqlserver: { connection: \"Server=x;Password=y\", extracts: { case: dbo.Cases } } }", "7:67 a connection is named by reference only, so that no secret stands in a file of jobs");
        yield return Slip(Area, "hestia, from: { folder: . }", "hestia, from: { folder: ., sqlserver: { connection: env:X, extracts: { cases: dbo.Cases } } }", "7:86 unknown extract 'cases' -> case");
        yield return Slip(Area, "hestia, from: { folder: . }", "hestia, from: { folder: ., sqlserver: { connection: env:X, extracts: { case: dbo.Cases; DROP } } }", "7:92 neither a table nor a query's file: 'dbo.Cases; DROP'");
        yield return Slip(Area, "hestia, from: { folder: . }", "hestia, from: { folder: ., sqlserver: { connection: env:X, extracts: { case: { from: dbo.Cases;, watermark: Canvi, overlap: long } } } }", "7:100 neither a table nor a query's file: 'dbo.Cases;'", "7:139 bad duration 'long'");
        yield return Slip(Area, "council-staff, from: { folder: . }", "council-staff, from: { folder: ., sqlserver: { connection: env:X, extracts: { staff: dbo.Staff } } }", "8:93 what a server answers is written as text, with its date in the file's name, and the extract is not read so: 'staff'");
        yield return Slip(Area, "system: council-staff", "system: hestia", "8:15 the system is a source already: 'hestia'");
        yield return Slip(Area, "optional: true", "optional: yes", "8:61 \"optional\" is text 'yes'");
        yield return Slip(Area, "optional: true", "refers_to: gess", "8:62 unknown system 'gess'");
        yield return Slip(Area, "optional: true", "assumed: true", "8:51 an assumed system needs a \"question\"");
        yield return Slip(Area, "optional: true", "question: Which?", "8:51 \"question\" has no meaning without \"assumed\"");
        yield return Slip(Area, "Europe/Madrid", "Europe/Barcelona", "9:44 bad time zone 'Europe/Barcelona'");
        yield return Slip(Area, "30 3 * * *", "30 3 * *", "9:19 bad cron expression '30 3 * *'");
        yield return Slip(Area, "30 3 * * *", "30 24 * * *", "9:19 bad cron expression '30 24 * * *'");
        yield return Slip(Area, "30 3 * * *", "30 3 31 2 *", "9:19 bad cron expression '30 3 31 2 *'");
        yield return Slip(Area, "36h", "36", "10:26 bad duration '36'");
        yield return Slip(Area, "36h", "96h", "10:12 \"warn_after\" is longer than \"stop_after\"");
        yield return Slip(Area, "2019-01-01", "01/01/2019", "11:15 bad date '01/01/2019'");
        yield return Slip(Area, "{ case: hestia }", "{ csae: hestia }", "12:21 unknown subject 'csae' -> case");
        yield return Slip(Area, "{ case: hestia }", "{ case: council-staff }", "12:27 the system does not deliver case: 'council-staff'");
        yield return Slip(Area, "persons_years: 10", "persons_years: 0", "13:29 \"persons_years\" is a number '0'");
        yield return Slip(Area, "persons_years: 10", "persons_years: 10, landing_dais: 10", "13:33 unknown key 'landing_dais' -> landing_days");
        yield return Slip(Area, "history_from: 2019-01-01", "history_from:", "11:14 \"history_from\" has no value");
        yield return Slip(Area, "area: tarragona", "area: Tarragona", "2:7 bad name 'Tarragona'", "2:7 the area is not named as its file: 'Tarragona' -> tarragona");
    }

    private static IEnumerable<TestCaseData> Contracts()
    {
        yield return Slip(Case, "list: case-state, ", "", "10:3 missing key \"list\"");
        yield return Slip(Case, "list: case-state", "list: case-stat", "10:30 unknown code list 'case-stat' -> case-state");
        yield return Slip(Case, "to: case,", "to: csae,", "14:38 unknown subject 'csae' -> case");
        yield return Slip(Case, "key: [id]", "key: [ident]", "5:7 unknown field of case 'ident'", "7:3 a field of type key is not the subject's whole key: 'id'");
        yield return Slip(Case, "key: [id]", "key: [number]", "5:7 the key field is not mandatory: 'number'", "7:3 a field of type key is not the subject's whole key: 'id'");
        yield return Slip(Case, "type: label", "type: lable", "8:19 unknown type 'lable' -> label");
        yield return Slip(Case, "type: label", "type: label, personal: direct", "8:36 number is stored and cannot be personal: direct");
        yield return Slip(Case, "type: label", "type: name", "8:3 number must be marked personal: direct");
        yield return Slip(Case, "type: label", "type: label, min: 3", "8:26 \"min\" does not go with type label");
        yield return Slip(Case, "number:", "line:", "8:3 the stored name is taken: 'line'", "systems/hestia.yaml:11:7 unknown field 'number'");
        yield return Slip(Activity, "min: 0, max: 1440", "min: 1440, max: 0", "11:34 \"min\" is greater than \"max\" '1440'", "systems/hestia.yaml:26:37 the default does not fit minutes, which is integer: '30'", "systems/hestia.yaml:26:52 the default does not fit minutes, which is integer: '45'");
    }

    private static IEnumerable<TestCaseData> CodeLists()
    {
        yield return Slip(Mapping, "1,open", "1,opne", "3:3 unknown code of case-state 'opne' -> open");
        yield return Slip(Mapping, "2,closed,Tancat", "1 ,closed,Tancat", "4:1 duplicate source code '1'");
        yield return Slip(Mapping, "2,closed,Tancat", "2,closed", "4:1 the row has 2 values");
        yield return Slip(Mapping, "source_code", "code_source", "1:1 missing column \"source_code\"");
        yield return Slip(State, "2,closed", "1,closed", "3:1 duplicate key '1'");
        yield return Slip(State, "2,closed", "x,closed", "3:1 bad key 'x'");
        yield return Slip(State, "1,open,Obert,Abierto,Open\n2", "3,open,Obert,Abierto,Open\n2", "3:1 key out of order '2'");
        yield return Slip(State, "2,closed", "2,Open", "3:3 duplicate code 'Open'", "code-lists/case-state.hestia.csv:4:3 unknown code of case-state 'closed'", "systems/hestia.yaml:14:55 unknown code of case-state 'closed'");
        yield return Slip(State, "Cerrado", "", "3:17 the label in \"es\" is missing");
        yield return Slip(State, "Cerrado", "\"Cerrado", "3:1 the row has 4 values", "3:17 a quote is never closed");
        yield return Slip(Municipality, "250404", "250405", "3:3 bad municipality code '250405'");
    }
}
