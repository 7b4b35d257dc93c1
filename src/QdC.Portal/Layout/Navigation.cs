using QdC.Portal.Access;

namespace QdC.Portal.Layout;

/// <summary>A place of the portal that the navigation leads to.</summary>
/// <param name="Path">Its address.</param>
/// <param name="Needs">The right it needs.</param>
/// <param name="Ca">Its name in Catalan.</param>
/// <param name="Es">Its name in Spanish.</param>
/// <param name="En">Its name in English.</param>
public sealed record Place(string Path, Right Needs, string Ca, string Es, string En)
{
    /// <summary>Every place, in the order they are shown. A reader sees those they have the right to.</summary>
    public static IReadOnlyList<Place> All { get; } =
    [
        new("/", Right.Overview, "Inici", "Inicio", "Home"),
        new("/quadre", Right.Figures, "Quadre de comandament", "Cuadro de mando", "Dashboard"),
        new("/informes", Right.Reports, "Informes", "Informes", "Reports"),
        new("/qualitat", Right.Quality, "Qualitat", "Calidad", "Quality"),
        new("/llinatge", Right.Figures, "Llinatge", "Linaje", "Lineage"),
        new("/execucions", Right.Runs, "Execucions", "Ejecuciones", "Runs"),
        new("/programacio", Right.Schedule, "Programació", "Programación", "Schedule"),
        new("/acces", Right.Access, "Accés", "Acceso", "Access"),
        new("/registre", Right.Audit, "Registre d'auditoria", "Registro de auditoría", "Audit log"),
    ];

    /// <summary>True when an address is within the place.</summary>
    public bool Holds(string path) => path == Path || (Path != "/" && path.StartsWith(Path + "/", StringComparison.Ordinal));
}
