using static QdC.Samples.Extracts.FieldKind;

namespace QdC.Samples.Extracts;

/// <summary>The extracts of an area, in the order they are told.</summary>
internal static class Shapes
{
    public static readonly ExtractShape Person = new(
        "person",
        ["id"],
        null,
        new("id", Key) { Mandatory = true },
        new("doc_type", Code, "doc-type") { Expected = true },
        new("doc_number", Personal),
        new("cip", Personal),
        new("nass", Personal),
        new("given_name", Personal) { Expected = true },
        new("surname1", Personal) { Expected = true },
        new("surname2", Personal),
        new("sex", Code, "sex") { Expected = true },
        new("birth_date", Date) { Expected = true },
        new("status", Code, "person-status"),
        new("death_date", Date) { Event = true },
        new("nationality", Code, "nationality-group"),
        new("municipality", Code, "municipality") { Expected = true },
        new("dependency_grade", Code, "dependency-grade"),
        new("updated_at", Date)
    );

    public static readonly ExtractShape Case = new(
        "case",
        ["id"],
        null,
        new("id", Key) { Mandatory = true },
        new("number", Label),
        new("type", Code, "case-type") { Expected = true },
        new("opened_on", Date) { Mandatory = true, Event = true },
        new("state", Code, "case-state") { Mandatory = true },
        new("state_date", Date),
        new("closed_on", Date) { Event = true },
        new("close_reason", Code, "close-reason"),
        new("stage", Code, "case-stage"),
        new("risk", Code, "case-risk"),
        new("team", Label) { Expected = true },
        new("lead", Ref, "professional") { Expected = true },
        new("transferred_from", Ref, "case"),
        new("registered_at", Date),
        new("sector", Label),
        new("subsector", Label),
        new("origin", Code, "case-origin"),
        new("family_type", Code, "family-type"),
        new("tenure", Code, "tenure"),
        new("co_lead", Ref, "professional"),
        new("external_ref", Label),
        new("updated_at", Date)
    );

    public static readonly ExtractShape CasePerson = new(
        "case_person",
        ["case", "person", "relation"],
        null,
        new("case", Ref, "case") { Mandatory = true },
        new("person", Ref, "person") { Mandatory = true },
        new("relation", Code, "relation") { Mandatory = true },
        new("from", Date),
        new("to", Date)
    );

    public static readonly ExtractShape Service = new(
        "service",
        ["id"],
        null,
        new("id", Key) { Mandatory = true },
        new("case", Ref, "case"),
        new("type", Code, "service") { Mandatory = true },
        new("status", Code, "service-status") { Mandatory = true },
        new("requested_on", Date) { Expected = true, Event = true },
        new("decided_on", Date) { Event = true },
        new("from", Date),
        new("to", Date),
        new("scope", Code, "service-scope"),
        new("granted_amount", Money),
        new("amount_kind", Code, "amount-kind"),
        new("funder", Code, "funder"),
        new("registered_at", Date),
        new("energy_arrears", Code, "energy-arrears"),
        new("energy_prior_year_aid", FieldKind.Boolean),
        new("energy_channel", Code, "energy-channel"),
        new("energy_denial_reason", Code, "energy-denial-reason"),
        new("sad_kind", Code, "home-care-kind"),
        new("provider", Label),
        new("promoter", Code, "promoter"),
        new("external_ref", Label)
    );

    public static readonly ExtractShape Beneficiary = new(
        "beneficiary",
        ["service", "person"],
        null,
        new("service", Ref, "service") { Mandatory = true },
        new("person", Ref, "person") { Mandatory = true },
        new("role", Code, "beneficiary-role") { Mandatory = true }
    );

    public static readonly ExtractShape Payment = new(
        "payment",
        ["id"],
        "paid_on",
        new("id", Key) { Mandatory = true },
        new("service", Ref, "service") { Mandatory = true },
        new("paid_on", Date) { Mandatory = true, Event = true },
        new("amount", Money) { Mandatory = true },
        new("funder", Code, "funder"),
        new("registered_at", Date)
    );

    public static readonly ExtractShape Activity = new(
        "activity",
        ["id"],
        "done_on",
        new("id", Key) { Mandatory = true },
        new("case", Ref, "case"),
        new("persons", Refs, "person"),
        new("type", Code, "activity-type") { Mandatory = true },
        new("origin", Code, "activity-origin") { Mandatory = true },
        new("done_on", Date) { Mandatory = true, Event = true },
        new("registered_at", Date),
        new("minutes", Integer) { Max = 1440 },
        new("professional", Ref, "professional"),
        new("team", Label)
    );

    public static readonly ExtractShape Appointment = new(
        "appointment",
        ["id"],
        "date",
        new("id", Key) { Mandatory = true },
        new("case", Ref, "case"),
        new("requested_at", Date) { Expected = true, Event = true },
        new("date", Date) { Mandatory = true },
        new("minutes", Integer) { Max = 1440 },
        new("type", Code, "appointment-type") { Mandatory = true },
        new("state", Code, "appointment-state") { Mandatory = true },
        new("place", Code, "place"),
        new("scope", Code, "appointment-scope"),
        new("urgent", FieldKind.Boolean),
        new("spontaneous", FieldKind.Boolean),
        new("professionals", Refs, "professional"),
        new("persons", Refs, "person"),
        new("team", Label),
        new("registered_at", Date)
    );

