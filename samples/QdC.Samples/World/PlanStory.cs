using QdC.Samples.Randomness;

namespace QdC.Samples.World;

/// <summary>The intervention plans of a case: agreed when treatment begins or risk is found high, renewed or not, one at a time.</summary>
internal sealed class PlanStory(AreaWorld world, CaseFile file, Dice dice, RecordNumbers numbers)
{
    private static readonly string[] Outcomes = ["achieved", "partly", "partly", "not_achieved", "abandoned"];

    /// <summary>Writes the plans into the world.</summary>
    public void Tell()
    {
        var occasions = file
            .Stages.Where(stage => stage.Stage == "treatment" && dice.Chance(0.55))
            .Select(stage => stage.From)
            .Concat(file.Risks.Where(risk => risk.Risk == "high" && dice.Chance(0.7)).Select(risk => risk.From))
            .Select(day => day.AddDays(dice.Between(5, 40)))
            .Order()
            .ToList();
        var busyUntil = DateOnly.MinValue;
        foreach (var occasion in occasions.Where(day => day > file.Opened))
        {
            for (var agreed = occasion; agreed > busyUntil && agreed.AddDays(10) < (file.Closed ?? world.End.AddDays(30)) && agreed <= world.End;)
            {
                busyUntil = Agree(agreed);
                agreed = dice.Chance(0.7) ? busyUntil.AddDays(dice.Between(1, 25)) : DateOnly.MinValue;
            }
        }
    }

    /// <summary>Writes one plan and gives back the day it ends.</summary>
    private DateOnly Agree(DateOnly agreed)
    {
        var length = dice.Between(180, 540);
        var expires = agreed.AddDays(length);
        var closed = dice.Chance(0.2) ? agreed.AddDays(dice.Between(30, length - 10)) : expires;
        if (file.Closed < closed)
            closed = file.Closed.Value;
        world.Plans.Add(new Plan(numbers.Plan(), file, agreed, expires, closed, dice.Pick(Outcomes)));
        return closed;
    }
}
