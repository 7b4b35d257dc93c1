using QdC.Portal.Web;

namespace QdC.Portal.Pages;

/// <summary>Failures in the reader's words: what went wrong and what it means for what is served. Their facts, in the words of the program, stand beside.</summary>
internal static class FailureWords
{
    private static readonly Dictionary<string, (string Ca, string Es, string En)> Kinds = new()
    {
        ["AreaBusy"] = ("Un altre procés ja actualitza l'àrea.", "Otro proceso ya actualiza el área.", "Another process is refreshing the area."),
        ["LeaseLost"] = ("Un altre procés ha pres l'àrea mentrestant; no s'ha publicat res.", "Otro proceso ha tomado el área mientras tanto; no se ha publicado nada.", "Another process took the area over meanwhile; nothing was published."),
        ["VersionMoved"] = ("Mentrestant s'ha publicat una altra versió; aquesta no.", "Mientras tanto se ha publicado otra versión; esta no.", "Another version was published meanwhile; this one was not."),
        ["VersionMissing"] = ("La versió ja no hi és.", "La versión ya no está.", "The version is not there any more."),
        ["DiskFull"] = ("Un disc és ple. El que se servia se serveix igual i no s'ha perdut res del que s'ha rebut: cal fer-hi lloc i tornar-ho a provar.", "Un disco está lleno. Lo que se servía se sirve igual y no se ha perdido nada de lo recibido: hay que hacer sitio y volver a intentarlo.", "A disk is full. What was served is served still and nothing that was received is lost: make room and try again."),
        ["StoreDamaged"] = ("Un fitxer del magatzem de l'àrea està malmès: cal restaurar-lo de la còpia o tornar a una versió anterior.", "Un fichero del almacén del área está dañado: hay que restaurarlo de la copia o volver a una versión anterior.", "A file of the area's store is damaged: restore it from the backup, or step back to an older version."),
        ["StoreFromNewerRelease"] = ("El magatzem és d'una versió més nova del programa.", "El almacén es de una versión más nueva del programa.", "The store was written by a newer release of the program."),
        ["LandedFileDamaged"] = ("Un fitxer rebut no es pot tornar a llegir com es va desar.", "Un fichero recibido no se puede volver a leer como se guardó.", "A received file cannot be read back as it was kept."),
        ["SourceChanged"] = ("El fitxer de l'ajuntament ha canviat mentre es llegia. Es torna a provar quan sigui sencer.", "El fichero del ayuntamiento ha cambiado mientras se leía. Se vuelve a intentar cuando esté entero.", "The council's file changed while it was read. It is tried again when it is complete."),
        ["PullImpossible"] = ("El servidor de l'ajuntament no dona el que s'esperava.", "El servidor del ayuntamiento no da lo que se esperaba.", "The council's server does not give what was expected."),
        ["ExtractUnreadable"] = ("Un lliurament no es pot llegir: les seves dades queden com eren.", "Una entrega no se puede leer: sus datos quedan como estaban.", "A delivery cannot be read: its data stay as they were."),
        ["ExtractStays"] = ("Un lliurament ja carregat no es pot tornar a llegir: les seves dades queden com eren.", "Una entrega ya cargada no se puede volver a leer: sus datos quedan como estaban.", "A delivery that is loaded cannot be read again: its data stay as they were."),
        ["DeliveriesUnread"] = ("Alguns lliuraments no s'han pogut llegir; la resta se serveix.", "Algunas entregas no se han podido leer; el resto se sirve.", "Some deliveries could not be read; the rest is served."),
        ["DataTestsFailed"] = ("La versió nova no ha passat les seves proves: se serveix l'anterior.", "La versión nueva no ha pasado sus pruebas: se sirve la anterior.", "The new version did not pass its tests: the one before is still served."),
        ["BalanceBroken"] = ("Els números d'un pas no quadren: no s'ha acceptat i se serveix la versió anterior.", "Los números de un paso no cuadran: no se ha aceptado y se sirve la versión anterior.", "The numbers of a step do not add up: it was not accepted, and the version before is served."),
        ["SqlFailed"] = ("El motor de dades ha rebutjat un càlcul; se serveix la versió anterior.", "El motor de datos ha rechazado un cálculo; se sirve la versión anterior.", "The engine refused a computation; the version before is served."),
        ["KeyMissing"] = ("La clau de l'àrea no hi és.", "La clave del área no está.", "The area's key is not there."),
        ["KeyWrong"] = ("La clau de l'àrea no és amb la que es van desar les dades.", "La clave del área no es con la que se guardaron los datos.", "The area's key is not the one its data were kept with."),
        ["KeyUnusable"] = ("La clau de l'àrea no es pot fer servir.", "La clave del área no se puede usar.", "The area's key cannot be used."),
        ["IdentityUnreadable"] = ("Una identitat desada no s'obre: està malmesa o és d'una altra clau.", "Una identidad guardada no se abre: está dañada o es de otra clave.", "A kept identity does not open: it is damaged or of another key."),
        ["IdentitiesMissing"] = ("Falten identitats desades de persones de l'àrea: no es poden relacionar.", "Faltan identidades guardadas de personas del área: no se pueden relacionar.", "Kept identities of persons of the area are missing: they cannot be linked."),
        ["ErasureUnfinished"] = ("Un esborrat va quedar a mitges: fins que acabi no es carrega res.", "Un borrado quedó a medias: hasta que acabe no se carga nada.", "An erasure was interrupted: until it has ended nothing is loaded."),
        ["RollbackBeyondErasure"] = ("No es pot tornar a abans d'haver esborrat una persona.", "No se puede volver a antes de haber borrado a una persona.", "Nothing goes back to before a person was erased."),
        ["RestoreUnfinished"] = ("Una restauració de l'àrea va quedar a mitges: fins que acabi no s'hi escriu res.", "Una restauración del área quedó a medias: hasta que acabe no se escribe nada.", "A restore of the area was interrupted: until it has ended nothing is written."),
        ["ReasonTellsWho"] = ("El motiu es guarda per sempre i no pot dir qui és ningú: conté el que sembla un identificador, un telèfon o una adreça. Digueu-ho sense, amb el número de registre del sistema.", "El motivo se guarda para siempre y no puede decir quién es nadie: contiene lo que parece un identificador, un teléfono o una dirección. Dígalo sin ello, con el número de registro del sistema.", "A reason is kept for ever and may not say who somebody is: it holds what looks like an identifier, a telephone or an address. Say it without, by the record's number in the system."),
        ["DriftNotAcceptable"] = ("El canvi no es pot acceptar així: digueu quina columna és ara, o corregiu el fitxer o la correspondència.", "El cambio no se puede aceptar así: diga qué columna es ahora, o corrija el fichero o la correspondencia.", "The change cannot be accepted like that: say which column it is now, or correct the file or the mapping."),
        ["DecisionContradicts"] = ("Contradiu el que ja s'ha decidit d'aquests registres.", "Contradice lo que ya se ha decidido de estos registros.", "It contradicts what was decided of these records before."),
        ["ServerUnavailable"] = ("El servidor de dades no respon ara.", "El servidor de datos no responde ahora.", "The database server does not answer right now."),
        ["ReturnMissing"] = ("Cal el que es va retornar a l'administració per comparar-ho.", "Hace falta lo que se devolvió a la administración para compararlo.", "It needs what was returned to the administration, to compare with."),
        ["NothingPublished"] = ("Res d'aquest informe no es publica fora de l'àrea.", "Nada de este informe se publica fuera del área.", "Nothing of this report is published outside the area."),
    };

    /// <summary>The kinds of failure that have words.</summary>
    public static IReadOnlyCollection<string> Known => Kinds.Keys;

    /// <summary>A failure by the name of its kind; null for one that has no words.</summary>
    public static string? Of(Preferences reader, string? kind) => kind is not null && Kinds.TryGetValue(kind, out var said) ? reader.Say(said.Ca, said.Es, said.En) : null;

    /// <summary>The failure of a job, which says <c>KIND: facts</c>; null for one that has no words.</summary>
    public static string? OfJob(Preferences reader, string? error) => Of(reader, error?.Split(':')[0]);

    /// <summary>A failure by the name of its kind, in words in any case.</summary>
    public static string Any(Preferences reader, string kind) => Of(reader, kind) ?? reader.Say($"Ha fallat ({kind}).", $"Ha fallado ({kind}).", $"It failed ({kind}).");
}
