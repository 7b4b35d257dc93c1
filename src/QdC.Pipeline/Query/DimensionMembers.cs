using QdC.Metrics;
using QdC.Warehouse;

namespace QdC.Pipeline.Query;

/// <summary>The members of a dimension as a reader sees them, in the order they are shown.</summary>
internal sealed class DimensionMembers
{
    private readonly Dictionary<string, (int Place, string Label, bool Sensitive)> _members = [];
    private readonly string _language;

    private DimensionMembers(string dimension, string language) => (Dimension, _language) = (dimension, language);

    /// <summary>The dimension's name.</summary>
    public string Dimension { get; }

    /// <summary>The codes there are.</summary>
    public IReadOnlyCollection<string> Codes => _members.Keys;

    /// <summary>Reads the dimension of a version.</summary>
    public static DimensionMembers Read(DuckDbSession db, Dimension dimension, string language)
    {
        var read = new DimensionMembers(dimension.Name, language);
        var columns = db.Query(
            "SELECT column_name FROM duckdb_columns() WHERE schema_name = 'star' AND table_name = ?",
            row => row.GetString(0),
            dimension.Table
        );
        var label = columns.Contains($"label_{language}") ? $"label_{language}" : "code";
        var sensitive = columns.Contains("sensitive") ? "sensitive" : "false";
        var order = label == "code" ? "code" : dimension.Key;
        var rows = db.Query(
            $"SELECT code, {label}, {sensitive} FROM star.{dimension.Table} ORDER BY {dimension.Key} < 0, {order}",
            row => (Code: row.GetString(0), Label: row.GetString(1), Sensitive: row.GetBoolean(2))
        );
        foreach (var row in rows)
        {
            read._members.TryAdd(row.Code, (read._members.Count, row.Label, row.Sensitive));
        }
        return read;
    }

    /// <summary>True when the member is on the sensitive list.</summary>
    public bool IsSensitive(string code) => _members.TryGetValue(code, out var member) && member.Sensitive;

    /// <summary>What is wrong with asking for a member that is none: one that is called so is named.</summary>
    public UnknownName NoMember(string received)
    {
        var called = _members.Where(m => string.Equals(m.Value.Label, received, StringComparison.OrdinalIgnoreCase)).Select(m => m.Key).ToList();
        return new UnknownName($"member of {Dimension}", received, Codes, next: called is [var code] ? $"Members are asked for by their code: {Dimension}={code} is {_members[code].Label}." : $"`--by {Dimension}` shows each with its code.");
    }

    /// <summary>Its place among the others; the folded member comes last.</summary>
    public int Place(string code) => _members.TryGetValue(code, out var member) ? member.Place : int.MaxValue;

    /// <summary>The member with its label.</summary>
    public FigureMember Of(string code) =>
        new(Dimension, code, code == SensitiveMembers.Code ? SensitiveMembers.Label(_language) : _members.TryGetValue(code, out var member) ? (member.Label == code ? UnknownLabel(code) : null) ?? member.Label : code);

    /// <summary>Teams carry no labels, so their unknown members are named here.</summary>
    private string? UnknownLabel(string code) =>
        (code, _language) switch
        {
            ("unknown", "ca") => "Sense dada",
            ("unknown", "es") => "Sin dato",
            ("unknown", "en") => "Unknown",
            ("invalid", "ca") => "Valor no vàlid",
            ("invalid", "es") => "Valor no válido",
            ("invalid", "en") => "Invalid",
            ("unmapped", "ca") => "Codi sense correspondència",
            ("unmapped", "es") => "Código sin correspondencia",
            ("unmapped", "en") => "Unmapped",
            ("not_applicable", "en") => "Not applicable",
            ("not_applicable", _) => "No aplicable",
            _ => null,
        };
}
