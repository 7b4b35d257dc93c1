using QdC.Samples.Randomness;

namespace QdC.Samples.World;

/// <summary>The services a household gets within a case, decided, begun, ended and paid.</summary>
internal sealed class ServiceStory(AreaWorld world, Household household, CaseFile file, Dice dice, RecordNumbers numbers)
{
    private static readonly string[] UrgentTypes = ["2.3.2", "2.3.3", "2.3.4", "2.3.6", "2.3.7.1", "2.3.7.2", "2.3.7.3", "2.3.7.4"];
    private static readonly double[] UrgentWeights = [30, 10, 8, 22, 7, 14, 5, 9];

    private readonly List<Service> _services = [];

    private DateOnly LastDay => file.Closed ?? world.End;

    /// <summary>Writes the services and their payments into the world and returns the services.</summary>
    public IReadOnlyList<Service> Tell()
    {
        if (file.Type == "SSB")
        {
            if (household.IsOld)
                HomeCare();
            else
                UrgentAid();
            if (file.Members.Any(member => member.Relation == "child"))
                Children();
        }
        else if (file.Type == "SIAD")
        {
            Ongoing(dice.Chance(0.4) ? "1.2.12.1" : "1.2.12.3", "women", "generalitat", months: dice.Between(3, 14));
        }
        return _services;
    }

    private void HomeCare()
    {
        if (dice.Chance(0.55))
        {
            var service = Ongoing("1.1.2.1", "older_people", dice.Chance(0.5) ? "generalitat" : "own", everyone: dice.Chance(0.8));
            var monthly = Math.Round(dice.Between(12, 36) * 23.50m, 2);
            if (service?.From is { } from)
            {
                for (var day = new DateOnly(from.Year, from.Month, 5).AddMonths(1); day <= End(service); day = day.AddMonths(1))
                    Pay(service, day, monthly, service.Funder);
            }
        }
        if (dice.Chance(0.6))
        {
            var service = Ongoing("1.1.2.2", "older_people", "diputacio", everyone: false);
            if (service?.From is { } from)
            {
                for (var day = new DateOnly(from.Year, from.Month, 12).AddMonths(3); day <= End(service); day = day.AddMonths(3))
                    Pay(service, day, 54.30m, "");
            }
        }
    }

    private void UrgentAid()
    {
        var years = (LastDay.DayNumber - file.Opened.DayNumber) / 365.25;
        for (var i = dice.Poisson(years * 0.9); i > 0; i--)
        {
            var amount = dice.Between(60, 480) + dice.Between(0, 99) / 100m;
            var funder = dice.Chance(0.75) ? "own" : "diputacio";
            var service = Request(UrgentTypes[dice.Weighted(UrgentWeights)], "family", funder, amount, "one_off", null, everyone: dice.Chance(0.5));
            if (service is not { Status: "granted" })
                continue;
            var paid = service.Decided.AddDays(dice.Between(2, 25));
            var source = dice.Chance(0.25) ? "" : funder;
            if (dice.Chance(0.8))
            {
                Pay(service, paid, amount, source);
            }
            else
            {
                var half = Math.Round(amount / 2, 2);
                Pay(service, paid, half, source);
                Pay(service, paid.AddDays(20), amount - half, source);
            }
        }
    }

    private void Children()
    {
        if (dice.Chance(0.35))
        {
            var amount = dice.Between(250, 900) * 1m;
            var service = Request("2.4.2", "childhood", "own", amount, "total", 9, everyone: true);
            if (service is { Status: "granted" })
                Pay(service, service.Decided.AddDays(dice.Between(10, 40)), amount, "own");
        }
        if (dice.Chance(0.2))
            Ongoing("1.1.6.1", "childhood", "own", months: dice.Between(6, 30));
        if (dice.Chance(0.15))
            Ongoing("1.1.4", "family", "own", months: dice.Between(2, 8));
    }

    private DateOnly End(Service service) => service.To ?? world.End;

    private Service? Ongoing(string type, string scope, string funder, int? months = null, bool everyone = true) =>
        Request(type, scope, funder, null, "", months, everyone);

    private Service? Request(string type, string scope, string funder, decimal? amount, string kind, int? months, bool everyone)
    {
        var room = LastDay.DayNumber - file.Opened.DayNumber - 2;
        if (room < 10)
            return null;
        var requested = file.Opened.AddDays(dice.Between(0, amount is null ? Math.Min(room, 240) : room));
        var decided = requested.AddDays(kind == "one_off" ? dice.Between(0, 12) : dice.Between(4, 45));
        var status = dice.Weighted([86, 11, 3]) switch { 0 => "granted", 1 => "denied", _ => "withdrawn" };
        var registered = requested.AddDays(dice.Chance(0.8) ? 0 : dice.Between(1, 4));
        DateOnly? from = null;
        DateOnly? to = null;
        if (status == "granted")
        {
            if (decided >= LastDay)
                return null;
            from = kind == "one_off" ? (dice.Chance(0.5) ? decided : null) : decided.AddDays(dice.Between(1, 10));
            if (kind != "one_off")
                to = months is { } length ? from!.Value.AddMonths(length) : null;
            if (kind != "one_off" && file.Closed is { } closed && (to is null || to > closed))
                to = closed;
            if (to < from || (kind == "one_off" && decided < world.HistoryFrom) || to < world.HistoryFrom)
                return null;
        }
        else if (decided < world.HistoryFrom)
        {
            return null;
        }
        var beneficiaries = Beneficiaries(from ?? decided, everyone, scope);
        if (beneficiaries.Count == 0)
            return null;
        var id = numbers.Service();
        var service = new Service
        {
            Id = id,
            Case = file,
            Type = type,
            Status = status,
            Requested = requested,
            Registered = registered > file.Registered ? registered : file.Registered,
            Decided = decided,
            From = from,
            To = to,
            Scope = scope,
            Amount = status == "granted" ? amount : null,
            AmountKind = kind,
            Funder = funder,
            Beneficiaries = beneficiaries,
            ExternalRef = type == HomeCareStory.HomeCare && world.Area.System.TellsExternalReference ? "D" + id : "",
        };
        _services.Add(service);
        world.Services.Add(service);
        return service;
    }

    /// <summary>The titular alone, or the titular with those the service is for; a couple shares one service.</summary>
    private List<(SourcePerson, string)> Beneficiaries(DateOnly day, bool everyone, string scope)
    {
        var alive = file
            .Members.Where(member => member.Person.Person.IsAliveOn(day.AddDays(1)) && (member.To is null || member.To > day))
            .ToList();
        if (alive.Count == 0 || alive[0].Relation != "principal")
            return [];
        var others = alive.Skip(1).Where(member => scope != "childhood" || member.Relation == "child").ToList();
        if (!everyone || others.Count == 0)
            return [(alive[0].Person, "titular")];
        var together = scope == "older_people";
        return
        [
            (alive[0].Person, together ? "beneficiary" : "titular"),
            .. others.Select(member => (member.Person, "beneficiary")),
        ];
    }

    private void Pay(Service service, DateOnly day, decimal amount, string funder)
    {
        if (day < world.HistoryFrom || day > world.End)
            return;
        var registered = dice.Chance(0.7) ? day : day.AddDays(dice.Between(1, 5));
        world.Payments.Add(new Payment(numbers.Payment(day), service, day, amount, funder, registered));
    }
}
