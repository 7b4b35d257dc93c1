using NUnit.Framework;
using QdC.Pipeline.Jobs;
using QdC.Tests.Stage;
using static QdC.Tests.Stage.TestExtracts;

namespace QdC.Tests.Validate;

/// <summary>Rules on rows of services, appointments and absences, by the committed contract and systems.</summary>
[TestFixture]
internal sealed class WorkRuleTests
{
    private static readonly JobSet Jobs = JobLoader.Load(Path.Combine(Repository.Root, "etl-jobs")).Jobs!;

    // type;status;arrears;helped before;channel;reason
    [TestCase("2.3.7.2;2;1;1;3;2", "", TestName = "A denied aid for utilities tells all of it")]
    [TestCase("2.3.7;1;2;0;1;0", "", TestName = "A granted aid for utilities of no kind in particular")]
    [TestCase("2.3.4;1;0;0;0;0", "", TestName = "Another aid says no and nothing")]
    [TestCase("2.3.4;1;1;1;3;0", "energy_pair energy_arrears|energy_pair energy_channel|energy_pair energy_prior_year_aid", TestName = "Another aid tells what only utilities have")]
    [TestCase("2.3.4;2;0;0;0;2", "energy_pair energy_denial_reason", TestName = "Another denied aid gives a reason")]
    [TestCase("2.3.7.2;1;0;0;0;2", "energy_pair energy_denial_reason", TestName = "A granted aid gives a reason of denial")]
    [TestCase("2.3.7.2;0;0;0;0;2", "energy_pair energy_denial_reason", TestName = "An aid that waits gives a reason of denial")]
    [TestCase("9.9.9;1;0;0;3;0", "code_unmapped type", TestName = "What a type nobody mapped may have, nobody knows")]
    public void Energy_fields_go_with_aid_for_utilities(string cells, string expected)
    {
        var c = cells.Split(';');
        Assert.That(
            Found("hestia", "service", "IdRecurs;IdTipusRecurs;IdEstat;DataSollicitud;IdMensualitatsPendents;AjudaAnyAnterior;IdCanalAcces;IdMotiuDenegacio", $"1;{c[0]};{c[1]};03/02/2024;{c[2]};{c[3]};{c[4]};{c[5]}"),
            Is.EqualTo(expected)
        );
    }

    [TestCase("03/02/2024;04/02/2024", "")]
    [TestCase("03/02/2024;03/02/2024", "")]
    [TestCase("03/02/2024;02/02/2024", "date_order date")]
    [TestCase(";02/02/2024", "expected_empty requested_at")]
    public void An_appointment_is_asked_for_before_it_is_held(string days, string expected) =>
        Assert.That(Found("hestia", "appointment", "IdCita;DataAlta;Data;IdTipus;IdEstat", $"1;{days};1;1"), Is.EqualTo(expected));

    [TestCase("2024-02-01;29", "", TestName = "As many days away as the month has")]
    [TestCase("2023-02-01;29", "absence_over_month days", TestName = "More days away than the month has")]
    [TestCase("2024-02-01;29.5", "absence_over_month days", TestName = "Half a day more than the month has")]
    [TestCase("2024-03-01;32", "value_out_of_range days", TestName = "More days away than any month has")]
    [TestCase("2024-03-01;-1", "value_out_of_range days", TestName = "Fewer days away than none")]
    [TestCase("2024-03-01;tres", "mandatory_untypable days", TestName = "Days away in words")]
    public void An_absence_is_no_longer_than_its_month(string cells, string expected) =>
        Assert.That(Found("mini-office", "professional_absence", "DNI;Mes;Dies", $"40111222G;{cells}"), Is.EqualTo(expected));

    private static string Found(string system, string extract, string header, string row)
    {
        using var database = Database();
        var request = Request(database, Jobs.Systems[system].Extracts.Single(e => e.Name == extract), Jobs.Contract.Subjects[extract], Latin($"{header}\r\n{row}\r\n")) with { CodeLists = Jobs.CodeLists };
        return string.Join('|', Said(Pipeline.Stage.StagePass.Run(request)));
    }
}
