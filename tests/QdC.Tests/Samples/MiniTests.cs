using System.Globalization;
using System.Text;
using NUnit.Framework;
using QdC.Samples.Extracts;
using QdC.Samples.Truth;

namespace QdC.Tests.Samples;

/// <summary>The truth's own reading of the KPIs against the figures worked out by hand in samples/mini/README.md.</summary>
public class MiniTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "samples", "mini");
    private static readonly DateOnly Delivered = new(2025, 1, 31);

    /// <summary>Per extract: file, encoding, separator and contract field = column.</summary>
    private static readonly (ExtractShape Shape, string File, char Separator, string Columns)[] Files =
    [
        (Shapes.Person, "hestia/persones", ';', "id=idInternCiutada doc_type=idTipusDocumentacio doc_number=NIF cip=CIP nass=NSS given_name=nom surname1=cognom1 surname2=cognom2 sex=Sexe birth_date=dtNaixement status=estat death_date=dataExitus nationality=IdNacionalitat municipality=idMunicipi dependency_grade=grauDependencia updated_at=dataModificacio"),
        (Shapes.Case, "hestia/expedients", ';', "id=IdExpedient number=NumExpedient type=TipusExpedient opened_on=DtObertura state=IdEstat state_date=DtEstat closed_on=DtEstat close_reason=IdMotiuTanca stage=IdSituacioExpedient risk=IdGrauRisc team=Equip lead=ProfReferent transferred_from=IdExpedientOrigen registered_at=DataAlta sector=Sector subsector=Subsector origin=IdProcedenciaDelCas family_type=IdTipusFamilia tenure=IdRegim co_lead=ProfCorreferent external_ref=refExterna updated_at=DataModificacio"),
        (Shapes.CasePerson, "hestia/persones_vinculades", ';', "case=IdExpedient person=IdPersona relation=IdTipusRelacio from=DataInici to=DataFi"),
        (Shapes.Service, "hestia/recursos", ';', "id=IdRecurs case=IdExpedient type=IdTipusRecurs status=IdEstat requested_on=DataSollicitud decided_on=DataResolucio from=DataInici to=DataFi scope=IdAmbit granted_amount=Import amount_kind=TipusImport funder=IdFinancament registered_at=DataCreacio energy_arrears=IdMensualitatsPendents energy_prior_year_aid=AjudaAnyAnterior energy_channel=IdCanalAcces energy_denial_reason=IdMotiuDenegacio sad_kind=IdSAD provider=Entitat promoter=IdPromotor external_ref=refExterna"),
        (Shapes.Beneficiary, "hestia/beneficiaris", ';', "service=IdRecurs person=IdPersona role=TitularBeneficiari"),
        (Shapes.Activity, "hestia/actuacions", ';', "id=IdActuacio case=IdExpedient persons=PersonesAteses type=IdTipusActuacio origin=Origen done_on=DataActuacio registered_at=DataAlta minutes=Minuts professional=ProfAlta team=Equip"),
        (Shapes.Appointment, "hestia/cites", ';', "id=IdCita case=IdExpedient requested_at=DataAlta date=Data minutes=Durada type=IdTipus state=IdEstat place=IdLloc scope=Ambit urgent=Urgent spontaneous=Espontania professionals=LlistaProfessionalsAssistents persons=LlistaPersonesAssistents team=IdEquip registered_at=DataAlta"),
        (Shapes.Payment, "mini-office/pagaments", ';', "id=NumPagament service=IdRecurs paid_on=DataPagament amount=Import funder=Financador registered_at=DataRegistre"),
        (Shapes.HomeCarePlan, "hestia/plans_sad", ';', "service=IdRecurs from=DataInici to=DataFi weekly_hours=HoresSetmana copay_pct=Copagament provider=Entitat"),
        (Shapes.HomeCareDelivery, "mini-office/hores_sad", ';', "service=IdRecurs month=Mes hours_planned=HoresPrevistes hours_delivered=HoresRealitzades hours_invoiced=HoresFacturades price_hour=PreuHora copay_amount=Copagament"),
        (Shapes.CostLine, "mini-office/execucio", ';', "id=NumLinia month=Mes service_type=Servei cost_type=TipusCost funder=Financador budgeted=Pressupostat executed=Executat budget_year=Exercici budget_programme=Programa contract_programme_line=FitxaContracteProgrames"),
        (Shapes.Staff, "mini-office/plantilla", ';', "professional=DNI role=Lloc from=DataInici to=DataFi weekly_hours=HoresSetmana standard_hours=HoresJornada team=Equip contract_programme_line=LiniaCP"),
        (Shapes.Absence, "mini-office/absencies", ';', "professional=DNI month=Mes days=Dies"),
        (Shapes.Demand, "hestia/demandes", ';', "id=IdDemanda case=IdExpedient person=IdPersona demand_code=IdTipusDemanda date=DataDemanda registered_at=DataAlta professional=ProfAlta"),
        (Shapes.Problem, "hestia/problematiques", ';', "id=IdProblematica case=IdExpedient person=IdPersona type=IdTipusProblematica problem=IdProblema from=DataInici to=DataFi registered_at=DataAlta"),
        (Shapes.Plan, "hestia/plans", ';', "id=IdPla case=IdExpedient agreed_on=DataAcord expires_on=DataVenciment closed_on=DataTancament outcome=IdResultat"),
        (Shapes.Organisation, "mini-office/equips", ';', "team=Equip valid_from=DataInici valid_to=DataFi ebasp=EBASP sector=Sector subsector=Subsector municipality=CodiMunicipi"),
        (Shapes.Population, "population/poblacio", ',', "municipality=codi_municipi sex=sexe age_band=edat year=any inhabitants=habitants"),
    ];

    /// <summary>The codes that occur in mini, by code list.</summary>
    private static readonly Dictionary<string, string> Codes = new()
    {
        ["doc-type"] = "0=nif 3=none",
        ["person-status"] = "0=active",
        ["nationality-group"] = "108=spanish 348=non_eu",
        ["dependency-grade"] = "0= 8=g2 9=g3",
        ["case-state"] = "1=open 2=closed",
        ["close-reason"] = "0= 2=moved 5=resolved",
        ["case-stage"] = "1=reception 2=follow_up 3=treatment",
        ["case-risk"] = "0=none 1=vulnerable 2=risk 3=high",
        ["case-origin"] = "0= 1=self 2=family 5=health 7=other_social_services 10=third_sector",
        ["family-type"] = "0= 1=single 4=nuclear",
        ["tenure"] = "1=owned 2=rented 3=free 9= 10=rented_no_contract",
        ["demand-code"] = "3=food 4=housing 5=home_care 13=mental_health",
        ["problem-type"] = "1=economic 2=work 3=housing 4=health 5=mental_health 7=dependency 8=relational 9=education 10=isolation 13=legal_situation",
        ["problem"] = "1=economic.no_income 3=economic.debt 4=work.unemployment 7=housing.inadequate 9=health.illness 11=mental_health.disorder 13=dependency.daily_life 14=dependency.carer 15=relational.conflict 17=education.absence 19=isolation.loneliness 25=legal_situation.justice",
        ["plan-outcome"] = "1=achieved 2=partly 4=abandoned",
        ["relation"] = "1=other 3=child 5=other 8=principal 10=partner",
        ["service"] = "1.2.3.8=1.1.2.2",
        ["service-status"] = "0=preassigned 1=granted 2=denied",
        ["service-scope"] = "1=family 5=older_people 13=others",
        ["home-care-kind"] = "0=none 1=social 2=dependency",
        ["promoter"] = "1=local 3=regional",
        ["amount-kind"] = "U=one_off",
        ["funder"] = "1=own 2=diputacio 3=generalitat",
        ["beneficiary-role"] = "T=titular B=beneficiary",
        ["activity-type"] = "1=coordination 2=referral 3=information 4=guidance 5=procedure 6=assessment",
        ["activity-origin"] = "M=manual A=automatic",
        ["appointment-type"] = "1=interview 4=coordination_meeting",
        ["appointment-state"] = "0=pending 1=realised 5=no_show",
        ["place"] = "1=office 3=council 5=home 10=home_dependency",
        ["energy-arrears"] = "0= 1=up_to_four_months 2=over_four_months",
        ["energy-channel"] = "0= 1=person 4=public_services",
        ["energy-denial-reason"] = "0= 2=no_budget",
        ["appointment-scope"] = "Primera=first Seguiment=follow_up",
    };

    [Test]
    public void the_truth_equals_the_figures_worked_out_by_hand()
    {
        var (model, findings) = Read();
        var sheet = AreaTruth.Figures(model, new PeopleView(null));
        var expected = Expected();
        var periods = expected.Select(row => (row.PeriodKind, row.PeriodStart)).ToHashSet();
        var actual = sheet.Where(row => periods.Contains((row.PeriodKind, row.PeriodStart))).Select(Rounded);

        Assert.That(actual, Is.EquivalentTo(expected.Select(Rounded)));
        Assert.That(findings, Is.EqualTo(new Dictionary<string, int> { ["expected_empty"] = 1 }), "the birth date of person 11");
        Assert.That(SetRules.OpenFindings(model).Values, Is.All.Zero);
    }

    [Test]
    public void mini_stays_under_two_hundred_rows()
    {
        Assert.That(Files.Sum(file => Lines(file.File).Count - 1), Is.EqualTo(141));
    }

    private static (RecordedModel Model, Dictionary<string, int> Findings) Read()
    {
        var findings = new Dictionary<string, int>();
        var histories = new List<ExtractHistory>();
        foreach (var (shape, file, separator, columns) in Files)
        {
            var history = new ExtractHistory(shape);
            var tally = history.Take(Rows(shape, file, separator, columns), 0, Delivered, null);
            foreach (var (rule, count) in tally.Findings)
                findings[rule] = findings.GetValueOrDefault(rule) + count;
            histories.Add(history);
        }
        return (new RecordedModel(histories, Delivered, Delivered, new MonthLine(new DateOnly(2019, 1, 1), Delivered)), findings);
    }

    private static List<string> Lines(string file)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = file.StartsWith("hestia", StringComparison.Ordinal) ? Encoding.GetEncoding(1252) : Encoding.UTF8;
        return [.. File.ReadAllLines(Path.Combine(Folder, file + "_20250131.csv"), encoding).Where(line => !line.StartsWith("Total", StringComparison.Ordinal))];
    }

    private static IEnumerable<Row> Rows(ExtractShape shape, string file, char separator, string columns)
    {
        var lines = Lines(file);
        var header = lines[0].Split(separator).ToList();
        var places = columns.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => header.IndexOf(pair[1]));
        foreach (var line in lines.Skip(1))
        {
            var texts = line.Replace("\"Truca la filla; vindrà dilluns\"", "").Split(separator);
            var cells = shape.Fields.Select(field => Canonical(field, texts[places[field.Name]])).ToArray();
            if (shape == Shapes.Case && cells[shape["state"].Index] == "open")
                cells[shape["closed_on"].Index] = "";
            yield return new Row(cells);
        }
    }

    private static string Canonical(Field field, string text)
    {
        if (field.Kind is FieldKind.Money or FieldKind.Number)
            return text.Replace(',', '.');
        if (field.Kind == FieldKind.Date && text.Length == 10 && text[2] == '/')
            return text == "01/01/1900" ? "" : $"{text[6..]}-{text[3..5]}-{text[..2]}";
        if (field.Kind == FieldKind.Boolean)
            return text == "1" ? "true" : "false";
        if (field.Kind != FieldKind.Code || !Codes.TryGetValue(field.Target, out var codes))
            return text;
        var found = codes.Split(' ').Select(pair => pair.Split('=')).FirstOrDefault(pair => pair[0] == text.Split(' ')[0]);
        return found is null ? text : found[1];
    }

    private static List<KpiRow> Expected()
    {
        return [.. File.ReadAllLines(Path.Combine(Folder, "expected.csv")).Skip(1).Select(line => line.Split(',')).Select(Row)];

        static KpiRow Row(string[] c) =>
            new(c[0], c[1], DateOnly.Parse(c[2], CultureInfo.InvariantCulture), c[3], c[4], Number(c[5]), Number(c[6]), Number(c[7]), c[8]);

        static decimal? Number(string text) => text.Length == 0 ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
    }

    private static KpiRow Rounded(KpiRow row) =>
        row with
        {
            Numerator = Round(row.Numerator),
            Denominator = Round(row.Denominator),
            Value = Round(row.Value),
        };

    private static decimal? Round(decimal? number) => number is { } value ? Math.Round(value, 8) / 1.000000000000m : null;
}
