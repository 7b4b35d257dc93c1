using QdC.Samples.Randomness;
using QdC.Samples.Territory;
using QdC.Samples.World;

namespace QdC.Samples.Extracts;

/// <summary>What the source system would write into each extract on a delivery's day, before anything goes wrong.</summary>
internal sealed class DeliveryRows(AreaWorld world, IReadOnlyList<DateOnly> deliveries, int index, long seed)
{
    private readonly DateOnly _day = deliveries[index];

    /// <summary>The first day of the rolling extracts in this delivery.</summary>
    public DateOnly WindowStart => WindowStartOf(world, deliveries, index);

    /// <summary>The first day of the rolling extracts in a delivery.</summary>
    public static DateOnly WindowStartOf(AreaWorld world, IReadOnlyList<DateOnly> deliveries, int index) =>
        index == 0 ? world.HistoryFrom : new DateOnly(deliveries[index].Year, deliveries[index].Month, 1).AddMonths(-12);

    /// <summary>The rows of an extract, in file order.</summary>
    public IEnumerable<Row> Of(ExtractShape shape) =>
        shape.Name switch
        {
            var name when world.Area.System.Lacks.Contains(name) => [],
            "person" => world.Persons.Where(person => person.Registered <= _day).Select(PersonRow),
            "case" => world.Cases.Where(Visible).Select(CaseRow),
            "case_person" => world.Cases.Where(Visible).SelectMany(MemberRows),
            "service" => world.Services.Where(Visible).Select(ServiceRow),
            "beneficiary" => world.Services.Where(Visible).SelectMany(BeneficiaryRows),
            "home_care_plan" => world.HomeCarePlans.Where(Visible).Select(PlanRow),
            "home_care_delivery" => world.HomeCareMonths.Where(Visible).Select(HomeCareRow),
            "payment" => world.Payments.Where(Visible).Select(PaymentRow),
            "cost_line" => world.CostLines.Where(line => IsTold(line.Month)).Select(CostRow),
            "activity" => world.Activities.Where(Visible).Select(ActivityRow),
            "appointment" => world.Appointments.Where(Visible).Select(AppointmentRow),
            "demand" => world.Demands.Where(Visible).Select(DemandRow),
            "problem" => world.Problems.Where(Visible).Select(ProblemRow),
            "plan" => world.Plans.Where(plan => plan.AgreedOn <= _day && Visible(plan.Case)).Select(PlanRow),
            "organisation" => world.Organisation.Where(place => place.From <= _day).Select(PlaceRow),
            "staff" => world.Workforce.Spells.Where(spell => spell.From <= _day).Select(StaffRow),
            "professional_absence" => world.Absences.Where(absence => absence.Month <= _day).Select(AbsenceRow),
            _ => PopulationRows(),
        };

    private bool Visible(Demand demand) => demand.Registered <= _day && (demand.Case is null || Visible(demand.Case));

    private bool Visible(Problem problem) =>
        problem.Registered <= _day && Visible(problem.Case) && !Withdrawn(problem.Id, world.Area.System.DeletesActivities);

    private bool Visible(Payment payment) =>
        payment.Registered <= _day && payment.PaidOn >= WindowStart && Visible(payment.Service);

    private bool Visible(HomeCarePlan plan) => plan.From <= _day && Visible(plan.Service);

    private bool Visible(HomeCareMonth line) => IsTold(line.Month) && Visible(line.Service);

    /// <summary>A month is told once it is over.</summary>
    private bool IsTold(DateOnly month) => month >= WindowStart && month.AddMonths(1).AddDays(-1) <= _day;

    private bool Visible(Activity activity) =>
        activity.Registered <= _day
        && activity.DoneOn >= WindowStart
        && activity.DoneOn <= _day
        && Visible(activity.Case)
        && !Withdrawn(activity.Id, world.Area.System.DeletesActivities);

