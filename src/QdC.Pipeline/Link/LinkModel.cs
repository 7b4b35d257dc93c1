using System.Text.Json;
using System.Text.Json.Serialization;
using QdC.Metrics;
using QdC.Warehouse;

namespace QdC.Pipeline.Link;

/// <summary>What two records can be to each other. All but the first are reasons to look alike without being one person.</summary>
public enum Relation
{
    /// <summary>One person.</summary>
    Same,

    /// <summary>Two of one family or household: surnames and address agree, what is a person's own does not.</summary>
    Household,

    /// <summary>Twins: the birth date agrees as well.</summary>
    Twin,

    /// <summary>Named after a relative: the given name agrees as well, the birth date does not.</summary>
    Namesake,

    /// <summary>Two who have nothing to do with each other.</summary>
    Stranger,
}

/// <summary>A level of agreement and how often it is seen.</summary>
/// <param name="Name">The level.</param>
/// <param name="M">Among pairs of records of one person.</param>
/// <param name="U">Among pairs of records of two persons who have nothing to do with each other.</param>
public sealed record LevelModel(string Name, double M, double U)
{
    /// <summary>The weight of evidence in bits: log2(m/u).</summary>
    [JsonIgnore]
    public double Weight => Math.Log2(M / U);
}

/// <summary>A field's levels, best first.</summary>
/// <param name="Field">The field.</param>
/// <param name="Levels">Its levels.</param>
public sealed record FieldModel(string Field, IReadOnlyList<LevelModel> Levels);

/// <summary>A trained Fellegi-Sunter model: a value that is kept as a file and applied as it is.</summary>
/// <param name="Form">The number of the form; a model of another form is not read.</param>
/// <param name="Records">Records it was trained on.</param>
/// <param name="PairsPerRecord">Expected pairs of each relation but the last, for each record.</param>
/// <param name="Fields">The fields that the records had.</param>
public sealed record LinkModel(int Form, int Records, IReadOnlyDictionary<Relation, double> PairsPerRecord, IReadOnlyList<FieldModel> Fields)
{
    /// <summary>The form that this version writes.</summary>
    public const int CurrentForm = 1;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Reads a model.</summary>
    /// <exception cref="ModelUnusable">The file holds none that can be applied.</exception>
    public static LinkModel Read(string path) => Parse(File.ReadAllText(path), path);

    /// <summary>Reads a model from its text.</summary>
    /// <exception cref="ModelUnusable">The text holds none that can be applied.</exception>
    public static LinkModel Parse(string text, string path)
    {
        LinkModel? model;
        try
        {
            model = JsonSerializer.Deserialize<LinkModel>(text, Json);
        }
        catch (JsonException e)
        {
            throw new ModelUnusable(path, $"it is no model (line {e.LineNumber + 1})");
        }
        if (model is not { Form: CurrentForm, Fields: not null, PairsPerRecord: not null })
        {
            throw new ModelUnusable(path, $"it has form {model?.Form}, this program reads form {CurrentForm}");
        }
        foreach (var comparison in Comparison.All)
        {
            var field = model.Fields.FirstOrDefault(f => f.Field == comparison.Slot.Name());
            if (field is not null && !field.Levels.Select(l => l.Name).SequenceEqual(comparison.Levels.Select(l => l.Name)))
            {
                throw new ModelUnusable(path, $"its levels of {field.Field} are not those of this program");
            }
        }
        return model;
    }

    /// <summary>Writes the model.</summary>
    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Json) + "\n");

    /// <summary>The field's model; null where the model does not have it.</summary>
    internal FieldModel? Of(Slot slot) => Fields.FirstOrDefault(f => f.Field == slot.Name());
}

/// <summary>A model file cannot be applied.</summary>
public sealed class ModelUnusable(string path, string why)
    : TerminalException(new Problem($"The model cannot be applied: {why}", Where: path, NextStep: "Train one again with `qdc link … --model FILE` and a file that is not there yet."));
