using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Forget;

/// <summary>Which fields of a person go when the person is erased.</summary>
internal static class Identifying
{
    /// <summary>True for what says who somebody is: names and identifiers, dates, and the municipality. Sex, nationality and dependency stay, so that counts hold.</summary>
    public static bool Is(ContractField field) =>
        field.Type == FieldType.Identifier || field.Personal == Personal.Direct
        || (field.Personal == Personal.Quasi && (field.Type == FieldType.Date || field.List == "municipality"));
}
