using QdC.Pipeline.Validate.Rules;

namespace QdC.Pipeline.Validate;

/// <summary>Every rule there is. The order of <see cref="FieldRules"/> matters: a value refused by one is not looked at by the next.</summary>
public static class RuleCatalogue
{
    /// <summary>A record that is none.</summary>
    public static RowMalformed RowMalformed { get; } = new();

    /// <summary>A record without key.</summary>
    public static Rules.KeyMissing KeyMissing { get; } = new();

    /// <summary>Rows of one key that differ within a delivery.</summary>
    public static DuplicateDiffers DuplicateDiffers { get; } = new();

    /// <summary>A listed key of no record.</summary>
    public static Rules.KeyUnknown KeyUnknown { get; } = new();

    /// <summary>A code that nothing maps.</summary>
    public static Rules.CodeUnmapped CodeUnmapped { get; } = new();

    /// <summary>Rules about one value, in the order they are asked.</summary>
    public static IReadOnlyList<FieldRule> FieldRules { get; } =
    [
        new MandatoryEmpty(),
        new MandatoryUntypable(),
        new AmountNotNumber(),
        new ValueUntypable(),
        new ExpectedEmpty(),
        new MunicipalityCheck(),
        CodeUnmapped,
        new IdentifierInField(),
        new ValueOutOfRange(),
        new FutureDate(),
        new DocCheck(),
        new CipPattern(),
        new NassCheck(),
    ];

    /// <summary>Rules about several values of a row.</summary>
    public static IReadOnlyList<RowRule> RowRules { get; } = [new CipContradiction(), new DateOrder(), new ClosePair(), new DocTypeValue(), new EnergyPair(), new AbsenceOverMonth(), new InvoicedNotDelivered()];

    /// <summary>Rules checked by SQL.</summary>
    public static IReadOnlyList<SetRule> SetRules { get; } =
        [
            DuplicateDiffers, KeyUnknown, new Orphan(), new AfterDeath(), new OnePrincipal(), new CaseOverlap(), new ActivityAfterClose(),
            new PlanOverlap(), new HoursWithoutHomeCare(), new HomeCareKindMissing(), new OverBudget(),
            new ProblemOverlap(), new ProblemAfterClose(), new PlanBeforeOpen(), new PlanAfterClose(), new PlanExpired(),
        ];

    /// <summary>Every rule by its code.</summary>
    public static IReadOnlyDictionary<string, Rule> All { get; } =
        new Rule[] { RowMalformed, KeyMissing }.Concat(FieldRules).Concat(RowRules).Concat(SetRules).ToDictionary(r => r.Code);
}
