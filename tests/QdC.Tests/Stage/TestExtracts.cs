using System.Text;
using QdC.Pipeline.Conform;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Warehouse;

namespace QdC.Tests.Stage;

/// <summary>Small extract definitions and a staging database in memory, for the tests of Stage, Validate and Conform.</summary>
internal static class TestExtracts
{
    public static readonly DateOnly Effective = new(2025, 1, 31);

    public static readonly CodeListSet Codes = MakeCodes();

    public static readonly Subject Person = new()
    {
        Name = "person",
        Kind = SubjectKind.Dimension,
        Key = ["id"],
        Fields =
        [
            new() { Name = "id", Type = FieldType.Key, Presence = Presence.Mandatory },
            new() { Name = "doc_type", Type = FieldType.Code, List = "doc-type", Presence = Presence.Expected },
            new() { Name = "doc_number", Type = FieldType.Identifier, Of = "doc", Personal = Pipeline.Jobs.Personal.Direct },
            new() { Name = "cip", Type = FieldType.Identifier, Of = "cip", Personal = Pipeline.Jobs.Personal.Direct },
            new() { Name = "nass", Type = FieldType.Identifier, Of = "nass", Personal = Pipeline.Jobs.Personal.Direct },
            new() { Name = "given_name", Type = FieldType.Name, Presence = Presence.Expected, Personal = Pipeline.Jobs.Personal.Direct },
            new() { Name = "sex", Type = FieldType.Code, List = "sex", Presence = Presence.Expected, Personal = Pipeline.Jobs.Personal.Quasi },
            new() { Name = "birth_date", Type = FieldType.Date, Presence = Presence.Expected, Reduce = "year", StoredAs = "birth_year", Personal = Pipeline.Jobs.Personal.Quasi },
            new() { Name = "death_date", Type = FieldType.Date, Event = true, Personal = Pipeline.Jobs.Personal.Quasi },
            new() { Name = "municipality", Type = FieldType.Code, List = "municipality", Presence = Presence.Expected, Personal = Pipeline.Jobs.Personal.Quasi },
        ],
    };

    public static readonly Subject Case = new()
    {
        Name = "case",
        Kind = SubjectKind.Dimension,
        Key = ["id"],
        Fields =
        [
            new() { Name = "id", Type = FieldType.Key, Presence = Presence.Mandatory },
            new() { Name = "number", Type = FieldType.Label },
            new() { Name = "opened_on", Type = FieldType.Date, Event = true, Presence = Presence.Mandatory },
            new() { Name = "state", Type = FieldType.Code, List = "case-state", Presence = Presence.Mandatory },
            new() { Name = "closed_on", Type = FieldType.Date, Event = true },
            new() { Name = "close_reason", Type = FieldType.Code, List = "close-reason" },
            new() { Name = "team", Type = FieldType.Label, Presence = Presence.Expected },
            new() { Name = "lead", Type = FieldType.Ref, To = "professional", Presence = Presence.Expected },
            new() { Name = "persons", Type = FieldType.Refs, To = "person" },
            new() { Name = "minutes", Type = FieldType.Integer, Min = 0, Max = 1440 },
            new() { Name = "amount", Type = FieldType.Money },
            new() { Name = "hours", Type = FieldType.Number },
            new() { Name = "urgent", Type = FieldType.Boolean },
        ],
    };

    public static readonly ExtractDefinition PersonCsv = new()
    {
        Name = "person",
        Subject = "person",
        File = "persones_{date:yyyyMMdd}*.csv",
        Csv = new CsvDialect { Delimiter = ';', Encoding = "windows-1252", Dates = ["dd/MM/yyyy"], Decimal = ',', Thousands = '.' },
        Key = [["idInternCiutada"]],
        Columns = new Dictionary<string, ColumnMapping>
        {
            ["id"] = From("idInternCiutada"),
            ["doc_type"] = From("idTipusDocumentacio"),
            ["doc_number"] = From("NIF"),
            ["cip"] = From("CIP"),
            ["nass"] = From("NSS"),
            ["given_name"] = From("nom"),
            ["sex"] = From("Sexe"),
            ["birth_date"] = From("dtNaixement") with { NullIf = ["01/01/1900"] },
            ["death_date"] = From("dataExitus") with { NullIf = ["01/01/1900"] },
            ["municipality"] = From("idMunicipi"),
        },
    };

    public const string PersonHeader = "idInternCiutada;idTipusDocumentacio;NIF;CIP;NSS;nom;Sexe;dtNaixement;dataExitus;idMunicipi";

