using NUnit.Framework;
using QdC.Tests.Stage;
using static QdC.Tests.Stage.TestExtracts;

namespace QdC.Tests.Validate;

/// <summary>Each rule of the catalogue that looks at rows: rows that break it, and near misses that do not.</summary>
[TestFixture]
internal sealed class RowRuleTests
{
    // IdExpedient;NumExpedient;DtObertura;IdEstat;DtEstat;IdMotiuTanca;Equip;ProfReferent;Persones;Minuts;Import;Hores;Urgent
    [TestCase("1;E1;03/02/2020;1;;;Nord;P7;;;;;", "", TestName = "A sound open case")]
    [TestCase("1;E1;03/02/2020 10:15:00;1;;;Nord;P7;;;;;", "", TestName = "A time after a date is read over")]
    [TestCase("1;E1;03/02/2020;2;04/02/2020;1;Nord;P7;;;;;", "", TestName = "A sound closed case")]
    [TestCase("1;E1;03/02/2020;OBERT ;;;Nord;P7;;;;;", "", TestName = "A code may come as its label, in any case")]
    [TestCase("1;E1;03/02/2020;1;;0;Nord;P7;;;;;", "", TestName = "A coded unknown is no finding")]
    [TestCase(";E1;03/02/2020;1;;;Nord;P7;;;;;", "key_missing", TestName = "A row without key")]
    [TestCase("1;E1;03/02/2020;1;;;Nord;P7;;;;", "row_malformed", TestName = "A field too few")]
    [TestCase("1;E1;03/02/2020;1;;;Nord;P7;;;;;;", "row_malformed", TestName = "A field too many")]
    [TestCase("1;E\"1;03/02/2020;1;;;Nord;P7;;;;;", "row_malformed", TestName = "A quote inside a bare field")]
    [TestCase("1;E1;;1;;;Nord;P7;;;;;", "mandatory_empty opened_on", TestName = "A mandatory value is empty")]
    [TestCase("1;E1;31/02/2020;1;;;Nord;P7;;;;;", "mandatory_untypable opened_on", TestName = "A mandatory date that is no day")]
    [TestCase("1;E1;2020-02-03;1;;;Nord;P7;;;;;", "mandatory_untypable opened_on", TestName = "A mandatory date of another form")]
    [TestCase("1;E1;;;;;;P7;;x;mil;;", "mandatory_empty opened_on|mandatory_empty state|amount_not_number amount", TestName = "All errors of a row are told and no query")]
    [TestCase("1;E1;03/02/2020;1;;;Nord;P7;;;mil euros;;", "amount_not_number amount", TestName = "An amount in words")]
    [TestCase("1;E1;03/02/2020;1;;;Nord;P7;;;1.23,5;;", "amount_not_number amount", TestName = "An amount grouped wrongly")]
    [TestCase("1;E1;03/02/2020;1;;;Nord;P7;;;-12,505;;", "", TestName = "A negative amount")]
    [TestCase("1;E1;03/02/2020;1;;;Nord;P7;;mitja;;;", "value_untypable minutes", TestName = "Minutes in words")]
    [TestCase("1;E1;03/02/2020;1;;;Nord;P7;;12,5;;;", "value_untypable minutes", TestName = "Half a minute")]
    [TestCase("1;E1;03/02/2020;1;;;Nord;P7;;30,00;;;", "", TestName = "A whole number with decimals of zero")]
    [TestCase("1;E1;03/02/2020;1;;;Nord;P7;;1441;;;", "value_out_of_range minutes", TestName = "More minutes than a day has")]
    [TestCase("1;E1;03/02/2020;1;;;Nord;P7;;1440;;;", "", TestName = "As many minutes as a day has")]
    [TestCase("1;E1;03/02/2020;1;;;Nord;P7;;-1;;;", "value_out_of_range minutes", TestName = "Fewer minutes than none")]
    [TestCase("1;E1;01/01/1900;1;;;Nord;P7;;;;;", "value_out_of_range opened_on", TestName = "A sentinel that is not declared")]
    [TestCase("1;E1;02/01/1900;1;;;Nord;P7;;;;;", "", TestName = "The first day that is believed")]
    [TestCase("1;E1;03/02/2020;1;;;;P7;;;;;", "expected_empty team", TestName = "An expected value is empty")]
    [TestCase("1;E1;03/02/2020;9;;;Nord;P7;;;;;", "code_unmapped state", TestName = "A code nobody mapped")]
    [TestCase("1;E1;01/02/2025;1;;;Nord;P7;;;;;", "future_date opened_on", TestName = "Opened after the data")]
    [TestCase("1;E1;31/01/2025;1;;;Nord;P7;;;;;", "", TestName = "Opened on the day of the data")]
    [TestCase("1;E1;03/02/2020;2;02/02/2020;;Nord;P7;;;;;", "date_order closed_on", TestName = "Closed before it opened")]
    [TestCase("1;E1;03/02/2020;2;;;Nord;P7;;;;;", "close_pair closed_on", TestName = "Closed without its date")]
    [TestCase("1;E1;03/02/2020;2;bad;;Nord;P7;;;;;", "value_untypable closed_on", TestName = "A closing date that is none is not a missing one")]
    [TestCase("1;E1;03/02/2020;1;bad;;Nord;P7;;;;;", "", TestName = "A bad date in an open case does not count")]
    [TestCase("1;E1;03/02/2020;1;;2;Nord;P7;;;;;", "close_pair close_reason", TestName = "Open with a closing reason")]
    [TestCase("1;E1;03/02/2020;1;;;12345678Z;P7;;;;;", "identifier_in_field team", TestName = "A DNI for a team")]
    [TestCase("1;E1;03/02/2020;1;;;Sra. Puig NIF12345678A;P7;;;;;", "identifier_in_field team", TestName = "A DNI written on what it is, for a team")]
    [TestCase("1;tel. 977 24 61 13;03/02/2020;1;;;Nord;P7;;;;;", "identifier_in_field number", TestName = "A telephone for a case number")]
    [TestCase("1;E1;03/02/2020;1;;;anna@ssb.cat;P7;;;;;", "identifier_in_field team", TestName = "An e-mail for a team")]
    [TestCase("1;E1;03/02/2020;1;;;Nord;P7;;;;;potser", "value_untypable urgent", TestName = "Neither true nor false")]
    public void Case_rules(string row, string expected) => Assert.That(string.Join('|', Said(StageCase(row + "\r\n"))), Is.EqualTo(expected));

