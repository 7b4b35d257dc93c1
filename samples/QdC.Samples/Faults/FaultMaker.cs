using System.Globalization;
using QdC.Samples.Extracts;
using QdC.Samples.People;
using QdC.Samples.Territory;
using QdC.Samples.World;

namespace QdC.Samples.Faults;

/// <summary>Where and when a row is delivered, as a fault needs to know it.</summary>
/// <param name="Day">The delivery's effective date.</param>
/// <param name="Delivery">The delivery's place in the order, from 0.</param>
/// <param name="WindowStart">First day of the rolling extracts.</param>
/// <param name="IsLast">True in the last delivery.</param>
/// <param name="System">The system the cases are kept in.</param>
internal sealed record FaultScene(DateOnly Day, int Delivery, DateOnly WindowStart, bool IsLast, CaseSystem System);

/// <summary>How each kind of fault spoils a row: which rows can carry it, and what it does to them.</summary>
internal static class FaultMaker
{
    private delegate bool Carries(Editor row, FaultScene scene);

    private delegate void Spoils(Editor row, FaultScene scene);

    private static readonly Dictionary<string, (Carries Can, Spoils Do)> Makers = new()
    {
        ["person_without_key"] = (Any, (r, _) => r["id"] = ""),
        ["case_without_opening"] = (Unchained, (r, _) => r["opened_on"] = ""),
        ["case_opening_untypable"] = (Unchained, (r, _) => r["opened_on"] = "12 de març"),
        ["case_absent_for_a_month"] = ((r, s) => s.Delivery == 1 && Unchained(r, s), (r, _) => r.Row.Removed = true),
        ["activity_without_date"] = (Any, (r, _) => r["done_on"] = ""),
        ["activity_malformed"] = ((_, s) => s.System.WritesText && s.Delivery == 0, (r, _) => r.Row.Malformed = true),
        ["payment_amount_in_words"] = (Any, (r, _) => r["amount"] = "cent euros"),
        ["service_amount_in_words"] = ((r, _) => r["granted_amount"] != "", (r, _) => r["granted_amount"] = "pendent"),
        ["payment_twice"] = (Any, (r, _) => r.Row.Surplus = r.Row.Copy()),
        ["activity_twice_differing"] = ((r, _) => r["minutes"] != "", (r, _) => r.Surplus("minutes", r["minutes"] == "7" ? "8" : "7")),
        ["case_twice_differing"] = (Any, (r, _) => r.Surplus("stage", r["stage"] == "none" ? "reception" : "none")),
        ["case_close_date_untypable"] = (Open, (r, s) => r[s.System.TellsStateDate ? "state_date" : "closed_on"] = "??/03/2024"),
        ["service_start_untypable"] = ((r, _) => r["from"] != "" && r["status"] == "granted", (r, _) => r["from"] = "aviat"),
        ["activity_minutes_in_words"] = ((r, _) => r["minutes"] != "", (r, _) => r["minutes"] = "una hora"),
        ["activity_minutes_too_many"] = ((r, _) => r["minutes"] != "", (r, _) => r["minutes"] = "1500"),
        ["service_request_sentinel"] = (Any, (r, _) => r["requested_on"] = "1900-01-01"),
        ["person_born_after_delivery"] = (WithoutCard, (r, s) => r["birth_date"] = CellText.Of(s.Day.AddDays(400))),
        ["person_birth_untypable"] = (WithoutCard, (r, _) => r["birth_date"] = "30/02/1980"),
        ["person_without_sex"] = (Any, (r, _) => r["sex"] = ""),
        ["person_without_birth_date"] = (WithoutCard, (r, _) => r["birth_date"] = ""),
        ["case_without_team"] = (Any, (r, _) => r["team"] = ""),
        ["person_document_letter"] = ((r, _) => r["doc_type"] == "nif", (r, _) => r["doc_number"] = OtherLetter(r["doc_number"])),
        ["person_cip_contradiction"] = ((r, _) => r["cip"] != "", (r, _) => r["cip"] = OtherSex(r["cip"])),
        ["person_cip_form"] = ((r, _) => r["cip"] != "", (r, _) => r["cip"] = r["cip"][..12]),
        ["person_nass_digits"] = ((r, _) => r["nass"] != "", (r, _) => r["nass"] = OtherDigit(r["nass"])),
        ["person_municipality_digit"] = (Any, (r, _) => r["municipality"] = OtherDigit(r["municipality"])),
        ["person_doc_none_with_number"] = ((r, _) => r["doc_type"] == "nif", (r, _) => r["doc_type"] = "none"),
        ["person_doc_letter_where_none"] = (
            (r, _) => r["doc_type"] == "nif" && char.IsAsciiDigit(r["doc_number"][0]),
            (r, _) => r["doc_type"] = "dni_without_letter"
        ),
        ["service_type_unknown"] = (Any, (r, _) => r["type"] = "9.9.9"),
        ["activity_type_unknown"] = (Any, (r, _) => r["type"] = "77"),
        ["activity_in_future"] = (Any, (r, s) => r["done_on"] = CellText.Of(s.Day.AddDays(12))),
        ["payment_in_future"] = (Any, (r, s) => r["paid_on"] = CellText.Of(s.Day.AddDays(9))),
        ["case_closed_before_opened"] = (
            Closed,
            (r, s) =>
            {
                r["closed_on"] = CellText.Of(Day(r["opened_on"])!.Value.AddDays(-20));
                if (s.System.TellsStateDate)
                    r["state_date"] = r["closed_on"];
            }
        ),
        ["service_ends_before_start"] = (
            (r, _) => r["from"] != "" && r["amount_kind"] != "one_off",
            (r, _) => r["to"] = CellText.Of(Day(r["from"])!.Value.AddDays(-45))
        ),
        ["service_decided_before_request"] = (
            (r, _) => r["decided_on"] != "",
            (r, _) => r["decided_on"] = CellText.Of(Day(r["requested_on"])!.Value.AddDays(-5))
        ),
        ["case_closed_without_date"] = (
            Closed,
            (r, _) =>
            {
                r["closed_on"] = "";
                r["state_date"] = "";
            }
        ),
        ["case_open_with_reason"] = (Open, (r, _) => r["close_reason"] = "resolved"),
        ["case_number_is_dni"] = (Any, (r, _) => r["number"] = Identifiers.Dni(43_210_987)),
        ["activity_team_is_phone"] = (Any, (r, _) => r["team"] = "677123456"),
        ["activity_person_unknown"] = (Any, (r, _) => r["persons"] = "99999" + r["id"]),
        ["payment_service_unknown"] = (Any, (r, _) => r["service"] = "88888" + r["service"]),
        ["activity_after_death"] = (
            (r, s) => r["origin"] == "manual" && !r["persons"].Contains('|') && AfterDeath(r, s) is not null,
            (r, s) => r["done_on"] = CellText.Of(AfterDeath(r, s))
        ),
        ["activity_after_closing"] = (
            (r, s) => r["origin"] == "manual" && AfterClosing(r, s) is not null,
            (r, s) => r["done_on"] = CellText.Of(AfterClosing(r, s))
        ),
        ["case_person_two_principals"] = ((r, s) => r["relation"] is not "principal" && r["to"] == "" && OpenCase(r, s), (r, _) => r["relation"] = "principal"),
        ["case_overlapping"] = ((r, s) => Open(r, s) && r["type"] is "SAD" or "SIAD" or "IMM" && !r.Row.About!.Retyped, (r, _) => r["type"] = "SSB"),
        ["problem_without_start"] = (Any, (r, _) => r["from"] = ""),
        ["problem_type_unknown"] = (Any, (r, _) => r["type"] = "99"),
        ["problem_ends_before_start"] = (Any, (r, _) => r["to"] = CellText.Of(Day(r["from"])!.Value.AddDays(-10))),
        ["problem_person_unknown"] = (Any, (r, _) => r["person"] = "77777" + r["id"]),
        ["problem_overlapping"] = (
            (r, s) => Overlapped(r, s) is not null,
            (r, s) =>
            {
                var other = Overlapped(r, s)!;
                r["type"] = other.Type;
                r["problem"] = other.Code;
            }
        ),
        ["problem_after_closing"] = (
            (r, s) => Closing((r.Row.Source as Problem)?.Case, s) is not null,
            (r, s) =>
            {
                r["from"] = CellText.Of(Closing((r.Row.Source as Problem)?.Case, s)!.Value.AddDays(6));
                r["to"] = "";
            }
        ),
        ["plan_expired_left_open"] = (
            (r, s) => Day(r["expires_on"]) < s.Day && r.Row.Source is Plan { Case: var file } && (file.Closed is null || file.Closed > s.Day),
            (r, _) =>
            {
                r["closed_on"] = "";
                r["outcome"] = "";
            }
        ),
        ["plan_before_opening"] = (Any, (r, _) => r["agreed_on"] = CellText.Of(((Plan)r.Row.Source!).Case.Opened.AddDays(-15))),
        ["plan_after_closing"] = (
            (r, s) => Closing((r.Row.Source as Plan)?.Case, s) is not null,
            (r, s) =>
            {
                var closed = Closing((r.Row.Source as Plan)?.Case, s)!.Value;
                r["agreed_on"] = CellText.Of(closed.AddDays(6));
                r["expires_on"] = CellText.Of(closed.AddDays(200));
                r["closed_on"] = "";
                r["outcome"] = "";
            }
        ),
        ["plan_expiry_untypable"] = (Any, (r, _) => r["expires_on"] = "d'aquí a un any"),
        ["demand_in_future"] = (Any, (r, s) => r["date"] = CellText.Of(s.Day.AddDays(12))),
        ["demand_without_person"] = (Any, (r, _) => r["person"] = ""),
        ["appointment_without_request"] = (Any, (r, _) => Requested(r, "")),
        ["appointment_requested_after_held"] = (
            (r, s) => Day(r["date"])?.AddDays(6) <= s.Day,
            (r, _) => Requested(r, CellText.Of(Day(r["date"])!.Value.AddDays(6)))
        ),
        ["appointment_minutes_too_many"] = (Any, (r, _) => r["minutes"] = "2000"),
        ["appointment_place_unknown"] = (Any, (r, _) => r["place"] = "99"),
        ["service_energy_on_other"] = ((r, s) => s.System.TellsEnergyNeed && !r["type"].StartsWith("2.3.7", StringComparison.Ordinal), (r, _) => r["energy_channel"] = "supplier"),
        ["service_energy_denial_of_granted"] = (
            (r, s) => s.System.TellsEnergyNeed && r["status"] == "granted" && r["type"].StartsWith("2.3.7", StringComparison.Ordinal),
            (r, _) => r["energy_denial_reason"] = "no_budget"
        ),
        ["absence_days_in_words"] = (Any, (r, _) => r["days"] = "tres"),
        ["absence_longer_than_its_month"] = ((r, _) => Day(r["month"]) is { } month && DateTime.DaysInMonth(month.Year, month.Month) < 31, (r, _) => r["days"] = "31"),
        ["plan_overlapping"] = ((r, s) => Following(r, s) is not null, (r, s) => r["to"] = CellText.Of(Following(r, s)!.Value.AddDays(10))),
        ["delivery_hours_in_words"] = (Any, (r, _) => r["hours_delivered"] = "moltes"),
        ["delivery_hours_too_many"] = (Any, (r, _) => r["hours_delivered"] = "900.00"),
        ["delivery_invoiced_not_given"] = (
            (r, _) => Amount(r["hours_delivered"]) > 0,
            (r, _) => r["hours_invoiced"] = CellText.Of(Amount(r["hours_delivered"]) + 4)
        ),
        ["delivery_service_unknown"] = (Any, (r, _) => r["service"] = "88888" + r["service"]),
        ["delivery_of_other_service"] = (
            (r, _) => Amount(r["hours_delivered"]) > 0 && OtherService(r) is not null,
            (r, _) => r["service"] = OtherService(r)!
        ),
        ["service_home_care_none"] = (
            (r, _) => r["type"] == HomeCareStory.HomeCare && r["status"] == "granted",
            (r, _) => r["sad_kind"] = "none"
        ),
        ["cost_executed_in_words"] = (Any, (r, _) => r["executed"] = "per concretar"),
        ["cost_service_unknown"] = (Any, (r, _) => r["service_type"] = "9.9.9"),
        ["cost_over_budget"] = ((r, _) => Amount(r["executed"]) > 1, (r, _) => r["executed"] = CellText.Of(Amount(r["executed"]) * 100)),
    };