    public static readonly ExtractDefinition CaseCsv = new()
    {
        Name = "case",
        Subject = "case",
        File = "expedients_{date:yyyyMMdd}*.csv",
        Csv = PersonCsv.Csv! with { Footer = "^Total" },
        Key = [["IdExpedient"]],
        Columns = new Dictionary<string, ColumnMapping>
        {
            ["id"] = From("IdExpedient"),
            ["number"] = From("NumExpedient"),
            ["opened_on"] = From("DtObertura", "DataObertura"),
            ["state"] = From("IdEstat"),
            ["closed_on"] = From("DtEstat") with { OnlyWhen = new Dictionary<string, string> { ["state"] = "closed" } },
            ["close_reason"] = From("IdMotiuTanca"),
            ["team"] = From("Equip"),
            ["lead"] = From("ProfReferent"),
            ["persons"] = From("Persones") with { Split = "|" },
            ["minutes"] = From("Minuts"),
            ["amount"] = From("Import"),
            ["hours"] = From("Hores"),
            ["urgent"] = From("Urgent") with { TrueIf = ["1", "S"], FalseIf = ["0", "N"] },
        },
    };

    public const string CaseHeader = "IdExpedient;NumExpedient;DtObertura;IdEstat;DtEstat;IdMotiuTanca;Equip;ProfReferent;Persones;Minuts;Import;Hores;Urgent";

    public const string CaseRow = "1;EXP2020/0001;03/02/2020;1;;;Equip Nord;P7;11|12;30;1.234,56;37,5;S";

    public static ColumnMapping From(params string[] names) => new() { From = names };

    public static DuckDbSession Database() => DuckDbSession.Open(":memory:");

    public static StageRequest Request(DuckDbSession database, ExtractDefinition extract, Subject subject, byte[] bytes) =>
        new()
        {
            Open = () => new MemoryStream(bytes),
            FileName = extract.Xlsx is null ? "file.csv" : "file.xlsx",
            Extract = extract,
            Subject = subject,
            System = "hestia",
            ScopeOf = _ => "hestia",
            CodeLists = Codes,
            Effective = Effective,
            PseudonymKey = new Secret(new byte[32]),
            FindingKey = new Secret([.. Enumerable.Repeat((byte)7, 32)]),
            Vault = new VaultCipher(AreaCode.Parse("prova"), new Secret([.. Enumerable.Repeat((byte)8, 32)])),
            Staging = database,
        };

    public static StageResult StageText(DuckDbSession database, ExtractDefinition extract, Subject subject, string text) =>
        StagePass.Run(Request(database, extract, subject, Latin(text)));

    /// <summary>Stages one case row under the usual header; gives the result.</summary>
    public static StageResult StageCase(string rows, DuckDbSession? database = null)
    {
        using var own = database is null ? Database() : null;
        return StageText(database ?? own!, CaseCsv, Case, CaseHeader + "\r\n" + rows);
    }

    public static StageResult StagePerson(string rows, DuckDbSession? database = null)
    {
        using var own = database is null ? Database() : null;
        return StageText(database ?? own!, PersonCsv, Person, PersonHeader + "\r\n" + rows);
    }

    /// <summary>The findings as "rule field" texts.</summary>
    public static string[] Said(StageResult result) => [.. result.Findings.Select(f => f.Field is null ? f.Rule : $"{f.Rule} {f.Field}")];

    public static byte[] Latin(string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(1252).GetBytes(text);
    }

    private static CodeListSet MakeCodes()
    {
        var lists = new Dictionary<string, CodeList>();
        var mappings = new Dictionary<(string, string), IReadOnlyList<CodeMapping>>();
        Add("doc-type", ["nif", "passport", "other", "none", "dni_without_letter"], ("0", "nif", "NIF/NIE"), ("1", "passport", "Passaport"), ("2", "other", "Altre"), ("3", "none", "Cap"), ("4", "dni_without_letter", "DNI sense lletra"));
        Add("sex", ["H", "D"], ("H", "H", "Home"), ("D", "D", "Dona"));
        Add("case-state", ["open", "closed"], ("1", "open", "Obert"), ("2", "closed", "Tancat"));
        Add("close-reason", ["absent", "moved"], ("0", "", "Sense assignar"), ("1", "absent", "Absència usuari"), ("2", "moved", "Canvi de domicili"));
        Add("municipality", ["431482", "251207", "081944"]);
        return new CodeListSet(lists, mappings);

        void Add(string name, string[] codes, params (string Source, string Code, string Label)[] rows)
        {
            lists.Add(name, new CodeList(name, [.. codes.Select((c, i) => new CodeEntry(i + 1, c, new Dictionary<string, string>(), new Dictionary<string, string>()))]));
            if (rows.Length > 0)
            {
                mappings.Add((name, "hestia"), [.. rows.Select(r => new CodeMapping(r.Source, r.Code, r.Label, null))]);
            }
        }
    }
}
