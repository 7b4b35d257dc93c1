using QdC.Metrics;
using QdC.Warehouse;

namespace QdC.Publish.PowerBi;

/// <summary>
/// The semantic model of an area, from the definitions: a star over the views of schema <c>bi</c>, holding the columns that a measure, a
/// relationship or a reader needs and no other. The area's rows are chosen by the parameter AreaCode; it has no roles, since each area has a
/// workspace of its own.
/// </summary>
internal sealed class AreaModel
{
    /// <summary>Its name, in the repository and in the workspace.</summary>
    public const string Name = "QdC";

    /// <summary>The column by which rows are an area's, in every table of the model and every view.</summary>
    public const string AreaCode = "area_code";

    /// <summary>The parameters that a publish fills in; the values are those that the repository shows.</summary>
    public static readonly IReadOnlyList<(string Name, string Value)> Parameters = [("Server", "localhost"), ("Database", "qdc"), ("AreaCode", "tarragona")];

    private readonly MetricsFile _file;
    private readonly DashboardsFile _dashboards;
    private readonly DaxNames _names;
    private readonly IReadOnlyDictionary<string, WarehouseView> _views = WarehouseView.All.ToDictionary(v => v.Name);
    private readonly IReadOnlyList<DaxMeasure> _measures;
    private readonly HashSet<(string Table, string Column)> _named;

    private AreaModel(MetricsFile file, DashboardsFile dashboards)
    {
        (_file, _dashboards) = (file, dashboards);
        _names = new DaxNames(file);
        _measures = DaxModel.Of(file).Measures;
        _named = [.. _measures.SelectMany(m => DaxSyntax.Read(m.Expression).All()).OfType<DaxColumn>().Select(c => (c.Table, c.Column))];
    }

    /// <summary>Makes it.</summary>
    /// <param name="file">The figures.</param>
    /// <param name="dashboards">The pages, of whose texts it keeps the three languages.</param>
    public static SemanticModel Of(MetricsFile file, DashboardsFile dashboards) => new AreaModel(file, dashboards).Model();

    private SemanticModel Model()
    {
        var helpers = new HelperTables(_file, _dashboards, _views);
        ModelTable[] tables =
        [
            helpers.Dates(),
            .. _file.Dimensions.Values.Select(Dimension),
            .. _file.Facts.Values.Where(f => f.Names is not null).Select(Fact),
            helpers.Area(),
            helpers.Supply([.. Measures(DaxNames.Supply)]),
            HelperTables.Time(),
            helpers.Comparison(),
        ];
        return new SemanticModel(Name, Parameters, tables, [.. Relationships()]);
    }

    private ModelTable Dimension(Dimension dimension)
    {
        var names = Words.Of(dimension.Names);
        var view = _views[dimension.Table["dim_".Length..]];
        bool Has(string column) => view.Columns.Any(c => c.Name == column);
        var hidden = new List<string> { AreaCode, dimension.Key };
        hidden.AddRange(new[] { "code", "from_age", "in_area" }.Where(c => Has(c) && (c != "code" || _named.Contains((names.Ca, c)))));
        var label = Column(view, Has("name_ca") ? "name_ca" : "code") with
        {
            Name = names.Ca,
            Names = names,
            Description = names.In("Nom del desglossament: {0}.", "Nombre del desglose: {0}.", "Name of the breakdown: {0}."),
            SortBy = Has("from_age") ? "from_age" : null,
            Category = dimension.Name == "municipality" ? "City" : null,
        };
        var (steps, upper) = Above(dimension, view);
        return new ModelTable(names, names.In("Desglossament dels indicadors: {0}.", "Desglose de los indicadores: {0}.", "Breakdown of the figures: {0}."), view.Name,
            [.. hidden.Distinct().Select(c => Column(view, c) with { IsKey = c == dimension.Key }), .. upper, label])
        {
            Hierarchies = steps is null ? [] : [new ModelHierarchy(steps, names.In("Del conjunt a cada part: {0}.", "Del conjunto a cada parte: {0}.", "From the whole to each part: {0}."), [.. upper, label])],
        };
    }