    /// <summary>True when a kind of fault can be planted.</summary>
    public static bool Knows(string code) => Makers.ContainsKey(code);

    /// <summary>True when the row can carry the fault.</summary>
    public static bool CanCarry(string code, ExtractShape shape, Row row, FaultScene scene) =>
        Makers[code].Can(new Editor(shape, row), scene);

    /// <summary>Spoils the row.</summary>
    public static void Spoil(string code, ExtractShape shape, Row row, FaultScene scene) =>
        Makers[code].Do(new Editor(shape, row), scene);

    private static bool Any(Editor row, FaultScene scene) => true;

    /// <summary>The request and its entry in the diary are one day.</summary>
    private static void Requested(Editor row, string day) => (row["requested_at"], row["registered_at"]) = (day, day);

    private static bool Open(Editor row, FaultScene scene) => row["state"] == "open";

    private static bool Closed(Editor row, FaultScene scene) => row["state"] == "closed" && Unchained(row, scene);

    private static bool Unchained(Editor row, FaultScene scene) =>
        row["transferred_from"] == "" && row["close_reason"] != "moved";

    private static bool WithoutCard(Editor row, FaultScene scene) => row["cip"] == "" && row["death_date"] == "";

    private static DateOnly? AfterDeath(Editor row, FaultScene scene) =>
        Within(row.Row.About?.Person.Death?.AddDays(3), scene);

