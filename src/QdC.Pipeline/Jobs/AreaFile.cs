using QdC.Warehouse;

namespace QdC.Pipeline.Jobs;

/// <summary>One council's area: a file of <c>etl-jobs/areas</c>.</summary>
public sealed record AreaFile
{
    /// <summary>Short name, for example <c>tarragona</c>.</summary>
    public required string Area { get; init; }

    /// <summary>The area's number; surrogate keys start with it. See definitions: Keys.</summary>
    public required int Number { get; init; }

    /// <summary>The council's or consortium's name.</summary>
    public required string Name { get; init; }

    /// <summary>Ten-digit <c>codi ens</c>, where known.</summary>
    public string? EnsCode { get; init; }

    /// <summary>Code of the comarca it lies in, for example <c>23</c>, where given.</summary>
    public string? Comarca { get; init; }

    /// <summary>Its municipalities, each with the days it belongs to it.</summary>
    public required IReadOnlyList<AreaMunicipality> Municipalities { get; init; }

    /// <summary>Where its extracts are.</summary>
    public required IReadOnlyList<SourceFile> Sources { get; init; }

    /// <summary>The subject of services, which several systems of an area may deliver.</summary>
    public const string Service = "service";

    /// <summary>What <see cref="SystemOfRecord"/> calls the services of home care, which may be another system's than all others.</summary>
    public const string HomeCare = "home_care";

    /// <summary>First day the area's data are complete from.</summary>
    public required DateOnly HistoryFrom { get; init; }

    /// <summary>True when the area runs only if named.</summary>
    public bool OnRequest { get; init; }

    /// <summary>Cron expression of the refresh.</summary>
    public string Cron { get; init; } = "30 3 * * *";

    /// <summary>IANA time zone of the cron expression.</summary>
    public string TimeZone { get; init; } = "Europe/Madrid";

    /// <summary>Age of data that is worth a warning.</summary>
    public TimeSpan WarnAfter { get; init; } = TimeSpan.FromHours(36);

    /// <summary>Age of data that stops the promise of freshness.</summary>
    public TimeSpan StopAfter { get; init; } = TimeSpan.FromHours(72);

    /// <summary>Days that landed bytes are kept.</summary>
    public int RetentionDays { get; init; } = 400;

    /// <summary>True when source records of one person are joined; false when each counts as a person of its own.</summary>
    public bool LinkPersons { get; init; } = true;

    /// <summary>Years after the last attendance that a person's identity and detail are kept; null where the controller has not said.</summary>
    public int? PersonsYears { get; init; }

    /// <summary>What the controller says for its record of processing activities.</summary>
    public ProcessingStatement Processing { get; init; } = new();

    /// <summary>System of record by subject.</summary>
    public IReadOnlyDictionary<string, string> SystemOfRecord { get; init; } = new Dictionary<string, string>();

    /// <summary>Months an open-ended service attends after its last sign of life.</summary>
    public int ServiceOpenMonths { get; init; } = 12;

    /// <summary>Years without attendance that make a person new.</summary>
    public int NewPersonYears { get; init; } = 5;

    /// <summary>True when euros told after their period was closed count on the day they were told; false when they change the closed period.</summary>
    public bool PostCorrections { get; init; }

    /// <summary>True when years are closed, false when months are.</summary>
    public bool ClosesYearly { get; init; } = true;

    /// <summary>Days after its end that a period is closed. Default: 90, so that a year closes about the end of March.</summary>
    public int ClosingDays { get; init; } = 90;

    /// <summary>The smallest count of persons that is seen outside the area.</summary>
    public int SmallestCount { get; init; } = 5;

    /// <summary>What the Contracte Programa agrees.</summary>
    public ProgrammeAgreement Programme { get; init; } = new();

    /// <summary>Its workspace in Power BI; null where it has none.</summary>
    public PowerBiWorkspace? PowerBi { get; init; }

    /// <summary>What it wants of the shared warehouse.</summary>
    public AreaInWarehouse Warehouse { get; init; } = new();

    /// <summary>Where the file stands.</summary>
    public string Path { get; init; } = "";

    /// <summary>True while none of its folders is there: the area is declared, and its council delivers nothing yet.</summary>
    public bool Awaits() => Sources.All(source => !Directory.Exists(source.Folder));

    /// <summary>True while nothing is read of it and nothing has been: neither a folder nor a store in a home. There is nothing to refresh then.</summary>
    public bool Awaits(QdcHome home) => Awaits() && !Directory.Exists(home.StoreOf(AreaCode.Parse(Area)));
}

