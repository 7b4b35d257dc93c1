using System.Globalization;
using QdC.Samples.Extracts;
using QdC.Samples.Writing;

namespace QdC.Samples.Territory;

/// <summary>A system that an area keeps its cases, or its home care, in: how it numbers records, what it can tell and how it hands it over.</summary>
/// <param name="Name">Its name, and that of the folder it writes to.</param>
/// <param name="Write">Writes the files of a delivery.</param>
internal sealed record CaseSystem(string Name, Action<Handover> Write)
{
    /// <summary>AOC's Hèstia, CSV exports with a manifest.</summary>
    public static readonly CaseSystem Hestia = new("hestia", HestiaWriter.Write)
    {
        WritesText = true,
        WritesManifest = true,
        NumbersBeginHigh = true,
        TellsExternalReference = true,
    };

    /// <summary>Hèstia's lists as workbooks, sent on request.</summary>
    public static readonly CaseSystem HestiaLists = new("hestia-lists", Writing.HestiaLists.Write) { NumbersBeginHigh = true, TellsExternalReference = true };

    /// <summary>Workbooks kept by hand.</summary>
    public static readonly CaseSystem Spreadsheet = new("spreadsheet", HandKeptWriter.Write)
    {
        TellsStateDate = false,
        TellsRisk = false,
        TellsNass = false,
        TellsEnergyNeed = false,
        TellsNoHomeCare = false,
        KeepsHomeCareHours = true,
        DeletesActivities = false,
        WritesAnewFrom = HandKeptForm.Second.From,
        Lacks = ["demand", "case.subsector", "case.co_lead", "case.external_ref", "case.updated_at"],
    };

    /// <summary>SUMAR's GESS, a workbook a list.</summary>
    public static readonly CaseSystem Gess = new("gess", GessForm.Write)
    {
        TellsStateDate = false,
        TellsEnergyNeed = false,
        DeletesActivities = false,
        ShareKeyedByDocument = 0.3,
        WritesAnewFrom = GessForm.Second.From,
        Lacks =
        [
            "demand", "problem", "plan", "case.sector", "case.subsector", "case.origin", "case.family_type", "case.tenure", "case.co_lead",
            "case.external_ref", "case.updated_at",
        ],
    };

    /// <summary>Reus's iSAD, delimited text: home care alone, with a list of people of its own.</summary>
    public static readonly CaseSystem Isad = new("isad", IsadForm.Write)
    {
        WritesText = true,
        NumbersBeginHigh = true,
        TellsNass = false,
        TellsEnergyNeed = false,
        TellsExternalReference = true,
        KeepsHomeCareHours = true,
        WritesAnewFrom = IsadForm.Second.From,
        Lacks = [.. Shapes.All.Select(shape => shape.Name).Except(["person", "service", "beneficiary", "home_care_plan", "home_care_delivery"]), "service.promoter"],
    };

    /// <summary>Subjects it does not deliver and, as <c>subject.field</c>, fields it does not fill.</summary>
    public string[] Lacks { get; init; } = [];

    /// <summary>The first effective date of deliveries that a later version of it writes; null where there is none.</summary>
    public DateOnly? WritesAnewFrom { get; init; }

    /// <summary>True when it writes delimited text, in which a line may have a field too many.</summary>
    public bool WritesText { get; init; }

    /// <summary>True when a manifest says for which days each delivery is complete.</summary>
    public bool WritesManifest { get; init; }

    /// <summary>True when a case tells the day of its state.</summary>
    public bool TellsStateDate { get; init; } = true;

    /// <summary>True when a case tells its risk.</summary>
    public bool TellsRisk { get; init; } = true;

    /// <summary>True when a person's social security number is kept.</summary>
    public bool TellsNass { get; init; } = true;

    /// <summary>True when a service tells what is asked of those who need an aid for utilities.</summary>
    public bool TellsEnergyNeed { get; init; } = true;

    /// <summary>True when every service that is not home care says so.</summary>
    public bool TellsNoHomeCare { get; init; } = true;

    /// <summary>True when a service tells the number another system knows it by.</summary>
    public bool TellsExternalReference { get; init; }

    /// <summary>True when the hours of home care are kept in it; else the provider sends them.</summary>
    public bool KeepsHomeCareHours { get; init; }

    /// <summary>True when activities are now and then deleted at the source.</summary>
    public bool DeletesActivities { get; init; } = true;

    /// <summary>True when record numbers begin high, as after years of use; else they are counted from one.</summary>
    public bool NumbersBeginHigh { get; init; }

    /// <summary>Share of the persons with a document whose record has that document for its number.</summary>
    public double ShareKeyedByDocument { get; init; }

    /// <summary>The number professionals write on a case.</summary>
    public string CaseNumber(DateOnly opened, int serial) =>
        NumbersBeginHigh ? $"EXP{opened.Year}/{serial:D5}" : string.Create(CultureInfo.InvariantCulture, $"{opened.Year % 100:D2}/{serial:D3}");
}
