namespace QdC.Portal.Pages;

/// <summary>Councils' names where there is little room.</summary>
internal static class AreaNames
{
    private static readonly string[] Before = ["Ajuntament de ", "Ajuntament d'", "Consell Comarcal de ", "Consell Comarcal del ", "Consell Comarcal d'", "Consorci d'Acció Social de ", "Consorci de Benestar Social de ", "Consorci de Benestar Social del "];

    /// <summary>The name without what kind of body it is: Tarragona, la Garrotxa.</summary>
    public static string Short(string name) => Before.Where(b => name.StartsWith(b, StringComparison.Ordinal)).OrderByDescending(b => b.Length).Select(b => name[b.Length..]).FirstOrDefault() ?? name;
}