/// <summary>An area in the warehouse that all share.</summary>
public sealed record AreaInWarehouse
{
    /// <summary>True when what the area publishes is sent there. Default: true.</summary>
    public bool Send { get; init; } = true;

    /// <summary>Who reads its rows there, and no other area's; none for the login of its workspace.</summary>
    public IReadOnlyList<WarehousePrincipal> Readers { get; init; } = [];
}

/// <summary>A workspace of Power BI: who may look, and by whom the data are read.</summary>
/// <param name="Name">Its name; null for the usual one.</param>
/// <param name="Viewers">The group whose members may look; null for nobody.</param>
/// <param name="Capacity">The capacity it runs on; null for the usual one.</param>
/// <param name="Connection">The connection its data are read by; null where one is made of <paramref name="Login"/>.</param>
/// <param name="Login">The login that a connection is made of; null where <paramref name="Connection"/> is named.</param>
public sealed record PowerBiWorkspace(string? Name, Guid? Viewers, Guid? Capacity, Guid? Connection, PowerBiLogin? Login);

/// <summary>Who reads an area's data for Power BI.</summary>
/// <param name="User">A SQL login, or the client id of a service principal.</param>
/// <param name="Password">Where the password or secret is: <c>env:NAME</c> or <c>file:PATH</c>.</param>
/// <param name="Tenant">The tenant of a service principal; null for a SQL login.</param>
public sealed record PowerBiLogin(string User, string Password, Guid? Tenant);

/// <summary>The Department's agreed share of what the lines of the Contracte Programa cost.</summary>
public sealed record ProgrammeAgreement
{
    /// <summary>Of lines that have none of their own, in percent. Default: 66.</summary>
    public decimal Share { get; init; } = 66;

    /// <summary>By line, as the accounts name it, in percent.</summary>
    public IReadOnlyDictionary<string, decimal> Lines { get; init; } = new Dictionary<string, decimal>();

    /// <summary>The share of a line, in percent.</summary>
    public decimal Of(string line) => Lines.GetValueOrDefault(line, Share);
}

/// <summary>A source of an area: a system and the place its files come from.</summary>
public sealed record SourceFile
{
    /// <summary>The system's name.</summary>
    public required string System { get; init; }

    /// <summary>Absolute folder of its files.</summary>
    public required string Folder { get; init; }

    /// <summary>The server that is asked for its files; null where somebody else puts them there.</summary>
    public SourceServer? Server { get; init; }

    /// <summary>The service over HTTP that is asked for its files; null where none is.</summary>
    public SourceHttp? Http { get; init; }

    /// <summary>The SFTP server that its files are taken from; null where none is.</summary>
    public SourceSftp? Sftp { get; init; }

    /// <summary>The system whose record ids this source uses for subjects it does not deliver.</summary>
    public string? RefersTo { get; init; }

    /// <summary>True when its absence makes KPIs unavailable instead of being an error.</summary>
    public bool Optional { get; init; }

    /// <summary>What to ask the council where nothing confirms that it uses the system; null where that is known.</summary>
    public string? Question { get; init; }

    /// <summary>Where the entry stands, for messages: <c>path:line</c>.</summary>
    public string Origin { get; init; } = "";
}

/// <summary>A SQL Server that a source's files are asked from.</summary>
/// <param name="Connection">Where the connection string is: <c>env:NAME</c> or <c>file:PATH</c>.</param>
/// <param name="Extracts">What is asked for, by extract.</param>
public sealed record SourceServer(string Connection, IReadOnlyDictionary<string, AskedExtract> Extracts);

/// <summary>What a server is asked for.</summary>
/// <param name="From">A table's name, or the absolute path of a file with a query.</param>
/// <param name="Watermark">The column that tells when a row changed; null to ask for every row each time.</param>
public sealed record AskedExtract(string From, string? Watermark = null)
{
    /// <summary>How long before the last change that was seen to ask again. Default: 24 hours.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromHours(24);
}

/// <summary>What only the controller can say in a record of processing activities; what it has not said is null.</summary>
public sealed record ProcessingStatement
{
    /// <summary>How the controller is reached.</summary>
    public string? Contact { get; init; }

    /// <summary>How the data protection officer is reached.</summary>
    public string? Dpo { get; init; }

    /// <summary>What the data are for; null takes the usual words.</summary>
    public string? Purpose { get; init; }

    /// <summary>What makes it lawful.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>Who is given the data outside the area's own services.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];
}