    private bool Visible(Appointment appointment) =>
        appointment.Requested <= _day
        && appointment.Date >= WindowStart
        && appointment.Date <= _day.AddDays(30)
        && (appointment.Case is null || Visible(appointment.Case));

    private bool Visible(CaseFile file) => file.Registered <= _day && file.Opened <= _day;

    private bool Visible(Service service) =>
        service.Registered <= _day
        && (service.Case is null || Visible(service.Case))
        && !Withdrawn(service.Id, service.Status is "denied" or "withdrawn");

    /// <summary>A few records are deleted at the source after the first delivery; some come back.</summary>
    private bool Withdrawn(string id, bool mayGo)
    {
        if (index == 0 || !mayGo)
            return false;
        var share = StableHash.Share(seed, "withdrawn" + id);
        return share < 0.003 || (share < 0.006 && index == 1) || (share < 0.009 && index > 1);
    }

    private Row PersonRow(SourcePerson record)
    {
        var person = record.Person;
        var dead = person.Death <= _day;
        var moved = person.Residences.Last(residence => residence.From <= _day);
        var grade = person.Grades.LastOrDefault(grade => grade.From <= _day);
        var updated = new[] { record.Registered, moved.From, grade.From, dead ? person.Death!.Value : DateOnly.MinValue }.Max();
        return new Row([
            record.Id,
            record.Document.Type,
            record.Document.Number,
            record.Retyped ? "" : person.Cip,
            world.Area.System.TellsNass ? person.Nass : "",
            record.GivenName,
            record.Surname1,
            record.Surname2,
            person.Woman ? "D" : "H",
            CellText.Of(record.Birth),
            dead ? "deceased" : "active",
            dead ? CellText.Of(person.Death) : "",
            person.Nationality,
            moved.Code,
            grade.Grade ?? "",
            CellText.Of(updated),
        ])
        {
            About = record,
        };
    }

    private Row CaseRow(CaseFile file)
    {
        var closed = file.Closed <= _day ? file.Closed : null;
        var post = world.Workforce.Posts[file.Post];
        string Told(string field, string text) => world.Area.System.Lacks.Contains("case." + field) ? "" : text;
        return new Row([
            file.Id,
            file.Number,
            file.Type,
            CellText.Of(file.Opened),
            closed is null ? "open" : "closed",
            world.Area.System.TellsStateDate ? CellText.Of(closed ?? file.Opened) : "",
            CellText.Of(closed),
            closed is null ? "" : file.CloseReason,
            file.Stages.Last(stage => stage.From <= _day).Stage,
            world.Area.System.TellsRisk ? file.Risks.Last(risk => risk.From <= _day).Risk : "",
            file.Team,
            post.HolderOn(closed ?? _day).Dni,
            file.TransferredFrom?.Id ?? "",
            CellText.Of(file.Registered),
            Told("sector", file.Traits.Sector),
            Told("subsector", file.Traits.Subsector),
            Told("origin", file.Traits.Origin),
            Told("family_type", file.Traits.FamilyType),
            Told("tenure", file.Traits.Tenure),
            Told("co_lead", file.Traits.CoLeadPost is { } second ? world.Workforce.Posts[second].HolderOn(closed ?? _day).Dni : ""),
            Told("external_ref", file.Traits.ExternalRef),
            Told("updated_at", CellText.Of(LastChange(file, closed))),
        ])
        {
            About = file.Principal.Person,
            Source = file,
        };
    }

    private DateOnly LastChange(CaseFile file, DateOnly? closed) =>
        file.Stages.Select(stage => stage.From)
            .Concat(file.Risks.Select(risk => risk.From))
            .Append(file.Registered)
            .Append(closed ?? DateOnly.MinValue)
            .Where(day => day <= _day)
            .Max();

    private IEnumerable<Row> MemberRows(CaseFile file) =>
        file.Members.Where(member => !Withdrawn(file.Id + member.Person.Id, member.Relation != "principal"))
            .Select(member => MemberRow(file, member));

