using QdC.Pipeline.Jobs;
using QdC.Warehouse;

namespace QdC.Pipeline.Validate.Rules;

/// <summary>The CIP says another sex or birth date than the record.</summary>
internal sealed class CipContradiction : RowRule
{
    /// <inheritdoc/>
    public override string Code => "cip_contradiction";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Query;

    /// <inheritdoc/>
    public override string Ca => "El CIP no concorda amb el sexe o la data de naixement.";

    /// <inheritdoc/>
    public override string Es => "El CIP no concuerda con el sexo o la fecha de nacimiento.";

    /// <inheritdoc/>
    public override string En => "The CIP contradicts the sex or the birth date.";

    /// <inheritdoc/>
    public override IEnumerable<RowCheck> Bind(Subject subject, Func<string, int> position)
    {
        var (cip, sex, birth) = (position("cip"), position("sex"), position("birth_date"));
        if (cip >= 0)
        {
            yield return new RowCheck(cip, row => row.Cells[cip].HasValue && Contradicts(row, cip, sex, birth));
        }
    }

    private static bool Contradicts(Row row, int cip, int sex, int birth)
    {
        var text = row.Text(row.Fields[cip]);
        if (!Identifiers.IsCip(text))
        {
            return false;
        }

        var otherSex = row.Code(sex) is { } code && code is "H" or "D" && text[4] != (code == "H" ? '0' : '1');
        if (otherSex || birth < 0 || !row.Cells[birth].HasValue)
        {
            return otherSex;
        }

        var date = row.Cells[birth].Date;
        return Two(text, 5) != date.Year % 100 || Two(text, 7) != date.Month || Two(text, 9) != date.Day;
    }

    private static int Two(ReadOnlySpan<byte> text, int at) => ((text[at] - '0') * 10) + (text[at + 1] - '0');
}
