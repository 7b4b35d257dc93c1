using System.Globalization;
using QdC.Metrics;

namespace QdC.Pipeline.Query;

/// <summary>Figures as a reader of a language sees them: numbers, periods, units, status.</summary>
public sealed class FigureText
{
    private static readonly Dictionary<string, FigureText> Languages = new()
    {
        ["ca"] = new FigureText(
            ',', '.',
            ["gener", "febrer", "març", "abril", "maig", "juny", "juliol", "agost", "setembre", "octubre", "novembre", "desembre"],
            "{0}r trimestre|{0}n trimestre|{0}r trimestre|{0}t trimestre", "any {0}", "12 mesos fins a {0}",
            new() { ["people"] = "persones", ["cases"] = "expedients", ["activities"] = "actuacions", ["families"] = "famílies", ["hours"] = "hores", ["services"] = "prestacions", ["days"] = "dies", ["euros"] = "euros", ["percent"] = "%", ["problems"] = "problemàtiques", ["demands"] = "demandes", ["interviews"] = "entrevistes", ["fte_months"] = "mesos de jornada completa", ["per_1000"] = "per 1.000 hab." },
            new() { ["ok"] = "definitiu", ["provisional"] = "provisional", ["not_available"] = FigureMarks.NotAvailable.Ca, ["suppressed"] = "secret estadístic" },
            new()
            {
                ["not every area"] = "no el donen totes les àrees",
                ["areas do not add up"] = "no se sumen àrees",
                ["no denominator"] = "sense denominador",
                ["before the first delivery"] = "anterior al primer lliurament",
                ["not covered by any delivery"] = "cap lliurament no cobreix el període",
                [MetricSupply.NeverDelivered.En] = MetricSupply.NeverDelivered.Ca,
                ["data do not reach back"] = "les dades no arriben {0} anys enrere",
            }),
        ["es"] = new FigureText(
            ',', '.',
            ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
            "{0}.º trimestre|{0}.º trimestre|{0}.º trimestre|{0}.º trimestre", "año {0}", "12 meses hasta {0}",
            new() { ["people"] = "personas", ["cases"] = "expedientes", ["activities"] = "actuaciones", ["families"] = "familias", ["hours"] = "horas", ["services"] = "prestaciones", ["days"] = "días", ["euros"] = "euros", ["percent"] = "%", ["problems"] = "problemáticas", ["demands"] = "demandas", ["interviews"] = "entrevistas", ["fte_months"] = "meses de jornada completa", ["per_1000"] = "por 1.000 hab." },
            new() { ["ok"] = "definitivo", ["provisional"] = "provisional", ["not_available"] = FigureMarks.NotAvailable.Es, ["suppressed"] = "secreto estadístico" },
            new()
            {
                ["not every area"] = "no lo dan todas las áreas",
                ["areas do not add up"] = "no se suman áreas",
                ["no denominator"] = "sin denominador",
                ["before the first delivery"] = "anterior a la primera entrega",
                ["not covered by any delivery"] = "ninguna entrega cubre el periodo",
                [MetricSupply.NeverDelivered.En] = MetricSupply.NeverDelivered.Es,
                ["data do not reach back"] = "los datos no llegan {0} años atrás",
            }),
        ["en"] = new FigureText(
            '.', ',',
            ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
            "quarter {0}|quarter {0}|quarter {0}|quarter {0}", "year {0}", "12 months to {0}",
            new() { ["percent"] = "%", ["per_1000"] = "per 1,000", ["fte_months"] = "full-time months" },
            new() { ["not_available"] = "not available", ["suppressed"] = "confidential" },
            new() { ["data do not reach back"] = "data do not reach back {0} years" }),
    };

    private static readonly Dictionary<string, Words> Texts = new()
    {
        ["version"] = ("versió", "versión", "version"),
        ["period"] = ("període", "periodo", "period"),
        ["before"] = ("abans", "antes", "before"),
        ["change"] = ("variació", "variación", "change"),
        ["figure"] = ("xifra", "cifra", "figure"),
        ["of"] = ("de", "de", "of"),
        ["by"] = ("entre", "entre", "by"),
        ["values"] = ("casos", "casos", "values"),
        ["status"] = ("estat", "estado", "status"),
        ["data"] = ("dades a", "datos a", "data as of"),
        ["suppressed"] = FigureMarks.Suppressed,
        ["once"] = ("Qui és atès en dues àrees hi compta una vegada.", "Quien es atendido en dos áreas cuenta una vez.", "Who is attended in two areas counts once."),
        ["twice"] = ("Qui és atès en dues àrees hi compta dues vegades.", "Quien es atendido en dos áreas cuenta dos veces.", "Who is attended in two areas counts twice."),
        ["to date"] = ("de {0} a {1}", "de {0} a {1}", "{0} to {1}"),
        ["nothing"] = ("No hi ha res comptat en aquest període.", "No hay nada contado en este periodo.", "Nothing was counted in that period."),
    };