    private static IEnumerable<Row> BeneficiaryRows(Service service) =>
        service.Beneficiaries.Select(entry => new Row([service.Id, entry.Person.Id, entry.Role]) { About = entry.Person });

    private Row MemberRow(CaseFile file, Member member) =>
        new([
            file.Id,
            member.Person.Id,
            member.Relation,
            CellText.Of(member.From),
            member.To <= _day ? CellText.Of(member.To) : "",
        ])
        {
            About = member.Person,
            Source = file,
        };

    private Row ServiceRow(Service service)
    {
        var decided = service.Decided <= _day;
        var planned = service.Type == "2.4.2" || service.To <= _day;
        var system = world.Area.System;
        var isHomeCare = service.Type == HomeCareStory.HomeCare;
        var energy = system.TellsEnergyNeed ? service.Energy : null;
        return new Row([
            service.Id,
            service.Case?.Id ?? "",
            service.Type,
            decided ? service.Status : "preassigned",
            CellText.Of(service.Requested),
            decided ? CellText.Of(service.Decided) : "",
            decided ? CellText.Of(service.From) : "",
            decided && planned ? CellText.Of(service.To) : "",
            service.Scope,
            decided ? CellText.Of(service.Amount) : "",
            service.AmountKind,
            service.Funder,
            CellText.Of(service.Registered),
            energy?.Arrears ?? "",
            energy is null ? "" : CellText.Of(energy.PriorYearAid),
            energy?.Channel ?? "",
            decided && service.Status == "denied" && energy is not null ? energy.DenialReason : "",
            system.TellsNoHomeCare || isHomeCare ? HomeCareStory.KindOf(service) : "",
            isHomeCare ? ProviderOf(service) : "",
            system.Lacks.Contains("service.promoter") ? "" : PromoterOf(service),
            service.ExternalRef,
        ])
        {
            About = service.Beneficiaries[0].Person,
        };
    }

    private string ProviderOf(Service service) => world.Area.HomeCareProviders[service.Id[^1] % world.Area.HomeCareProviders.Length];

    private string PromoterOf(Service service) =>
        service.Funder switch
        {
            "generalitat" => "regional",
            "own" when world.Area.System == CaseSystem.Spreadsheet => "county",
            _ => "local",
        };

    private Row PlanRow(HomeCarePlan plan) =>
        new([
            plan.Service.Id,
            CellText.Of(plan.From),
            plan.To <= _day ? CellText.Of(plan.To) : "",
            CellText.Of(plan.WeeklyHours),
            CellText.Of(plan.CopayPercent),
            ProviderOf(plan.Service),
        ])
        {
            About = plan.Service.Beneficiaries[0].Person,
            Source = plan,
        };

    private static Row HomeCareRow(HomeCareMonth line) =>
        new([
            line.Service.Id,
            CellText.Of(line.Month),
            CellText.Of(line.Planned),
            CellText.Of(line.Delivered),
            CellText.Of(line.Invoiced),
            CellText.Of(line.Price),
            CellText.Of(line.Copay),
        ])
        {
            About = line.Service.Beneficiaries[0].Person,
            Source = line,
        };

    private static Row CostRow(CostLine line) =>
        new([
            line.Id,
            CellText.Of(line.Month),
            line.Service,
            line.CostType,
            line.Funder,
            CellText.Of(line.Budgeted),
            CellText.Of(line.Executed),
            CellText.Of(line.Month.Year),
            "231 Assistència social primària",
            line.Service is "1.1.1" or HomeCareStory.HomeCare ? "Fitxa 1" : "",
        ]);

    private static Row PaymentRow(Payment payment) =>
        new([
            payment.Id,
            payment.Service.Id,
            CellText.Of(payment.PaidOn),
            CellText.Of(payment.Amount),
            payment.Funder,
            CellText.Of(payment.Registered),
        ])
        {
            About = payment.Service.Beneficiaries[0].Person,
        };

