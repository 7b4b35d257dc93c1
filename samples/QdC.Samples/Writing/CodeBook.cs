namespace QdC.Samples.Writing;

/// <summary>How a source system writes the codes: canonical code to the system's own, by code list.</summary>
internal sealed class CodeBook
{
    private readonly Dictionary<string, Dictionary<string, string>> _lists;

    private CodeBook(string text) =>
        _lists = text
            .Split('\n')
            .Select(line => line.Split(':', 2))
            .ToDictionary(
                parts => parts[0].Trim(),
                parts => parts[1].Split(',').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim())
            );

    private CodeBook(CodeBook before, CodeBook changed) =>
        _lists = before._lists.ToDictionary(
            list => list.Key,
            list => list.Value.Concat(changed._lists.GetValueOrDefault(list.Key, [])).GroupBy(code => code.Key).ToDictionary(code => code.Key, code => code.Last().Value)
        );

    /// <summary>The system's text for a code; a text that is no code is written as it stands.</summary>
    public string Write(string list, string code) =>
        _lists.TryGetValue(list, out var codes) && codes.TryGetValue(code, out var text) ? text : code;

    /// <summary>True when the list holds this canonical code.</summary>
    public bool Knows(string list, string code) => _lists[list].ContainsKey(code);

    /// <summary>Hèstia's numbers (AOC integration guide).</summary>
    public static readonly CodeBook Hestia = new(
        """
        sex: H=H, D=D
        doc-type: nif=0, passport=1, other=2, none=3, dni_without_letter=4
        person-status: active=0, deceased=1
        nationality-group: spanish=108, eu=128, non_eu=348
        dependency-grade: g1=7, g2=8, g3=9
        case-type: SSB=SSB, SAD=SAD, SIAD=SIAD, EAIA=EAIA, IMM=IMM
        case-state: open=1, closed=2
        close-reason: absent=1, moved=2, professional_decision=3, death=4, resolved=5, inactivity=6, referral=7, user_decision=8
        case-stage: none=0, reception=1, follow_up=2, treatment=3
        case-risk: none=0, vulnerable=1, risk=2, high=3
        relation: other=1, child=3, parent=7, principal=8, partner=10
        service: 1.1.1=1.1.1, 1.1.2.1=1.1.2.1, 1.1.2.2=1.2.3.8, 1.1.4=1.1.4, 1.1.6.1=1.1.6.1, 1.2.12.1=1.2.12.1, 1.2.12.3=1.2.12.3, 2.3.2=2.3.2, 2.3.3=2.3.3, 2.3.4=2.3.4, 2.3.6=2.3.6, 2.3.7.1=2.3.7.1, 2.3.7.2=2.3.7.2, 2.3.7.3=2.3.7.3, 2.3.7.4=2.3.7.4, 2.4.2=2.4.2
        service-status: preassigned=0, granted=1, denied=2, withdrawn=3
        service-scope: family=1, childhood=2, women=4, older_people=5, others=13
        home-care-kind: none=0, social=1, dependency=2
        promoter: local=1, county=2, regional=3, state=4, third_sector=5
        cost-type: direct_staff=direct_staff, contract=contract, overhead=overhead, aid=aid
        amount-kind: one_off=U, monthly=M, total=T
        funder: own=1, diputacio=2, generalitat=3, state=4, user=5
        energy-arrears: up_to_four_months=1, over_four_months=2
        energy-channel: person=1, third_sector=2, supplier=3, public_services=4
        energy-denial-reason: income=1, no_budget=2, moved=3, not_contactable=4, other=5
        beneficiary-role: titular=T, beneficiary=B
        activity-type: coordination=1, referral=2, information=3, guidance=4, procedure=5, assessment=6
        activity-origin: manual=M, automatic=A
        appointment-type: none=0, interview=1, accompaniment=2, technical_meeting=3, coordination_meeting=4, supervision=5, training=6, management=7, documentation=8
        appointment-state: pending=0, realised=1, not_realised=2, cancelled_professional=3, cancelled_user=4, no_show=5
        place: office=1, council=3, home=5, remote=6, home_dependency=10
        appointment-scope: first=Primera Entrevista, follow_up=Seguiment
        staff-role: TS=TS, ES=ES, COORD=COORD, ADM=ADM
        population-age-band: 0-14=0-14, 15-64=15-64, 65+=65+
        problem-type: economic=1, work=2, housing=3, health=4, mental_health=5, addiction=6, dependency=7, relational=8, education=9, isolation=10, violence=11, child_neglect=12, legal_situation=13
        problem: economic.no_income=1, economic.low_income=2, economic.debt=3, work.unemployment=4, work.precarious=5, housing.eviction=6, housing.inadequate=7, housing.energy=8, health.illness=9, health.disability=10, mental_health.disorder=11, addiction.substances=12, dependency.daily_life=13, dependency.carer=14, relational.conflict=15, relational.upbringing=16, education.absence=17, education.performance=18, isolation.loneliness=19, isolation.no_network=20, violence.partner=21, violence.family=22, child_neglect.risk=23, legal_situation.irregular=24, legal_situation.justice=25
        demand-code: information=1, economic_aid=2, food=3, housing=4, home_care=5, telecare=6, dependency=7, residence=8, children=9, work=10, violence=11, legal=12, mental_health=13
        plan-outcome: achieved=1, partly=2, not_achieved=3, abandoned=4
        case-origin: self=1, family=2, council=3, education=4, health=5, police=6, other_social_services=7, childhood=8, justice=9, third_sector=10, neighbours=11
        family-type: single=1, no_nucleus=2, single_parent=3, nuclear=4, extended=5, multiple=6, blended=7
        tenure: owned=1, rented=2, free=3, institution=4, sublet=6, tenant_farmer=7, occupied=8, rented_no_contract=10
        """
    );

    /// <summary>The words people write in their own workbooks.</summary>
    public static readonly CodeBook Spreadsheet = new(
        """
        sex: H=Home, D=Dona
        doc-type: nif=DNI, passport=Passaport, other=Altre, none=Cap, dni_without_letter=DNI sense lletra
        person-status: active=Activa, deceased=Èxitus
        nationality-group: spanish=Espanyola, eu=Romanesa, non_eu=Marroquina
        dependency-grade: g1=Grau I, g2=Grau II, g3=Grau III
        case-type: SSB=Bàsics, SAD=SAD, SIAD=SIAD, EAIA=EAIA, IMM=Immigració
        case-state: open=Obert, closed=Tancat
        close-reason: absent=Absència usuari, moved=Canvi de domicili, professional_decision=Decisió professional, death=Defunció, resolved=Resolt, inactivity=Inactivitat, referral=Derivació, user_decision=Decisió usuari
        case-stage: none=Sense situació, reception=Acollida, follow_up=Seguiment, treatment=Tractament
        case-risk: none=Sense valorar
        relation: other=Altres, child=Fill/a, parent=Pare/mare, principal=Persona principal, partner=Parella
        service: 1.1.2.1=SAD, 1.1.2.2=Teleassistència, 1.1.4=Menjador social, 1.1.6.1=Centre obert, 1.2.12.1=Violència masclista: acolliment, 1.2.12.3=Violència masclista: CIE, 2.3.2=Urgència: manutenció, 2.3.3=Urgència: sanitàries, 2.3.4=Urgència: habitatge, 2.3.6=Urgència: lloguer, 2.3.7.1=Urgència: aigua, 2.3.7.2=Urgència: llum, 2.3.7.3=Urgència: gas, 2.3.7.4=Urgència: llum i gas, 2.4.2=Beca menjador
        service-status: preassigned=Preassignat, granted=Concedit, denied=Denegat, withdrawn=Desistiment
        service-scope: family=Família, childhood=Infància, women=Dona, older_people=Gent gran
        home-care-kind: none=No, social=Social, dependency=Dependència
        promoter: local=Local, county=Comarcal, regional=Autonòmica
        amount-kind: one_off=Únic, monthly=Mensual, total=Total
        funder: own=Propi, diputacio=Diputació, generalitat=Generalitat, state=Estat, user=Usuari
        beneficiary-role: titular=Titular, beneficiary=Beneficiari
        activity-type: coordination=Coordinació, referral=Derivació, information=Informació, guidance=Orientació i assessorament, procedure=Tramitació, assessment=Valoració
        activity-origin: manual=Manual, automatic=Automàtica
        appointment-type: none=Sense tipus, interview=Entrevista, accompaniment=Acompanyament, technical_meeting=Reunió tècnica, coordination_meeting=Reunió de coordinació, supervision=Supervisió, training=Formació, management=Gestió, documentation=Documentació
        appointment-state: pending=Pendent, realised=Realitzada, not_realised=No realitzada, cancelled_professional=Anul·lada pel professional, cancelled_user=Anul·lada per l'usuari, no_show=No acut
        place: office=EBASP, council=Ens local, home=Domicili, remote=Telèfon o correu, home_dependency=Domicili per dependència
        appointment-scope: first=Primera, follow_up=Seguiment
        problem-type: economic=Econòmica, work=Laboral, housing=Habitatge, health=Salut, mental_health=Salut mental, addiction=Addiccions, dependency=Dependència i autonomia, relational=Relacional i familiar, education=Aprenentatge i escola, isolation=Aïllament i dèficits socials, violence=Violència masclista i familiar, child_neglect=Desprotecció infantil, legal_situation=Situació legal i administrativa
        problem: economic.no_income=Manca d'ingressos, economic.low_income=Ingressos insuficients, economic.debt=Endeutament, work.unemployment=Atur, work.precarious=Feina precària, housing.eviction=Risc de pèrdua de l'habitatge, housing.inadequate=Habitatge inadequat, housing.energy=Pobresa energètica, health.illness=Malaltia crònica, health.disability=Discapacitat, mental_health.disorder=Trastorn de salut mental, addiction.substances=Consum de substàncies, dependency.daily_life=Manca d'autonomia en la vida diària, dependency.carer=Sobrecàrrega de qui cuida, relational.conflict=Conflicte familiar, relational.upbringing=Dificultats en la criança, education.absence=Absentisme escolar, education.performance=Baix rendiment escolar, isolation.loneliness=Soledat no volguda, isolation.no_network=Manca de xarxa, violence.partner=Violència de la parella, violence.family=Violència familiar, child_neglect.risk=Infant en risc, legal_situation.irregular=Situació administrativa irregular, legal_situation.justice=Causes judicials
        plan-outcome: achieved=Objectius assolits, partly=Objectius assolits en part, not_achieved=Objectius no assolits, abandoned=Abandonat
        case-origin: self=Personalment, family=Familiars, council=Ens local, education=Ensenyament, health=Sanitaris, police=Cossos de seguretat, other_social_services=Altres serveis socials, childhood=Infància i adolescència, justice=Justícia, third_sector=Entitats i ONG, neighbours=Veïns i altres
        family-type: single=Unipersonal, no_nucleus=Sense nucli, single_parent=Monoparental, nuclear=Nuclear, extended=Extensa, multiple=Múltiple, blended=Reconstituïda
        tenure: owned=Propietat, rented=Lloguer, free=Gratuït, sublet=Relloguer, tenant_farmer=Masover, occupied=Ocupació il·legal, rented_no_contract=Lloguer sense contracte
        """
    );

    /// <summary>The words of a later template of theirs. Assumed.</summary>
    public static readonly CodeBook SpreadsheetAnew = new(
        Spreadsheet,
        new CodeBook(
            """
            close-reason: moved=Trasllat a un altre municipi, resolved=Objectius assolits
            service: 2.3.2=Targeta moneder: alimentació
            """
        )
    );

    /// <summary>GESS's words: processes in phases.</summary>
    public static readonly CodeBook Gess = new(
        """
        sex: H=Masculí, D=Femení
        doc-type: nif=DNI/NIE, passport=Passaport, other=Un altre, none=Indocumentat, dni_without_letter=DNI incomplet
        person-status: active=Alta, deceased=Baixa per èxitus
        nationality-group: spanish=Espanya, eu=Romania, non_eu=Marroc
        dependency-grade: g1=Grau 1, g2=Grau 2, g3=Grau 3
        case-type: SSB=Atenció social bàsica, SAD=Atenció domiciliària, SIAD=Servei d'atenció a les dones, EAIA=Infància i adolescència en risc, IMM=Acollida i ciutadania
        case-state: open=En curs, closed=Finalitzat
        close-reason: absent=Sense contacte, moved=Trasllat, professional_decision=Criteri professional, death=Mort de la persona, resolved=Objectius assolits, inactivity=Sense activitat, referral=Derivat a un altre servei, user_decision=Renúncia
        case-stage: none=0. Sense iniciar, reception=1. Acollida, follow_up=4. Seguiment, treatment=3. Pla de treball
        case-risk: none=Per valorar, vulnerable=Baix, risk=Mitjà, high=Alt
        relation: other=Altres, child=Fill o filla, parent=Progenitor, principal=Titular del procés, partner=Cònjuge o parella
        service: 1.1.2.1=Servei d'atenció domiciliària, 1.1.2.2=Teleassistència, 1.1.4=Àpats i menjador, 1.1.6.1=Espai obert, 1.2.12.1=Acolliment per violència masclista, 1.2.12.3=Intervenció per violència masclista, 2.3.2=Ajut per a alimentació, 2.3.3=Ajut per a salut, 2.3.4=Ajut per a allotjament, 2.3.6=Ajut per a lloguer, 2.3.7.1=Ajut per a aigua, 2.3.7.2=Ajut per a llum, 2.3.7.3=Ajut per a gas, 2.3.7.4=Ajut per a llum i gas, 2.4.2=Ajut de menjador escolar
        service-status: preassigned=Sol·licitada, granted=Atorgada, denied=Denegada, withdrawn=Desistida
        service-scope: family=Famílies, childhood=Infància i adolescència, women=Dones, older_people=Persones grans
        home-care-kind: none=No escau, social=SAD social, dependency=SAD per dependència
        promoter: local=Municipal, county=Comarcal, regional=Generalitat
        amount-kind: one_off=Puntual, monthly=Periòdic mensual, total=Import tancat
        funder: own=Consorci, diputacio=Diputació de Girona, generalitat=Contracte programa, state=Estat, user=Persona usuària
        beneficiary-role: titular=Sol·licitant, beneficiary=Destinatari
        activity-type: coordination=Coordinació amb serveis, referral=Derivació, information=Informació, guidance=Assessorament, procedure=Gestió i tramitació, assessment=Diagnòstic social
        activity-origin: manual=Professional, automatic=Sistema
        appointment-type: none=Sense definir, interview=Entrevista, accompaniment=Acompanyament, technical_meeting=Reunió d'equip, coordination_meeting=Reunió de xarxa, supervision=Supervisió, training=Formació, management=Gestió, documentation=Documentació
        appointment-state: pending=Programada, realised=Feta, not_realised=No feta, cancelled_professional=Anul·lada pel professional, cancelled_user=Anul·lada per la persona, no_show=No s'ha presentat
        place: office=Despatx, council=Ajuntament, home=Domicili, remote=Telèfon, home_dependency=Domicili (dependència)
        appointment-scope: first=Primera acollida, follow_up=Continuïtat
        """
    );

    /// <summary>GESS's words of its second version: phases without numbers, food aid as a card. Assumed.</summary>
    public static readonly CodeBook GessAnew = new(
        Gess,
        new CodeBook(
            """
            case-stage: none=Sense iniciar, reception=Acollida, follow_up=Seguiment, treatment=Pla de treball
            service: 2.3.2=Targeta moneder d'alimentació
            """
        )
    );

    /// <summary>iSAD's words for what it knows: people and their home care.</summary>
    public static readonly CodeBook Isad = new(
        """
        doc-type: nif=NIF, passport=PAS, other=ALT, none=SD, dni_without_letter=NIF-
        person-status: active=ALTA, deceased=EXITUS
        nationality-group: spanish=ES, eu=UE, non_eu=EXT
        dependency-grade: g1=1, g2=2, g3=3
        service: 1.1.2.1=SAD
        service-status: preassigned=PENDENT, granted=ACTIU, denied=DENEGAT, withdrawn=RENUNCIA
        home-care-kind: none=ALTRES, social=SOCIAL, dependency=DEPENDENCIA
        funder: own=AJUNTAMENT, diputacio=DIPUTACIO, generalitat=GENERALITAT, state=ESTAT, user=USUARI
        beneficiary-role: titular=TITULAR, beneficiary=BENEFICIARI
        """
    );

    /// <summary>iSAD's words of its second version: states as Hèstia calls them. Assumed.</summary>
    public static readonly CodeBook IsadAnew = new(Isad, new CodeBook("service-status: preassigned=PREASSIGNAT, granted=CONCEDIT, withdrawn=DESISTIMENT"));

    /// <summary>The words of the accounts department.</summary>
    public static readonly CodeBook Accounts = new(
        """
        funder: own=Ajuntament, diputacio=Diputació, generalitat=Generalitat, state=Estat, user=Usuari
        cost-type: direct_staff=Personal, contract=Contracte, overhead=Estructura, aid=Ajuts
        """
    );
}