    private static DateOnly? AfterClosing(Editor row, FaultScene scene) =>
        Within((row.Row.Source as Activity)?.Case.Closed?.AddDays(8), scene);

    /// <summary>The day a case was closed, where there is room for something to begin after it.</summary>
    private static DateOnly? Closing(CaseFile? file, FaultScene scene) => file?.Closed?.AddDays(6) <= scene.Day ? file!.Closed : null;

    /// <summary>Another problem that the row's person had while this one was in force.</summary>
    private static Problem? Overlapped(Editor row, FaultScene scene) =>
        row.Row.Source is Problem { Beside: { } other } problem
        && other.Registered <= scene.Day
        && problem.From <= (other.To ?? DateOnly.MaxValue)
        && other.From <= (problem.To ?? DateOnly.MaxValue)
            ? other
            : null;

    private static bool OpenCase(Editor row, FaultScene scene) =>
        row.Row.Source is CaseFile file && (file.Closed is null || file.Closed > scene.Day);

    private static DateOnly? Within(DateOnly? day, FaultScene scene) =>
        day >= scene.WindowStart && day <= scene.Day ? day : null;

    /// <summary>The day the next plan of the same service begins, when it is known by then.</summary>
    private static DateOnly? Following(Editor row, FaultScene scene) =>
        (row.Row.Source as HomeCarePlan)?.Next is { } next && next.From <= scene.Day ? next.From : null;

    /// <summary>A service of the same people that is no home care given and that every delivery holds.</summary>
    private static string? OtherService(Editor row) =>
        row.Row.Source is HomeCareMonth line ? line.Other?.Id : null;

    private static decimal Amount(string text) => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? amount : 0;

    private static DateOnly? Day(string text) => CellText.TryDay(text, out var day) ? day : null;

    private static string OtherLetter(string document) => document[..^1] + (document[^1] == 'A' ? 'B' : 'A');

    private static string OtherSex(string cip) => cip[..4] + (cip[4] == '0' ? '1' : '0') + cip[5..];

    private static string OtherDigit(string number) => number[..^1] + (number[^1] == '0' ? '1' : '0');

    /// <summary>Reads and changes a row's cells by field name.</summary>
    private readonly struct Editor(ExtractShape shape, Row row)
    {
        public Row Row { get; } = row;

        public string this[string field]
        {
            get => Row.Cells[shape[field].Index];
            set => Row.Cells[shape[field].Index] = value;
        }

        public void Surplus(string field, string text)
        {
            Row.Surplus = Row.Copy();
            Row.Surplus.Cells[shape[field].Index] = text;
        }
    }
}
