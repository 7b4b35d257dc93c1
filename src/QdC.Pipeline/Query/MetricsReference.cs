using System.Text;
using QdC.Metrics;
using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Query;

/// <summary>
/// Every figure in the words of who reads it: what it says, how it is counted, by what it is broken down, what is seen of it outside the area and
/// which data it needs. Written from <c>metrics.yaml</c>, in Markdown.
/// </summary>
public sealed class MetricsReference(MetricsFile metrics, string language)
{
    private static readonly Dictionary<string, (string Ca, string Es, string En)> Words = new()
    {
        ["title"] = ("Indicadors", "Indicadores", "Indicators"),
        ["made"] = (
            "Escrit per `qdc metrics` a partir de `powerbi/metrics.yaml`: és la mateixa definició que calcula el magatzem, les consultes i els informes.",
            "Escrito por `qdc metrics` a partir de `powerbi/metrics.yaml`: es la misma definición que calcula el almacén, las consultas y los informes.",
            "Written by `qdc metrics` from `powerbi/metrics.yaml`: the same definition that warehouse, queries and reports compute."),
        ["kpi"] = ("indicador", "indicador", "indicator"),
        ["unit"] = ("Unitat", "Unidad", "Unit"),
        ["formula"] = ("Com es compta", "Cómo se cuenta", "How it is counted"),
        ["by"] = ("Es desglossa per", "Se desglosa por", "Broken down by"),
        ["total only"] = ("només el total", "solo el total", "the total only"),
        ["higher"] = ("com més, millor", "cuanto más, mejor", "higher is better"),
        ["lower"] = ("com menys, millor", "cuanto menos, mejor", "lower is better"),
        ["neutral"] = ("ni més ni menys és millor", "ni más ni menos es mejor", "neither more nor less is better"),
        ["direction"] = ("Com es llegeix", "Cómo se lee", "How it is read"),
        ["target"] = ("Es compara amb", "Se compara con", "Held against"),
        ["source"] = ("Definició", "Definición", "Definition"),
        ["outside"] = ("Fora de l'àrea", "Fuera del área", "Outside the area"),
        ["not published"] = ("no es publica", "no se publica", "not published"),
        ["total"] = ("total", "total", "total"),
        ["or"] = ("o", "o", "or"),
        ["needs"] = ("Dades que calen", "Datos que necesita", "Data it needs"),
        ["untested"] = ("**No contrastat amb dades de veritat coneguda**: no és cap dels 25 indicadors.", "**No contrastado con datos de verdad conocida**: no es ninguno de los 25 indicadores.", "**Untested against truth**: it is none of the 25 indicators."),
        ["look back"] = ("No disponible si les dades no arriben als anys que mira enrere.", "No disponible si los datos no alcanzan los años que mira atrás.", "Not available unless data reach back as many years as it looks."),
        ["first delivery"] = ("No disponible abans del primer lliurament, perquè a l'origen no porta data.", "No disponible antes de la primera entrega, porque en el origen no lleva fecha.", "Not available before the first delivery, because the source dates it by nothing."),
        ["in_period"] = ("durant el període", "durante el periodo", "in the period"),
        ["at_end"] = ("al final del període", "al final del periodo", "at the end of the period"),
        ["month_mean"] = ("mitjana dels mesos del període", "media de los meses del periodo", "mean over the months of the period"),
        ["year"] = ("de l'any, o de l'anterior més proper amb dades", "del año, o del anterior más próximo con datos", "of the year, or the nearest earlier one with data"),
        ["new"] = ("sense cap altra els anys anteriors", "sin ninguna otra los años anteriores", "with no other in the years before"),
        ["month"] = ("mes", "mes", "month"),
        ["quarter"] = ("trimestre", "trimestre", "quarter"),
        ["years"] = ("any", "año", "year"),
        ["rolling12"] = ("12 mesos", "12 meses", "12 months"),
    };

    private readonly FigureText _text = FigureText.In(language);
    private readonly ContractWords _contract = ContractWords.In(language);