    /// <summary>What members of a dimension stand under, which readers may open step by step.</summary>
    private static (Words? Steps, List<ModelColumn> Columns) Above(Dimension dimension, WarehouseView view)
    {
        ModelColumn Level(string column, Words names, Words description) => Column(view, column) with { Name = names.Ca, Names = names, Description = description };
        return dimension.Name switch
        {
            "municipality" => (new("Comarca i municipi", "Comarca y municipio", "County and municipality"),
            [
                Level("comarca", new("Comarca", "Comarca", "County"), new("Comarca del municipi.", "Comarca del municipio.", "County of the municipality.")),
            ]),
            "team" => (new("EBASP, sector i equip", "EBASP, sector y equipo", "Basic team, sector and team"),
            [
                Level("ebasp", new("EBASP", "EBASP", "Basic team (EBASP)"), new("Equip bàsic d'atenció social primària a què pertany l'equip.", "Equipo básico de atención social primaria al que pertenece el equipo.", "Basic team of primary social care that the team belongs to.")),
                Level("sector", new("Sector", "Sector", "Sector"), new("Sector de l'equip.", "Sector del equipo.", "Sector of the team.")),
            ]),
            _ => (null, []),
        };
    }

    private ModelTable Fact(Fact fact)
    {
        var (table, view) = (_names.Table(fact), _views[fact.Table]);
        var keys = Sharing(fact).SelectMany(f => f.Dimensions.Keys.Select(d => _names.KeyColumn(f, d)));
        var needed = keys.Append(AreaCode).Concat(fact.Date is null ? [] : ["month"]).Concat(_named.Where(n => n.Table == table).Select(n => n.Column)).ToHashSet();
        var names = Words.Of(fact.Names!);
        return new ModelTable(names, names.In("Fets dels quals es compten els indicadors: {0}.", "Hechos de los que se cuentan los indicadores: {0}.", "Facts that the figures are counted from: {0}."), view.Name, [.. view.Columns.Where(c => needed.Contains(c.Name)).Select(c => Column(view, c.Name))])
        {
            Measures = [.. Measures(table)],
        };
    }

    private IEnumerable<ModelMeasure> Measures(string table) =>
        _measures
            .Where(m => m.Table == table)
            .Select(m => new ModelMeasure(m.Name, m.Expression, m.Format)
            {
                Names = m.Metric is { } metric ? new(metric.Texts["ca"].Name, metric.Texts["es"].Name, metric.Texts["en"].Name) : null,
                Description = m.Metric is { } said ? new(said.Texts["ca"].Description, said.Texts["es"].Description, said.Texts["en"].Description) : null,
                Folder = m.Metric is { } kept ? Words.Of(_file.Folders[kept.Folder]) : null,
            });

    /// <summary>Facts to the days and to their dimensions; where a table reaches a dimension twice, the second way is asked for by name.</summary>
    private IEnumerable<ModelRelationship> Relationships()
    {
        foreach (var fact in _file.Facts.Values.Where(f => f.Names is not null))
        {
            var table = _names.Table(fact);
            if (fact.Date is not null)
            {
                yield return new(table, "month", DaxNames.Dates, DaxNames.Day, true);
            }
            foreach (var way in Sharing(fact).SelectMany(f => f.Dimensions.Keys.Select(d => (Dimension: d, Column: _names.KeyColumn(f, d), Active: _names.IsActive(f, d)))).DistinctBy(w => w.Column))
            {
                yield return new(table, way.Column, _names.Table(way.Dimension), _file.Dimensions[way.Dimension].Key, way.Active);
            }
        }
    }

    private IEnumerable<Fact> Sharing(Fact fact) => _file.Facts.Values.Where(f => f.Table == fact.Table);

    /// <summary>A hidden column as the view has it.</summary>
    internal static ModelColumn Column(WarehouseView view, string name)
    {
        var column = view.Columns.FirstOrDefault(c => c.Name == name) ?? throw new InvalidOperationException($"The view bi.{view.Name} has no column {name}, which the model needs.");
        var type = ViewTypes.Of(column);
        return new ModelColumn(name, type, name)
        {
            Format = type switch { "dateTime" => "dd/mm/yyyy", "int64" => "0", _ => null },
            Ignored = type == "double" ? ["AVOID_FLOATING_POINT_DATA_TYPES"] : [], // a fixed decimal would cut off decimals that the figures have
        };
    }
}
