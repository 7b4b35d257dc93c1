namespace QdC.Samples.World;

/// <summary>A human being.</summary>
internal sealed class TruePerson
{
    public required int Id { get; init; }
    public required bool Woman { get; init; }
    public required DateOnly Birth { get; init; }
    public DateOnly? Death { get; set; }
    public required string GivenName { get; init; }
    public required string Surname1 { get; init; }
    public required string Surname2 { get; init; }
    public required string Nationality { get; init; }
    public required string DocType { get; init; }
    public required string DocNumber { get; init; }
    public required string Cip { get; init; }
    public required string Nass { get; init; }

    /// <summary>Municipalities lived in, oldest first.</summary>
    public required IReadOnlyList<(DateOnly From, string Code)> Residences { get; init; }

    /// <summary>Dependency grades recognised, oldest first.</summary>
    public required IReadOnlyList<(DateOnly From, string Grade)> Grades { get; init; }

    public bool IsAliveOn(DateOnly day) => Death is null || Death > day;

    public int AgeOn(DateOnly day) => day.Year - Birth.Year - (day.DayOfYear < Birth.DayOfYear ? 1 : 0);
}

/// <summary>A person as the source system records them; the same human being may have two.</summary>
internal sealed class SourcePerson
{
    public required string Id { get; init; }
    public required TruePerson Person { get; init; }
    public required string GivenName { get; init; }
    public required string Surname1 { get; init; }
    public required bool Retyped { get; init; }

    /// <summary>The second surname as written; left out when somebody was in a hurry.</summary>
    public string Surname2 { get => field ?? Person.Surname2; init; }

    /// <summary>The birth date as written; 1 January where only the year was asked.</summary>
    public DateOnly Birth { get => field == default ? Person.Birth : field; init; }

    /// <summary>The identity document as written, with its kind: a child is now and then registered with a parent's.</summary>
    public (string Type, string Number) Document { get => Retyped ? ("none", "") : field == default ? (Person.DocType, Person.DocNumber) : field; init; }
    public required DateOnly Registered { get; init; }
}

/// <summary>A person's place in a case.</summary>
internal sealed record Member(SourcePerson Person, string Relation, DateOnly From, DateOnly? To);

/// <summary>A case file (expedient).</summary>
internal sealed class CaseFile
{
    public required string Id { get; init; }
    public required string Number { get; init; }
    public required string Type { get; init; }
    public required DateOnly Opened { get; init; }
    public required DateOnly Registered { get; init; }
    public required string Team { get; init; }
    public required int Post { get; init; }
    public DateOnly? Closed { get; set; }
    public string CloseReason { get; set; } = "";
    public CaseFile? TransferredFrom { get; init; }
    public required IReadOnlyList<(DateOnly From, string Stage)> Stages { get; init; }
    public required IReadOnlyList<(DateOnly From, string Risk)> Risks { get; init; }
    public List<Member> Members { get; } = [];

    /// <summary>What else the case's sheet says.</summary>
    public CaseTraits Traits { get; set; } = CaseTraits.None;

    public Member Principal => Members.First(member => member.Relation == "principal");
}

/// <summary>A service or benefit (recurs), as it ends up once decided.</summary>
internal sealed class Service
{
    public required string Id { get; init; }

    /// <summary>The case it was asked for in; null where the system knows no cases.</summary>
    public CaseFile? Case { get; init; }
    public required string Type { get; init; }
    public required string Status { get; init; }
    public required DateOnly Requested { get; init; }
    public required DateOnly Registered { get; init; }
    public required DateOnly Decided { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public required string Scope { get; init; }
    public decimal? Amount { get; init; }
    public string AmountKind { get; init; } = "";
    public required string Funder { get; init; }
    public required IReadOnlyList<(SourcePerson Person, string Role)> Beneficiaries { get; init; }

    /// <summary>The number another system knows it by.</summary>
    public string ExternalRef { get; init; } = "";

    /// <summary>What is asked of those who need an aid for utilities; null for other services.</summary>
    public EnergyNeed? Energy { get; set; }
}

/// <summary>What is asked of those who need an aid for utilities.</summary>
/// <param name="Arrears">Months of unpaid bills, as a code.</param>
/// <param name="PriorYearAid">True when they were helped the year before.</param>
/// <param name="Channel">Who told of it.</param>
/// <param name="DenialReason">Why it is denied, if it is.</param>
internal sealed record EnergyNeed(string Arrears, bool PriorYearAid, string Channel, string DenialReason);

/// <summary>What is planned for a home care service from a day on.</summary>
internal sealed record HomeCarePlan(Service Service, DateOnly From, DateOnly? To, decimal WeeklyHours, decimal CopayPercent)
{
    /// <summary>The plan that takes its place, when there is one.</summary>
    public HomeCarePlan? Next { get; set; }
}

/// <summary>The hours of a home care service in a month.</summary>
internal sealed record HomeCareMonth(Service Service, DateOnly Month, decimal Planned, decimal Delivered, decimal Invoiced, decimal Price, decimal Copay)
{
    /// <summary>A service of the same people that is no home care given, for hours written down under the wrong one.</summary>
    public Service? Other { get; init; }