    // idInternCiutada;idTipusDocumentacio;NIF;CIP;NSS;nom;Sexe;dtNaixement;dataExitus;idMunicipi
    [TestCase("1;0;12345678Z;MAMA1721012002;281234567840;Maria;D;12/10/1972;01/01/1900;431482", "", TestName = "A sound person")]
    [TestCase("1;0;88888888R;;;Maria;D;12/10/1972;;431482", "doc_check doc_number", TestName = "A DNI with the wrong letter")]
    [TestCase("1;0;12345678;;;Maria;D;12/10/1972;;431482", "doc_check doc_number", TestName = "A DNI without letter that claims to have one")]
    [TestCase("1;4;12345678;;;Maria;D;12/10/1972;;431482", "", TestName = "A DNI declared without letter")]
    [TestCase("1;4;12345678Z;;;Maria;D;12/10/1972;;431482", "doc_type_value doc_type", TestName = "A DNI declared without letter that has one")]
    [TestCase("1;3;12345678Z;;;Maria;D;12/10/1972;;431482", "doc_type_value doc_type", TestName = "No document but a number")]
    [TestCase("1;1;PA1234567;;;Maria;D;12/10/1972;;431482", "", TestName = "A passport is not checked")]
    [TestCase("1;;88888888R;;;Maria;D;12/10/1972;;431482", "expected_empty doc_type|doc_check doc_number", TestName = "A number that looks like a DNI is checked though its kind is unknown")]
    [TestCase("1;0;X-1234567-L;;;Maria;D;12/10/1972;;431482", "", TestName = "A NIE with hyphens")]
    [TestCase("1;0;Y1234567L;;;Maria;D;12/10/1972;;431482", "doc_check doc_number", TestName = "A NIE of Y with the letter of X")]
    [TestCase("1;0;12345678Z;MAMA17210120;;Maria;D;12/10/1972;;431482", "cip_pattern cip", TestName = "A CIP that is too short")]
    [TestCase("1;0;12345678Z;MAMA0721012002;;Maria;D;12/10/1972;;431482", "cip_contradiction cip", TestName = "A man's CIP for a woman")]
    [TestCase("1;0;12345678Z;MAMA1721013002;;Maria;D;12/10/1972;;431482", "cip_contradiction cip", TestName = "A CIP of another birthday")]
    [TestCase("1;0;12345678Z;;281234567843;Maria;D;12/10/1972;;431482", "nass_check nass", TestName = "A NASS with wrong control digits")]
    [TestCase("1;0;12345678Z;;;Maria;D;;;431482", "expected_empty birth_date", TestName = "No birth date")]
    [TestCase("1;0;12345678Z;;;Maria;D;01/01/1900;;431482", "expected_empty birth_date", TestName = "A declared sentinel is empty")]
    [TestCase("1;0;12345678Z;;;Maria;D;01/02/2025;;431482", "value_out_of_range birth_date", TestName = "Born after the data")]
    [TestCase("1;0;12345678Z;;;Maria;D;12/10/1972;11/10/1972;431482", "date_order death_date", TestName = "Died before being born")]
    [TestCase("1;0;12345678Z;;;Maria;D;12/10/1972;01/02/2025;431482", "future_date death_date", TestName = "Died after the data")]
    [TestCase("1;0;12345678Z;;;Maria;D;12/10/1972;;431483", "municipality_check municipality", TestName = "A municipality with the wrong control digit")]
    [TestCase("1;0;12345678Z;;;Maria;D;12/10/1972;;81944", "municipality_check municipality", TestName = "A municipality without its leading zero")]
    [TestCase("1;0;12345678Z;;;Maria;D;12/10/1972;;080018", "code_unmapped municipality", TestName = "A right municipality code outside the list")]
    [TestCase("1;0;12345678Z;;;Maria;M;12/10/1972;;431482", "code_unmapped sex", TestName = "A sex that nobody mapped")]
    public void Person_rules(string row, string expected) => Assert.That(string.Join('|', Said(StagePerson(row + "\r\n"))), Is.EqualTo(expected));

