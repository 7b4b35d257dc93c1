using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QdC.Cli.Showing;

/// <summary>How documents for machines are written: names in snake_case, enums as words, no nulls left out.</summary>
internal static class JsonText
{
    /// <summary>For whole documents.</summary>
    public static readonly JsonSerializerOptions Indented = Make(indented: true);

    /// <summary>For one document a line.</summary>
    public static readonly JsonSerializerOptions Line = Make(indented: false);

    /// <summary>Writes one document.</summary>
    public static void Write(TextWriter output, object document)
    {
        output.WriteLine(JsonSerializer.Serialize(document, Indented));
        output.Flush();
    }

    private static JsonSerializerOptions Make(bool indented) =>
        new()
        {
            WriteIndented = indented,
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        };
}