    /// <summary>Euros that the provider asks for.</summary>
    public decimal Cost => Math.Round(Invoiced * Price, 2);
}

/// <summary>What a service of the catalogue cost in a month, by kind of cost and who pays.</summary>
internal sealed record CostLine(string Id, DateOnly Month, string Service, string CostType, string Funder, decimal? Budgeted, decimal Executed);

/// <summary>A payment for a service.</summary>
internal sealed record Payment(
    string Id,
    Service Service,
    DateOnly PaidOn,
    decimal Amount,
    string Funder,
    DateOnly Registered
);

/// <summary>A piece of work (actuació).</summary>
internal sealed class Activity
{
    public required string Id { get; init; }
    public required CaseFile Case { get; init; }
    public required IReadOnlyList<SourcePerson> Persons { get; init; }
    public required string Type { get; init; }
    public required bool Manual { get; init; }
    public required DateOnly DoneOn { get; init; }
    public required DateOnly Registered { get; init; }
    public int? Minutes { get; init; }
    public required string Professional { get; init; }
    public required string Team { get; init; }
}

/// <summary>An entry of the diary.</summary>
internal sealed class Appointment
{
    public required string Id { get; init; }
    public CaseFile? Case { get; init; }
    public required DateOnly Requested { get; init; }
    public required DateOnly Date { get; init; }
    public required int Minutes { get; init; }
    public required string Type { get; init; }
    public required string State { get; init; }
    public required string Place { get; init; }
    public required string Scope { get; init; }
    public bool Urgent { get; init; }
    public bool Spontaneous { get; init; }
    public required IReadOnlyList<string> Professionals { get; init; }
    public required IReadOnlyList<SourcePerson> Persons { get; init; }
    public required string Team { get; init; }
}

/// <summary>A stretch of a professional's contract.</summary>
internal sealed record StaffSpell(
    string Dni,
    string Name,
    string Role,
    DateOnly From,
    DateOnly? To,
    decimal WeeklyHours,
    decimal StandardHours,
    string Team
)
{
    /// <summary>The line of the Contracte Programa that pays for the post.</summary>
    public string ContractProgrammeLine => Role is "TS" or "ES" or "COORD" ? "Fitxa 1 SBAS" : "";
}

/// <summary>Days a professional was away in a month.</summary>
internal sealed record Absence(string Dni, DateOnly Month, decimal Days);

/// <summary>What a case's sheet says beside its story; empty texts for what nobody wrote.</summary>
internal sealed record CaseTraits(string Sector, string Subsector, string Origin, string FamilyType, string Tenure, int? CoLeadPost, string ExternalRef)
{
    public static readonly CaseTraits None = new("", "", "", "", "", null, "");
}

/// <summary>What a person asked for on a day.</summary>
internal sealed record Demand(string Id, CaseFile? Case, SourcePerson Person, string Code, DateOnly Date, DateOnly Registered, string Professional);

/// <summary>A problem of a person while it was in force, the last day included.</summary>
internal sealed record Problem(string Id, CaseFile Case, SourcePerson Person, string Type, string Code, DateOnly From, DateOnly? To, DateOnly Registered)
{
    /// <summary>Another problem of the same person in the same case; null when there is none.</summary>
    public Problem? Beside { get; init; }
}

/// <summary>An intervention plan.</summary>
internal sealed record Plan(string Id, CaseFile Case, DateOnly AgreedOn, DateOnly ExpiresOn, DateOnly? ClosedOn, string Outcome);

/// <summary>Where a team stands in the organisation for a time.</summary>
internal sealed record TeamPlace(string Team, DateOnly From, DateOnly? To, string Ebasp, string Sector, string Municipality);