    [Test]
    public void A_finding_says_where_and_shows_no_more_than_it_may()
    {
        var doc = StagePerson("77;0;88888888R;;;Maria;D;12/10/1972;;431482\r\n").Findings.Single();
        var birth = StagePerson("77;0;12345678Z;;;Maria;D;30/02/1972;;431482\r\n").Findings.Single();
        var minutes = StageCase("77;E1;03/02/2020;1;;;Nord;P7;;mitja;;;\r\n").Findings.Single();
        var shy = StageCase("12345678Z;E1;03/02/2020;1;;;Nord;P7;;mitja;;;\r\n").Findings.Single();

        Assert.That((doc.Masked, doc.Column, doc.Line, doc.File, doc.RecordNo), Is.EqualTo(("****888R", "NIF", 2, "file.csv", "77")));
        Assert.That(birth.Masked, Is.EqualTo("99/99/9999"));
        Assert.That((minutes.Masked, minutes.Column), Is.EqualTo(("AAAAA", "Minuts")));
        Assert.That(shy.RecordNo, Is.EqualTo("****678Z"));
        Assert.That(doc.KeyHash, Has.Length.EqualTo(32));
    }

    [Test]
    public void Flaws_name_what_was_not_kept()
    {
        using var database = Database();
        StageCase("1;E1;03/02/2020;9;;;12345678Z;P7;;mitja;;;\r\n", database);

        Assert.That(database.Scalar<string>("SELECT flaws FROM stg.\"case\""), Is.EqualTo("state:unmapped,team:invalid,minutes:invalid"));
        Assert.That(database.Scalar<long>("SELECT count(*) FROM stg.\"case\" WHERE state IS NULL AND team IS NULL AND minutes IS NULL"), Is.EqualTo(1));
    }
}
