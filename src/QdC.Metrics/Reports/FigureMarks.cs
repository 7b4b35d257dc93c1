namespace QdC.Metrics;

/// <summary>What the signs of figures mean, the same wherever they stand.</summary>
public static class FigureMarks
{
    /// <summary>A figure that is 0, where others are not there.</summary>
    public static readonly Words Zero = ("ningú, o res, en aquest període", "nadie, o nada, en este periodo", "nobody, or nothing, in this period");

    /// <summary>A provisional figure.</summary>
    public static readonly Words Provisional = (
        "provisional, perquè el període no s'ha acabat o les dades no hi arriben",
        "provisional, porque el periodo no ha acabado o los datos no llegan",
        "provisional, for the period is not over or data do not reach its end");

    /// <summary>A figure that is withheld.</summary>
    public static readonly Words Suppressed = (
        "no es publica, perquè no es pugui reconèixer ningú; pot ser qualsevol xifra, també zero",
        "no se publica, para que no se pueda reconocer a nadie; puede ser cualquier cifra, también cero",
        "not published, so that nobody can be recognised; it may be any figure, zero included");

    /// <summary>The sign of a figure that is withheld; it tells nothing of how large it is.</summary>
    public const string SuppressedSign = "c";
}