    public static readonly ExtractShape HomeCarePlan = new(
        "home_care_plan",
        ["service", "from"],
        null,
        new("service", Ref, "service") { Mandatory = true },
        new("from", Date) { Mandatory = true },
        new("to", Date),
        new("weekly_hours", Number) { Mandatory = true, Max = 168 },
        new("copay_pct", Number) { Max = 100 },
        new("provider", Label)
    );

    public static readonly ExtractShape HomeCareDelivery = new(
        "home_care_delivery",
        ["service", "month"],
        "month",
        new("service", Ref, "service") { Mandatory = true },
        new("month", Date) { Mandatory = true },
        new("hours_planned", Number) { Max = 744 },
        new("hours_delivered", Number) { Mandatory = true, Max = 744 },
        new("hours_invoiced", Number) { Max = 744 },
        new("price_hour", Money),
        new("copay_amount", Money)
    );

    public static readonly ExtractShape CostLine = new(
        "cost_line",
        ["id"],
        "month",
        new("id", Key) { Mandatory = true },
        new("month", Date) { Mandatory = true },
        new("service_type", Code, "service") { Mandatory = true },
        new("cost_type", Code, "cost-type") { Mandatory = true },
        new("funder", Code, "funder") { Mandatory = true },
        new("budgeted", Money),
        new("executed", Money) { Mandatory = true },
        new("budget_year", Integer),
        new("budget_programme", Label),
        new("contract_programme_line", Label)
    );

    public static readonly ExtractShape Staff = new(
        "staff",
        ["professional", "from"],
        null,
        new("professional", Ref, "professional") { Mandatory = true },
        new("role", Code, "staff-role") { Mandatory = true },
        new("from", Date) { Mandatory = true },
        new("to", Date),
        new("weekly_hours", Number) { Mandatory = true },
        new("standard_hours", Number) { Mandatory = true },
        new("team", Label) { Expected = true },
        new("contract_programme_line", Label)
    );

    public static readonly ExtractShape Absence = new(
        "professional_absence",
        ["professional", "month"],
        null,
        new("professional", Ref, "professional") { Mandatory = true },
        new("month", Date) { Mandatory = true },
        new("days", Number) { Mandatory = true }
    );

    public static readonly ExtractShape Population = new(
        "population",
        ["municipality", "sex", "age_band", "year"],
        null,
        new("municipality", Code, "municipality") { Mandatory = true },
        new("sex", Code, "sex") { Mandatory = true },
        new("age_band", Code, "population-age-band") { Mandatory = true },
        new("year", Integer) { Mandatory = true },
        new("inhabitants", Integer) { Mandatory = true }
    );

    public static readonly ExtractShape Demand = new(
        "demand",
        ["id"],
        null,
        new("id", Key) { Mandatory = true },
        new("case", Ref, "case"),
        new("person", Ref, "person") { Mandatory = true },
        new("demand_code", Code, "demand-code") { Mandatory = true },
        new("date", Date) { Mandatory = true, Event = true },
        new("registered_at", Date),
        new("professional", Ref, "professional")
    );

    public static readonly ExtractShape Problem = new(
        "problem",
        ["id"],
        null,
        new("id", Key) { Mandatory = true },
        new("case", Ref, "case"),
        new("person", Ref, "person") { Mandatory = true },
        new("type", Code, "problem-type") { Mandatory = true },
        new("problem", Code, "problem"),
        new("from", Date) { Mandatory = true, Event = true },
        new("to", Date),
        new("registered_at", Date)
    );

    public static readonly ExtractShape Plan = new(
        "plan",
        ["id"],
        null,
        new("id", Key) { Mandatory = true },
        new("case", Ref, "case") { Mandatory = true },
        new("agreed_on", Date) { Mandatory = true, Event = true },
        new("expires_on", Date),
        new("closed_on", Date) { Event = true },
        new("outcome", Code, "plan-outcome")
    );

    public static readonly ExtractShape Organisation = new(
        "organisation",
        ["team", "valid_from"],
        null,
        new("team", Label) { Mandatory = true },
        new("valid_from", Date) { Mandatory = true },
        new("valid_to", Date),
        new("ebasp", Label) { Expected = true },
        new("sector", Label),
        new("subsector", Label),
        new("municipality", Code, "municipality")
    );

    /// <summary>All extracts.</summary>
    public static readonly ExtractShape[] All =
    [
        Person, Case, CasePerson, Service, Beneficiary, HomeCarePlan, HomeCareDelivery, Payment, CostLine, Activity, Appointment, Staff, Absence, Population,
        Demand, Problem, Plan, Organisation,
    ];
}