    /// <summary>The page.</summary>
    public string Markdown()
    {
        var page = new StringBuilder($"# {Word("title")}\n\n{Word("made")}\n");
        foreach (var (metric, folder) in metrics.Folders.SelectMany(f => metrics.Metrics.Values.Where(m => m.Folder == f.Key).Select((m, i) => (m, i == 0 ? f.Value[language] : null))))
        {
            var texts = metric.Texts[language];
            page.Append(folder is null ? "" : $"\n## {folder}\n").Append($"\n### {texts.Name}\n\n{texts.Description}\n\n");
            foreach (var (word, text) in Facts(metric, withFormula: true))
            {
                page.Append($"- **{word}:** {text}\n");
            }
            foreach (var (said, holds) in new[] { ("untested", metric.Kpi is null), ("look back", metric.LookBackYears is not null), ("first delivery", metric.DatedFromFirstDelivery is not null) })
            {
                page.Append(holds ? $"- {Word(said)}\n" : "");
            }
        }
        return page.ToString();
    }

    /// <summary>What must be known of a metric, each with what it is called.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="withFormula">Whether with its code and how it is counted in the terms of the star, for those who know them; its name and description say both in words.</param>
    public IEnumerable<(string Word, string Text)> Facts(Metric metric, bool withFormula)
    {
        yield return (Word("unit"), $"{_text.Unit(metric)}{(withFormula ? $" · `{metric.Name}`" : "")}{(metric.Kpi is { } number ? $" · {Word("kpi")} {number}" : "")}");
        if (withFormula)
        {
            yield return (Word("formula"), Formula(metric));
        }
        yield return (Word("direction"), Word(metric.Direction.ToString().ToLowerInvariant()));
        if (metric.Target is { } target)
        {
            yield return (Word("target"), $"{_text.Value(metric, (double)target.Value)} ({metrics.Sources[target.Source]})");
        }
        yield return (Word("by"), Joined(metric.Breakdowns.Select(Dimension).DefaultIfEmpty(Word("total only"))));
        yield return (Word("outside"), Joined(Published(metric).DefaultIfEmpty(Word("not published"))));
        yield return (Word("needs"), Joined(metric.Needs.Select(n => n.AnyOf.Select(f => f.Split('.')).ToList()).GroupBy(n => n[0][0]).Select(g => $"{_contract.Subject(g.Key)} ({Joined(g.Select(n => string.Join($" {Word("or")} ", n.Select(f => _contract.Field(f[0], f[1])))))})")));
        yield return (Word("source"), metrics.Sources[metric.Source]);
    }

    private static string Joined(IEnumerable<string> parts) => string.Join(", ", parts);

    private string Formula(Metric metric)
    {
        var factor = metric.Factor == 1 ? "" : FormattableString.Invariant($"{metric.Factor:0} × ");
        return metric.Denominator is { } denominator && !metric.ValueIsNumerator ? $"{factor}{Counted(metric.Numerator)} {(metric.IsDifference ? "−" : "/")} {Counted(denominator)}" : Counted(metric.Numerator);
    }

    private string Counted(Measure measure)
    {
        var what = measure.Aggregate switch
        {
            Aggregate.Rows => "count(*)",
            Aggregate.Sum => $"sum({measure.Column})",
            Aggregate.Distinct => $"count(distinct {measure.Column})",
            _ => FormattableString.Invariant($"percentile({measure.Column}, {measure.At})"),
        };
        var conditions = measure.Where.Concat(measure.KeepLast).Select(w => $"{w.Key} = {string.Join(" | ", w.Value)}").ToList();
        var where = conditions.Count == 0 ? "" : $" where {string.Join(" and ", conditions)}";
        var looking = (measure.NewFor is null ? "" : $", {Word("new")}") + (measure.Within is { } day ? $", `{day}` {Word("in_period")}" : "");
        return $"`{what} from {measure.Fact.Table}{where}` {Word(Time(measure.Time))}{looking}";
    }

    private static string Time(TimeRule rule) => rule switch
    {
        TimeRule.AtEnd => "at_end",
        TimeRule.MonthMean => "month_mean",
        TimeRule.Year => "year",
        _ => "in_period",
    };

    private IEnumerable<string> Published(Metric metric) =>
        metrics.Published
            .Where(t => t.Metric == metric.Name)
            .Select(t => $"{(t.Breakdown == PublishedTable.Total ? Word("total") : string.Join(" × ", PublishedTable.Dimensions(t.Breakdown).Select(Dimension)))} ({string.Join(", ", t.Periods.Select(p => Word(p == "year" ? "years" : p)))})");

    private string Dimension(string name) => metrics.Dimensions[name].Names[language];

    private string Word(string key) => language switch
    {
        "ca" => Words[key].Ca,
        "es" => Words[key].Es,
        _ => Words[key].En,
    };
}