    /// <summary>The mark of a figure that is suppressed; it tells nothing of how large it is.</summary>
    public const string Suppressed = FigureMarks.SuppressedSign;

    private readonly NumberFormatInfo _numbers;
    private readonly string[] _months;
    private readonly string[] _quarters;
    private readonly string _year;
    private readonly string _rolling;
    private readonly Dictionary<string, string> _units;
    private readonly Dictionary<string, string> _states;
    private readonly Dictionary<string, string> _reasons;

    private FigureText(
        char point, char group, string[] months, string quarters, string year, string rolling,
        Dictionary<string, string> units, Dictionary<string, string> states, Dictionary<string, string> reasons)
    {
        _numbers = new NumberFormatInfo { NumberDecimalSeparator = $"{point}", NumberGroupSeparator = $"{group}" };
        (_months, _quarters, _year, _rolling) = (months, quarters.Split('|'), year, rolling);
        (_units, _states, _reasons) = (units, states, reasons);
    }

    /// <summary>The languages there are.</summary>
    public static string[] Codes => [.. Languages.Keys];

    /// <summary>The texts of a language.</summary>
    public static FigureText In(string language) => Languages[language];

    /// <summary>The value with its unit sign, rounded half away from zero as the metric's format says.</summary>
    public string Value(Metric metric, double? value) => value is { } number ? Number(metric, (decimal)number) + Sign(metric) : "–";

    /// <summary>A counted number: euros with cents, everything else with the decimals it has, at most two.</summary>
    public string Amount(Measure? measure, decimal? amount) =>
        amount is not { } number ? ""
        : measure?.Aggregate == Aggregate.Sum && number != decimal.Truncate(number) ? Rounded(number, 2)
        : Rounded(number, 0);

    /// <summary>A share as a percentage with one decimal, 0.123 as 12,3 %.</summary>
    public string Percent(double share) => Rounded((decimal)share * 100, 1) + " %";

    /// <summary>The value without its unit's percent sign, as differences of percentages are told.</summary>
    public string Points(Metric metric, double value) => Number(metric, (decimal)value) + (metric.Unit == "percent" ? "" : Sign(metric));

    /// <summary>A whole number.</summary>
    public string Count(long number) => Rounded(number, 0);

    /// <summary>Euros with their cents, without the sign.</summary>
    public string Euros(decimal amount) => Rounded(amount, 2);

    /// <summary>The period as people say it.</summary>
    public string Period(string kind, DateOnly end) =>
        kind switch
        {
            "month" => Month(end),
            "quarter" => string.Format(CultureInfo.InvariantCulture, _quarters[(end.Month - 1) / 3], (end.Month + 2) / 3) + $" {end.Year}",
            "year" => string.Format(CultureInfo.InvariantCulture, _year, end.Year),
            PeriodKinds.YearToDate => string.Format(CultureInfo.InvariantCulture, Word("to date"), _months[0], Month(end)),
            _ => string.Format(CultureInfo.InvariantCulture, _rolling, Month(end)),
        };

    /// <summary>A word of the table.</summary>
    public string Word(string key) => Texts[key][Languages.First(l => l.Value == this).Key];

    /// <summary>The unit's name.</summary>
    public string Unit(Metric metric) => _units.GetValueOrDefault(metric.Unit, metric.Unit);

    /// <summary>The status in words, with the reason where there is one.</summary>
    public string Status(Figure figure)
    {
        var status = Status(figure.Status);
        return Reason(figure) is { } reason ? $"{status}: {reason}" : status;
    }

    /// <summary>A status in words.</summary>
    public string Status(string status) => _states.GetValueOrDefault(status, status.Replace('_', ' '));

    /// <summary>Why the figure is not available; null when it is.</summary>
    public string? Reason(Figure figure)
    {
        if (figure is not { Status: "not_available", Reason: { } reason })
        {
            return null;
        }
        const string Years = "data do not reach back";
        return reason.StartsWith(Years, StringComparison.Ordinal)
            ? string.Format(CultureInfo.InvariantCulture, _reasons[Years], reason[(Years.Length + 1)..].Split(' ')[0])
            : _reasons.GetValueOrDefault(reason, reason);
    }

    private static string Sign(Metric metric) => metric.Unit switch { "percent" => " %", "euros" => " €", _ => "" };

    private string Number(Metric metric, decimal value)
    {
        var digits = metric.Format.SkipWhile(c => c != '.').Skip(1).TakeWhile(c => c is '0' or '#').Count();
        return Rounded(value, digits);
    }

    private string Rounded(decimal value, int digits) =>
        decimal.Round(value, digits, MidpointRounding.AwayFromZero).ToString("N" + digits.ToString(CultureInfo.InvariantCulture), _numbers);

    private string Month(DateOnly day) => $"{_months[day.Month - 1]} {day.Year}";
}
