using System.Globalization;
using QdC.Pipeline.Jobs;

namespace QdC.Portal.Jobs;

/// <summary>Schedules in plain words.</summary>
public static class ScheduleWords
{
    private static readonly Words Ca = new(
        "cada dia", "cada minut", "cada {0} minuts", "cada hora", "cada {0} hores", "al minut {0}", "als minuts {0}", "entre les {0} i les {1}", "a la", "a les",
        "el dia {0} de cada mes", "els dies {0} de cada mes", "el dia {0}", "els dies {0}", "de {0} a {1}", "els {0}", "si és {0}", "només {0}", "i", "o",
        ["dilluns", "dimarts", "dimecres", "dijous", "divendres", "dissabte", "diumenge"], ["dilluns", "dimarts", "dimecres", "dijous", "divendres", "dissabtes", "diumenges"],
        ["de gener", "de febrer", "de març", "d'abril", "de maig", "de juny", "de juliol", "d'agost", "de setembre", "d'octubre", "de novembre", "de desembre"]);

    private static readonly Words Es = new(
        "cada día", "cada minuto", "cada {0} minutos", "cada hora", "cada {0} horas", "en el minuto {0}", "en los minutos {0}", "entre las {0} y las {1}", "a la", "a las",
        "el día {0} de cada mes", "los días {0} de cada mes", "el día {0}", "los días {0}", "de {0} a {1}", "los {0}", "si es {0}", "solo {0}", "y", "o",
        ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"], ["lunes", "martes", "miércoles", "jueves", "viernes", "sábados", "domingos"],
        ["de enero", "de febrero", "de marzo", "de abril", "de mayo", "de junio", "de julio", "de agosto", "de septiembre", "de octubre", "de noviembre", "de diciembre"]);

    private static readonly Words En = new(
        "every day", "every minute", "every {0} minutes", "every hour", "every {0} hours", "at minute {0}", "at minutes {0}", "between {0} and {1}", "at", "at",
        "on day {0} of each month", "on days {0} of each month", "on day {0}", "on days {0}", "{0} to {1}", "on {0}", "if it is a {0}", "only {0}", "and", "or",
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"], ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"],
        ["of January", "of February", "of March", "of April", "of May", "of June", "of July", "of August", "of September", "of October", "of November", "of December"]);

    /// <summary>A schedule as a phrase without capital or full stop: <c>de dilluns a divendres a les 3:30</c>.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="language">ca, es or en.</param>
    public static string Say(RefreshSchedule schedule, string language)
    {
        var words = language switch { "es" => Es, "en" => En, _ => Ca };
        var days = words.WhichDays(schedule);
        var times = words.WhichTimes(schedule);
        return schedule.Hours.Count * schedule.Minutes.Count > Words.MostTimes && days == words.EveryDay ? times : $"{days} {times}";
    }

    private sealed record Words(
        string EveryDay, string EveryMinute, string EveryMinutes, string EveryHour, string EveryHours, string AtMinute, string AtMinutes, string Between, string AtOne, string At,
        string DayOfMonth, string DaysOfMonth, string Day, string DaysOf, string FromTo, string On, string If, string Only, string And, string Or,
        IReadOnlyList<string> Weekday, IReadOnlyList<string> WeekdayOften, IReadOnlyList<string> OfMonth)
    {
        /// <summary>So many times of a day are listed one by one.</summary>
        public const int MostTimes = 6;

        public string WhichDays(RefreshSchedule s)
        {
            var (anyDay, anyMonth, anyWeekday) = (s.Days.Count == 31, s.Months.Count == 12, s.Weekdays.Count == 7);
            var weekdays = anyWeekday ? null : Run(s.Weekdays) && s.Weekdays.Count > 2 ? Fill(FromTo, Weekday[s.Weekdays[0] - 1], Weekday[s.Weekdays[^1] - 1]) : Fill(On, List(s.Weekdays.Select(d => WeekdayOften[d - 1]), And));
            var months = anyMonth ? null : List(s.Months.Select(m => OfMonth[m - 1]), And);
            if (anyDay)
            {
                return (weekdays ?? EveryDay) + (months is null ? "" : " " + months);
            }
            var many = s.Days.Count > 1;
            var days = Fill(months is null ? (many ? DaysOfMonth : DayOfMonth) : many ? DaysOf : Day, Numbers(s.Days)) + (months is null ? "" : " " + months);
            return anyWeekday ? days : $"{days}, {Fill(If, List(s.Weekdays.Select(d => Weekday[d - 1]), Or))}";
        }

        public string WhichTimes(RefreshSchedule s)
        {
            if (s.Hours.Count * s.Minutes.Count <= MostTimes)
            {
                var times = s.Hours.SelectMany(h => s.Minutes.Select(m => Clock(h, m))).ToList();
                return $"{(times[0].StartsWith("1:", StringComparison.Ordinal) ? AtOne : At)} {List(times, And)}";
            }
            var minutes = Step(s.Minutes, 60) is { } step ? (step == 1 ? EveryMinute : Fill(EveryMinutes, Number(step))) : null;
            var hours = Step(s.Hours, 24) is { } by ? (by == 1 ? EveryHour : Fill(EveryHours, Number(by))) : null;
            var between = Run(s.Hours) ? Fill(Between, Clock(s.Hours[0], 0), Clock(s.Hours[^1], 59)) : Fill(Only, $"{At} {List(s.Hours.Select(h => $"{Number(h)} h"), And)}");
            var atMinutes = s.Minutes is [var only] ? Fill(AtMinute, Number(only)) : Fill(AtMinutes, Numbers(s.Minutes));
            return minutes is not null ? (s.Hours.Count == 24 ? minutes : $"{minutes}, {hours ?? between}")
                : hours is not null ? $"{hours}, {atMinutes}"
                : $"{EveryHour} {between}, {atMinutes}";
        }

        private string Numbers(IReadOnlyList<int> numbers) => List(numbers.Select(Number), And);

        private static string Number(int n) => n.ToString(CultureInfo.InvariantCulture);

        private static string Clock(int hour, int minute) => string.Create(CultureInfo.InvariantCulture, $"{hour}:{minute:00}");

        private static string Fill(string form, params string[] values) => string.Format(CultureInfo.InvariantCulture, form, [.. values]);

        private static string List(IEnumerable<string> items, string last) =>
            items.ToList() is var all && all.Count > 1 ? $"{string.Join(", ", all.Take(all.Count - 1))} {last} {all[^1]}" : all[0];

        private static bool Run(IReadOnlyList<int> values) => values.Count > 1 && values[^1] - values[0] == values.Count - 1;

        /// <summary>The distance of values that fill the whole range evenly from 0.</summary>
        private static int? Step(IReadOnlyList<int> values, int range) =>
            values.Count > 1 && values[0] == 0 && values[1] is var step && range % step == 0 && values.Count == range / step && values.Select((v, i) => v == i * step).All(v => v) ? step : null;
    }
}
