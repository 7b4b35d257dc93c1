using NUnit.Framework;
using QdC.Pipeline.Jobs.Mapping;
using QdC.Pipeline.SentBack;
using QdC.Portal.Pages;
using QdC.Portal.Pages.Quality;
using QdC.Portal.Web;
using QdC.Warehouse;

namespace QdC.Tests.Portal;

/// <summary>What the audit log holds is stored in the program's words and told in the reader's.</summary>
public sealed class AuditWordsTests
{
    [TestCase("sign_in", "one-time link", "enllaç d'un sol ús", "enlace de un solo uso")]
    [TestCase("export", "report memoria, any 2024, version 3, public", "informe memoria, any 2024, versió 3, per publicar", "informe memoria, any 2024, versión 3, para publicar")]
    [TestCase("export", "rejects, 12 findings", "llibre d'incidències: 12", "libro de incidencias: 12")]
    [TestCase("roll_back", "to 3, now 5: the council asked: twice", "a la versió 3, ara 5: the council asked: twice", "a la versión 3, ahora 5: the council asked: twice")]
    [TestCase("refresh_order", "job 7", "feina 7", "trabajo 7")]
    [TestCase("backfill_order", "job 7 from 2024-02-01", "feina 7, des del 01/02/2024", "trabajo 7, desde el 01/02/2024")]
    [TestCase("backfill_order", "job 7 from the first", "feina 7, des del primer lliurament", "trabajo 7, desde la primera entrega")]
    [TestCase("job_stop", "job 7 had ended", "feina 7: ja havia acabat", "trabajo 7: ya había acabado")]
    [TestCase("schedule_change", "as the area's file says", "com diu el fitxer de l'àrea", "como dice el fichero del área")]
    [TestCase("finding_justify", "finding 8", "incidència 8", "incidencia 8")]
    [TestCase("workbook_return", "a: b.xlsx: 2 values taken, not used: Twice, NoCell", "a: b.xlsx: 2 valors recollits; no s'han fet servir: número repetit, no és d'una sola casella", "a: b.xlsx: 2 valores recogidos; no se han usado: número repetido, no es de una sola casilla")]
    [TestCase("workbook_return", "x.xlsx: 2 values taken, not used: none", "x.xlsx: 2 valors recollits", "x.xlsx: 2 valores recogidos")]
    [TestCase("person_decision", "pair 4-5: same", "parella 4-5: la mateixa persona", "pareja 4-5: la misma persona")]
    [TestCase("code_mapping", "service.gess: $1 a: b → 2.3.2: Written", "service.gess: $1 a: b → 2.3.2: desat", "service.gess: $1 a: b → 2.3.2: guardado")]
    [TestCase("system_draft", "nou: 4 tables", "nou: 4 taules", "nou: 4 tablas")]
    [TestCase("drift_accept", "change 9: hestia/case column_renamed DtObertura", "canvi 9: hestia/case, altre nom de la columna DtObertura", "cambio 9: hestia/case, otro nombre de la columna DtObertura")]
    public void A_stored_detail_is_told_in_the_readers_language(string what, string stored, string ca, string es)
    {
        var noted = new AuditEvent(what, "anna", "mini", stored);
        Assert.That((Said("ca", noted), Said("es", noted)), Is.EqualTo((ca, es)));
        Assert.That(Said("en", noted), Is.Not.Null.And.Not.EqualTo(ca));
    }

    [TestCase("refused", "GET /registre")]
    [TestCase("schedule_change", "15 6 * * 1,3 Atlantic/Canary")]
    [TestCase("sign_in", "SecurityTokenExpiredException")]
    public void What_needs_no_words_stays_as_it_is(string what, string stored) => Assert.That(Said("ca", new AuditEvent(what, "anna", null, stored)), Is.Null);

    [Test]
    public void Every_answer_that_is_stored_by_its_name_has_words()
    {
        foreach (var (what, form, names) in new[]
        {
            ("code_mapping", "l.s: x → y: {0}", Enum.GetNames<MappingAnswer>()),
            ("workbook_return", "f.xlsx: 0 values taken, not used: {0}", Enum.GetNames<SentBackWhy>()),
            ("workbook_return", "{0}", Enum.GetNames<ReturnFault>()),
            ("system_draft", "nou: {0}", Enum.GetNames<DraftFault>()),
        })
        {
            foreach (var name in names)
            {
                Assert.That(Said("ca", new AuditEvent(what, "anna", null, string.Format(System.Globalization.CultureInfo.InvariantCulture, form, name))), Is.Not.Null.And.Not.Contains(name), $"{what} {name}");
            }
        }
    }

    private static string? Said(string language, AuditEvent noted) => AuditWords.Detail(new Preferences(language, null), noted);
}