    private Row ActivityRow(Activity activity)
    {
        var corrected = index > 0 && StableHash.Share(seed, "corrected" + activity.Id) < 0.01;
        return new Row([
            activity.Id,
            activity.Case.Id,
            string.Join('|', activity.Persons.Select(person => person.Id)),
            activity.Type,
            activity.Manual ? "manual" : "automatic",
            CellText.Of(activity.DoneOn),
            CellText.Of(activity.Registered),
            CellText.Of(corrected ? activity.Minutes + 5 : activity.Minutes),
            activity.Professional,
            activity.Team,
        ])
        {
            About = activity.Persons.FirstOrDefault(),
            Source = activity,
        };
    }

    private Row AppointmentRow(Appointment appointment) =>
        new([
            appointment.Id,
            appointment.Case?.Id ?? "",
            CellText.Of(appointment.Requested),
            CellText.Of(appointment.Date),
            CellText.Of(appointment.Minutes),
            appointment.Type,
            appointment.Date > _day ? "pending" : appointment.State == "pending" ? "realised" : appointment.State,
            appointment.Place,
            appointment.Scope,
            CellText.Of(appointment.Urgent),
            CellText.Of(appointment.Spontaneous),
            string.Join('|', appointment.Professionals),
            string.Join('|', appointment.Persons.Select(person => person.Id)),
            appointment.Team,
            CellText.Of(appointment.Requested),
        ])
        {
            About = appointment.Persons.FirstOrDefault(),
        };

    private static Row DemandRow(Demand demand) =>
        new([
            demand.Id,
            demand.Case?.Id ?? "",
            demand.Person.Id,
            demand.Code,
            CellText.Of(demand.Date),
            CellText.Of(demand.Registered),
            demand.Professional,
        ])
        {
            About = demand.Person,
        };

    private Row ProblemRow(Problem problem) =>
        new([
            problem.Id,
            problem.Case.Id,
            problem.Person.Id,
            problem.Type,
            problem.Code,
            CellText.Of(problem.From),
            problem.To <= _day ? CellText.Of(problem.To) : "",
            CellText.Of(problem.Registered),
        ])
        {
            About = problem.Person,
            Source = problem,
        };

    private Row PlanRow(Plan plan)
    {
        var closed = plan.ClosedOn <= _day;
        return new([
            plan.Id,
            plan.Case.Id,
            CellText.Of(plan.AgreedOn),
            CellText.Of(plan.ExpiresOn),
            closed ? CellText.Of(plan.ClosedOn) : "",
            closed ? plan.Outcome : "",
        ])
        {
            About = plan.Case.Principal.Person,
            Source = plan,
        };
    }

    private Row PlaceRow(TeamPlace place) =>
        new([
            place.Team,
            CellText.Of(place.From),
            place.To <= _day ? CellText.Of(place.To) : "",
            place.Ebasp,
            place.Sector,
            "",
            place.Municipality,
        ]);

    private Row StaffRow(StaffSpell spell) =>
        new([
            spell.Dni,
            spell.Role,
            CellText.Of(spell.From),
            spell.To <= _day ? CellText.Of(spell.To) : "",
            CellText.Of(spell.WeeklyHours),
            CellText.Of(spell.StandardHours),
            spell.Team,
            spell.ContractProgrammeLine,
        ])
        {
            Source = spell,
        };

    private static Row AbsenceRow(Absence absence) => new([absence.Dni, CellText.Of(absence.Month), CellText.Of(absence.Days)]);

    private IEnumerable<Row> PopulationRows() =>
        from year in Enumerable.Range(world.HistoryFrom.Year, deliveries[^1].Year - world.HistoryFrom.Year)
        from municipality in world.Area.Municipalities
        let counts = AreaProfile.Inhabitants(municipality, year, world.Scale)
        from cell in Enumerable.Range(0, 6)
        select new Row([
            municipality.Code,
            cell < 3 ? "H" : "D",
            TerritoryFacts.AgeGroups[cell % 3],
            CellText.Of(year),
            CellText.Of(counts[cell]),
        ]);
}
