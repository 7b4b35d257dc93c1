using QdC.Metrics;
using QdC.Portal.Access;
using QdC.Portal.Web;

namespace QdC.Portal.Pages;

/// <summary>Roles and rights in words.</summary>
internal static class RoleWords
{
    /// <summary>A role.</summary>
    public static string Of(Preferences reader, Role role) =>
        role switch
        {
            Role.Head => reader.Say("direcció", "dirección", "head"),
            Role.Planner => reader.Say("planificació", "planificación", "planner"),
            Role.Steward => reader.Say("custòdia de dades", "custodia de datos", "data steward"),
            _ => reader.Say("operació", "operación", "operator"),
        };

    /// <summary>How an entry says whom it means.</summary>
    public static string Of(Preferences reader, GrantedTo to) =>
        to switch
        {
            GrantedTo.Group => reader.Say("grup", "grupo", "group"),
            GrantedTo.Email => reader.Say("adreça verificada", "dirección verificada", "verified address"),
            _ => reader.Say("identificador", "identificador", "identifier"),
        };

    /// <summary>A right.</summary>
    public static string Of(Preferences reader, Right right) =>
        right switch
        {
            Right.Overview => reader.Say("veure com està cada àrea", "ver cómo está cada área", "see how each area stands"),
            Right.Figures => reader.Say("veure xifres", "ver cifras", "see figures"),
            Right.Reports => reader.Say("fer informes", "hacer informes", "make reports"),
            Right.Quality => reader.Say("resoldre el que falla a les dades", "resolver lo que falla en los datos", "settle what is wrong with the data"),
            Right.Runs => reader.Say("veure execucions", "ver ejecuciones", "see runs"),
            Right.RollBack => reader.Say("tornar a una versió anterior", "volver a una versión anterior", "step back to an older version"),
            Right.Schedule => reader.Say("programar actualitzacions", "programar actualizaciones", "schedule refreshes"),
            Right.Access => reader.Say("veure els accessos", "ver los accesos", "see who has access"),
            Right.Queue => reader.Say("mirar la cua de feines", "mirar la cola de trabajos", "look into the queue of jobs"),
            _ => reader.Say("veure el registre d'auditoria", "ver el registro de auditoría", "see the audit log"),
        };
}
